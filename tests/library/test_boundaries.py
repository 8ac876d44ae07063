"""Boundaries: where a sentence begins inside one paragraph."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pace import within

from assistant.library.boundaries import sentence_starts


def cut(text: str) -> list[str]:
    """A paragraph's sentences."""
    places = [0, *sentence_starts(text), len(text)]
    return [text[a:b].strip() for a, b in pairwise(places)]


@pytest.mark.parametrize("text", ["", " ", "word", "One.", "One. ", "...", "👩‍👩‍👧"])
def test_one_sentence_has_no_start_in_it(text: str) -> None:
    """The first sentence's start is not listed, nor one after the last."""
    assert sentence_starts(text) == []


def test_offsets_count_characters() -> None:
    """Emoji, dotted capitals and combining marks before a start do not shift it."""
    text = "İs it 👩‍👩‍👧 e\u0301? Yes. 😀 No."
    starts = sentence_starts(text)

    assert [text[start:][:3] for start in starts] == ["Yes", "No."]


def test_line_breaks_are_blanks() -> None:
    """A paragraph may be wrapped anywhere."""
    assert cut("Dr.\r\nWho came.\nHe\nleft.") == ["Dr.\r\nWho came.", "He\nleft."]


@pytest.mark.parametrize("mark", ["“", "‘", '"', "'", "`", "(", "["])
def test_marks_left_open_cost_no_quadratic_time(mark: str) -> None:
    """Quotation marks are cut in linear time: sentencex takes ten seconds here."""
    with within(3):
        sentence_starts(mark * 200_000)


def test_a_long_paragraph_is_cut_like_a_short_one() -> None:
    """The pieces in which sentencex is asked leave no trace."""
    sentence = "Dr. Adams met Mr. Brown in the U.S. Senate on Jan. 5. "
    starts = sentence_starts(sentence * 1000)

    assert starts == [len(sentence) * number for number in range(1, 1000)]


@given(st.data())
def test_starts_are_in_order_and_inside(articles: SearchStrategy[str], data: st.DataObject) -> None:
    """Starts rise strictly between the ends of the text, and none is white space."""
    text = data.draw(articles)
    starts = sentence_starts(text)

    assert starts == sorted(set(starts))
    assert all(0 < start < len(text) for start in starts)
