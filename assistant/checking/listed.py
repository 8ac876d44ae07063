"""Numbers that a sentence lists with what each belongs to: 44 percent hire, 17 percent cut jobs."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.items import Item, are_equal_either_way
from assistant.checking.parsed import Parsed

_BORDERS = frozenset(", ; . : but while whereas and".split())
_CLEAR = 2


def is_of_another(
    statement: Parsed, item: Item, own: Sequence[Item], other: Item, quotes: Sequence[Parsed]
) -> bool:
    """Whether a statement says of a number what the quotes say of another one in the same list."""
    if len(own) != 1 or own[0].source != other.source or are_equal_either_way(own[0], other):
        return False
    quote = quotes[other.source]
    here, there = _segment(quote, own[0]), _segment(quote, other)
    if here[0] == there[0]:
        return False
    told = _stems(statement, 0, item.start) | _stems(statement, item.end, len(statement.text.words))
    own_after, their_after = (
        _stems(quote, one.end, end) for one, (_, end) in ((own[0], here), (other, there))
    )
    before = _stems(statement, 0, item.start)
    if told & (own_after - their_after) or before & _stems(quote, here[0], own[0].start):
        return False
    if len(told & (their_after - own_after)) >= _CLEAR:
        return True
    own_before, their_before = (
        _stems(quote, start, one.start) for one, (start, _) in ((own[0], here), (other, there))
    )
    subject = len(their_before) == 1 and their_before <= before
    return subject and not their_before & own_before and _first(quote, here[0]) not in told


def _segment(quote: Parsed, item: Item) -> tuple[int, int]:
    """Where the part of the list with this number begins and ends."""
    words = quote.text.words
    start, end = item.start, item.end
    while start and words[start - 1].folded not in _BORDERS:
        start -= 1
    while end < len(words) and words[end].folded not in _BORDERS:
        end += 1
    return start, end


def _stems(text: Parsed, start: int, end: int) -> frozenset[str]:
    return frozenset(word.stem for word in text.text.words[start:end] if word.is_content)


def _first(quote: Parsed, start: int) -> str:
    """The stem of the first word from here on that says something."""
    return next((word.stem for word in quote.text.words[start:] if word.is_content), "")
