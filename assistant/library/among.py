"""The best of some articles, where there are too many of those to name them to an index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

# Up to so many articles are named to Chroma and SQLite, which then look at nothing else.
MOST_NAMED = 500
_WIDER = 4

# From a number to so many of the best chunks, or all there are: id, score, source.
Search = Callable[[int], list[tuple[str, float, str]]]


def best_among(search: Search, count: int, sources: Iterable[str]) -> dict[str, float]:
    """The scores of the `count` best that are of these articles, by id, best first.

    More and more of the whole index is looked at until there are enough of them.
    """
    allowed, asked = frozenset(sources), count
    while True:
        asked *= _WIDER
        found = search(asked)
        kept = [(id_, score) for id_, score, source in found if source in allowed]
        if len(kept) >= count or len(found) < asked:
            return dict(islice(kept, count))
