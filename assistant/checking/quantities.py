"""The quantities of a text: numbers with their units and with what limits them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.checking.number_words import JOINED_SCALES, Reading, read_number
from assistant.checking.units import (
    CURRENCY_SIGNS,
    DOLLARS_BY_LETTERS,
    ONLY_JOINED,
    TWO_WORDS,
    UNITS,
    Unit,
    is_power_word,
    raised,
)
from assistant.checking.words import Text, Word

# Words before a number, longest first, and what they make of it.
_LIMITS_BEFORE = [
    (phrase.split(), relation)
    for relation, phrases in (
        ("at least", "at least|no fewer than|no less than|not less than|not fewer than|minimum of"),
        ("at most", "at most|no more than|not more than|up to|maximum of|as much as|as many as"),
        ("more", "more than|over|above|upwards of|greater than|in excess of|exceeding|exceeded"),
        ("more", "exceeds|exceed|upward of|larger than|higher than|older than|longer than"),
        ("less", "less than|fewer than|under|below|smaller than|lower than|short of|younger than"),
        ("less", "shorter than|fewer|beneath"),
        ("nearly", "nearly|almost|close to|just under|just below|just short of|approaching"),
        ("nearly", "a little less than|slightly less than|slightly under|not quite"),
        (
            "slightly more",
            "just over|just above|a little over|slightly more than|a little more than",
        ),
        ("slightly more", "slightly over|just more than"),
        ("about", "about|around|roughly|approximately|some|circa|c|ca|approx|near|~|≈"),
        ("about", "an estimated|estimated|or so|something like|in the region of|on the order of"),
        ("more", ">"),
        ("less", "<"),
        ("at least", "≥|minimum"),
        ("at most", "≤|maximum"),
    )
    for phrase in phrases.split("|")
]
_LIMITS_BEFORE.sort(key=lambda limit: -len(limit[0]))
_LARGER = frozenset(
    """heavier larger bigger longer taller older higher wider deeper faster warmer hotter later
    stronger richer farther further thicker worse better broader costlier""".split()
)
_SMALLER = frozenset(
    """lighter smaller shorter younger lower narrower shallower slower cooler colder earlier
    cheaper thinner weaker newer""".split()
)
_LIMITS_AFTER = {
    ("or", "more"): "at least",
    ("and", "more"): "at least",
    ("or", "above"): "at least",
    ("or", "older"): "at least",
    ("and", "over"): "at least",
    ("or", "over"): "at least",
    ("or", "less"): "at most",
    ("or", "fewer"): "at most",
    ("or", "under"): "at most",
    ("or", "so"): "about",
}
_LINKS = {"to", "-", "and", "or", ",", "from"}


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
        if reading is None or _is_part_of_code(words, index):
            index += 1
            continue
        quantity = _with_unit(words, index, reading)
        found.append(replace(quantity, relation=_relation(words, quantity)))
        index = max(index + 1, quantity.end)
    return _shared(words, found)


def find_ratios(text: Text, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The fractions that are written as two numbers: one in four, 3 out of 5."""
    found: list[Quantity] = []
    for left, right in pairwise(quantities):
        gap = tuple(word.folded for word in text.words[left.end : right.start])
        if gap in _IN_ALL and 0 < left.values[0] < right.values[0] and not right.units:
            value = left.values[0] / right.values[0]
            found.append(replace(left, values=(value,), kind="fraction", end=right.end))
    return found


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
    elif reading.kind in {"cardinal", "fraction"}:
        units, end = _unit_at(words, end, reading.kind == "fraction")
        if len(values) == 2 and end > reading.end:
            units = ()  # 100m: metres or a hundred million of something
    if reading.kind == "times":
        units = UNITS["times"]
    per = _per(words, end)
    return Quantity(values, reading.kind, "equal", units, start, end, reading.spelled, per)


def _per(words: tuple[Word, ...], index: int) -> str:
    """The unit of time that a number is said of: "a night", "per week"; else nothing."""
    names = [word.folded for word in words[index : index + 2]]
    if len(names) < 2 or names[0] not in {"a", "an", "per", "each", "every"}:
        return {
            "daily": "day",
            "weekly": "week",
            "monthly": "month",
            "annually": "year",
            "yearly": "year",
            "hourly": "hour",
        }.get(names[0] if names else "", "")
    units = UNITS.get(names[1], ())
    return units[0].name if units and units[0].dimension == "time" else ""


def _unit_at(words: tuple[Word, ...], index: int, fraction: bool) -> tuple[tuple[Unit, ...], int]:
    """The units that a number before this word may have, and the index after them."""
    names = [word.folded for word in words[index : index + 5]]
    if names[:1] == ["-"] and len(names) > 1 and words[index].joined:
        names, index = names[1:], index + 1
    if fraction and names[:2] == ["of", "a"]:
        names, index = names[2:], index + 2
    elif (fraction and names[:1] == ["a"]) or names[:1] in (
        ["more"],
        ["full"],
        ["whole"],
        ["consecutive"],
        ["straight"],
    ):  # half a percentage point
        names, index = names[1:], index + 1
    if not names:
        return (), index
    if len(names) > 2 and names[1] == "-":
        names = [names[0], *names[2:]]
        pair_end = index + 3
    else:
        pair_end = index + 2
    pair = TWO_WORDS.get((names[0], names[1])) if len(names) > 1 else None
    if pair is not None:
        return pair, pair_end
    if is_power_word(names[0]) and len(names) > 1 and names[1] in UNITS:
        return raised(UNITS[names[1]], names[0]), index + 2
    units = UNITS.get(names[0], ())
    if names[1:2] == ["old"]:  # an age may stand without its unit
        return (), index
    if names[0] in ONLY_JOINED and not words[index].joined and names[0] not in {"g", "m", "h"}:
        units = ()
    if not units and names[0] in JOINED_SCALES and words[index].joined:
        return (), index + 1
    if not units:
        return (), index
    if units[0].dimension == "length" and len(names) > 1 and names[1] in {"²", "³"}:
        return raised(units, "square" if names[1] == "²" else "cubic"), index + 2
    return _per_time(units, names, index)


def _per_time(
    units: tuple[Unit, ...], names: list[str], index: int
) -> tuple[tuple[Unit, ...], int]:
    """Kilometres per hour and the like as units of speed."""
    if units[0].dimension == "length" and names[1:2] in (["per"], ["an"], ["a"], ["/"]):
        time = UNITS.get(names[2], ()) if len(names) > 2 else ()
        if time and time[0].dimension == "time":
            name = {"kilometre/hour": "km/h", "mile/hour": "mph"}
            joined = f"{units[0].name}/{time[0].name}"
            factor = units[0].factor / time[0].factor
            return (Unit(name.get(joined, joined), "speed", factor),), index + 3
    return units, index + 1


def _relation(words: tuple[Word, ...], quantity: Quantity) -> str:
    names = [word.folded for word in words[max(0, quantity.start - 4) : quantity.start]]
    if names and names[-1] in {"the", "a", "an"} and names[-1:] != ["an"]:
        names = names[:-1]
    after = [word.folded for word in words[quantity.end : quantity.end + 3]]
    if names[-1:] == ["than"] and len(names) > 1:
        if names[-2] in _LARGER:
            return "more"
        if names[-2] in _SMALLER:
            return "less"
    if names[-1:] == ["over"] and any(unit.dimension == "time" for unit in quantity.units):
        return "perhaps more"  # "over 12 years" may be during them
    for phrase, relation in _LIMITS_BEFORE:
        if names[-len(phrase) :] == phrase:
            return relation
    for size in (0, 1):  # "60 days or more", "60 patients or more"
        relation_after = _LIMITS_AFTER.get(tuple(after[size : size + 2]))  # type: ignore[arg-type]
        if relation_after:
            return relation_after
    if after[:1] == ["+"]:
        return "at least"
    return "equal"


def _shared(words: tuple[Word, ...], found: list[Quantity]) -> list[Quantity]:
    """The quantities, where one of "2.8 to 2.1 percent" has the unit and the scale of both."""
    result = list(found)
    for place in range(len(result) - 2, -1, -1):
        left, right = result[place], result[place + 1]
        gap = [word.folded for word in words[left.end : right.start]]
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
