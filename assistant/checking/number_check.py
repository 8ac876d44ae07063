"""Whether the numbers of a statement, and their units, are those of its quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from math import isclose

from assistant.checking.number_fit import fits, has_same_unit
from assistant.checking.parsed import Parsed
from assistant.checking.quantities import Quantity
from assistant.checking.shares import share_of
from assistant.checking.values import Reason

_CODE = re.compile(r"(?<![^\W_])[A-Za-z]+-?[0-9][A-Za-z0-9]*")
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
_DURING = frozenset("in within for after over".split())
_THAN_WORDS = frozenset("as the that what its their".split())
_MOST_REASONS = 20
_ORDINAL_WORDS = {
    1.0: {"initial", "initially", "earliest", "original", "new", "never", "debut"},
    2.0: {"again", "re-election", "reelection", "another"},
}


def check_numbers(
    statement: Parsed, quotes: Sequence[Parsed], rests: Sequence[Quantity] = ()
) -> list[Reason]:
    """A reason for each quantity that the quotes do not give, or give in another unit.

    `rests` are the numbers that are right without standing there.
    """
    every = [one for quote in quotes for one in (*quote.quantities, *quote.ratios)]
    every += [one for quote in quotes for one in (*quote.durations, *quote.derived)]
    given = list({_meaning(one): one for one in every}.values())
    checked: set[object] = set()
    reasons = _check_codes(statement, quotes)
    told = [*rests, *_given_ratios(statement, given)]
    for quantity in statement.quantities:
        if any(one.start <= quantity.start and quantity.end <= one.end for one in told):
            continue
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
        equal = [one for one in given if fits(quantity, one)]
        if not equal:
            reasons.append(
                Reason("number", f"{_limited(quantity, statement)} is not in the source")
            )
        elif not any(has_same_unit(quantity, one, statement, quotes) for one in equal):
            reasons.append(
                Reason("unit", f"{_with_next(quantity, statement, written)} is not in the source")
            )
    reasons += _check_durations(statement, quotes, given)
    for ratio in statement.ratios:
        equal = [one for one in given if isclose(one.values[0], ratio.values[0], rel_tol=1e-6)]
        if ratio in rests:
            continue
        if equal and not any(fits(ratio, one) for one in equal):
            reasons.append(Reason("number", f"{_limited(ratio, statement)} is not in the source"))
    return reasons


def _given_ratios(statement: Parsed, given: Sequence[Quantity]) -> list[Quantity]:
    """What a statement writes as two numbers and the quotes as one: "one in five", 18 percent."""
    shares = [one for one in given if share_of(one) is not None]
    return [ratio for ratio in statement.ratios if any(fits(ratio, one) for one in shares)]


def _check_durations(
    statement: Parsed, quotes: Sequence[Parsed], given: Sequence[Quantity]
) -> list[Reason]:
    """A reason for "in a month" where the quotes have another time, as "in a week"."""
    others = [one for quote in quotes for one in quote.durations]
    words = statement.text.words
    for duration in statement.durations:
        before = words[duration.start - 1].folded if duration.start else ""
        unit = duration.units[0]
        times = [
            value * other.factor
            for one in given
            for other in one.units
            if other.dimension == unit.dimension
            for value in one.values
        ]
        if before not in _DURING or not others:
            continue
        if not any(isclose(time, unit.factor, rel_tol=0.04) for time in times):
            written = statement.text.between(duration.start, duration.end - 1)
            return [Reason("unit", f"{written} is not in the source")]
    return []


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
    if not quantity.units and any(date.year == value for quote in quotes for date in quote.dates):
        return True  # "its 2021 figures"
    return (
        bool(_PAIR_WORDS.get(value, set()) & names)
        or (value == 2 and any(map(_tells_of_two_times, quotes)))
        or _numbers_a_noun(quantity, statement, quotes)
    )


def _tells_of_two_times(quote: Parsed) -> bool:
    """Whether something was done twice; "twice as many" are no two."""
    return any(
        word.folded == "twice" and not (after and after.folded in _THAN_WORDS)
        for word, after in zip_longest(quote.text.words, quote.text.words[1:])
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
