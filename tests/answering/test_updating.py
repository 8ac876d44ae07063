"""An assistant whose library changes while it is asked."""

from __future__ import annotations

import hashlib
import random
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from libraries import TinyEncoder, assert_whole

from assistant import Answer, Assistant, Settings
from assistant.errors import LibraryError
from assistant.library import indexer
from assistant.models.embeddings import Encoder

from .conftest import write

QUESTION = "How many cranes does the harbor have?"
SECONDS = 6.0


def asked(assistant: Assistant) -> set[str]:
    """The names of the files that a question reaches."""
    return {Path(p.source).name for p in assistant.ask(QUESTION).passages}


def test_an_update_widens_what_is_asked(tmp_path: Path, encoder: Encoder) -> None:
    """New roots are asked beside those that were opened, and what is gone is not asked any more."""
    one, two, old = tmp_path / "one", tmp_path / "two", tmp_path / "old"
    write(one, {"a.md": "The harbor of Sinop has 12 cranes.\n"})
    write(two, {"b.md": "The harbor of Cide has 3 cranes.\n", "bad.md": ""})
    write(old, {"c.md": "The harbor of Rize has 9 cranes.\n"})
    settings = Settings(store=tmp_path / "store")
    Assistant.open(old, settings=settings, encoder=encoder).close()
    with Assistant.open(one, settings=settings, encoder=encoder) as assistant:
        assert asked(assistant) == {"a.md"}
        report = assistant.update([two, tmp_path / "never"])
        assert [Path(source).name for source in report.added] == ["b.md"]
        assert asked(assistant) == {"a.md", "b.md"}
        assert [Path(failure.key).name for failure in assistant.failures()] == ["bad.md"]
        assert [Path(entry.key).name for entry in assistant.entries()] == ["a.md", "b.md"]

        write(two, {"d.md": "The harbor of Amasra has 1 crane.\n"})
        assistant.update([two])  # below a root that is asked already
        assert asked(assistant) == {"a.md", "b.md", "d.md"}

        shutil.rmtree(one)
        assistant.update([one, two])
        assert asked(assistant) == {"b.md", "d.md"}
        shutil.rmtree(two)
        assistant.update([two])
        assert (asked(assistant), assistant.failures(), assistant.entries()) == (set(), [], [])
        assert len(assistant.store.catalog.entries()) == 1  # the third is not its matter


def test_an_update_of_the_whole_index_narrows_nothing(tmp_path: Path, encoder: Encoder) -> None:
    """Who asks all that there is goes on asking all that there is."""
    one, two = tmp_path / "one", tmp_path / "two"
    write(one, {"a.md": "The harbor of Sinop has 12 cranes.\n"})
    write(two, {"b.md": "The harbor of Cide has 3 cranes.\n"})
    settings = Settings(store=tmp_path / "store")
    with Assistant(settings, encoder=encoder) as assistant:
        assistant.update([str(one)])
        assistant.update(iter([two]))
        assistant.update([])

        assert asked(assistant) == {"a.md", "b.md"}


def test_an_update_of_what_cannot_be_an_article(tmp_path: Path, encoder: Encoder) -> None:
    """A file of another format is an error, and all stays."""
    write(tmp_path, {"a.md": "The harbor of Sinop has 12 cranes.\n", "b.xyz": "%PDF"})
    settings = Settings(store=tmp_path / ".store")
    with Assistant.open(tmp_path, settings=settings, encoder=encoder) as assistant:
        with pytest.raises(LibraryError, match=r"b\.xyz has no format that can be read"):
            assistant.update([tmp_path, tmp_path / "b.xyz"])

        assert asked(assistant) == {"a.md"}


class StopError(Exception):
    """What a progress raises when somebody has pressed a button."""


def test_an_update_can_be_stopped_and_finished(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was indexed until then answers, and the next run does the rest."""
    monkeypatch.setattr(indexer, "_BATCH", 1)
    folder = tmp_path / "articles"
    write(folder, {f"{n}.md": f"The harbor of town {n} has {n + 3} cranes.\n" for n in range(5)})
    settings = Settings(store=tmp_path / "store")
    with Assistant(settings, encoder=encoder) as assistant:

        def stop(done: int, total: int, source: str) -> None:
            if assistant.store.catalog.chunk_count() >= 2:
                raise StopError

        with pytest.raises(StopError):
            assistant.update([folder], progress=stop)
        assert_whole(assistant.store)
        assert asked(assistant) == {"0.md", "1.md"}

        said: list[tuple[int, int, str]] = []
        report = assistant.update([folder], progress=lambda *step: said.append(step))

        assert_whole(assistant.store)
        assert (len(report.unchanged), len(report.added)) == (2, 3)
        assert said[-1][0] == said[-1][1] == sum(e.bytes for e in assistant.entries()[2:])
        assert asked(assistant) == {f"{n}.md" for n in range(5)}


def test_updates_at_once_leave_a_whole_index(tmp_path: Path) -> None:
    """Runs from several threads do not undo each other's work."""
    folders = [tmp_path / f"folder{n}" for n in range(4)]
    with Assistant(Settings(store=tmp_path / "store"), encoder=TinyEncoder()) as assistant:
        for turn in range(4):
            for number, folder in enumerate(folders):
                write(folder, {f"{n}.txt": f"Pier {n + turn} of {number}." for n in range(8)})
            with ThreadPoolExecutor(4) as pool:
                list(pool.map(lambda folder: assistant.update([folder]), folders))
            assert_whole(assistant.store)
            assert len(assistant.entries()) == 32


def chronicle(town: int, version: int) -> str:
    """An article whose sentences all stand elsewhere, and say something else, in each version."""
    years = range(1900, 1904 + version % 7)
    lines = [
        f"In {year} the harbor of town {town} had {version + year} cranes. "
        f"They were painted in color {version}."
        for year in years
    ]
    return "Look. " * (version % 3) + "\n\n".join(lines)


def busy(changes: int, quoted: list[int]) -> bool:
    """Whether the machine has come to less than what says something."""
    return changes <= 5 or sum(quoted) <= 50


@pytest.mark.parametrize("scope", ["all", "named"])
def test_a_library_that_changes_while_it_is_asked(tmp_path: Path, scope: str) -> None:
    """Three threads ask while a fourth writes, removes and indexes: every quote is a slice.

    Of the text of the very version that it names, and a sentence of it.
    """
    folder, towns = tmp_path / "articles", 12
    texts: dict[str, str] = {}  # by hash, each version there ever was

    def publish(town: int, version: int) -> None:
        text = chronicle(town, version)
        texts[hashlib.sha256(text.encode()).hexdigest()] = text
        write(folder, {f"{town}.txt": text})

    for town in range(towns):
        publish(town, 0)
    done = threading.Event()
    changes, quoted = 0, [0, 0, 0]

    def change() -> None:
        nonlocal changes
        chance = random.Random(1)  # noqa: S311
        while not done.is_set():
            changes += 1
            for _ in range(chance.randint(1, 4)):
                town = chance.randrange(1, towns)
                if chance.random() < 0.3:
                    (folder / f"{town}.txt").unlink(missing_ok=True)
                else:
                    publish(town, changes)
            if chance.random() < 0.1:
                assistant.forget([folder])
            assistant.update([folder])

    def ask(number: int) -> list[Answer]:
        chance = random.Random(number)  # noqa: S311
        answers = []
        while not done.is_set():
            town = chance.randrange(towns)
            sources = [e.source for e in assistant.entries()] if scope == "named" else None
            question = f"How many cranes had the harbor of town {town} in {1900 + town}?"
            try:
                answers.append(assistant.ask(question, sources=sources))
                quoted[number] += len(answers[-1].citations)
            except LibraryError:
                if sources is None:  # else one that was named a moment ago is gone
                    raise
        return answers

    settings = Settings(store=tmp_path / "store", threshold=0.0)
    with (
        Assistant.open(folder, settings=settings, encoder=TinyEncoder()) as assistant,
        ThreadPoolExecutor(4) as pool,
    ):
        changing, asking = pool.submit(change), [pool.submit(ask, n) for n in range(3)]
        end = time.monotonic() + SECONDS
        while time.monotonic() < end or (busy(changes, quoted) and time.monotonic() < end + 60):
            time.sleep(0.1)
        done.set()
        changing.result()
        found = [job.result() for job in asking]
        assert_whole(assistant.store)

    citations = [c for answers in found for answer in answers for c in answer.citations]
    assert not busy(changes, quoted)
    for citation in citations:
        text = texts[citation.sha256]
        assert text[citation.start : citation.end] == citation.quote
        assert citation.before + citation.quote + citation.after in text
        assert citation.quote.startswith(("In ", "They ", "Look. "))
        assert citation.quote.endswith(".")
