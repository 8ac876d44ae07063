"""Whether the words beside a number of a statement stand beside another number in the quotes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.items import Item, are_equal
from assistant.checking.parsed import Parsed
from assistant.checking.words import Word

_PARTINGS = frozenset("; . but while whereas".split())
_LIGHT_PARTINGS = frozenset(", : ( ) and compared against - –".split())
_OF_TIME = frozenset("before now earlier previously ago less more".split())
_MOST_WORDS = 120
_CLEAR = 2


def find_misplaced(
    statement: Parsed, said: Sequence[Item], quotes: Sequence[Parsed], given: Sequence[Item]
) -> Item | None:
    """The first of two numbers of which each stands with the words of the other."""
    if len(statement.text.words) > _MOST_WORDS:
        return None
    for place, first in enumerate(said):
        for second in said[place + 1 :]:
            if {first.sort, second.sort} == {"weekday", "date"}:
                continue  # the day on which it was said
            if _are_alike(first, second) or not _are_parted(statement.text.words, first, second):
                continue
            sides = [[one for one in given if are_equal(item, one)] for item in (first, second)]
            parted = all(
                one.source != other.source or _are_parted(quotes[one.source].text.words, one, other)
                for one in sides[0]
                for other in sides[1]
            )
            if all(sides) and parted and _is_crossed(statement, first, second, quotes, sides):
                return first
    return None


def _are_parted(words: Sequence[Word], first: Item, second: Item) -> bool:
    """Whether two numbers stand in two parts of a sentence, or in two sentences."""
    between = words[min(first.end, second.end) : max(first.start, second.start)]
    marks = {word.folded for word in between}
    if marks == {","}:  # a list has no units
        return bool(first.sort and second.sort)
    return len(between) > 1 and bool(marks & (_PARTINGS | _LIGHT_PARTINGS))


def _are_alike(one: Item, other: Item) -> bool:
    return are_equal(one, other) or are_equal(other, one)


def _is_crossed(
    statement: Parsed,
    first: Item,
    second: Item,
    quotes: Sequence[Parsed],
    sides: Sequence[Sequence[Item]],
) -> bool:
    """Whether most words that are nearer to one of two numbers are nearer to the other there."""
    words = statement.text.words
    straight, heads, crossed = 0, 0, {1: 0, -1: 0}
    counted: set[str] = set()
    begin = _first_places(quotes, sides)
    for place, word in enumerate(words):
        inside = any(item.start <= place < item.end for item in (first, second))
        if inside or word.stem in counted or not (_tells(word) or word.folded in _OF_TIME):
            continue
        counted.add(word.stem)
        if place < first.start and any(
            other.stem == word.stem
            for source, start in begin.items()
            for other in quotes[source].text.words[:start]
        ):
            heads += 1  # what stands before both is said of both
            continue
        own = _nearer(_cost(words, place, [first]), _cost(words, place, [second]))
        theirs = _nearer(*(_least_cost(word, quotes, side) for side in sides))
        if own * theirs < 0:
            crossed[own] += 1
        elif own * theirs > 0 and place not in {first.end, second.end}:
            straight += 1
    every = sum(crossed.values())
    if min(crossed.values()) > 0:
        return every >= 2 * straight
    return every >= _CLEAR and not straight and heads > 0 and _are_turned(sides)


def _first_places(quotes: Sequence[Parsed], sides: Sequence[Sequence[Item]]) -> dict[int, int]:
    """Where the first of two numbers stands in each quote that has both."""
    common = {one.source for one in sides[0]} & {one.source for one in sides[1]}
    return {
        source: min(one.start for side in sides for one in side if one.source == source)
        for source in common
    }


def _are_turned(sides: Sequence[Sequence[Item]]) -> bool:
    """Whether the second of two numbers comes first in the quotes."""
    return all(
        one.source == other.source and other.start < one.start
        for one in sides[0]
        for other in sides[1]
    )


def lean(
    statement: Parsed, item: Item, said: Sequence[Item], sides: Sequence[Item], other: Item,
    quotes: Sequence[Parsed],
) -> tuple[int, int]:  # fmt: skip
    """How many words that belong to a number are nearer to it in the quotes, and to another.

    `sides` are the places where the quotes have the number itself.
    """
    words = statement.text.words
    if len(words) > _MOST_WORDS:
        return 0, 0
    rest = [one for one in said if one is not item]
    straight, crossed = 0, 0
    for place, word in enumerate(words):
        if not _tells(word) or any(one.start <= place < one.end for one in said):
            continue
        if rest and _nearer(_cost(words, place, [item]), _cost(words, place, rest)) < 0:
            continue
        side = _nearer(_least_cost(word, quotes, sides), _least_cost(word, quotes, [other]))
        straight += side > 0
        crossed += side < 0
    return straight, crossed


def are_far_apart(quotes: Sequence[Parsed], sides: Sequence[Item], other: Item) -> bool:
    """Whether a new sentence or half of one begins between a number and another."""
    return all(
        one.source != other.source
        or any(
            word.folded in _PARTINGS
            for word in quotes[one.source].text.words[
                min(one.end, other.end) : max(one.start, other.start)
            ]
        )
        for one in sides
    )


def _tells(word: Word) -> bool:
    return word.is_content and word.kind == "word"


def _nearer(one: float, other: float) -> int:
    if abs(one - other) < _CLEAR:
        return 0
    return 1 if one < other else -1


def _least_cost(word: Word, quotes: Sequence[Parsed], side: Sequence[Item]) -> float:
    """How far the nearest such word of the quotes stands from one of these numbers."""
    costs = [1000.0]
    for number, quote in enumerate(quotes):
        items = [one for one in side if one.source == number]
        if not items or len(quote.text.words) > _MOST_WORDS:
            continue
        for place, other in enumerate(quote.text.words):
            if other.stem == word.stem:
                costs.append(_cost(quote.text.words, place, items))
    return min(costs)


def _cost(words: Sequence[Word], place: int, items: Sequence[Item]) -> float:
    """How many words lie between a word and the nearest item, where borders count for more."""
    costs: list[float] = []
    for item in items:
        if item.start <= place < item.end:
            return 0.0
        between = words[min(place + 1, item.end) : max(place, item.start)]
        cost = float(len(between))
        for word in between:
            cost += (10 if word.folded in _PARTINGS else 0) + (
                2 if word.folded in _LIGHT_PARTINGS else 0
            )
        costs.append(cost)
    return min(costs, default=1000.0)
