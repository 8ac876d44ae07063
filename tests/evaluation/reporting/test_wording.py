"""Figures as people read them."""

from __future__ import annotations

import pytest

from assistant.evaluation.intervals import Interval
from assistant.evaluation.measures import Unit
from assistant.evaluation.reporting.wording import (
    counted,
    shown,
    shown_chance,
    shown_change,
    shown_interval,
)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "share", "–"),
        (0.8765, "share", "87.6%"),
        (1.0, "share", "100.0%"),
        (0.99999, "share", "99.9%"),
        (0.0, "share", "0.0%"),
        (0.0001, "share", "<0.1%"),
        (0.99999, "score", "0.999"),
        (0.5, "score", "0.500"),
        (17.26, "words", "17.3"),
        (1234.6, "ms", "1,235 ms"),
        (3.14, "ms", "3.1 ms"),
        (1.234, "seconds", "1.23 s"),
    ],
)
def test_figures_have_their_units(value: float | None, unit: Unit, text: str) -> None:
    """No share is rounded to all or none unless it is."""
    assert shown(value, unit) == text


def test_intervals_and_changes() -> None:
    """The unit comes once; changes of shares are in points, with a sign."""
    assert shown_interval(Interval(0.5, 0.75), "share") == "50.0 to 75.0%"
    assert shown_interval(Interval(20, 30), "ms") == "20 to 30 ms"
    assert shown_interval(None, "ms") == "–"
    assert shown_change(-0.0123, "share") == "−1.2"
    assert shown_change(0.01, "score") == "+0.010"
    assert shown_change(0.0, "share") == "+0.0"


def test_little_is_not_nothing() -> None:
    """A change that its digits cannot show is not shown as 0, nor is a p."""
    assert shown_change(-0.0002, "share") == "−<0.1"
    assert shown_change(0.0004, "score") == "+<0.001"
    assert shown_change(0.3 - 0.1 - 0.2, "score") == "−0.000"
    assert [shown_chance(p) for p in (None, 0.0625, 1e-9)] == ["–", "0.062", "<0.001"]


def test_counts() -> None:
    """One question, two questions."""
    assert (counted(1, "question"), counted(2, "question")) == ("1 question", "2 questions")
    assert counted(1200, "child", "children") == "1,200 children"
