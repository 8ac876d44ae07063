"""Whether two numbers or dates of a quote have changed places in a statement."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.attachment import are_far_apart, find_misplaced, lean
from assistant.checking.items import (
    Item,
    are_equal,
    are_equal_either_way,
    read_items,
    suits,
    weight_of,
)
from assistant.checking.listed import is_of_another
from assistant.checking.number_pairs import (
    find_counted_otherwise,
    find_dated_otherwise,
    find_reversed_pair,
    is_whole_for_part,
)
from assistant.checking.parsed import Parsed
from assistant.checking.values import Reason, ReasonKind

_MOST_ITEMS = 24
# How much better the other place must suit: for two that change places, and for one alone.
_PAIR_RATIO, _PAIR_MARGIN = 1.2, 0.35
_LONE_RATIO, _LONE_MARGIN = 1.6, 0.25
_TIED = 0.1
_EARLIER = frozenset("before earlier previous previously last ago".split())


def check_exchanges(statement: Parsed, quotes: Sequence[Parsed]) -> list[Reason]:
    """A reason for a number or date that stands where the quotes have another."""
    if any(len(one.quantities) + len(one.dates) > 2 * _MOST_ITEMS for one in (statement, *quotes)):
        return []
    said = read_items(statement, 0)
    given = [item for number, quote in enumerate(quotes) for item in read_items(quote, number)]
    if len(said) > _MOST_ITEMS or len(given) > 2 * _MOST_ITEMS:
        return []
    reversed_pair = find_reversed_pair(statement, said, quotes, given)
    if reversed_pair:
        return [_reason(reversed_pair, statement)]
    dated = find_dated_otherwise(statement, said, quotes, given)
    if dated:
        return [_reason(dated, statement)]
    counted = find_counted_otherwise(statement, quotes)
    if counted:
        return [Reason("number", f"{counted} is not in the source")]
    misplaced = find_misplaced(statement, said, quotes, given)
    if misplaced:
        return [_reason(misplaced, statement)]
    for item in said:
        if is_whole_for_part(statement, item, quotes, given):
            return [_reason(item, statement)]
        own = [one for one in given if are_equal(item, one)]
        if not own:
            continue
        straight = _best(item, own)
        others = [one for one in given if one.sort == item.sort and not are_equal(item, one)]
        for other in others:
            if any(are_equal_either_way(other, one) for one in own):
                continue
            partner = next((one for one in said if one is not item and are_equal(one, other)), None)
            crossed = suits(item, other)
            if partner is None:
                whole = suits(item, item)
                exchanged = crossed > _LONE_RATIO * straight + _LONE_MARGIN * whole > 0
                exchanged = exchanged or all(_is_tied(item, other, one) for one in own)
                exchanged = exchanged or is_of_another(statement, item, own, other, quotes)
                straight_words, crossed_words = lean(statement, item, said, own, other, quotes)
                if straight_words > crossed_words or _is_base(statement, own, quotes):
                    exchanged = False
                elif crossed_words > 1 and crossed_words > 2 * straight_words:
                    exchanged = exchanged or are_far_apart(quotes, own, other)
            else:
                theirs = [one for one in given if are_equal(partner, one)]
                whole = straight + _best(partner, theirs)
                crossed = _best(item, theirs) + _best(partner, own)
                exchanged = crossed > _PAIR_RATIO * whole + _PAIR_MARGIN
            if exchanged:
                return [_reason(item, statement)]
    return []


def _is_base(statement: Parsed, own: Sequence[Item], quotes: Sequence[Parsed]) -> bool:
    """Whether the quotes only compare with a number of another time, which the statement names."""
    if not (statement.names & _EARLIER or statement.dates):
        return False
    return all(
        one.start and quotes[one.source].text.words[one.start - 1].folded in {"from", "with"}
        for one in own
    )


def _is_tied(item: Item, other: Item, own: Item) -> bool:
    """Whether a date or number beside an item stands beside another one, and the noun as well."""
    gains = {key: weight_of(item, key, other) - weight_of(item, key, own) for key in item.context}
    dates = [gain for (name, _), gain in gains.items() if name.startswith("=")]
    lost = -sum(gain for gain in gains.values() if gain < 0)
    noun = next(
        (
            key
            for key, weight in item.context.items()
            if key[1] > 0 and weight == 1 and key[0][0] != "="
        ),
        None,
    )
    shared = noun is not None and noun in own.context and noun in other.context
    won = sum(gain for gain in gains.values() if gain > 0)
    return shared and max(dates, default=0.0) > _TIED and won > _LONE_RATIO * lost


def _best(item: Item, others: Sequence[Item]) -> float:
    return max((suits(item, other) for other in others), default=0.0)


def _reason(item: Item, statement: Parsed) -> Reason:
    kind: ReasonKind = "date" if item.date else "number"
    written = statement.text.between(item.start, item.end - 1)[:60]
    return Reason(kind, f"{written} belongs to something else in the source")
