"""Texts of files as they are today, each extracted once."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import ArticleError
from assistant.library import today
from assistant.library.files import read_bytes
from assistant.library.today import TodaysTexts


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read meanwhile; all count as written long ago."""
    names: list[str] = []

    def record(path: Path) -> bytes:
        names.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(today, "read_bytes", record)
    monkeypatch.setattr(today, "_SETTLED", -1)
    return names


def test_an_unchanged_file_is_read_once(tmp_path: Path, read: list[str]) -> None:
    """Asked again, its text is the same without a look into the file."""
    file = tmp_path / "lamp.md"
    file.write_text("*Lit* at noon.")
    texts = TodaysTexts()

    assert [texts.text(file) for _ in range(3)] == ["Lit at noon."] * 3
    assert read == ["lamp.md"]


@pytest.mark.parametrize("kept", [True, False])
def test_a_changed_file_is_read_again(tmp_path: Path, read: list[str], kept: bool) -> None:
    """Another size or time tells, also where a program set the time back."""
    file = tmp_path / "lamp.md"
    file.write_text("Lit at noon.")
    texts = TodaysTexts()
    texts.text(file)
    written = file.stat().st_mtime_ns
    other = tmp_path / "other"
    other.write_text("Lit at nine.")
    os.utime(other, ns=(written, written) if kept else (1, 1))
    os.replace(other, file)

    assert texts.text(file) == "Lit at nine."
    assert read == ["lamp.md", "lamp.md"]


def test_what_was_just_written_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file can be written twice at what its clock calls the same time: both are read."""
    now = time.time_ns()
    monkeypatch.setattr(today, "_signature", lambda path: (str(path), 12, now, now, 1))
    texts = TodaysTexts()
    file = tmp_path / "lamp.md"
    for words in ("Lit at noon.", "Lit at nine."):
        file.write_text(words)
        assert texts.text(file) == words


def test_the_least_used_go(tmp_path: Path, read: list[str]) -> None:
    """Room is counted in characters; what was asked for last stays."""
    files = []
    for number in range(4):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"Word {number} " * 10)  # 70 characters
    texts = TodaysTexts(characters=150)
    for number in (0, 1, 0, 2, 0, 1):
        texts.text(files[number])

    assert read == ["0.txt", "1.txt", "2.txt", "1.txt"]
    assert TodaysTexts(characters=10).text(files[3]).startswith("Word 3")  # more than the room


@pytest.mark.parametrize(
    "name", ["gone.md", "a\0b.md", "x" * 300 + ".md", "caf\udce9.md", "folder.md"]
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    """Whatever is wrong with a name or a file, it is an ArticleError."""
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(ArticleError):
        TodaysTexts().text(tmp_path / name)


def test_a_file_without_text_is_told_each_time(tmp_path: Path, read: list[str]) -> None:
    """What cannot be extracted is not kept."""
    file = tmp_path / "empty.md"
    file.touch()
    texts = TodaysTexts()
    for _ in range(2):
        with pytest.raises(ArticleError, match="is empty"):
            texts.text(file)
    assert len(read) == 2


def test_threads_get_their_own_files(tmp_path: Path, read: list[str]) -> None:
    """Eight threads that read twenty files through a small cache mix up nothing."""
    files = []
    for number in range(20):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"File {number}.")
    texts = TodaysTexts(characters=40)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: texts.text(files[n % 20]), range(400)))

    assert found == [f"File {n % 20}." for n in range(400)]
    assert texts._size == sum(map(len, texts._held.values())) <= 40
