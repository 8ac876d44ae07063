"""The orders of the library."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.sorting import SORTS, in_order

from .test_shelf import entry

ARTICLES = [
    entry("10.md", "Émile", date="2020-01-02", bytes=5, indexed=3.0),
    entry("9.md", "zebra", date=None, bytes=9, indexed=1.0),
    entry("a.md", "Part 10", date="2021-01-01", bytes=7, indexed=2.0),
    entry("B.md", "part 9", date="2019-01-01", bytes=1, indexed=4.0),
]


@pytest.mark.parametrize(
    ("by", "titles"),
    [
        ("title", ["Émile", "part 9", "Part 10", "zebra"]),
        ("source", ["zebra", "Émile", "Part 10", "part 9"]),
        ("date", ["Part 10", "Émile", "part 9", "zebra"]),
        ("size", ["zebra", "Part 10", "Émile", "part 9"]),
        ("indexed", ["part 9", "Émile", "Part 10", "zebra"]),
        ("nothing known", ["Émile", "part 9", "Part 10", "zebra"]),
    ],
)
def test_each_order(by: str, titles: list[str]) -> None:
    """Case and accents do not count, numbers do by value; what has no date comes last."""
    assert [article.title for article in in_order(ARTICLES, by)] == titles


@given(st.lists(st.text(max_size=30), max_size=8), st.sampled_from(SORTS))
def test_any_title_can_be_sorted(titles: list[str], by: str) -> None:
    """Nothing is lost, however odd its letters and digits, and equal ones keep one order."""
    articles = [entry(f"{number}", title) for number, title in enumerate(titles)]
    once = in_order(articles, by)
    assert once == in_order(reversed(articles), by)
    assert sorted(article.source for article in once) == sorted(a.source for a in articles)
