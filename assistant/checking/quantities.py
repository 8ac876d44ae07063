"""The quantities of a text: numbers with their units and with what limits them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.checking.limits import find_limit
from assistant.checking.number_words import Reading, read_number
from assistant.checking.unit_reading import part_after, rate_at, unit_at
from assistant.checking.units import CURRENCY_SIGNS, DOLLARS_BY_LETTERS, UNITS, Unit
from assistant.checking.words import Text, Word

_A_DAY = 86_400.0
_LINKS = {"to", "-", "and", "or", ",", "from"}
_IN_ALL = {
    ("in",),
    ("in", "every"),
    ("out", "of"),
    ("out", "of", "every"),
    ("of", "every"),
    ("of", "the"),
    ("of",),
    ("out", "of", "the"),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text, at the words `[start, end)`, with all it may mean."""

    values: tuple[float, ...]
    kind: str
    relation: str
    units: tuple[Unit, ...]
    start: int
    end: int
    spelled: bool
    per: str = ""

    @property
    def is_percent(self) -> bool:
        """Whether it is a share in hundredths."""
        return any(unit.name == "percent" for unit in self.units)


def find_quantities(text: Text, taken: Collection[int]) -> list[Quantity]:
    """The quantities of a text in order, leaving out the words that dates are made of."""
    words = text.words
    found: list[Quantity] = []
    index = 0
    while index < len(words):
        reading = None if index in taken else read_number(words, index)
        if reading is None and index not in taken:
            reading = _one_and_a_part(words, index)
        if reading is None or _is_part_of_code(words, index):
            index += 1
            continue
        quantity = _with_unit(words, index, reading)
        found.append(
            replace(
                quantity, relation=find_limit(words, quantity.start, quantity.end, quantity.units)
            )
        )
        index = max(index + 1, quantity.end)
    return _shared(words, found)


def find_ratios(text: Text, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The fractions that are written as two numbers: one in four, 3 out of 5."""
    found: list[Quantity] = []
    for left, right in pairwise(quantities):
        gap = tuple(word.folded for word in text.words[left.end : right.start])
        if len(gap) > 1 and text.words[left.end].is_content:
            gap = gap[1:]  # one voter in ten
        if gap in _IN_ALL and 0 < left.values[0] < right.values[0] and not right.units:
            value = left.values[0] / right.values[0]
            found.append(replace(left, values=(value,), kind="fraction", end=right.end))
    return found


def find_durations(text: Text) -> list[Quantity]:
    """The times that an article counts, as in "a fortnight", which nobody takes for a number."""
    words = text.words
    half = [
        Quantity((0.5,), "cardinal", "equal", UNITS["year"], index, index + 1, True)
        for index, word in enumerate(words)
        if word.folded == "half"
        and "year" in {after.folded for after in words[index + 1 : index + 5]}
    ]
    return half + [
        Quantity((1.0,), "cardinal", "equal", units, index, index + 2, True)
        for index in range(len(words) - 1)
        if words[index].folded in {"a", "an"}
        and (units := UNITS.get(words[index + 1].folded, ()))
        and units[0].dimension == "time"
        and units[0].factor > _A_DAY
        and not part_after(words, index + 2)[0]
    ]


def _one_and_a_part(words: tuple[Word, ...], index: int) -> Reading | None:
    """The one of "a year and a half"."""
    if words[index].folded not in {"a", "an"} or index + 1 >= len(words):
        return None
    units = UNITS.get(words[index + 1].folded, ())
    is_time = bool(units) and units[0].dimension == "time"
    return Reading((1.0,), index + 1) if is_time and part_after(words, index + 2)[0] else None


def _is_part_of_code(words: tuple[Word, ...], index: int) -> bool:
    """Whether digits belong to a name, as in COVID-19 or B-52."""
    if words[index].kind != "number" or index < 2:
        return False
    hyphen, name = words[index - 1], words[index - 2]
    if not (words[index].joined and hyphen.text in "-‑–" and hyphen.joined):
        return False
    return name.kind == "word" and name.text[-1].isupper()


def _with_unit(words: tuple[Word, ...], start: int, reading: Reading) -> Quantity:
    values, end = reading.values, reading.end
    units: tuple[Unit, ...] = ()
    before = words[start - 1] if start else None
    if before is not None and before.text in CURRENCY_SIGNS:
        units = UNITS[before.text]
        start -= 1
        if start and words[start].joined and words[start - 1].folded in DOLLARS_BY_LETTERS:
            start -= 1
            units = DOLLARS_BY_LETTERS[words[start].folded]
        if len(values) == 2 and end < len(words) and words[end].folded == "m":
            values, end = values[1:], end + 1
    elif before is not None and before.folded == "aged":
        units = UNITS["year"]
    elif reading.kind in {"cardinal", "fraction"}:
        units, end = unit_at(words, end, reading.kind == "fraction")
        part, end = part_after(words, end) if units and reading.kind == "cardinal" else (0.0, end)
        values = tuple(value + part for value in values)
        if len(values) == 2 and end > reading.end:
            units = ()  # 100m: metres or a hundred million of something
    if reading.kind == "times":
        units = UNITS["times"]
    per = rate_at(words, end)
    return Quantity(values, reading.kind, "equal", units, start, end, reading.spelled, per)


def _shared(words: tuple[Word, ...], found: list[Quantity]) -> list[Quantity]:
    """The quantities, where one of "2.8 to 2.1 percent" has the unit and the scale of both."""
    result = list(found)
    for place in range(len(result) - 2, -1, -1):
        left, right = result[place], result[place + 1]
        gap = [word.folded for word in words[left.end : right.start]]
        if right.is_percent and not left.units and gap[:1] in (["and"], [","]) and len(gap) < 6:
            result[place] = replace(left, units=right.units)  # 38.2 and the other with 31 percent
            continue
        if not gap or len(gap) > 3 or not all(name in _LINKS for name in gap):
            continue
        if left.kind != "cardinal" or right.kind != "cardinal" or left.relation == "none":
            continue
        values = left.values
        if right.values[0] >= 1e3 and left.values[0] < 1e3 and right.end - right.start > 1:
            for scale in (1e3, 1e6, 1e9, 1e12):
                if right.values[0] >= scale:
                    values = (*left.values, left.values[0] * scale)
        units = left.units or (right.units if "and" not in gap or not right.spelled else ())
        result[place] = replace(left, values=values, units=units)
    for place in range(1, len(result)):
        left, right = result[place - 1], result[place]
        gap = [word.folded for word in words[left.end : right.start]]
        currency = [unit for unit in left.units if unit.dimension == "money"]
        if currency and not right.units and gap and all(name in _LINKS for name in gap):
            result[place] = replace(right, units=tuple(currency))
    return result
