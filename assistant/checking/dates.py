"""The dates of a text, in all the ways they are written, down to their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.checking.number_words import read_number
from assistant.checking.units import UNITS
from assistant.checking.words import Text, read_text

_MONTHS = {
    name: number
    for number, names in enumerate(
        """january jan|february feb|march mar|april apr|may|june jun|july jul|august aug
        |september sept sep|october oct|november nov|december dec""".split("|"),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        """monday mon|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri
        |saturday sat|sunday sun""".split("|"),
        start=1,
    )
    for name in names.split()
}
MONTH_AND_DAY_NAMES = frozenset(
    name + ending for name in (*_MONTHS, *_WEEKDAYS) for ending in ("", "s")
)
_SPELLED_DAYS = (
    "thirty-first|thirtieth|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    "|twentieth|(?:four|fif|six|seven|eigh|nine)teenth|thirteenth|twelfth|eleventh|tenth|ninth"
    "|eighth|seventh|sixth|fifth|fourth|third|second|first"
)
_MONTH = r"(?P<month>(?-i:[A-Z][a-z]+|[A-Z]{3,9}))\b\.?"
_DAY = rf"(?P<day>(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?|{_SPELLED_DAYS})"
_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})(?![0-9%]|[.,:/][0-9]|s\b)"
_LINK = r"\s?(?:-|to|and|or|through|until|till|,)\s?(?:the )?"
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ANY_MONTH = rf"(?P<month>{_NAMES})\b\.?"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>[12][0-9]{3})[-/](?P<numeric>0?[1-9]|1[0-2])[-/]"
        r"(?P<day>3[01]|[12][0-9]|0?[1-9])\b",
        r"\b(?P<first>[0-3]?[0-9])(?P<mark>[./-])(?P<second>[0-3]?[0-9])(?P=mark)"
        r"(?P<year>[12][0-9]{3})\b",
        rf"\b(?:(?P<earlier>(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?){_LINK})?"
        rf"{_DAY}\s(?:day )?(?:of )?{_ANY_MONTH}(?:,?\s(?:of )?{_YEAR})?",
        rf"\b{_ANY_MONTH}\s(?:the )?{_DAY}\b(?![.:]?[0-9]|,[0-9]{{3}}\b)"
        rf"(?:{_LINK}(?P<later>(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?)\b(?![0-9:%]|[.,][0-9]))?"
        rf"(?:,?\s(?:in |of )?{_YEAR})?",
        rf"\b{_ANY_MONTH},?\s(?:of )?{_YEAR}",
        r"\b(?P<decade>1[0-9]{2}0|20[0-9]0|(?<![0-9])[2-9]0)'?s\b",
        r"\b(?P<decadename>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
        r"\b(?P<century>[12]?[0-9](?:st|nd|rd|th)"
        rf"|{_SPELLED_DAYS})(?:\s|-)(?P<centuryword>centur(?:y|ies))\b",
        rf"(?<![\w.,:/-])(?:fy|fiscal )?{_YEAR}(?:[-/](?P<until>[0-9]{{2}}|[12][0-9]{{3}})\b)?",
        rf"(?<=-){_YEAR}\b",
        rf"\b{_MONTH}",
    )
]
_DECADES = {
    name: 20 + 10 * place
    for place, name in enumerate(
        "twenties thirties forties fifties sixties seventies eighties nineties".split()
    )
}
# Months whose names are words too, or names of people, and what shows that a month is meant.
_DOUBTFUL = {"may", "march", "mar", "dec", "jan", "jun", "august", "april", "june", "sep", "apr"}
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|by|of|since|last|this|next|until|till|from|to|early|late|mid|during|before|after"
    r"|through|between|for|and|every|each|on|around|late-|early-|mid-)|-|,|\()\s?$"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date of a text, as far as it is given; two readings of it where the order is unsure."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    decade: int | None = None
    century: int | None = None
    other: Date | None = None

    @property
    def is_year(self) -> bool:
        """Whether nothing but a year is given."""
        return self.year is not None and self.month is None and self.weekday is None


def find_dates(text: Text) -> list[Date]:
    """The dates of a text in order; `start` and `end` are offsets."""
    taken: list[tuple[int, int]] = []
    found: list[Date] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text.folded):
            start, end = match.span()
            if any(start < right and left < end for left, right in taken):
                continue
            dates = _dates_of(match, text.folded)
            if dates:
                found += dates
                taken.append((start, end))
    found += _weekdays(text.folded)
    found.sort(key=lambda date: (date.start, date.end))
    return _with_years(text.folded, _with_weekdays(text.folded, found))


def _dates_of(match: re.Match[str], folded: str) -> list[Date]:
    """What one place of a text says; nothing if it is no date after all."""
    parts = {name: value for name, value in match.groupdict().items() if value is not None}
    start, end = match.span()
    year = int(parts["year"]) if "year" in parts else None
    if "first" in parts:
        return _numeric(int(parts["first"]), int(parts["second"]), year, start, end)
    if "numeric" in parts:
        return [Date(start, end, year, int(parts["numeric"]), int(parts["day"]))]
    if "month" in parts:
        return _month_dates(parts, year, match, folded)
    if "decade" in parts:
        return [Date(start, end, decade=int(parts["decade"]) % 10000)]
    if "decadename" in parts:
        return [Date(start, end, decade=_DECADES[parts["decadename"].lower()])]
    if "century" in parts:
        return [Date(start, end, century=_day(parts["century"]))]
    if year is None or not _means_year(folded, start, end):
        return []
    dates = [Date(start, end, year)]
    if "until" in parts:
        until = int(parts["until"])
        until = until if until > 99 else year // 100 * 100 + until
        if until > year or len(parts["until"]) == 4:
            dates.append(Date(start, end, until))
    return dates


def _numeric(first: int, second: int, year: int | None, start: int, end: int) -> list[Date]:
    readings = [
        Date(start, end, year, month, day)
        for day, month in ((first, second), (second, first))
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    if not readings:
        return []
    return [replace(readings[0], other=readings[1] if len(readings) == 2 else None)]


def _month_dates(
    parts: dict[str, str], year: int | None, match: re.Match[str], folded: str
) -> list[Date]:
    start, end = match.span()
    name = parts["month"].lower()
    month = _MONTHS.get(name)
    if month is None or not parts["month"][0].isupper():
        return []
    if "day" not in parts and year is None:
        # Short forms stand beside figures; "May" and "March" may begin a sentence as verbs.
        if len(name) < 4 and name != "may":
            return []
        before = _BEFORE_MONTH.search(folded[max(0, start - 12) : start].lower())
        if name in _DOUBTFUL and not before:
            return []
    if "day" not in parts:
        return [Date(start, end, year, month)]
    day = _day(parts["day"])
    dates = [Date(start, end, year, month, day)]
    if "earlier" in parts and _day(parts["earlier"]) < day:
        dates.insert(0, Date(start, end, year, month, _day(parts["earlier"])))
    if "later" in parts:
        dates.append(Date(start, end, year, month, _day(parts["later"])))
    return dates


def _day(text: str) -> int:
    figures = re.match("[0-9]+", text)
    if figures:
        return int(figures.group())
    reading = read_number(read_text(text).words, 0)
    return int(reading.values[0]) if reading else 0


_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|until|till|during|mid|early|late|year|spring|summer|autumn|winter|fall"
    r"|season|circa|of|to|from|and|between|through|before|after|for|born|the|ad|around|about|or"
    r"|election|class)|[-(,/']|\bc\.)\s?$"
)
_WORD_AFTER = re.compile(r"[\s-]?([a-z%$°]+)")


def _means_year(folded: str, start: int, end: int) -> bool:
    """Whether four figures are a year: no unit follows and no currency goes before."""
    before = folded[max(0, start - 12) : start].lower()
    if before.rstrip(" ").endswith(("$", "€", "£", "#", "¥")):
        return False
    word = _WORD_AFTER.match(folded, end)
    if word:
        name = word.group(1)
        if name in UNITS and name not in {"a", "min"}:
            return False
        if name in {"million", "billion", "thousand", "people", "of"}:
            return False
        if not _YEAR_BEFORE.search(before):
            return name in _AFTER_YEAR or before.strip() == ""
        strong = re.search(r"\b(?:in|since|until|during|by|mid|early|late)\s?-?$", before)
        return bool(strong) or not name.endswith("s") or name in _AFTER_YEAR
    return True


_AFTER_YEAR = frozenset(
    """is was has had saw to and or but at by when while as the a an that which who where in on
    season election budget census law act study report edition version until with
    for were""".split()
)


def _weekdays(folded: str) -> list[Date]:
    return [
        Date(match.start(), match.end(), weekday=_WEEKDAYS[match.group(1).lower()])
        for match in _WEEKDAY.finditer(folded)
    ]


_WEEKDAY = re.compile(
    r"\b((?:(?i:mon|tues|wednes|thurs|fri|satur|sun)day)|(?:Mon|Tues?|Wed|Thurs?|Fri)(?=[,.] ))s?\b"
)
_WEEKDAY_GAP = re.compile(r"(?:,|\(|,? (?:on )?(?:the )?| \()?\s?", re.IGNORECASE)
_YEAR_GAP = re.compile(
    r"\s?(?:-|to|and|or|through|until|till|,|,? and)\s?(?:the |late |early |mid-?)?", re.IGNORECASE
)


def _with_weekdays(folded: str, dates: list[Date]) -> list[Date]:
    """Each weekday and the date right beside it as one."""
    result: list[Date] = []
    for date in dates:
        last = result[-1] if result else None
        if last and _WEEKDAY_GAP.fullmatch(folded[last.end : date.start]):
            weekday_first = last.weekday and last.month is None and date.month and not date.weekday
            weekday_last = date.weekday and date.month is None and last.day and not last.weekday
            if weekday_first:
                result[-1] = replace(date, start=last.start, weekday=last.weekday)
                continue
            if weekday_last:
                result[-1] = replace(last, end=date.end, weekday=date.weekday)
                continue
        result.append(date)
    return result


def _with_years(folded: str, dates: list[Date]) -> list[Date]:
    """Dates without a year that share the year of the one after them: May 2 to June 3, 2018."""
    result = list(dates)
    for place in range(len(result) - 1, 0, -1):
        left, right = result[place - 1], result[place]
        gap = folded[left.end : right.start] if left.end <= right.start else "and"
        if left.month and left.year is None and right.month and _YEAR_GAP.fullmatch(gap):
            result[place - 1] = replace(left, year=right.year)
    return result


def words_of(text: Text, dates: list[Date]) -> frozenset[int]:
    """The indexes of the words that dates are made of."""
    places = [(date.start, date.end) for date in dates]
    indexes: set[int] = set()
    place = 0
    for index, word in enumerate(text.words):
        while place < len(places) and places[place][1] <= word.start:
            place += 1
        if place < len(places) and places[place][0] < word.end:
            indexes.add(index)
    return frozenset(indexes)
