"""Whether two numbers or dates of a quote have changed places in a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isclose

from assistant.checking.dates import Date
from assistant.checking.parsed import Parsed
from assistant.checking.values import Reason, ReasonKind

_WINDOW = 7
_MOST_ITEMS = 24
_DIRECTIONS = frozenset("from to by between until since than".split())
# How much better the other place must suit: for two that change places, and for one alone.
_PAIR_RATIO, _PAIR_MARGIN = 1.2, 0.35
_LONE_RATIO, _LONE_MARGIN = 1.6, 0.25

_Context = dict[tuple[str, int], float]


@dataclass(frozen=True, slots=True)
class _Item:
    """A number or date at the words `[start, end)`; `sort` tells with what it can be confused."""

    sort: str
    values: tuple[float, ...]
    date: Date | None
    start: int
    end: int
    context: _Context
    source: int


def check_exchanges(statement: Parsed, quotes: Sequence[Parsed]) -> list[Reason]:
    """A reason for a number or date that stands where the quotes have another."""
    if any(len(one.quantities) + len(one.dates) > 2 * _MOST_ITEMS for one in (statement, *quotes)):
        return []
    said = _items(statement, 0)
    given = [item for number, quote in enumerate(quotes) for item in _items(quote, number)]
    if len(said) > _MOST_ITEMS or len(given) > 2 * _MOST_ITEMS:
        return []
    reversed_pair = _reversed_pair(statement, said, quotes, given)
    if reversed_pair:
        return [_reason(reversed_pair, statement)]
    for item in said:
        own = [one for one in given if _equal(item, one)]
        if not own:
            continue
        straight = _best(item, own)
        others = [one for one in given if one.sort == item.sort and not _equal(item, one)]
        for other in others:
            if any(_equal_items(other, one) for one in own):
                continue
            partner = next((one for one in said if one is not item and _equal(one, other)), None)
            crossed = _suits(item, other)
            if partner is None:
                whole = _suits(item, item)
                exchanged = crossed > _LONE_RATIO * straight + _LONE_MARGIN * whole > 0
            else:
                theirs = [one for one in given if _equal(partner, one)]
                whole = straight + _best(partner, theirs)
                crossed = _best(item, theirs) + _best(partner, own)
                exchanged = crossed > _PAIR_RATIO * whole + _PAIR_MARGIN
            if exchanged:
                return [_reason(item, statement)]
    return []


def _reversed_pair(
    statement: Parsed, said: Sequence[_Item], quotes: Sequence[Parsed], given: Sequence[_Item]
) -> _Item | None:
    """The first of two numbers of a score or a range that the quotes give the other way round."""
    theirs = [
        pair
        for pair in pairwise(given)
        if pair[0].source == pair[1].source and _is_linked(quotes[pair[0].source], *pair)
    ]
    for first, second in pairwise(said):
        if not _is_linked(statement, first, second) or _equal(first, second):
            continue
        straight = any(_equal(first, one) and _equal(second, two) for one, two in theirs)
        turned = any(_equal(first, two) and _equal(second, one) for one, two in theirs)
        if turned and not straight:
            return first
    return None


def _is_linked(parsed: Parsed, first: _Item, second: _Item) -> bool:
    between = parsed.text.words[first.end : second.start]
    return len(between) == 1 and between[0].folded in {"to", "-"}


def _reason(item: _Item, statement: Parsed) -> Reason:
    kind: ReasonKind = "date" if item.date else "number"
    written = statement.text.between(item.start, item.end - 1)[:60]
    return Reason(kind, f"{written} belongs to something else in the source")


def _items(parsed: Parsed, source: int) -> list[_Item]:
    words = parsed.text.words
    places: list[tuple[str, tuple[float, ...], Date | None, int, int]] = []
    for quantity in parsed.quantities:
        if quantity.kind in {"cardinal", "fraction", "times"}:
            sort = quantity.units[0].dimension if quantity.units else ""
            if sort == "money":
                sort = quantity.units[0].name
            if not (quantity.spelled and quantity.values[0] == 1):
                places.append((sort, quantity.values, None, quantity.start, quantity.end))
    for date in parsed.dates:
        indexes = [i for i, word in enumerate(words) if date.start <= word.start < date.end]
        if indexes:
            sort = "weekday" if date.weekday and not date.month else "date"
            places.append((sort, (), date, indexes[0], indexes[-1] + 1))
    places.sort(key=lambda place: (place[3], place[4]))
    names = _names_of_items(parsed, places)
    return [_Item(*place, _context(parsed, place[3], place[4], names), source) for place in places]


def _names_of_items(
    parsed: Parsed, places: list[tuple[str, tuple[float, ...], Date | None, int, int]]
) -> dict[int, str]:
    """What stands for a number or a date in what surrounds others."""
    names: dict[int, str] = {}
    for _, values, date, start, end in places:
        if date is None:
            name = f"={values[0]:g}"
        else:
            name = f"={date.year or ''}.{date.month or ''}.{date.day or ''}.{date.weekday or ''}"
        for index in range(start, end):
            names[index] = name
    return names


def _context(parsed: Parsed, start: int, end: int, names: dict[int, str]) -> _Context:
    """The words before (-1) and after (1) a number, by how near they are."""
    words, clause = parsed.text.words, parsed.denials.clause
    found: _Context = {}
    for side, place in ((-1, start - 1), (1, end)):
        distance, weight, last_name = 0, 1.0, ""
        previous = start if side < 0 else end - 1
        while 0 <= place < len(words) and distance < _WINDOW:
            word = words[place]
            if clause[place] != clause[previous]:
                weight *= 0.6 if word.text not in {".", ";"} else 0.3
            previous = place
            name = names.get(place, "")
            key = name or (word.stem if word.is_content else "")
            if (key and name != last_name) or (key and not name):
                distance += 1
                found[key, side] = max(found.get((key, side), 0.0), weight / distance**0.7)
            elif distance == 0 and side < 0 and word.folded in _DIRECTIONS:
                found[f"<{word.folded}", side] = 0.6
            last_name = name
            place += side
    return found


def _suits(one: _Item, other: _Item) -> float:
    """How much what surrounds two places is the same."""
    whole = 0.0
    for (key, side), weight in one.context.items():
        same = other.context.get((key, side), 0.0)
        opposite = 0.5 * other.context.get((key, -side), 0.0)
        whole += weight * max(same, opposite)
    return whole


def _best(item: _Item, others: Sequence[_Item]) -> float:
    return max((_suits(item, other) for other in others), default=0.0)


def _equal(item: _Item, other: _Item) -> bool:
    if (item.date is None) != (other.date is None):
        return False
    if item.date is None or other.date is None:
        return any(isclose(one, two, rel_tol=1e-6) for one in item.values for two in other.values)
    return all(
        getattr(item.date, part) in (None, getattr(other.date, part))
        for part in ("year", "month", "day", "weekday")
    )


def _equal_items(one: _Item, other: _Item) -> bool:
    return _equal(one, other) or _equal(other, one)
