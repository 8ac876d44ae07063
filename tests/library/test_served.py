"""An index on a real Chroma server: other processes, and a server that goes and comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from chroma_server import PATIENCE, ChromaServer
from langchain_chroma import Chroma
from libraries import Library, TinyEncoder

from assistant import Assistant, Settings
from assistant.answering.calibration import forget_calibration
from assistant.answering.calibration_standing import read_standing
from assistant.errors import StoreError, StoreMismatchError
from assistant.library import served
from assistant.library.indexer import Indexer, IndexReport
from assistant.library.opening import opened_notes
from assistant.library.served import ServedStore
from assistant.library.status import read_status
from assistant.models.embeddings import Encoder
from assistant.places import ServerAddress

# Asks what is said to it line by line, and says what it found; another process than the test.
ASKER = """
import sys
from assistant import Assistant, Settings
from assistant.errors import AssistantError

settings = Settings(store=sys.argv[1], llm="none", threshold=0.0)
with Assistant(settings) as assistant:
    print("open", flush=True)
    for line in sys.stdin:
        try:
            answer = assistant.ask(line.strip())
            print(repr([citation.quote for citation in answer.citations]), flush=True)
        except AssistantError as exc:
            print("error:", exc, flush=True)
"""
# Indexes a folder in batches of one article, and says so before each.
INDEXER = """
import sys
from pathlib import Path
from assistant import Assistant, Settings
from assistant.library import indexer
from libraries import TinyEncoder

indexer._BATCH = 1
settings = Settings(store=sys.argv[1], llm="none")
with Assistant(settings, encoder=TinyEncoder()) as assistant:
    report = assistant.index(
        sys.argv[2], progress=lambda done, total, name: print(name, flush=True)
    )
print(len(report.added), "added", flush=True)
"""


def run(program: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python program in a process of its own, which can import what tests share."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip


def said(process: subprocess.Popen[str], line: str = "") -> str:
    """What a process answers to a line."""
    assert process.stdin
    assert process.stdout
    if line:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
    return process.stdout.readline().strip()


def store_of(address: str, encoder: Encoder | None = None) -> ServedStore:
    """The index of a server."""
    return ServedStore(ServerAddress(address), encoder or TinyEncoder())


def indexed(store: ServedStore, folder: Path, encoder: Encoder | None = None) -> IndexReport:
    """Bring it up to date with a folder."""
    return Indexer(store, encoder or ENCODER, Settings(chunk_tokens=24)).index_paths([folder])


ENCODER = TinyEncoder()


def assert_whole(store: ServedStore) -> None:
    """Each chunk has a vector, and its words."""
    store.catalog.refresh(whole=True)
    ids = store.catalog.chunk_ids()
    assert store.vectors.ids() == ids
    assert store.catalog.rows("SELECT count(*) FROM words") == [(len(ids),)]


def harbors(folder: Path, count: int) -> None:
    """Articles of a few chunks each."""
    folder.mkdir(exist_ok=True)
    for town in range(count):
        lines = [
            f"In {1900 + year} town {town} built pier {town * 40 + year}." for year in range(30)
        ]
        (folder / f"{town:02}.md").write_text(f"# Town {town}\n\n" + "\n\n".join(lines))


@pytest.fixture
def own_server(tmp_path: Path, own_cache: Path) -> Iterator[ChromaServer]:
    """A server that the test may stop."""
    with ChromaServer(tmp_path / "chroma") as server:
        yield server


def test_answers_are_those_of_a_folder(library: Library, address: str) -> None:
    """Same articles, same questions: same citations, same confidence; forgotten is forgotten."""
    library.write("tide.md", "# The tide\n\nThe tide rose 2.4 meters in 1907.\n")
    questions = [
        "How much oil did the lamp burn?",
        "Who lit the lamp?",
        "When was the cellar flooded?",
        "Who won the cup in 1998?",
    ]
    encoder, settings = library.encoder, Settings(store=library.store, llm="none")
    with (
        Assistant.open(library.folder, settings=settings, encoder=encoder) as local,
        Assistant(replace(settings, store=address), encoder=encoder) as far,
    ):
        assert len(far.index(library.folder).added) == 4
        for question in questions:
            here, there = local.ask(question).to_dict(), far.ask(question).to_dict()
            for answer in (here, there):
                del answer["timings_ms"]
            assert here == there
        far.forget([library.folder / "tide.md"])
        assert len(far.entries()) == 3
        assert isinstance(far.store, ServedStore)
        assert_whole(far.store)
    with Assistant.open(library.folder, settings=replace(settings, store=address)) as far:
        assert len(far.entries()) == 4
    assert len(read_status(ServerAddress(address)).articles) == 4


def test_langchain_opens_it(address: str, library: Library) -> None:
    """Plain langchain_chroma finds documents and metadata in the server's collection."""
    with store_of(address) as store:
        indexed(store, library.folder)
    url, database = ServerAddress(address), os.environ["ASSISTANT_STORE_DATABASE"]
    plain = Chroma(
        "articles", host="127.0.0.1", port=int(url.rpartition(":")[2]), database=database
    )
    found = plain.get(where={"title": "The lamp"})
    assert "burned 12 liters of oil" in found["documents"][0]
    assert found["metadatas"][0]["start"] == 0


def test_two_processes(address: str, tmp_path: Path, encoder: Encoder) -> None:
    """What one process adds, changes and removes, another quotes, or no more, at its next look."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "lamp.md").write_text("The lamp burned 12 liters of oil.")
    with store_of(address, encoder) as store, run(ASKER, address) as other:
        assert said(other) == "open"
        indexed(store, folder, encoder)
        time.sleep(1.1)
        assert "12 liters" in said(other, "What did the lamp burn?")
        (folder / "lamp.md").write_text("The lamp burned 15 liters of oil.")
        (folder / "tide.md").write_text("The tide rose in 1907.")
        indexed(store, folder, encoder)
        time.sleep(1.1)
        assert "15 liters" in said(other, "What did the lamp burn?")
        assert "1907" in said(other, "When did the tide rise?")
        (folder / "tide.md").unlink()
        indexed(store, folder, encoder)
        time.sleep(1.1)
        assert "1907" not in said(other, "When did the tide rise?")
        assert other.stdin
        other.stdin.close()
    assert other.returncode == 0


def test_a_server_that_comes_back_while_indexing(own_server: ChromaServer, tmp_path: Path) -> None:
    """The run waits for it and goes on; nothing is missing, nothing too much."""
    harbors(tmp_path / "articles", 12)
    with run(INDEXER, own_server.address, tmp_path / "articles") as indexing:
        for _ in range(8):
            said(indexing)
        own_server.stop()
        time.sleep(1)
        own_server.start()
        assert indexing.stdout
        assert indexing.stdout.read().strip().endswith("12 added")
    assert indexing.returncode == 0
    with store_of(own_server.address) as store:
        assert len(store.catalog.entries()) == 12
        assert_whole(store)


def test_a_server_that_stays_away_while_indexing(
    own_server: ChromaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run ends with one clear line, and the next one finishes it."""
    harbors(tmp_path / "articles", 6)
    monkeypatch.setattr("assistant.library.indexer._BATCH", 1)
    monkeypatch.setattr("assistant.library.chroma.WRITING", 0.5)
    monkeypatch.setattr("assistant.library.server.WRITING", 0.5)
    puts = 0

    class Stopping(TinyEncoder):
        def encode_tokens(self, texts: Any) -> Any:
            nonlocal puts
            puts += 1
            if puts == 3:
                own_server.stop()
            return super().encode_tokens(texts)

    with store_of(own_server.address) as store:
        indexer = Indexer(store, Stopping(), Settings(chunk_tokens=24))
        with pytest.raises(StoreError, match="does not answer") as raised:
            indexer.index_paths([tmp_path / "articles"])
        assert "\n" not in str(raised.value)
        own_server.start()
        report = indexed(store, tmp_path / "articles")  # without opening it again
        assert report.added
        assert report.unchanged
        assert_whole(store)


def test_a_server_that_is_away_when_asked(
    own_server: ChromaServer, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question waits for a while, then fails clearly; the next ones work without a restart."""
    settings = Settings(store=own_server.address, llm="none", threshold=0.0)
    with Assistant(settings, encoder=library.encoder) as assistant:
        assistant.index(library.folder)
        own_server.stop()
        with monkeypatch.context() as hurried:
            hurried.setattr("assistant.library.server.READING", 0.5)
            with pytest.raises(StoreError, match="does not answer"):
                assistant.ask("Who lit the lamp?")
        monkeypatch.setattr("assistant.library.server.READING", PATIENCE)
        back = threading.Timer(1.0, own_server.start)
        back.start()
        answer = assistant.ask("Who lit the lamp?")  # asked while it is away
        back.join()
        assert answer.citations
        assert assistant.ask("Who lit the lamp?").citations == answer.citations


def test_killed_while_indexing(address: str, tmp_path: Path) -> None:
    """After SIGKILL nothing is half there, and one more run finishes it."""
    harbors(tmp_path / "articles", 12)
    with run(INDEXER, address, tmp_path / "articles") as indexing:
        for _ in range(8):
            said(indexing)
        indexing.kill()
    assert indexing.returncode == -signal.SIGKILL
    with store_of(address) as store:
        assert store.vectors.ids() >= store.catalog.chunk_ids()
        assert len(store.catalog.entries()) < 12
        indexed(store, tmp_path / "articles")
        assert len(store.catalog.entries()) == 12
        assert_whole(store)


def test_rests_and_losses(address: str, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Young vectors without an article are left alone, old ones go; lost ones are made again."""
    with store_of(address) as store:
        indexed(store, library.folder)
        chunk, article = (
            next(iter(store.catalog.chunks(store.catalog.chunk_ids()).values()))[0],
            None,
        )
        article = store.catalog.article(chunk.source)
        rest = replace(chunk, id="rest")
        monkeypatch.setattr(store, "_swept", 0.0)
        store.vectors.add([rest], {article.source: article}, ENCODER.encode(["rest"]))
        monkeypatch.setattr(served, "_SWEEP", -1.0)
        indexed(store, library.folder)
        assert "rest" in store.vectors.ids()
        monkeypatch.setattr(served, "_REST", -1000)
        store.vectors.delete([chunk.id])
        report = indexed(store, library.folder)
        assert report.updated == [chunk.source]
        assert_whole(store)


def test_another_model(address: str, library: Library) -> None:
    """An index of another model is refused, also by a process that had it open before."""
    with store_of(address) as store:
        indexed(store, library.folder)
        other = TinyEncoder("another")
        with pytest.raises(StoreMismatchError, match=f"--store {address} --rebuild"):
            store_of(address, other)
        with (
            ServedStore(ServerAddress(address), other, rebuild=True),
            pytest.raises(StoreMismatchError),
        ):
            store.vectors.count()


def test_calibration_is_shared(address: str, library: Library) -> None:
    """What is kept with an index is on the server, whoever wrote it."""
    place = ServerAddress(address)
    with pytest.raises(StoreError, match=f"no index in {address}"), opened_notes(place):
        pass
    with store_of(address) as store:
        store.notes.write("calibration.json", b"{")
        with opened_notes(place) as notes:
            assert notes.read("calibration.json") == b"{"
            assert f"{address}/calibration.json" in read_standing(notes, {}, []).problem
            assert forget_calibration(notes) is True
        assert forget_calibration(store.notes) is False


def test_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none is, or something else, one line says what to do."""
    monkeypatch.setattr("assistant.library.server.READING", 0.5)
    unused = ChromaServer(Path())
    with pytest.raises(StoreError, match=rf"chroma run --path DIR --port {unused.port}"):
        store_of(unused.address)


@pytest.mark.parametrize(
    ("status", "reason"), [(401, "refuses the token in"), (200, "is no Chroma server")]
)
def test_refused(status: int, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token goes along in both headers, and is never shown."""
    asked: list[Any] = []

    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b"planted-4711")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    monkeypatch.setenv("ASSISTANT_STORE_TOKEN", "planted-4711")
    with HTTPServer(("127.0.0.1", 0), Refusing) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        with pytest.raises(StoreError, match=reason) as raised:
            store_of(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()
    assert "planted-4711" not in str(raised.value)
    assert asked[0]["x-chroma-token"] == "planted-4711"
    assert asked[0]["Authorization"] == "Bearer planted-4711"


@pytest.mark.parametrize("hidden", ["planted-4711", "planted-4711\n"])
def test_a_server_that_repeats_the_token(hidden: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is shown, wherever the message is cut and whatever stands behind it."""

    class Repeating(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503)
            self.end_headers()
            self.wfile.write(b"x" * 180 + b" planted-4711")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    monkeypatch.setattr("assistant.library.server.READING", 0.1)
    monkeypatch.setenv("ASSISTANT_STORE_TOKEN", hidden)
    with HTTPServer(("127.0.0.1", 0), Repeating) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        with pytest.raises(StoreError, match="HTTP 503") as raised:
            store_of(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()
    assert "plant" not in str(raised.value)


def test_no_proxy_on_the_way_to_this_computer(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said to a server here goes to it alone, whatever proxy is named for the world."""
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("NO_PROXY", "example.org")
    monkeypatch.setenv("no_proxy", "example.org")
    with store_of(address) as store:
        assert store.vectors.count() == 0
    assert os.environ["no_proxy"] == "example.org,127.0.0.1"


def test_a_host_with_colons(tmp_path: Path, own_cache: Path) -> None:
    """A server that listens on IPv6 is spoken to."""
    try:
        own = ChromaServer(tmp_path / "chroma", "::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    with own as server, store_of(server.address) as store:
        assert store.vectors.count() == 0


def test_long_words(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks are bounded in pieces: what their letters take is sent in several requests."""
    words = " ".join(["e" * 1000] * 24)
    (tmp_path / "long.txt").write_text("\n\n".join([words] * 25))
    sizes: list[int] = []
    with store_of(address) as store:
        upsert = store.vectors._upsert

        def noted(rows: Any, *others: Any) -> None:
            sizes.append(sum(len(chunk.span) for chunk, _ in rows))
            upsert(rows, *others)

        monkeypatch.setattr(store.vectors, "_upsert", noted)
        indexed(store, tmp_path / "long.txt")
        assert_whole(store)
    assert sum(sizes) > 600_000
    assert max(sizes) <= 500_000


@pytest.mark.parametrize("cache", ["~nobody-4711/cache", "file"])
def test_no_place_for_a_copy(
    cache: str, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the cache is in nobody's home, or is no folder, one line names the variable."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("ASSISTANT_CACHE", cache if cache[0] == "~" else str(tmp_path / cache))
    with pytest.raises(StoreError, match="ASSISTANT_CACHE"):
        store_of(address)


def test_a_copy_that_cannot_be_locked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as another user's: the cure is another cache, not another index."""

    def refuse(_: object) -> None:
        raise StoreError("cannot write: give another folder with --store")

    monkeypatch.setattr("assistant.library.lock.StoreLock.acquire", refuse)
    with pytest.raises(StoreError, match="in ASSISTANT_CACHE"):
        store_of(address)


def test_no_database(chroma: ChromaServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is not there is named, with the variables that name another."""
    monkeypatch.setenv("ASSISTANT_STORE_DATABASE", "nowhere")
    with pytest.raises(StoreError, match=r"no database 'nowhere'.*ASSISTANT_STORE_DATABASE"):
        store_of(chroma.address)
