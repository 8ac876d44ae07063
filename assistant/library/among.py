"""The best of some articles, where there are too many of those to name them to an index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice

# Up to so many articles are named to Chroma and SQLite, which then look at nothing else. To name
# more takes longer than to look further, and beyond 32,766 SQLite refuses them.
MOST_NAMED = 500
_WIDER = 4


def best_among(
    search: Callable[[int], Mapping[str, float]],
    sources_of: Callable[[Collection[str]], Mapping[str, str]],
    count: int,
    sources: Iterable[str] | None = None,
) -> dict[str, float]:
    """The scores of the `count` best chunks that are of these articles, by id, best first.

    Without `sources` they may be of any article that is there.

    `search` gives so many of the best of all, or as many as there are; `sources_of` the articles
    of chunks. More and more of the whole index is looked at until there are enough of them.
    """
    allowed, asked = None if sources is None else frozenset(sources), count
    while True:
        asked *= _WIDER
        found = search(asked)
        of = sources_of(found)
        known = ((id_, score) for id_, score in found.items() if id_ in of)
        kept = ((id_, s) for id_, s in known if allowed is None or of[id_] in allowed)
        best = dict(islice(kept, count))
        if len(best) == count or len(found) < asked:
            return best
