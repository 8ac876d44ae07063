"""An indexing run that is killed leaves an index that works, and a next run that finishes it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from libraries import Library, TinyEncoder

from assistant import Assistant, Settings
from assistant.errors import StoreBusyError
from assistant.library.lexical import search_words
from assistant.library.lock import is_held
from assistant.library.store import Store
from assistant.models.embeddings import Encoder

# Indexes in batches of an article and kills itself, as `kill -9` would, before or after the call
# named has been made so many times; or says so, waits for a word and goes on, to be killed at any
# moment from outside.
DRIVER = """
import os, signal, sys
from pathlib import Path
from assistant import Settings
from assistant.library import indexer
from assistant.library.catalog import Catalog
from assistant.library.store import Store
from assistant.library.vectors import VectorIndex
from assistant.models.embeddings import Encoder
from libraries import TinyEncoder

folder, store, model, kind, method, when, count = sys.argv[1:]
owner = {"Catalog": Catalog, "VectorIndex": VectorIndex}[kind]
encoder = TinyEncoder() if model == "tiny" else Encoder()
call, calls = getattr(owner, method), 0
indexer._BATCH = 1

def killed(*args):
    global calls
    calls += 1
    if when == "before" and calls == int(count):
        os.kill(os.getpid(), signal.SIGKILL)
    result = call(*args)
    if when == "after" and calls == int(count):
        os.kill(os.getpid(), signal.SIGKILL)
    if when == "said" and calls == int(count):
        print("there", flush=True)
        sys.stdin.readline()
    return result

setattr(owner, method, killed)
with Store(Path(store), encoder) as store:
    settings = Settings(chunk_tokens=24)
    indexer.Indexer(store, encoder, settings).index_paths([Path(folder)])
"""
QUESTIONS = ["Who painted wall 17?", "What happened in the harbor of town 5?", "storm in 1907"]


def run(program: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python program in a process of its own, which can import what tests share."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip


def chronicle(town: int, version: int, years: int) -> str:
    """An article with a paragraph a year, each its own chunk."""
    lines = [
        f"In {1900 + year} the harbor of town {town} saw ship {town * year + version * 1000}; "
        f"painter {year % 7} gave wall {town + year} another color after the storm."
        for year in range(years)
    ]
    return f"# Town {town}\n\n" + "\n\n".join(lines)


def changed_library(folder: Path, encoder: Encoder, years: int) -> Library:
    """An index of eight articles, of which one is then deleted, five changed, four added."""
    library = Library(folder / "articles", folder / "store", encoder)
    for town in range(8):
        library.write(f"{town}.md", chronicle(town, 0, years))
    library.index(chunk_tokens=24)
    for town in range(3, 12):
        library.write(f"{town}.md", chronicle(town, 1, years))
    (library.folder / "0.md").unlink()
    return library


@pytest.fixture(scope="module")
def prepared(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> Callable[[str], tuple[Library, Library]]:
    """For the small and for the real model: the library to be indexed, and indexed unkilled."""
    made: dict[str, tuple[Library, Library]] = {}

    def prepare(model: str) -> tuple[Library, Library]:
        if model not in made:
            chosen, years = (TinyEncoder(), 40) if model == "tiny" else (encoder, 4)
            before = changed_library(tmp_path_factory.mktemp(model), chosen, years)
            fresh = replace(before, store=tmp_path_factory.mktemp("fresh"))
            fresh.index(chunk_tokens=24)
            made[model] = before, fresh
        return made[model]

    return prepare


def results(library: Library) -> list[dict[str, float]]:
    """What both searches find for each question, with scores."""
    with Store(library.store, library.encoder) as store:
        dense = [store.vectors.nearest(v, 20) for v in library.encoder.encode(QUESTIONS)]
        lexical = [search_words(store.catalog, question, 20) for question in QUESTIONS]
    return [{chunk: round(score, 4) for chunk, score in hit.items()} for hit in dense + lexical]


@pytest.mark.parametrize(
    ("model", "method", "when", "count"),
    [
        ("real", "VectorIndex.add", "said", 2),  # from outside, somewhere in the third batch
        ("tiny", "VectorIndex.add", "said", 3),
        ("tiny", "VectorIndex.add", "said", 5),
        ("tiny", "VectorIndex.add", "after", 6),  # vectors are there, the catalog is behind
        ("tiny", "Catalog.put", "after", 2),  # the catalog knows, old vectors are still there
        ("tiny", "Catalog.remove", "after", 1),  # an article is gone, its vectors are not
        ("tiny", "Catalog.put", "before", 1),
        ("tiny", "Catalog.set_failures", "before", 1),  # all is done but the notes
    ],
)
def test_killed(
    prepared: Callable[[str], tuple[Library, Library]],
    tmp_path: Path,
    model: str,
    method: str,
    when: str,
    count: int,
) -> None:
    """After SIGKILL the index answers, and one more run makes it equal to a fresh one."""
    before, fresh = prepared(model)
    library = replace(before, store=tmp_path / "store")
    shutil.copytree(before.store, library.store)
    with run(DRIVER, library.folder, library.store, model, *method.split("."), when, count) as runs:
        assert runs.stdin
        assert runs.stdout
        if when == "said":
            assert runs.stdout.readline() == "there\n"
            with pytest.raises(StoreBusyError, match=f"process {runs.pid} "):
                Store(library.store, library.encoder)
            runs.stdin.write("go on\n")
            runs.stdin.flush()
            time.sleep(0.01 * count)
            runs.kill()
    # Killed from outside it may have been quicker.
    assert runs.returncode == -signal.SIGKILL or (when == "said" and runs.returncode == 0)
    assert not is_held(library.store)

    assert all(len(hits) > 5 for hits in results(library))
    with Store(library.store, library.encoder) as store:
        assert store.vectors.ids() >= store.catalog.chunk_ids()
    if model == "real":
        with Assistant(Settings(store=library.store), encoder=library.encoder) as assistant:
            answer = assistant.ask("What did the harbor of town 2 see in 1903?")
            assert "harbor of town 2 saw ship 6;" in answer.text

    report = library.index(chunk_tokens=24)

    assert not report.failed
    assert library.chunks() == fresh.chunks()
    assert results(library) == results(fresh)
    report = library.index(chunk_tokens=24)
    assert (report.added, report.updated, report.removed) == ([], [], [])


def test_a_killed_rebuild(
    prepared: Callable[[str], tuple[Library, Library]], tmp_path: Path
) -> None:
    """Killed while the old index is thrown away, the next rebuild begins anew."""
    before, fresh = prepared("tiny")
    library = replace(before, store=tmp_path / "store")
    shutil.copytree(before.store, library.store)
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from assistant.library import store\n"
        "from libraries import TinyEncoder\n"
        "done = store.remove_vectors\n"
        "store.remove_vectors = lambda f: (done(f), os.kill(os.getpid(), signal.SIGKILL))\n"
        "store.Store(Path(sys.argv[1]), TinyEncoder(), rebuild=True)\n"
    )
    with run(program, library.store) as runs:
        runs.wait()
    assert runs.returncode == -signal.SIGKILL

    library.index(chunk_tokens=24, rebuild=True)

    assert library.chunks() == fresh.chunks()
