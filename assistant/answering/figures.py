"""The numbers and dates of a sentence as ranges, to tell whether two of them can both be right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf
from typing import Literal

from assistant.checking.dates import Date
from assistant.checking.parsed import Parsed
from assistant.checking.quantities import Quantity
from assistant.checking.words import Word

FigureKind = Literal["number", "date"]
Range = tuple[str, float, float]

# What a round number may be away from what was counted; "about" and its like allow more.
_ROUNDED = 0.05
_ABOUT = 0.1
_PART_ABOUT = 0.08  # a third is said of 35 percent
_YEARS_ABOUT = 5
_MOST_COUNTED = 3  # content words after a number that may be what it counts
_DAYS = 372  # of a year whose months all have 31: only the order of days matters
_OPEN_BEFORE = re.compile(r"\b(?:before|by|until|till|prior to)(?: \w+)? $")
_OPEN_AFTER = re.compile(r"\bafter(?: \w+)? $")
_NEAR = re.compile(r"(?:\b(?:around|about|circa|roughly|approximately|near|ca?\.?|some time in) )$")
_DENYING = frozenset(
    """not never nor neither deny denies denied wrong wrongly false falsely incorrect mistaken myth
    rumor rumour supposedly allegedly""".split()
)
_RANGE_LINKS = frozenset("to - or until till through".split())
_OWNERS = frozenset("of the its their his her all these those".split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date at the words `[start, end)` of a sentence.

    `ranges` are its readings as (measure, low, high): a unit's dimension in its basic unit, "money"
    or "temperature" with the unit, "count", or "date" in days. `counted` are the stems of what a
    count counts, `per` is the unit that it is said of; `denied` is one that the sentence may say is
    wrong.
    """

    kind: FigureKind
    start: int
    end: int
    ranges: tuple[Range, ...]
    counted: frozenset[str] = frozenset()
    per: str = ""
    denied: bool = False

    @property
    def measures(self) -> frozenset[str]:
        """What it may measure: dimensions, without the unit of money or heat."""
        return frozenset(measure.split()[0] for measure, _, _ in self.ranges)


def read_figures(parsed: Parsed, kind: FigureKind) -> list[Figure]:
    """The numbers or the dates of a sentence in order; "40 to 50" is one."""
    words = parsed.text.words
    found = _dates(parsed) if kind == "date" else _numbers(parsed)
    merged: list[Figure] = []
    for figure in sorted(found, key=lambda one: (one.start, -one.end)):
        last = merged[-1] if merged else None
        if last and _is_range(words, last, figure):
            merged[-1] = _joined(last, figure)
        else:
            merged.append(figure)
    return [replace(one, denied=_is_denied(parsed, one.start)) for one in merged]


def _is_denied(parsed: Parsed, start: int) -> bool:
    """Whether something is denied or called wrong before a figure, which may then be meant."""
    before = parsed.text.words[:start]
    return any(word.folded in _DENYING or word.folded.endswith("n't") for word in before)


def may_be_equal(one: Figure, other: Figure) -> bool:
    """Whether one value fits both, as far as rounding and limits leave it open."""
    return any(
        measure == theirs and low < their_high and their_low < high
        for measure, low, high in one.ranges
        for theirs, their_low, their_high in other.ranges
    )


def _numbers(parsed: Parsed) -> list[Figure]:
    words = parsed.text.words
    found = [(one, [("share", *_around(one.values[0] * 100, one))]) for one in parsed.ratios]
    found += [(one, _readings(words, one)) for one in parsed.quantities]
    figures = []
    for quantity, ranges in found:
        counts = [range_ for range_ in ranges if range_[0] == "count"]
        counted = _counted(words, quantity.end) if counts else frozenset()
        if ranges and (counted or quantity.kind != "vague"):
            end = quantity.end + _is_in_metres(words, quantity)
            if words[end - 1].folded == "-":  # the dash of "4–5"
                end -= 1
            figures.append(
                Figure("number", quantity.start, end, tuple(ranges), counted, quantity.per)
            )
    return figures


def _readings(words: Sequence[Word], quantity: Quantity) -> list[Range]:
    """What a quantity may be; nothing for an ordinal, or for "one" that is no number."""
    if quantity.kind == "vague":
        return [("count", quantity.values[0], inf)]
    if quantity.spelled and quantity.values[0] == 1 and not quantity.units:
        return []
    if quantity.kind in {"fraction", "either"} and not quantity.units:
        return [("share", *_around(quantity.values[0] * 100, quantity))]
    if quantity.kind != "cardinal":
        return []
    after = [word.folded for word in words[quantity.end : quantity.end + 3]]
    if after[:1] == ["years"] or after[:3] == ["-", "year", "-"]:  # "years old" is left as it is
        return [("time", *_scaled(quantity, 31557600.0))]
    if _is_in_metres(words, quantity):
        return [("length", *_around(quantity.values[0], quantity))]
    return [
        # Rates of exchange change: money of two kinds is not compared, nor are degrees.
        (f"{unit.dimension} {unit.name}", *_around(value, quantity))
        if unit.dimension in {"money", "temperature"}
        else (unit.dimension, *_scaled(quantity, unit.factor, value))
        for value in quantity.values
        for unit in quantity.units
    ] or [("count", *_around(value, quantity)) for value in quantity.values]


def _is_in_metres(words: Sequence[Word], quantity: Quantity) -> bool:
    """Whether "m" follows, which is no unit by itself, as it may be a million."""
    after = words[quantity.end : quantity.end + 1]
    apart = bool(after) and after[0].folded == "m" and not after[0].joined
    return apart and not quantity.units and quantity.kind == "cardinal"


def _scaled(quantity: Quantity, factor: float, value: float | None = None) -> tuple[float, float]:
    low, high = _around(quantity.values[0] if value is None else value, quantity)
    return low * factor, high * factor


def _around(value: float, quantity: Quantity) -> tuple[float, float]:
    """The values that a number with its limit may stand for."""
    match quantity.relation:
        case "more" | "at least" | "perhaps more":
            return value * (1 - 1e-6), inf
        case "less" | "at most":
            return 0.0, value * (1 + 1e-6)
        case "about" | "nearly" | "slightly more":
            return value * (1 - _ABOUT), value * (1 + _ABOUT)
    if quantity.kind in {"fraction", "either"}:
        return value * (1 - _PART_ABOUT), value * (1 + _PART_ABOUT)
    exponent = Decimal(f"{value:.12g}").normalize().as_tuple().exponent
    half = 10.0 ** int(exponent) / 2
    off = min(half, _ROUNDED * value)
    return value - off, value + off


def _counted(words: Sequence[Word], place: int) -> frozenset[str]:
    """The stems of the content words after a number, over "of the" and a whole's number."""
    found: list[str] = []
    over = words[place : place + 1] and words[place].folded == "of"
    while place < len(words) and len(found) < _MOST_COUNTED:
        word = words[place]
        if word.is_content:
            found.append(word.stem)
        elif found or not over or not (word.kind == "number" or word.folded in _OWNERS):
            break
        place += 1
    return frozenset(found)


def _dates(parsed: Parsed) -> list[Figure]:
    found = []
    for date in parsed.dates:
        places = [
            place
            for place, word in enumerate(parsed.text.words)
            if date.start <= word.start < date.end
        ]
        ranges = [_date_range(one) for one in (date, date.other) if one]
        limited = [_limited(one, parsed.text.folded[: date.start].lower()) for one in ranges if one]
        if places and limited:
            found.append(Figure("date", places[0], places[-1] + 1, tuple(limited)))
    return found


def _date_range(date: Date) -> Range | None:
    """The days a date may be; a weekday alone tells nothing."""
    if date.decade is not None:
        years = (date.decade, date.decade + 10) if date.decade > 99 else (0, inf)
        return "date", years[0] * _DAYS, years[1] * _DAYS
    if date.century is not None:
        return "date", (date.century - 1) * 100 * _DAYS, (date.century * 100 + 1) * _DAYS
    if date.year is None and date.month is None:
        return None
    low = (date.year or 0) * _DAYS
    high = low + _DAYS
    if date.month is not None:
        low += (date.month - 1) * 31
        high = low + 31
        if date.day is not None:
            low += date.day - 1
            high = low + 1
    return ("date" if date.year else "day of a year"), low, high


def _limited(given: Range, before: str) -> Range:
    """The range with what the words before a date leave open."""
    measure, low, high = given
    if _OPEN_BEFORE.search(before):
        return measure, 0.0, high
    if _OPEN_AFTER.search(before):
        return measure, low, inf
    if _NEAR.search(before):
        return measure, low - _YEARS_ABOUT * _DAYS, high + _YEARS_ABOUT * _DAYS
    return given


def _is_range(words: Sequence[Word], one: Figure, other: Figure) -> bool:
    gap = [word.folded for word in words[one.end : other.start]]
    bare = one.measures == {"count"} and not one.counted
    if len(gap) != 1 or not (bare or one.measures & other.measures):
        return False
    between = one.start > 0 and words[one.start - 1].folded == "between"
    return gap[0] in _RANGE_LINKS or (between and gap == ["and"])


def _joined(one: Figure, other: Figure) -> Figure:
    if not one.measures & other.measures:  # "4–5%": the first has no unit of its own
        open_below = tuple((measure, 0.0, high) for measure, _, high in other.ranges)
        return replace(other, start=one.start, ranges=open_below)
    ranges = tuple(
        (measure, min(low, their_low), max(high, their_high))
        for measure, low, high in one.ranges
        for theirs, their_low, their_high in other.ranges
        if measure == theirs
    )
    return replace(other, start=one.start, ranges=ranges)
