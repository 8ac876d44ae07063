"""Where the quotes of an answer stand, and the way through them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.answer import Answer
from assistant.types import Article, Passage, Span
from assistant.ui.quotes import Way, lights_of, render_way, standing, way_of
from assistant.ui.session import View
from assistant.ui.words import Words

from .articles import TEXT, answered, articles, cited, spans_of, written
from .visiting import Parsed, content, shape

TOWER = written("tower.md", ("paragraph", "The tower is high. It is white."), title="The tower")
LAMP = written("lamp.md", ("paragraph", "The lamp is bright. It burns oil."), title="The lamp")
VIEW = View("tower.md", 2, 1, panel="article")
QUOTES = (
    cited(TOWER, "The tower is high.", 1),
    cited(LAMP, "The lamp is bright.", 2),
    cited(TOWER, "It is white.", 3),
)


@given(st.data(), articles(), TEXT, TEXT)
def test_only_the_very_words_are_lit(
    data: st.DataObject, article: Article, inserted: str, other: str
) -> None:
    """Whatever became of a file, a place that is found has the quote's own characters."""
    if not article.text:
        return
    quote = cited(article, data.draw(spans_of(article.text)))
    at = data.draw(st.integers(0, len(article.text)))
    edited = replace(
        article, sha256="1" * 64, text=article.text[:at] + inserted + article.text[at:]
    )
    for today in (article, edited, replace(edited, text=other)):
        span = standing(quote, today)
        assert (span is None) == (quote.quote not in today.text)
        if span:
            assert span.of(today.text) == quote.quote
    assert standing(quote, article) == Span(quote.start, quote.end)


def test_a_quote_that_moved_is_found_where_it_stands_now() -> None:
    """Where the check found it counts in the new file, the old place in the old one."""
    old = replace(TOWER, text="High. Low. High.")
    new = replace(old, sha256="1" * 64)
    quote = replace(cited(old, "High."), status="moved", now=Span(11, 16))
    assert standing(quote, new) == Span(11, 16)
    assert standing(quote, old) == Span(0, 5)


def test_without_a_check_the_context_tells_which_place_it_is() -> None:
    """Of two places with the same words it is the one that has the same words around."""
    old = replace(TOWER, text="North: 5. South: 5.")
    quote = cited(old, Span(17, 19))
    new = replace(old, sha256="1" * 64, text="West: 5. North: 5. East. South: 5.")
    assert standing(quote, new) == Span(32, 34)


def test_lights_are_those_of_the_article() -> None:
    """All quotes from it are lit, the open one strongly; those no longer in it are not."""
    way = way_of(VIEW, answered(*QUOTES))
    assert [(light.span, light.now) for light in lights_of(way, TOWER)] == [
        (Span(0, 18), True),
        (Span(19, 31), False),
    ]
    gone = replace(TOWER, sha256="1" * 64, text="It is white.")
    assert [(light.span, light.now) for light in lights_of(way, gone)] == [(Span(0, 12), False)]


def test_only_the_open_passage_is_lit() -> None:
    """The nearest passages are no quotes: others of the same article stay dark."""
    passages = tuple(
        Passage(TOWER.source, TOWER.title, a, b, 1.0, TOWER.text[a:b])
        for a, b in ((0, 18), (19, 31))
    )
    none = Answer("q", "x", True, 0.0, passages=passages)
    way = way_of(replace(VIEW, number=2, near=True), none)
    (light,) = lights_of(way, TOWER)
    assert (light.span, light.now, light.near) == (Span(19, 31), True, True)


def test_no_way_without_a_quote() -> None:
    """An article that is only read has none, nor has a number that is too high."""
    assert way_of(replace(VIEW, number=0), answered(*QUOTES)) == Way()
    assert way_of(replace(VIEW, number=4), answered(*QUOTES)) == Way()
    assert way_of(VIEW, None) == Way()
    assert render_way(Way(), VIEW, Words()) == ""
    assert Way().current is None


def test_the_way_keeps_the_order_of_the_answer() -> None:
    """Next and previous go from quote to quote across articles, round and round."""
    for number, previous, following in ((1, 3, 2), (2, 1, 3), (3, 2, 1)):
        view = replace(VIEW, number=number)
        page = render_way(way_of(view, answered(*QUOTES)), view, Words())
        steps = [e.attributes["data-go"] for e in Parsed(page).having("step")]
        assert steps == [f"quote-2-{previous}", f"quote-2-{following}"]
        assert content(page, "at") == f"Quote {number} of 3"
        article = {1: 1, 2: 2, 3: 1}[number]
        assert content(page, "of") == f"Article {article} of 2"


def test_the_list_groups_quotes_by_article() -> None:
    """Titles stand once, each with the beginnings of its quotes; the open one is marked."""
    view = replace(VIEW, number=3)
    page = render_way(way_of(view, answered(*QUOTES)), view, Words())
    parsed = Parsed(page)
    assert [e.text for e in parsed.having("title")] == ["The tower", "The lamp"]
    listed = [e for e in parsed.having("button") if "step" not in e.classes]
    assert [e.attributes["data-go"] for e in listed] == ["quote-2-1", "quote-2-3", "quote-2-2"]
    assert [e.text for e in listed] == [
        "1 The tower is high.",
        "3 It is white.",
        "2 The lamp is bright.",
    ]
    assert ["aria-current" in e.attributes for e in listed] == [False, True, False]


def test_a_single_quote_needs_no_way() -> None:
    """It says that it is the only one, and offers no other."""
    page = render_way(way_of(VIEW, answered(QUOTES[0])), VIEW, Words())
    assert content(page) == "Quote 1 of 1"
    assert not Parsed(page).having("button")


@given(TEXT, TEXT)
def test_titles_and_quotes_make_no_tag(title: str, words: str) -> None:
    """The list has the same tags whatever they are."""
    hostile = [replace(quote, title=title, quote=words) for quote in QUOTES]
    pages = [
        render_way(way_of(VIEW, answered(*quotes)), VIEW, Words()) for quotes in (hostile, QUOTES)
    ]
    assert shape(pages[0]) == shape(pages[1])
