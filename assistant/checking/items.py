"""Numbers and dates with what surrounds them, to tell what they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose

from assistant.checking.dates import Date
from assistant.checking.parsed import Parsed

_WINDOW = 7
_DIRECTIONS = frozenset("from to by between until since than".split())
_Context = dict[tuple[str, int], float]


@dataclass(frozen=True, slots=True)
class Item:
    """A number or date at the words `[start, end)`; `sort` tells with what it can be confused."""

    sort: str
    values: tuple[float, ...]
    date: Date | None
    start: int
    end: int
    context: _Context
    source: int


def read_items(parsed: Parsed, source: int) -> list[Item]:
    """The numbers and dates of a text in order; `source` is the number of the quote."""
    words = parsed.text.words
    places: list[tuple[str, tuple[float, ...], Date | None, int, int]] = []
    for quantity in parsed.quantities:
        if quantity.kind in {"cardinal", "fraction", "times", "either"}:
            sort = quantity.units[0].dimension if quantity.units else ""
            if quantity.kind in {"fraction", "either"} and not sort:
                sort = "part"
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
    return [Item(*place, _context(parsed, place[3], place[4], names), source) for place in places]


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


def suits(one: Item, other: Item) -> float:
    """How much what surrounds two places is the same."""
    return sum(weight_of(one, key, other) for key in one.context)


def weight_of(item: Item, key: tuple[str, int], place: Item) -> float:
    """How much one neighbour of an item suits another place."""
    name, side = key
    same = place.context.get(key, 0.0)
    return item.context[key] * max(same, 0.5 * place.context.get((name, -side), 0.0))


def are_equal(item: Item, other: Item) -> bool:
    """Whether an item gives no more than another does, and nothing else."""
    if (item.date is None) != (other.date is None):
        return False
    if item.date is None or other.date is None:
        return any(isclose(one, two, rel_tol=1e-6) for one in item.values for two in other.values)
    return all(
        getattr(item.date, part) in (None, getattr(other.date, part))
        for part in ("year", "month", "day", "weekday")
    )


def are_equal_either_way(one: Item, other: Item) -> bool:
    """The same of two items of which either may give more."""
    return are_equal(one, other) or are_equal(other, one)
