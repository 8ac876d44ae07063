"""The one-line reference of a quote, and what of its file's path is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.receipts.record import shown_source
from assistant.receipts.reference import reference
from assistant.types import Citation


def _citation(
    title: str = "The lamp",
    source: str = "notes/lamp.md",
    author: str | None = None,
    date: str | None = None,
) -> Citation:
    return Citation(1, source, title, "0" * 64, 120, 260, "x", author=author, date=date)


def test_reference() -> None:
    """Author, title, date, file, page and characters, as far as they are known."""
    whole = _citation(author="Osman Kaya", date="1953-02-01")
    assert reference(whole) == "Osman Kaya, The lamp, 1953-02-01, lamp.md, characters 120–260"
    assert reference(_citation()) == "The lamp, lamp.md, characters 120–260"
    paged = replace(_citation(source="notes/lamp.pdf"), page=3)
    assert reference(paged) == "The lamp, lamp.pdf, p. 3, characters 120–260"
    part = replace(_citation(), section="Its\noil")
    assert reference(part) == "The lamp, lamp.md, under “Its oil”, characters 120–260"
    assert reference(_citation(author="  ", source="a\\b.txt")).startswith("The lamp, b.txt")


@given(st.text(), st.text())
def test_one_line(title: str, author: str) -> None:
    """Whatever a title holds, the reference stays one line that any file can hold."""
    said = reference(_citation(title=title, author=author))
    assert len(said.splitlines()) == 1
    assert not set(said) & set("\0\u202e\u2066\u200f")
    said.encode("utf-8")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("seeds/articles/lamp.md", "seeds/articles/lamp.md"),
        ("Lamps/0003", "Lamps/0003"),
        ("/srv/data/uploads/anna/lamp.md", "lamp.md"),
        ("C:\\Users\\anna\\lamp.md", "lamp.md"),
        ("C:lamp.md", "C:lamp.md"),
        ("\\\\server\\share\\lamp.md", "lamp.md"),
        ("../anna/lamp.md", "lamp.md"),
        ("a/../../lamp.md", "lamp.md"),
        ("~/lamp.md", "lamp.md"),
    ],
)
def test_shown_source(source: str, shown: str) -> None:
    """A source below a folder is told as it is, of any other the file's name alone."""
    assert shown_source(source) == shown
