"""Whether the numbers of a statement, and their units, are those of its quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import floor, isclose, log10

from assistant.checking.parsed import Parsed
from assistant.checking.quantities import Quantity
from assistant.checking.units import UNITS, Unit
from assistant.checking.values import Reason

_CODE = re.compile(r"(?<![^\W_])[A-Za-z]+-?[0-9][A-Za-z0-9]*")
_UPWARD = {"more", "at least", "slightly more"}
_DOWNWARD = {"less", "at most", "nearly"}
# What an approximation may be away, beside what rounding allows.
_NEAR = 0.07
_PAIR_WORDS = {2.0: {"both", "pair", "couple", "twin", "twins", "duo"}, 3.0: {"trio"}}
# How a limit is told to people.
_LIMITS = {
    "equal": "",
    "more": "more than",
    "perhaps more": "over",
    "slightly more": "just over",
    "less": "less than",
    "at most": "up to",
}
_MOST_REASONS = 20
_ORDINAL_WORDS = {1.0: {"initial", "initially", "earliest", "original", "new", "never", "debut"}}


def check_numbers(statement: Parsed, quotes: Sequence[Parsed]) -> list[Reason]:
    """A reason for each quantity that the quotes do not give, or give in another unit."""
    every = [one for quote in quotes for one in (*quote.quantities, *quote.ratios)]
    given = list({_meaning(one): one for one in every}.values())
    checked: set[object] = set()
    reasons = _check_codes(statement, quotes)
    for quantity in statement.quantities:
        if len(reasons) > _MOST_REASONS or (
            len(statement.quantities) > 50 and _meaning(quantity) in checked
        ):
            continue
        checked.add(_meaning(quantity))
        if _is_list_marker(statement, quantity) or _is_given_otherwise(
            quantity, statement, quotes, given
        ):
            continue
        written = statement.text.between(quantity.start, quantity.end - 1)
        equal = [one for one in given if _fits(quantity, one)]
        if not equal:
            reasons.append(
                Reason("number", f"{_limited(quantity, statement)} is not in the source")
            )
        elif not any(_same_unit(quantity, one, statement, quotes) for one in equal):
            reasons.append(
                Reason("unit", f"{_with_next(quantity, statement, written)} is not in the source")
            )
    return reasons


def _meaning(quantity: Quantity) -> object:
    """All that tells one quantity from another, wherever they stand."""
    return (
        quantity.values,
        quantity.kind,
        quantity.relation,
        quantity.units,
        quantity.per,
        quantity.spelled,
    )


def _limited(quantity: Quantity, statement: Parsed) -> str:
    written = statement.text.between(quantity.start, quantity.end - 1)
    limit = _LIMITS.get(quantity.relation, quantity.relation)
    return f"“{limit} {written}”" if limit else written


def _with_next(quantity: Quantity, statement: Parsed, written: str) -> str:
    words = statement.text.words
    if quantity.units or quantity.end >= len(words):
        return written
    return f"{written} {words[quantity.end].text}"


def _check_codes(statement: Parsed, quotes: Sequence[Parsed]) -> list[Reason]:
    """A reason for each name with figures in it, as B-52, that is not in the quotes."""
    known = {
        code.group().replace("-", "").lower().removesuffix("s")
        for quote in quotes
        for code in _CODE.finditer(quote.text.folded)
    }
    reasons: list[Reason] = []
    for code in _CODE.finditer(statement.text.folded):
        name, figures = (
            code.group().replace("-", "").lower().removesuffix("s"),
            re.search("[0-9]+", code.group()),
        )
        spread = any(
            re.search(rf"(?<!\w){re.escape(part)}(?!\w)", quote.text.folded.lower())
            for quote in quotes
            for part in (code.group().lower().replace("-", " "),)
        )
        plain = not re.match("[A-Z]", code.group()) or "-" in code.group()
        counted = (
            plain
            and figures
            and any(int(figures.group()[:9]) in quote.whole_numbers for quote in quotes)
        )
        if name not in known and not spread and not (counted and "-" in code.group()):
            reasons.append(Reason("number", f"{code.group()[:60]} is not in the source"))
    return reasons


def _is_list_marker(statement: Parsed, quantity: Quantity) -> bool:
    words = statement.text.words
    after = words[quantity.end].text if quantity.end < len(words) else ""
    return quantity.start == 0 and not quantity.spelled and after in {".", ")"}


def _is_given_otherwise(
    quantity: Quantity, statement: Parsed, quotes: Sequence[Parsed], given: list[Quantity]
) -> bool:
    """Whether a number need not stand in the quotes as a number."""
    value = quantity.values[0]
    names = frozenset().union(*(quote.names for quote in quotes))
    if quantity.kind == "vague":
        return any(value <= one.values[0] < value * 1000 for one in given)
    if quantity.kind == "ordinal":
        if value in _ORDINAL_WORDS and not any(one.kind == "ordinal" for one in given):
            return True
        days = {date.day for quote in quotes for date in quote.dates}
        return bool(_ORDINAL_WORDS.get(value, set()) & names) or value in days
    if value == 1 and quantity.spelled and not quantity.units:
        return not _counts_what_others_count(quantity, statement, quotes)
    if value == 1 and quantity.spelled and not any(1 in one.values for one in given):
        return bool({"a", "an", "single", "per", "each", "every"} & names) and not any(
            set(one.units) & set(quantity.units) for one in given
        )
    if quantity.kind != "cardinal":
        return False
    return bool(_PAIR_WORDS.get(value, set()) & names) or _numbers_a_noun(
        quantity, statement, quotes
    )


def _numbers_a_noun(quantity: Quantity, statement: Parsed, quotes: Sequence[Parsed]) -> bool:
    """Whether "season four" is the quotes' "fourth season"."""
    if not quantity.start:
        return False
    noun = statement.text.words[quantity.start - 1].stem
    return any(
        one.kind == "ordinal"
        and one.values[0] == quantity.values[0]
        and one.end < len(quote.text.words)
        and quote.text.words[one.end].stem == noun
        for quote in quotes
        for one in quote.quantities
    )


def _counts_what_others_count(
    quantity: Quantity, statement: Parsed, quotes: Sequence[Parsed]
) -> bool:
    """Whether "one" is said of what the quotes count otherwise: one patient, two patients."""
    words = statement.text.words
    if quantity.end >= len(words) or not words[quantity.end].is_content:
        return False
    counted = words[quantity.end].stem
    other = False
    for quote in quotes:
        for place, word in enumerate(quote.text.words):
            if word.stem != counted or not place:
                continue
            before = {one.folded for one in quote.text.words[max(0, place - 3) : place]}
            if before & {"a", "an", "one", "single", "sole", "only", "each", "every", "1", "per"}:
                return False
            other = other or any(
                one.end == place and one.values[0] != 1 for one in quote.quantities
            )
    return other


def _fits(quantity: Quantity, given: Quantity) -> bool:
    """Whether a number given is one that the statement's number, with its limits, stands for."""
    kinds = {quantity.kind, given.kind}
    if "ordinal" in kinds and len(kinds) > 1 and "either" not in kinds:
        return False
    if given.kind == "times" and quantity.kind == "cardinal" and quantity.units != given.units:
        return False
    if any(
        _fits_value(quantity, value, given, other) for value, other in _comparable(quantity, given)
    ):
        return True
    near = 0.03 if quantity.relation == "about" else 1e-4
    return any(isclose(value, other, rel_tol=near) for value, other in _converted(quantity, given))


def _comparable(quantity: Quantity, given: Quantity) -> list[tuple[float, float]]:
    """The pairs of values to compare, as written and as shares."""
    pairs = [(value, other) for value in quantity.values for other in given.values]
    if quantity.is_percent and given.kind == "fraction" and not given.units:
        pairs += [(value, other * 100) for value, other in pairs]
    if given.is_percent and quantity.kind == "fraction" and not quantity.units:
        pairs = [(value * 100, other) for value, other in pairs]
    return pairs


def _converted(quantity: Quantity, given: Quantity) -> list[tuple[float, float]]:
    """The pairs of values in one unit of measure, where two measure the same."""
    return [
        (value, other * other_unit.factor / unit.factor)
        for unit in quantity.units
        for other_unit in given.units
        if unit.dimension == other_unit.dimension and unit != other_unit
        if unit.dimension not in {"money", "share", "temperature"}
        for value in quantity.values
        for other in given.values
    ]


def _fits_value(quantity: Quantity, value: float, given: Quantity, other: float) -> bool:
    said, limit = quantity.relation, given.relation
    if said == "perhaps more":
        said = "equal" if isclose(value, other, rel_tol=1e-6) else "more"
    if limit == "perhaps more":
        limit = "more"
    if isclose(value, other, rel_tol=1e-6):
        if said in _UPWARD:
            return limit in _UPWARD or limit == "about" or (said == "at least" and limit == "equal")
        if said in _DOWNWARD:
            return limit not in _UPWARD and (said != "less" or limit != "equal")
        return True
    if said == "equal" or (said in _UPWARD and limit in {"less", "at most"}):
        return False
    share = quantity.kind == "fraction"
    step = _last_step(value)
    if said == "about":
        return abs(other - value) <= min(step / 2, _NEAR * abs(value)) or (
            share and abs(other - value) <= 0.06 * abs(value)
        )
    if said == "nearly":
        return value * (1 - _NEAR) <= other < value
    if said in _UPWARD:
        return value < other and (other < value + step or (share and other < 1.6 * value))
    return other < value and (
        other > max(value - step, 0.5 * value) or (share and other > 0.4 * value)
    )


def _last_step(value: float) -> float:
    """What the last figure before the final noughts counts: 10,000 in 70,000, 50 in 250."""
    if value <= 0 or value >= 1e15:
        return 0.0
    step = 10.0 ** floor(log10(value))
    while step > 1e-6 and not isclose(value / step, round(value / step), rel_tol=1e-9):
        step /= 10
    return step * 5 if round(value / step) % 5 == 0 and value / step > 5 else step


def _same_unit(
    quantity: Quantity, given: Quantity, statement: Parsed, quotes: Sequence[Parsed]
) -> bool:
    if quantity.per and given.per and quantity.per != given.per:
        return False
    if quantity.units and given.units:
        if set(quantity.units) & set(given.units):
            return True
        dimensions = {unit.dimension for unit in quantity.units}
        if dimensions == {"share"} or dimensions == {"money"}:
            return False
        # Converted: the values are equal only when reckoned in one unit.
        return dimensions == {unit.dimension for unit in given.units} and not any(
            isclose(value, other, rel_tol=1e-6)
            for value in quantity.values
            for other in given.values
        )
    if quantity.units:
        return _unit_is_named(quantity.units, quantity, given, quotes)
    if given.is_percent and quantity.kind == "cardinal":
        words = statement.text.words
        after = words[quantity.end] if quantity.end < len(words) else None
        return not (after and after.is_content and after.folded.endswith("s"))
    return True


def _unit_is_named(
    units: tuple[Unit, ...], quantity: Quantity, given: Quantity, quotes: Sequence[Parsed]
) -> bool:
    """Whether a unit that the quote's number does not have stands somewhere else in the quotes."""
    if quantity.is_percent:
        return given.kind == "fraction"
    if quantity.kind == "times" or given.kind == "times":
        return True
    return any(set(units) & set(one.units) for quote in quotes for one in quote.quantities) or any(
        _mentions(unit, quote) for unit in units for quote in quotes
    )


def _mentions(unit: Unit, quote: Parsed) -> bool:
    return any(unit in UNITS.get(name, ()) for name in quote.names) or any(
        unit in UNITS.get(sign, ()) for sign in "$€£¥%°" if sign in quote.text.folded
    )
