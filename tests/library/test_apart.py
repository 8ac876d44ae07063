"""Reading in a process that may be lost."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from documents import KEEPER, LAMP, pdf

from assistant.errors import ArticleError
from assistant.library.apart import Apart
from assistant.library.loaders import extract_file, extract_here

TROUBLING = [sys.executable, str(Path(__file__).with_name("troubling.py")), str(2**30)]


@pytest.fixture
def troubling() -> Iterator[Apart]:
    """A process with a loader that does what the file says."""
    apart = Apart(TROUBLING, seconds=20)
    yield apart
    apart.close()


def said(apart: Apart, data: bytes) -> tuple[str, str]:
    """The process that read a file, and what it read."""
    number, _, text = apart.extract(".pdf", data).text.partition(": ")
    return number, text


def test_it_makes_the_same_of_a_document() -> None:
    """What comes back is what the loader makes of it here, pages and all."""
    data = pdf([KEEPER], [LAMP], about="/Title (The lamp) /CreationDate (D:19610203)")
    there, here = (read(Path("a.PDF"), data) for read in (extract_file, extract_here))
    assert there == here
    assert there.pages == (0, len(KEEPER) + 2)


def test_one_process_reads_many(troubling: Apart) -> None:
    """It lives on from file to file, also after one that is refused, and whatever is printed."""
    first = troubling.extract(".pdf", b"one")
    assert (first.title, first.date, first.warnings, first.pages) == ("A", "1961", ("odd",), (0,))
    assert first.blocks[0].kind == "item"
    with pytest.raises(ArticleError, match="is refused: say something else"):
        troubling.extract(".pdf", b"refuse")
    number, _, _ = first.text.partition(": ")
    assert said(troubling, b"two " * 100_000) == (number, "two " * 100_000)


@pytest.mark.parametrize("trouble", [b"eat", b"die"])
def test_a_lost_process_is_replaced(troubling: Apart, trouble: bytes) -> None:
    """A file that fills the memory or ends its reader is named, and the next one is read."""
    number, _ = said(troubling, b"one")
    with pytest.raises(ArticleError, match=r"brings its reader down: split it, or save its text"):
        troubling.extract(".pdf", trouble)
    other, text = said(troubling, b"two")
    assert other != number
    assert text == "two"


def test_what_hangs_is_ended() -> None:
    """A file that takes too long is given up in time, and the next one is read."""
    apart = Apart(TROUBLING, seconds=5)
    said(apart, b"one")
    began = time.monotonic()
    with pytest.raises(ArticleError, match="takes more than 5 seconds to read: split it"):
        apart.extract(".pdf", b"hang")
    assert 5 <= time.monotonic() - began < 15
    assert said(apart, b"two")[1] == "two"
    apart.close()


def test_a_process_that_was_ended_meanwhile(troubling: Apart) -> None:
    """What was closed, or killed by the system between two files, is started anew."""
    number, _ = said(troubling, b"one")
    troubling.close()
    troubling.close()
    assert said(troubling, b"two")[0] != number


def test_one_that_cannot_be_started() -> None:
    """A reader that ends at once is an error of the file, not of the program."""
    apart = Apart([sys.executable, "-c", "pass"], seconds=20)
    for _ in range(2):
        with pytest.raises(ArticleError, match="brings its reader down"):
            apart.extract(".pdf", b"x" * 2**20)
    apart.close()


def test_several_threads_take_turns(troubling: Apart) -> None:
    """Each gets the answer to its own file."""
    texts = [f"file {number} " * 1000 for number in range(20)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda text: said(troubling, text.encode())[1], texts))
    assert found == texts
