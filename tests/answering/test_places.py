"""Where a quote is found in a text that was edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import within

from assistant import Citation
from assistant.answering.places import find_quote
from assistant.types import Span


def cited(text: str, quote: str) -> Citation:
    """A citation of the first such words of a text."""
    start = text.index(quote)
    end = start + len(quote)
    before, after = text[max(0, start - 120) : start], text[end : end + 120]
    return Citation(1, "a.md", "A", "0", start, end, quote, before=before, after=after)


def found(then: str, quote: str, today: str) -> str | None:
    """What is found of a quote today; None if nothing is."""
    place = find_quote(today, cited(then, quote))
    return place.of(today) if place else None


@pytest.mark.parametrize(
    ("quote", "today"),
    [
        ("2 boats left.", "Then 12 boats left."),
        ("2 boats left.", "Then 1,2 boats left."),
        ("2 boats left.", "Then -2 boats left."),
        ("The fine was 12", "The fine was 120"),
        ("The fine was 12", "The fine was 12.5"),
        ("He was able.", "She was able."),
        ("It is legal", "It is legally so"),
        ("Legal fees rose.", "Illegal fees rose."),
        ("The lamp was lit.", "The lamp was not lit."),
        ("The lamp was lit.", "The lamp was, lit."),
        ("The lamp was lit.", "The lamp waslit."),
    ],
)
def test_a_word_or_figure_must_not_go_on(quote: str, today: str) -> None:
    """The same characters inside another word or figure say something else."""
    assert found(f"Then. {quote} So.", quote, today) is None
    assert found(f"Then. {quote} So.", quote, f"{today} {quote} So.") == quote


@pytest.mark.parametrize(
    "today",
    [
        "It rained. Two lines\r\nof İğneada 🗼 stand here. So.",
        "Two\n  lines of\tİğneada\u00a0🗼 stand here.",
        "Two lines of\n\nİğneada 🗼 stand\nhere.",
    ],
)
def test_other_white_space_is_no_other_word(today: str) -> None:
    """Lines that were wrapped anew or end otherwise still say the same."""
    words = "Two lines\nof İğneada 🗼 stand here."
    place = found(f"It rained. {words} So.", words, today)

    assert place
    assert place.split() == words.split()


def test_of_many_places_the_context_chooses() -> None:
    """The line of the same list is found among others that read alike."""
    lines = [f"Pier {number}:\nnobody was hurt.\nBoats lost: {number}.\n" for number in range(60)]
    quote = "nobody was hurt."
    then = "".join(lines)
    start = then.index(quote, then.index("Pier 41"))
    citation = Citation(
        1, "a", "A", "0", start, start + len(quote), quote,
        before=then[start - 120 : start], after=then[start + len(quote) :][:120],
    )  # fmt: skip
    today = "".join(reversed(lines))
    place = find_quote(today, citation)

    assert place == Span(today.index("Pier 41:\n") + 9, today.index("Pier 41:\n") + 9 + len(quote))


def test_without_context_the_nearest_is_taken() -> None:
    """A citation that was kept without what stood around it."""
    today = "So it was. " * 9
    for start, nearest in [(0, 0), (3, 0), (6, 11), (50, 55), (500, 88)]:
        place = find_quote(today, Citation(1, "a", "A", "0", start, start + 10, "So it was."))
        assert place == Span(nearest, nearest + 10)


def test_a_piece_of_a_line_without_blanks_stands() -> None:
    """What had to be cut within a word is where it was as long as its neighbours are."""
    then = "x" * 50 + "quoted" + "y" * 50

    assert found(then, "quoted", then) == "quoted"
    assert found(then, "quoted", f"More. {then}") == "quoted"


def test_nothing_is_nowhere() -> None:
    """An empty quote, which nobody makes, is found where it is said to be or not at all."""
    citation = Citation(1, "a", "A", "0", 500, 500, "")

    assert find_quote("", citation) is None or find_quote("", citation) == Span(500, 500)
    assert find_quote("It rained.", Citation(1, "a", "A", "0", 3, 4, " \n ")) is None


@given(
    before=st.text(max_size=30), quote=st.text(min_size=1, max_size=30),
    after=st.text(max_size=30), more=st.text(max_size=30), end=st.text(max_size=30),
)  # fmt: skip
def test_what_is_found_is_the_quote(
    before: str, quote: str, after: str, more: str, end: str
) -> None:
    """Whatever is written around it, the words that are found are those of the quote."""
    then = f"{before}{quote}{after}"
    start = len(before)
    citation = Citation(
        1, "a", "A", "0", start, start + len(quote), quote, before=before, after=after
    )
    same = find_quote(then, citation)
    assert same == Span(start, start + len(quote))
    today = f"{more}{then}{end}"
    place = find_quote(today, citation)
    assert place is not None or not quote.strip() or not (before and after)
    if place:
        assert place.of(today).split() == quote.split()


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a " * 1_000_000, "a " * 500 + "b"),
        ("a " * 1_000_000, "a " * 500 + "b " + "a " * 500),
        ("a " * 1_000_000, "a a a"),
        ("a\n" * 1_000_000, "a a a"),
        ("12 boats " * 200_000, "2 boats"),
        ("x" * 2_000_000, "x" * 500),
        ("The lamp. " * 200_000, "The\nlamp."),
    ],
)
def test_no_file_makes_it_slow(text: str, quote: str) -> None:
    """Words that stand a million times, or almost, are looked for in reasonable time."""
    with within(10):
        for start in (7, 1_500_000):
            span = (start, start + len(quote))
            find_quote(text, Citation(1, "a", "A", "0", *span, quote, before="I. ", after=" So."))
