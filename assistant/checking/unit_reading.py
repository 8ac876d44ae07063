"""The unit that a number has, read from the words after it."""

from __future__ import annotations

from assistant.checking.number_words import JOINED_SCALES
from assistant.checking.units import ONLY_JOINED, TWO_WORDS, UNITS, Unit, is_power_word, raised
from assistant.checking.words import Word

_RATED = {"time", "volume", "mass", "weight", "length", "area"}
_PARTS_ADDED = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}


def unit_at(words: tuple[Word, ...], index: int, fraction: bool) -> tuple[tuple[Unit, ...], int]:
    """The units that a number before this word may have, and the index after them."""
    names = [word.folded for word in words[index : index + 5]]
    start = index
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
    if not units:  # the hyphen of a score or a range is no part of its first number
        return (), start if words[start].text == "-" else index
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


def rate_at(words: tuple[Word, ...], index: int) -> str:
    """The unit that a number is said of: "a night", "per litre"; else nothing."""
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
    if not units and names[0] == "per" and words[index + 1].is_content:
        return words[index + 1].stem
    return units[0].name if units and units[0].dimension in _RATED else ""


def part_after(words: tuple[Word, ...], index: int) -> tuple[float, int]:
    """What "and a half" adds to the unit before it, and the index after it."""
    names = [word.folded for word in words[index : index + 3]]
    part = _PARTS_ADDED.get(names[2], 0.0) if names[:2] == ["and", "a"] and names[2:] else 0.0
    return part, index + 3 if part else index
