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
    ranked = [(f"c{place}", 1 / (1 + place), source) for place, source in enumerate(sources)]
    found = best_among(lambda asked: ranked[:asked], count, allowed)
    of_these = [(id_, score) for id_, score, source in ranked if source in allowed]
    assert list(found.items()) == of_these[:count]


def test_no_further_than_needed() -> None:
    """Where the best are of these articles, a few are looked at and not the whole index."""
    asked: list[int] = []

    def search(count: int) -> list[tuple[str, float, str]]:
        asked.append(count)
        return [(f"c{place}", 1.0, "ab"[place % 2]) for place in range(count)]

    assert len(best_among(search, 10, ["a"])) == 10
    assert asked == [40]
