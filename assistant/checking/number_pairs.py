"""Numbers that go together: a part of a whole, the sides of a score, a number and its year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.checking.items import Item, are_equal
from assistant.checking.number_fit import fits
from assistant.checking.parsed import Parsed
from assistant.checking.quantities import Quantity
from assistant.checking.words import Word

# What follows a number without being counted by it.
_NO_NOUNS = frozenset("percent point time new".split())
_PARTINGS = frozenset("; . but while whereas down up compared against".split())


def find_reversed_pair(
    statement: Parsed, said: Sequence[Item], quotes: Sequence[Parsed], given: Sequence[Item]
) -> Item | None:
    """The first of two numbers of a score or a range that the quotes give the other way round."""
    theirs = [
        pair
        for pair in pairwise(given)
        if pair[0].source == pair[1].source and _is_linked(quotes[pair[0].source], *pair)
    ]
    for first, second in pairwise(said):
        if not _is_linked(statement, first, second) or are_equal(first, second):
            continue
        straight = any(are_equal(first, one) and are_equal(second, two) for one, two in theirs)
        turned = any(are_equal(first, two) and are_equal(second, one) for one, two in theirs)
        if turned and not straight:
            return first
    return None


def _is_linked(parsed: Parsed, first: Item, second: Item) -> bool:
    between = parsed.text.words[first.end : second.start]
    return len(between) == 1 and between[0].folded in {"to", "-"}


def is_whole_for_part(
    statement: Parsed, item: Item, quotes: Sequence[Parsed], given: Sequence[Item]
) -> bool:
    """Whether a statement has "210 of its shops" of the quotes' "40 of its 210 shops"."""
    words = statement.text.words
    after = [word.folded for word in words[item.end : item.end + 2]]
    number_after = item.end + 2 < len(words) and words[item.end + 2].kind == "number"
    before = [word.folded for word in words[max(0, item.start - 2) : item.start]]
    if before in (["of", "the"], ["of", "its"], ["of", "all"]):
        pairs = _parts_and_wholes(quotes, given)
        equal = [one for one in given if are_equal(item, one)]
        return bool(equal) and all(any(one is part for part, _ in pairs) for one in equal)
    if after[:1] != ["of"] or after[1:] not in (["the"], ["its"], ["their"]) or number_after:
        return False
    pairs = _parts_and_wholes(quotes, given)
    equal = [one for one in given if are_equal(item, one)]
    return bool(equal) and all(any(one is whole for _, whole in pairs) for one in equal)


def _parts_and_wholes(quotes: Sequence[Parsed], given: Sequence[Item]) -> list[tuple[Item, Item]]:
    """The two numbers of each "40 of its 210 shops"."""
    return [
        (left, right)
        for left, right in pairwise(given)
        if left.source == right.source
        and len(gap := quotes[left.source].text.words[left.end : right.start]) in {1, 2}
        and gap[0].folded == "of"
    ]


def find_counted_otherwise(statement: Parsed, quotes: Sequence[Parsed]) -> str:
    """A number with its noun, if the quotes count that noun otherwise: two nurses, one nurse."""
    for quantity in statement.quantities:
        words = statement.text.words
        if not _counts(statement, quantity) or words[quantity.end].stem in _NO_NOUNS:
            continue
        noun = words[quantity.end].stem
        counted = [_is_counted_so(quantity, quote, noun) for quote in quotes]
        if any(start <= quantity.start < end for start, end in _ratio_places(statement)):
            continue
        if not all(_counts_another(one, quote) for quote in quotes for one in quote.quantities
                   if fits(quantity, one)):  # fmt: skip
            continue
        if False in counted and not any(counted):
            return statement.text.between(quantity.start, quantity.end)[:60]
    return ""


def _ratio_places(text: Parsed) -> list[tuple[int, int]]:
    return [(ratio.start, ratio.end) for ratio in text.ratios]


def _counts_another(quantity: Quantity, quote: Parsed) -> bool:
    """Whether a number of a quote has a noun of its own, and so does not stand for one left out."""
    if quantity.units:
        return True
    words = quote.text.words
    name = words[quantity.end].folded if quantity.end < len(words) else ""
    return _counts(quote, quantity) and name.endswith("s") and not name.endswith(("ss", "us", "is"))


def _counts(text: Parsed, quantity: Quantity) -> bool:
    """Whether a number stands right before what it counts."""
    if quantity.kind != "cardinal" or quantity.units or quantity.end >= len(text.text.words):
        return False
    after = text.text.words[quantity.end]
    return after.is_content and after.kind == "word"


def _is_counted_so(quantity: Quantity, quote: Parsed, noun: str) -> bool | None:
    """Whether a quote has this number before this noun; None where it does not count it."""
    places = [n for n, word in enumerate(quote.text.words) if word.stem == noun]
    if not places:
        return None
    every = (*quote.quantities, *quote.derived)
    if any(
        fits(quantity, one) and place - 9 < one.start < place for one in every for place in places
    ):
        return True
    ends = {one.end for one in quote.quantities if _counts(quote, one)}
    return False if all(place in ends for place in places) else None


def find_dated_otherwise(
    statement: Parsed, said: Sequence[Item], quotes: Sequence[Parsed], given: Sequence[Item]
) -> Item | None:
    """The one number of a statement with one date, if the quotes give that date another."""
    dates = [one for one in said if one.date]
    numbers = [one for one in said if not one.date]
    if len(dates) != 1 or len(numbers) != 1:
        return None
    number = numbers[0]
    for date in (one for one in given if one.date and are_equal(dates[0], one)):
        words = quotes[date.source].text.words
        near = sorted(
            (_distance(words, one, date), place, one)
            for place, one in enumerate(given)
            if not one.date
            and one.source == date.source
            and _counts_alike(one, number, quotes, statement)
        )
        if len(near) < 2 or not any(are_equal(number, one) for _, _, one in near):
            return None
        if are_equal(number, near[0][2]) or near[1][0] - near[0][0] < 2:
            return None
    return number if any(one.date and are_equal(dates[0], one) for one in given) else None


def _counts_alike(one: Item, number: Item, quotes: Sequence[Parsed], statement: Parsed) -> bool:
    """Whether two numbers have one unit, or stand before one noun."""
    if one.sort or number.sort:
        return one.sort == number.sort == "share"
    theirs = quotes[one.source].text.words[one.end : one.end + 1]
    own = statement.text.words[number.end : number.end + 1]
    return bool(own and theirs) and own[0].stem == theirs[0].stem


def _distance(words: Sequence[Word], one: Item, other: Item) -> int:
    """How many words lie between two items, where a new clause counts for many."""
    between = words[min(one.end, other.end) : max(one.start, other.start)]
    return len(between) + sum(6 for word in between if word.folded in _PARTINGS)
