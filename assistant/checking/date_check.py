"""Whether the dates of a statement are those of its quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.dates import Date
from assistant.checking.parsed import Parsed
from assistant.checking.values import Reason


def check_dates(statement: Parsed, quotes: Sequence[Parsed]) -> list[Reason]:
    """A reason for each date that no single date of the quotes agrees with."""
    reasons: list[Reason] = []
    years = {year for quote in quotes for year in _years_beside(quote)}
    for date in statement.dates:
        readings = [date, *([date.other] if date.other else [])]
        if date.is_year and date.year in years:
            continue
        if not any(_is_given(reading, quote) for reading in readings for quote in quotes):
            reasons.append(_reason(date, statement, ""))
            continue
        bound = _bounds(date, statement)
        if not bound or len(reasons) > _MOST_REASONS:
            continue
        theirs = {
            _bounds(given, quote)
            for quote in quotes
            for given in quote.dates[:_MOST_DATES]
            if any(_agrees(reading, given, quote) for reading in readings)
        }
        if theirs == {-bound}:
            reasons.append(_reason(date, statement, "at least " if bound > 0 else "at most "))
    return reasons


def _years_beside(quote: Parsed) -> set[int]:
    """The years that "a year earlier" and "the following year" are, beside a year."""
    folded = quote.text.folded.lower()
    years = {date.year for date in quote.dates if date.year is not None}
    found: set[int] = set()
    if _YEAR_EARLIER.search(folded):
        found |= {year - 1 for year in years}
    if _YEAR_LATER.search(folded):
        found |= {year + 1 for year in years}
    return found


_YEAR_EARLIER = re.compile(r"\b(?:(?:a|one|the) year (?:earlier|before)|(?:the )?previous year)\b")
_YEAR_LATER = re.compile(
    r"\b(?:(?:a|one|the) year (?:later|after)|(?:the )?(?:following|next) year)\b"
)


def _reason(date: Date, statement: Parsed, limit: str) -> Reason:
    written = statement.text.original[date.start : date.end].strip(" ,(.")
    return Reason("date", f"{limit}{written} is not in the source")


def _bounds(date: Date, parsed: Parsed) -> int:
    """1 where a date is the earliest that is meant, as in "at least until 2040", -1 the latest."""
    folded = parsed.text.folded
    before = folded[max(0, date.start - 24) : date.start].lower()
    after = folded[date.end : date.end + 20].lower()
    for bound, (leading, trailing) in _BOUNDS.items():
        if leading.search(before) or trailing.match(after):
            return bound
    return 0


_MOST_REASONS = 20
_MOST_DATES = 60  # no quote that anyone would write has more
_BOUNDS = {
    1: (
        re.compile(r"\b(?:at least|(?:no|not) (?:earlier|sooner|before)(?: than)?)(?: \w+)? ?$"),
        re.compile(r" (?:at least|at the earliest|or later|or after)\b"),
    ),
    -1: (
        re.compile(r"\b(?:at most|(?:no|not) (?:later|longer) than)(?: \w+)? ?$"),
        re.compile(r" (?:at most|at the (?:very )?latest|or earlier|or sooner|or before)\b"),
    ),
}


def _is_given(date: Date, quote: Parsed) -> bool:
    """Whether a quote gives all that this date says."""
    if date.is_year and date.year in quote.whole_numbers:
        return True
    if date.decade is not None or date.century is not None:
        return any(_is_within(given, date) for given in quote.dates)
    for given in quote.dates:
        for reading in (given, given.other):
            if reading and _agrees(date, reading, quote):
                return True
    return False


def _agrees(date: Date, given: Date, quote: Parsed) -> bool:
    if date.day is not None and date.day != given.day:
        return False
    if date.month is not None and date.month != given.month:
        return False
    if date.weekday is not None and date.weekday != given.weekday:
        # On its own a weekday can stand anywhere beside a date that leaves it out.
        apart = given.weekday is None and date.month is not None
        if not (apart and any(one.weekday == date.weekday for one in quote.dates)):
            return False
    if date.year is not None and date.year != given.year:
        # "In 2019 ... on 9 June" is the 9th of June 2019.
        apart = given.year is None and given.month is not None and date.month is not None
        return apart and any(one.is_year and one.year == date.year for one in quote.dates)
    return True


def _is_within(given: Date, date: Date) -> bool:
    """Whether a date given lies in the decade or century that the statement names."""
    if date.decade is not None:
        if given.decade is not None:
            return given.decade % 100 == date.decade % 100 and (
                min(given.decade, date.decade) < 100 or given.decade == date.decade
            )
        if given.year is None:
            return False
        return (given.year if date.decade >= 100 else given.year % 100) // 10 == date.decade // 10
    if given.century is not None:
        return given.century == date.century
    year = given.year or given.decade
    return bool(year and date.century and (year - 1) // 100 + 1 == date.century)
