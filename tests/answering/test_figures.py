"""Numbers and dates of a sentence, and whether two of them can both be right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.figures import Figure, FigureKind, may_be_equal, read_figures
from assistant.checking.parsed import parse


def figure(text: str, kind: FigureKind = "number") -> Figure:
    """The only one of its kind in a sentence."""
    [found] = read_figures(parse(text), kind)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about 1.2 million people", "1,187,000 people"),
        ("31,000 fans", "30,874 fans"),  # rounded to a thousand
        ("at least 40 boats", "44 boats"),
        ("fewer than 60 boats", "43 boats"),
        ("more than half of it", "52 percent of it"),
        ("a third of it", "33 percent of it"),
        ("40 to 50 boats", "46 boats"),
        ("between 40 and 50 boats", "46 boats"),
        ("4–5% of it", "4.6 percent of it"),
        ("twelve islands", "a dozen islands"),
        ("5 kilometers", "3.1 miles"),
        ("100 hectares", "247 acres"),
        ("81 m deep", "81 meters deep"),
        ("one in four eggs", "25 percent of the eggs"),
        ("1.5 billion dollars", "1,500 million dollars"),
    ],
)
def test_what_rounding_limits_and_units_leave_open_is_no_conflict(one: str, other: str) -> None:
    """Two numbers that one value fits may both be right."""
    found = [read_figures(parse(text), "number") for text in (one, other)]

    assert any(may_be_equal(a, b) for a in found[0] for b in found[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("44 boats", "48 boats"),
        ("20 boats", "22 boats"),  # far beyond what rounding moves a number of this size
        ("38 percent", "52 percent"),
        ("at least 60 boats", "44 boats"),
        ("40 to 50 boats", "53 boats"),
        ("301 feet", "86 meters"),
        ("20 million euros", "12 million euros"),
        ("20 euros", "20 dollars"),  # what money is worth changes: never equal, nor compared
    ],
)
def test_numbers_that_no_value_fits_are_in_conflict(one: str, other: str) -> None:
    """Whatever their limits, only one of them can be right."""
    assert not may_be_equal(figure(one), figure(other))


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("in 1961", "on 2 April 1961", True),
        ("in the 1920s", "in 1927", True),
        ("in the 14th century", "in 1356", True),
        ("before 1911", "in 1908", True),
        ("around 1930", "in 1932", True),
        ("from 1280 to 1310", "in 1300", True),
        ("on 03/04/1961", "on 4 March 1961", True),  # may be read both ways
        ("in 1961", "in 1963", False),
        ("on 2 April 1961", "on 3 April 1961", False),
        ("in May 1972", "in June 1973", False),
        ("after 1911", "in 1908", False),
        ("from 1280 to 1310", "in 1320", False),
    ],
)
def test_dates_as_far_as_they_are_given(one: str, other: str, equal: bool) -> None:
    """A year fits each of its days, a decade each of its years, a limit all beyond it."""
    dates = figure(f"It was so {one}.", "date"), figure(f"It was so {other}.", "date")

    assert may_be_equal(*dates) is equal


def test_what_is_counted_stands_behind_a_number() -> None:
    """Up to three words, over the whole that a part is of; a measure counts nothing."""
    assert figure("The crew has 28 brave members of Congress.").counted == {"brav", "member"}
    assert figure("It is 44 meters long.").counted == frozenset()
    assert read_figures(parse("40 of its 210 shops closed."), "number")[0].counted >= {"shop"}


def test_what_a_sentence_denies_is_marked() -> None:
    """A number behind a "not", or in what is called false, may be what did not happen."""
    assert [f.denied for f in read_figures(parse("It has 12 rooms, not 21."), "number")] == [
        False,
        True,
    ]
    assert figure("It was wrongly said to have 21 rooms.").denied


def test_what_only_looks_like_a_number_is_left_out() -> None:
    """Ordinals, a lone "one", names with figures, and dozens of nothing."""
    text = "The first one of the B-52s came by the dozens."

    assert read_figures(parse(text), "number") == []


@given(st.text(max_size=120), st.sampled_from(["number", "date"]))
def test_any_text_can_be_read(text: str, kind: FigureKind) -> None:
    """Every figure lies within the words of its text, and its ranges are no less than empty."""
    parsed = parse(text)
    for found in read_figures(parsed, kind):
        assert 0 <= found.start < found.end <= len(parsed.text.words)
        assert found.ranges
        assert all(low <= high for _, low, high in found.ranges)
