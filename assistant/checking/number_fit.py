"""Whether two quantities, with their limits and units, can stand for one number."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, isclose, log10

from assistant.checking.parsed import Parsed
from assistant.checking.quantities import Quantity
from assistant.checking.units import UNITS, Unit

_UPWARD = {"more", "at least", "slightly more"}
_DOWNWARD = {"less", "at most", "nearly"}
# What an approximation may be away, beside what rounding allows.
_NEAR = 0.07
# A share, or what may be one: "a fifth".
_PARTS = frozenset({"fraction", "either"})


def fits(quantity: Quantity, given: Quantity) -> bool:
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
    if quantity.is_percent and given.kind in _PARTS and not given.units:
        pairs += [(value, other * 100) for value, other in pairs]
    if given.is_percent and quantity.kind in _PARTS and not quantity.units:
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
    if limit in (_DOWNWARD if said in _DOWNWARD else _UPWARD if said in _UPWARD else ()):
        return False  # two limits that differ
    if said == "equal" or (said in _UPWARD and limit in {"less", "at most"}):
        return False
    share = quantity.kind == "fraction"
    step = _last_step(value)
    if said == "about":
        return abs(other - value) <= min(step / 2, _NEAR * abs(value)) or (
            share and abs(other - value) <= 0.06 * abs(value)
        )
    if said == "nearly":
        return value * (1 - (0.12 if share else _NEAR)) <= other < value
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


def has_same_unit(
    quantity: Quantity, given: Quantity, statement: Parsed, quotes: Sequence[Parsed]
) -> bool:
    """Whether the two have one unit, or neither says which."""
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
    if quantity.units and quantity.units[0].dimension == "clock":
        return True  # "5 a.m." is "five in the morning"
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
        return given.kind in _PARTS
    if quantity.kind == "times" or given.kind == "times":
        return True
    return any(set(units) & set(one.units) for quote in quotes for one in quote.quantities) or any(
        _mentions(unit, quote) for unit in units for quote in quotes
    )


def _mentions(unit: Unit, quote: Parsed) -> bool:
    return any(unit in UNITS.get(name, ()) for name in quote.names) or any(
        unit in UNITS.get(sign, ()) for sign in "$€£¥%°" if sign in quote.text.folded
    )
