"""Titles of conversations."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from assistant.records.titles import MOST_TITLE_CHARACTERS, one_line, title_from

from .kept import HOSTILE, texts


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("  The\tbridge\r\nof  Karasu ", "The bridge of Karasu"),
        ("\x00The\x1b[31m bri\x07dge\ud83d", "The[31m bridge"),
        ("\u202etxt.exe\u2066 and\u2028more", "txt.exe and more"),
        ("<b>Bridge</b> \"'", "<b>Bridge</b> \"'"),
        ("İğneada 👩🏽‍🚒 का पुल", "İğneada 👩🏽‍🚒 का पुल"),
        ("a" * 500, "a" * 200),
        (" \n\x00\u202e ", ""),
    ],
)
def test_one_line(typed: str, title: str) -> None:
    """One line without controls and turned text, of 200 characters; markup is text like any."""
    assert one_line(typed) == title


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("How long is the bridge?", "How long is the bridge?"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("word " * 20, " ".join(["word"] * 12) + "…"),  # 12 words make 59 characters
        ("To " + "x" * 100, "To " + "x" * 56 + "…"),
    ],
)
def test_a_question_as_a_title(question: str, title: str) -> None:
    """A long question is shortened at a word, and within one that fills the line."""
    assert title_from(question) == title


@given(texts)
def test_any_text(text: str) -> None:
    """Whatever was typed, a title is short, of one line, stable, and can be written to a file."""
    for typed in (text, text + HOSTILE, HOSTILE * 20 + text):
        line = one_line(typed)
        assert len(line) <= MOST_TITLE_CHARACTERS
        assert one_line(line) == line == line.strip()
        assert not {unicodedata.category(character) for character in line} & {"Cc", "Cs"}
        line.encode()
        assert len(title_from(typed)) <= 60
