"""An index that follows files and folders that come, change and go."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from libraries import Library, TinyEncoder, assert_whole, counted

from assistant.errors import LibraryError
from assistant.library import indexer as module
from assistant.library.files import load_article
from assistant.library.indexer import Indexer, IndexReport
from assistant.library.sources import find_what_is_left
from assistant.settings import Settings


def updated(library: Library, *paths: Path) -> IndexReport:
    """What a run over these roots did."""
    with library.opened() as store:
        return Indexer(store, library.encoder, Settings()).update_paths(paths)


def names(sources: list[str]) -> list[str]:
    """The files' own names, sorted."""
    return sorted(Path(source).name for source in sources)


def test_a_root_that_is_gone_takes_its_articles(library: Library, tmp_path: Path) -> None:
    """A folder or file that vanished, was emptied or never was is no error; others stay."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "note.md").write_text("It rained.")
    lone = tmp_path / "lone.txt"
    lone.write_text("It snowed.")
    roots = [library.folder, other, lone, tmp_path / "never"]
    assert len(updated(library, *roots).added) == 5
    (library.folder / "broken.md").touch()
    assert names([f.source for f in updated(library, *roots).failed]) == ["broken.md"]

    shutil.rmtree(library.folder)
    lone.unlink()
    report = updated(library, *roots)

    assert names(report.removed) == ["cellar.txt", "keeper.txt", "lamp.md", "lone.txt"]
    assert (names(report.unchanged), library.names()) == (["note.md"], ["note.md"])
    assert library.failures() == {}
    (other / "note.md").unlink()
    assert names(updated(library, other).removed) == ["note.md"]
    assert library.chunks() == {}
    assert updated(library).removed == []


def test_a_root_that_cannot_be_listed_takes_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is there but may not be read is an error, and all stays as it is."""
    updated(library, library.folder)

    def refuse(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:  # root may list anything, so it is played
        patch.setattr("assistant.library.files.os.scandir", refuse)
        with pytest.raises(LibraryError, match=r"cannot list .*Permission denied"):
            updated(library, library.folder)
    assert len(library.names()) == 3


def test_what_hides_a_root_is_not_its_absence(tmp_path: Path) -> None:
    """A path that cannot be looked at is an error; one below a file, or nowhere, is gone."""
    file = tmp_path / "lamp.md"
    file.write_text("It was lit.")
    assert find_what_is_left([file, file / "below", tmp_path / "gone"], Counter()) == {
        file: [file],
        file / "below": [],
        tmp_path / "gone": [],
    }
    for path in (tmp_path / "a\0b", tmp_path / ("x" * 300), tmp_path / "picture.png"):
        if path.suffix:
            path.touch()
        with pytest.raises(LibraryError):
            find_what_is_left([path])


class StopError(Exception):
    """What a progress bar raises when it is told to stop."""


@pytest.mark.parametrize("at", [1, 2, 4, 7])
def test_a_progress_that_raises_stops_the_run(
    library: Library, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """What is left is a whole index, and the next run encodes only what is missing."""
    monkeypatch.setattr(module, "_BATCH", 2)
    library.encoder = TinyEncoder()
    for number in range(6):
        library.write(f"{number}.txt", " ".join(f"Line {n} of {number}." for n in range(60)))
    steps = 0

    def stop(done: int, total: int, label: str) -> None:
        nonlocal steps
        steps += 1
        if steps == at:
            raise StopError

    with library.opened() as store:
        indexer = Indexer(store, library.encoder, Settings(chunk_tokens=40))
        with pytest.raises(StopError):
            indexer.update_paths([library.folder], stop)
        assert_whole(store)
        kept = store.catalog.chunk_ids()
        with counted(library.encoder) as encoded:
            report = indexer.update_paths([library.folder])
        assert_whole(store)
        assert len(encoded) == len(store.catalog.chunk_ids()) - len(kept)
        assert len(report.added) + len(report.unchanged) == 9
        assert indexer.update_paths([library.folder]).added == []


def test_an_entry_has_author_and_size(library: Library) -> None:
    """The size is that of the file, of an article from no file that of its text in UTF-8."""
    data = "---\nauthor: Selma Aksoy\n---\n*İğneada* 🗼\r\n".encode("utf-16")
    library.write("by.md", data)
    library.index()
    with library.opened() as store:
        by, *_ = sorted(store.catalog.entries(), key=lambda entry: entry.source)
        assert (by.author, by.bytes, by.characters) == ("Selma Aksoy", len(data), 11)
        assert store.catalog.article(by.source).author == "Selma Aksoy"
        article = load_article(library.folder / "by.md", "set/1")
        Indexer(store, library.encoder, Settings()).index_articles([article], "set")
        entry = next(e for e in store.catalog.entries() if e.source == "set/1")
        assert (entry.bytes, entry.author) == (len(article.text.encode()), "Selma Aksoy")


def test_one_changed_file_is_all_that_is_written(library: Library) -> None:
    """Words of other articles keep their rows: BM25 is not built anew for one file."""
    for number in range(20):
        library.write(f"{number}.txt", f"Article {number} is about oil. " * 40)
    library.index()
    changed = library.write("7.txt", "Now it is about water.\n")
    with library.opened() as store:
        rows = "SELECT number, id, source, w.text FROM chunks JOIN words w ON w.rowid = number"
        before = set(store.catalog.rows(rows))
        written: list[str] = []
        store.catalog._connection.set_trace_callback(written.append)
        report = Indexer(store, library.encoder, Settings()).index_paths([library.folder])
        store.catalog._connection.set_trace_callback(None)
        after = set(store.catalog.rows(rows))
    assert (report.updated, report.chunks) == ([str(changed)], 1)
    assert {row[2] for row in before ^ after} == {str(changed)}
    assert len([sql for sql in written if sql.startswith("INSERT INTO words ")]) == 1


def test_no_more_waits_than_is_encoded_at_a_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many files there are, a bounded part of their text is held."""
    monkeypatch.setattr(module, "_BATCH", 10)
    library.encoder = TinyEncoder()
    for number in range(60):
        library.write(f"{number}.txt", f"Article {number} says little.\n")
    with library.opened() as store:
        held: list[int] = []
        put = store.put

        def record(items: Any, vectors: Any) -> None:
            held.append(len(items))
            put(items, vectors)

        monkeypatch.setattr(store, "put", record)
        Indexer(store, library.encoder, Settings()).index_paths([library.folder])
    assert held == [10] * 6 + [3]  # three files were there before
