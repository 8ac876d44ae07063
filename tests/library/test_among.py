"""The best of some articles, found by looking further and further."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.library.among import best_among


@given(
    sources=st.lists(st.sampled_from("abcde"), max_size=300),
    allowed=st.sets(st.sampled_from("abcdex")),
    count=st.integers(1, 20),
)
def test_the_best_of_some(sources: list[str], allowed: set[str], count: int) -> None:
    """They are the first of the whole ranking that are of these articles, however rare."""
    ranked = {f"c{place}": 1 / (1 + place) for place in range(len(sources))}
    of = dict(zip(ranked, sources, strict=True))
    found = best_among(lambda asked: dict([*ranked.items()][:asked]), lambda _: of, count, allowed)
    of_these = [id_ for id_ in ranked if of[id_] in allowed][:count]
    assert list(found.items()) == [(id_, ranked[id_]) for id_ in of_these]


def test_no_further_than_needed() -> None:
    """Where the best are of these articles, a few are looked at and not the whole index."""
    asked: list[int] = []

    def search(count: int) -> dict[str, float]:
        asked.append(count)
        return {f"{'ab'[place % 2]}{place}": 1.0 for place in range(count)}

    found = best_among(search, lambda ids: {id_: id_[0] for id_ in ids}, 10, ["a"])
    assert (len(found), asked) == (10, [40])


def test_a_chunk_that_has_gone_meanwhile() -> None:
    """What is of no article any more is not among those of any."""
    found = best_among(lambda _: {"gone": 1.0, "here": 0.5}, lambda _: {"here": "a"}, 2, ["a"])
    assert found == {"here": 0.5}
