"""Verdicts on answers."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.errors import InvalidEntryError
from assistant.records.feedback import MOST_NOTE_CHARACTERS, REASONS, Feedback
from assistant.records.packing import from_bytes, to_bytes

from .kept import HOSTILE


def test_a_verdict_comes_back() -> None:
    """Every reason, and a note of any characters, can be kept."""
    for reason in REASONS:
        given = Feedback("down", reason, HOSTILE)
        assert from_bytes(Feedback, to_bytes(given), "the feedback") == given
    assert Feedback("up", note="x" * MOST_NOTE_CHARACTERS).reason == ""


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"verdict": "sideways"}, "the verdict is 'sideways': choose up or down"),
        ({"verdict": None}, "the verdict is None"),
        ({"verdict": ["up"]}, "the verdict is"),
        ({"verdict": "down", "reason": "rude"}, "the reason is 'rude': choose of wrong_quote, "),
        ({"verdict": "down", "reason": {}}, "the reason is {}"),
        ({"verdict": "up", "reason": "missed"}, "a good answer has the reason 'missed'"),
        ({"verdict": "up", "note": "x" * 2001}, r"at most 2,000 characters"),
        ({"verdict": "up", "note": 5}, "the note is no text"),
    ],
)
def test_what_is_no_verdict(values: dict[str, Any], said: str) -> None:
    """Whatever a browser sends instead is refused by name."""
    with pytest.raises(InvalidEntryError, match=said):
        Feedback(**values)
