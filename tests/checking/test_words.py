"""Texts as words."""

from __future__ import annotations

import pytest

from assistant.checking.words import fold_characters, read_text, stem


@pytest.mark.parametrize(
    "forms",
    [
        "approve approved approval approving",
        "rise rose risen",
        "operate operation operating",
        "measure measurable measurably measured",
        "supply supplies supplied",
        "travel travelled travels",
        "visible visibly",
        "insure insured insurance",
        "mention mentioned mentions",
    ],
)
def test_forms_of_one_word(forms: str) -> None:
    """The forms of a word have one stem."""
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("state", "station"), ("sever", "several")])
def test_two_words(one: str, other: str) -> None:
    """Words that look alike keep apart."""
    assert stem(one) != stem(other)


def test_offsets() -> None:
    """Every word is the piece of the text that its offsets name."""
    text = "Mr. Erdoğan’s 1,000 U.S. “friends” paid ½ of €5m."
    read = read_text(text)
    assert [read.original[word.start : word.end] for word in read.words] == [
        word.text for word in read.words
    ]
    assert len(fold_characters(text)) == len(text)


def test_beginnings() -> None:
    """A sentence begins after a full stop, but not after an abbreviation."""
    read = read_text("Dr. Marsh left. Then J. Smith came.")
    assert [word.text for word in read.words if word.first] == ["Dr", "Then"]
