"""The whole check, on sentences written for it and on any text at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import within

from assistant.checking.date_check import check_dates
from assistant.checking.names import check_names
from assistant.checking.number_check import check_numbers
from assistant.checking.parsed import parse
from assistant.checking.statement import check_statement

from .sentences import read_pairs

_QUOTES = sorted({quote for _, quotes in read_pairs("+") for quote in quotes})


@pytest.mark.parametrize(("statement", "quotes"), read_pairs("+"))
def test_faithful_statements_are_backed(statement: str, quotes: list[str]) -> None:
    """A statement that says what its quote says has no reason against it."""
    assert check_statement(statement, quotes) == ()


@pytest.mark.parametrize(("statement", "quotes"), read_pairs("-"))
def test_damaged_statements_are_not_backed(statement: str, quotes: list[str]) -> None:
    """A statement that says something else than its quote has a reason against it."""
    assert check_statement(statement, quotes)


def test_no_quotes() -> None:
    """Without a quote nothing is backed."""
    (reason,) = check_statement("The dam broke.", [])
    assert (reason.kind, reason.text) == ("source", "no quote backs it")


def test_other_subject() -> None:
    """A statement that shares no word with its quotes is told to be about something else."""
    (reason,) = check_statement(
        "penguins hatch eggs during winter storms", ["The bank raised interest again."]
    )
    assert (reason.kind, reason.text) == ("source", "its quotes speak of something else")


def test_same_answer_twice() -> None:
    """The same statement and quotes give the same reasons in the same order."""
    statement = "On 3 May 72 Belgians did not “leave Brussels”."
    quotes = ["On 4 June 12 Danes left."]
    assert check_statement(statement, quotes) == check_statement(statement, quotes)
    assert {reason.kind for reason in check_statement(statement, quotes)} >= {"date", "number"}


@pytest.mark.parametrize("quote", _QUOTES)
def test_quotes_back_themselves(quote: str) -> None:
    """A quote said with one more word is backed, each check alone finding nothing."""
    assert check_statement(quote, [quote]) == ()
    assert check_statement(f"{quote} So it was.", [quote]) == ()


@settings(max_examples=150, deadline=None)
@given(st.text(), st.lists(st.text(), max_size=3))
def test_never_raises(statement: str, quotes: list[str]) -> None:
    """No text whatever makes the check raise."""
    for reason in check_statement(statement, quotes):
        assert reason.text
        assert len(reason.text) <= 140


_BITS = st.sampled_from(
    """1 2.5 1,000 1 000 ½ -3 $ € 5m 21st 9/11 2019 2019-20 1990s May June 3rd , . ; : “ ” " ' ’ (
    ) [ ] … not no never n't neither nor without the The of and to from one two half dozen million
    third a an COVID-19 U.S. WHO Dr. é 🙂 \u0301 % ° km / - – per in on Monday before after
    than more least most at fail stop deny that""".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_BITS, max_size=30), st.lists(_BITS, max_size=30), st.sampled_from(["", " "]))
def test_never_raises_on_what_it_looks_for(said: list[str], quote: list[str], gap: str) -> None:
    """Numbers, dates, marks and negations in any order do not make the check raise."""
    check_statement(gap.join(said), [gap.join(quote)])


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1))
def test_any_text_backs_itself(text: str) -> None:
    """A statement that is its quote is backed, by each check alone as well."""
    assert check_statement(text, [text]) == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(_BITS, max_size=20), st.sampled_from(["", " "]))
def test_numbers_dates_and_names_are_in_the_text_itself(bits: list[str], gap: str) -> None:
    """What a text names is found in the same text."""
    parsed = parse(gap.join(bits))
    assert check_numbers(parsed, [parsed]) == []
    assert check_dates(parsed, [parsed]) == []
    assert check_names(parsed, [parsed]) == []


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(_QUOTES), st.integers(2, 99_999), st.data())
def test_a_changed_number_is_flagged(quote: str, number: int, data: st.DataObject) -> None:
    """A quote with one number changed to one that it does not have is not backed by it."""
    figures = list(re.finditer(r"(?<![\d.,:/-])\d+(?![\d.,:/-]\d|\d)", quote))
    if not figures:
        return
    chosen = data.draw(st.sampled_from(figures))
    numbers = {int(figure) for figure in re.findall(r"\d+", quote)} | parse(quote).whole_numbers
    if number in numbers:
        return
    changed = quote[: chosen.start()] + str(number) + quote[chosen.end() :]
    reasons = check_statement(changed, [quote])
    assert {reason.kind for reason in reasons} & {"number", "date", "unit"}


@pytest.mark.parametrize(
    "piece",
    ["not ", "1,", "1 000 ", "June 9, ", "“", "\"a\" ", "A. ", "Abc ", "a'", "one hundred and ",
     "-", "1-", "(", "more than ", "no evidence that ", "W", "9", "the ", "twenty-", "…", ". ",
     "[", "]", "{", "7 ", "'b' ", "«", "no ", "up down ",
     "keep it from ", "up ", "2019 ", "5 percent of the ", "rose and fell ", "if unless "],
)  # fmt: skip
def test_hostile_text_is_quick(piece: str) -> None:
    """Ten thousand characters of anything are checked within two seconds."""
    text = piece * (10_000 // len(piece))
    with within(2.0):
        check_statement(text, [text[:-1] + "x", "The bank raised its rate by 2 percent."])
        check_statement("The bank did not raise its rate by 3 percent.", [text])
