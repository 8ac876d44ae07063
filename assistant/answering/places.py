"""Where the words of a quote stand in a text that is no longer the one they were taken from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from itertools import accumulate

from assistant.types import Citation, Span
from assistant.verify_receipt import best_place, places, text_view

# A word may stand a million times in a file that somebody made to be slow.
_MOST_PLACES = 200
# Characters within a quote, and around it, by which is told whether a word or figure goes on.
_EDGE, _AROUND = 2, 99


def find_quote(text: str, citation: Citation) -> Span | None:
    """Where a quote stands in `text`: where it was, else what fits its context best.

    Only white space may differ, and no word or figure may go on at its ends: "2 boats" does not
    stand in "12 boats". None if it stands nowhere.
    """
    own = citation.start, citation.end
    if text[slice(*own)] == citation.quote and _is_whole(text, own, citation):
        return Span(*own)
    for nearest in (_exact, _folded):
        standing = (place for place in nearest(text, citation) if _is_whole(text, place, citation))
        if place := best_place(text, standing, citation.before, citation.after):
            return Span(*place)
    return None


def _is_whole(text: str, place: tuple[int, int], citation: Citation) -> bool:
    """Whether a place is bounded as the quote was, or by no word or figure at least."""
    first, last = place
    before, after = text[max(0, first - 1) : first], text[last : last + 1]
    if (before, after) == (citation.before[-1:], citation.after[:1]):
        return True  # also of a line without blanks, which had to be cut somewhere
    # Only its ends are looked for: what lies between them stands there already.
    head, tail = min(last, first + _EDGE), max(first, last - _EDGE)
    left = text[max(0, first - _AROUND) : head]
    begins = {begin - len(left) + head for begin, _ in places(text_view(left), text[first:head])}
    ends = {
        tail + end for _, end in places(text_view(text[tail : last + _AROUND]), text[tail:last])
    }
    return first in begins and last in ends


def _exact(text: str, citation: Citation) -> Iterator[tuple[int, int]]:
    """The places of the very characters."""
    length = len(citation.quote)
    for start in _nearest(text, citation.quote, citation.start):
        yield start, start + length


def _folded(text: str, citation: Citation) -> Iterator[tuple[int, int]]:
    """The places of the same words with other white space between them."""
    flat, quote = " ".join(text.split()), " ".join(citation.quote.split())
    if quote not in flat:
        return
    words = [match.span() for match in re.finditer(r"\S+", text)]
    starts = [start for start, _ in words]
    in_flat = [0, *accumulate(end - start + 1 for start, end in words)]

    def unfolded(place: int) -> int:
        word = bisect_right(in_flat, place) - 1
        return starts[word] + place - in_flat[word]

    near = in_flat[bisect_right(starts, citation.start)]
    for start in _nearest(flat, quote, near):
        yield unfolded(start), unfolded(start + len(quote) - 1) + 1


def _nearest(text: str, words: str, start: int) -> list[int]:
    """The places of some words that are nearest to `start`, the nearest first.

    Those that overlap are left out: to find them all takes quadratic time.
    """
    before: deque[int] = deque(maxlen=_MOST_PLACES)
    after: list[int] = []
    place = text.find(words) if words else -1
    while place >= 0 and len(after) < _MOST_PLACES:
        (before if place <= start else after).append(place)
        place = text.find(words, place + len(words))
    return sorted([*before, *after], key=lambda place: abs(place - start))[:_MOST_PLACES]
