"""What a click stands for is looked up among the turns and the articles of one page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.answering.answer import Answer
from assistant.library.catalog import Entry
from assistant.types import Passage, Span
from assistant.ui.session import Turn, View, follow, history, key_of, opened, opened_by, places

from .articles import answered, cited, written

ENTRY = Entry("k", "r", "a.md", None, "0", "0", "A", None, 1, 0.0)
ARTICLE = written("a.md", ("paragraph", "One. Two."))
QUOTES = (cited(ARTICLE, "One."), cited(ARTICLE, "Two.", 2))
ANSWER = answered(*QUOTES)
TURNS = [Turn("q", ANSWER, done=True), Turn("r", error="no", done=True)]
VIEW = View(shown=6)


def test_a_click_is_looked_up() -> None:
    """A quote, an article, the library and the settings each open their view, which is newer."""
    lit = View("a.md", 0, 2, False, "link", 7, "article")
    assert follow("quote-0-2", TURNS, [ENTRY], VIEW, "link") == lit
    assert lit.place == "quote-0-2"
    article = View("a.md", by="nav", shown=7, panel="article")
    assert follow(f"article-{key_of('a.md')}", TURNS, [ENTRY], VIEW, "nav") == article
    assert follow("library", TURNS, [ENTRY], VIEW, "nav") == View(by="nav", shown=7)
    settings = View(by="nav", shown=7, panel="settings")
    assert follow("settings", TURNS, [ENTRY], VIEW, "nav") == settings


@pytest.mark.parametrize(
    "go",
    ["quote-0-3", "quote-0-0", "quote-1-1", "quote-9-1", "near-0-1", "", "article-", "quote--1-1",
     "quote-0-²", "quote-0-1\n", "article-../../etc/passwd", f"article-{key_of('b.md')}",
     "quote-99999999999-1", "LIBRARY", "quote-0-1" * 1000],
)  # fmt: skip
def test_what_is_no_id_of_this_page_opens_nothing(go: str) -> None:
    """An id stands for a place of this page or for nothing at all."""
    assert follow(go, TURNS, [ENTRY], VIEW, "link") is None


def test_a_growing_answer_can_be_opened_as_far_as_it_is() -> None:
    """Quotes that are there can be followed before the answer is complete; it is no history yet."""
    growing = [Turn("q", replace(answered(QUOTES[0]), complete=False))]
    found = follow("quote-0-1", growing, [ENTRY], VIEW, "link")
    assert found == View("a.md", 0, 1, False, "link", 7, "article")
    assert follow("quote-0-2", growing, [ENTRY], VIEW, "link") is None
    assert history(growing) == []
    assert history(TURNS) == [("q", "x")]


def test_the_newest_answer_opens_its_first_quote() -> None:
    """An answer without quotes, or none, leaves what is open."""
    assert opened_by(TURNS[:1], VIEW) == View("a.md", 0, 1, shown=7, panel="article")
    for turns in (TURNS, [], [Turn("q", Answer("q", "x", True, 0.0), done=True)]):
        assert opened_by(turns, VIEW) is VIEW


def test_what_is_open() -> None:
    """A view of a quote has its answer and citation; one of an article neither."""
    shown = View("a.md", 0, 2, panel="article")
    assert opened(shown, TURNS) == (ANSWER, QUOTES[1])
    assert opened(replace(shown, near=True), TURNS) == (ANSWER, None)
    assert opened(replace(shown, number=3), TURNS) == (ANSWER, None)
    for view in (View("a.md", panel="article"), replace(shown, turn=1), replace(shown, turn=9)):
        assert opened(view, TURNS) == (None, None)


def test_a_moved_quote_is_where_it_stands_now() -> None:
    """Places follow the file, and of the nearest passages there are three."""
    moved: Any = replace(QUOTES[0], status="moved", now=Span(7, 11))
    assert places(answered(moved), near=False) == [("a.md", Span(7, 11))]
    near = tuple(Passage("a.md", "A", n, n + 1, 0.5, "x") for n in range(5))
    answer = Answer("q", "x", True, 0.0, passages=near)
    assert places(answer, near=True) == [("a.md", Span(n, n + 1)) for n in range(3)]


def test_the_key_of_any_source_is_safe() -> None:
    """Whatever a file is called, its key is twelve hexadecimal digits, another's another."""
    names = ["a.md", "../a.md", "\udcff.md", "<b>", "x" * 5000]
    keys = {key_of(name) for name in names}
    assert len(keys) == len(names)
    assert all(len(key) == 12 and set(key) <= set("0123456789abcdef") for key in keys)
