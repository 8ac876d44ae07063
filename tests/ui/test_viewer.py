"""The text of an article as HTML: all of it, and nothing but it."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Article, Block, BlockKind, Span
from assistant.ui.lights import Light
from assistant.ui.viewer import Heading, render_text

from .articles import articles, spans_of, written
from .visiting import Parsed, content

BUTTON = '<button type="button" class="copy"></button>'


@given(st.data(), articles())
def test_the_text_of_an_article_is_all_there(data: st.DataObject, article: Article) -> None:
    """Whatever its blocks, what is lit and what stands beside it, the text is the article's."""
    lights = []
    if article.text:
        spans = data.draw(st.lists(spans_of(article.text), max_size=4))
        near = data.draw(st.booleans())
        lights = [Light(span, now=number == 0, near=near) for number, span in enumerate(spans)]
    page = render_text(article, lights, BUTTON).html
    assert content(page) == article.text
    marks = [
        (mark, Span(int(mark.attributes["data-start"]), int(mark.attributes["data-end"])))
        for mark in Parsed(page).having("mark")
    ]
    for mark, span in marks:
        assert mark.text == span.of(article.text)
    if lights:
        (lit,) = Parsed(page).having("now")  # one, also where a quote runs over blank lines
        assert lit.text == lights[0].span.of(article.text)
    assert page.count(BUTTON) == len(lights[:1])
    lit_places = {place for _, span in marks for place in range(span.start, span.end)}
    asked = {place for light in lights for place in range(light.span.start, light.span.end)}
    assert lit_places == asked


@given(articles())
def test_every_heading_that_is_listed_can_be_reached(article: Article) -> None:
    """Each has an element of its own with its id, whose text it is but for white space."""
    text = render_text(article)
    parsed = Parsed(text.html)
    ids = [e.attributes["id"] for e in parsed.elements if "id" in e.attributes]
    assert [heading.id for heading in text.headings] == ids
    assert len(set(ids)) == len(ids)
    for heading in text.headings:
        (element,) = parsed.having(heading.id)
        assert " ".join(element.text.split()).startswith(heading.text)


def test_headings_in_order() -> None:
    """The title, which stands above the text, and what is no heading are not among them."""
    article = written(
        "a.md",
        ("heading", "A title"),
        ("paragraph", "Words."),
        ("heading", "The\n lamp"),
        ("item", "Oil."),
        ("heading", "The <b>tower</b>"),
        title="A title",
    )
    text = render_text(article)
    assert [heading.text for heading in text.headings] == ["The lamp", "The <b>tower</b>"]
    assert text.headings[0] == Heading(f"part-{article.text.index('The')}", "The lamp")
    assert "<b>" not in text.html


def test_a_heading_inside_a_light_is_no_target() -> None:
    """Where a passage runs over a heading both are one element, and the list leaves it out."""
    article = written("a.md", ("paragraph", "One."), ("heading", "Two"), ("paragraph", "Three."))
    whole = Span(0, len(article.text))
    text = render_text(article, [Light(whole, now=True, near=True)])
    assert text.headings == ()
    assert content(text.html, "lit") == article.text


def test_awkward_places_are_lit_exactly() -> None:
    """A quote over a blank line, with CRLF, emoji and a capital İ, is one mark of those letters."""
    text = "İİİİİİ 🧔🏽 first.\r\n\r\nSecond & <b>third</b>.\r\n"
    article = Article("a", "0", "t", None, text, (Block(Span(0, 16)), Block(Span(20, 42))))
    start, end = text.index("first"), text.index("third")
    page = render_text(article, [Light(Span(start, end), now=True)]).html
    assert content(page, "lit") == "first.\r\n\r\nSecond & <b>"
    assert "&#13;" in page


def test_overlapping_quotes_share_the_light() -> None:
    """The open quote stays whole; the others are lit around it."""
    article = Article("a", "0", "t", None, "abcdefghij", (Block(Span(0, 10)),))
    page = render_text(article, [Light(Span(0, 6)), Light(Span(4, 8), now=True)]).html
    assert [mark.text for mark in Parsed(page).having("mark")] == ["abcd", "efgh"]


def test_layout_is_read_from_the_blocks() -> None:
    """Headings, items, rows, code and hard-wrapped prose get their own look."""
    wrapped = "\n".join(["word " * 13 + "end"] * 3)
    parts: list[tuple[BlockKind, str]] = [
        ("heading", "Title"),
        ("paragraph", wrapped),
        ("item", "one"),
        ("row", "a | b"),
    ]
    page = render_text(written("a", *parts, title="Title")).html
    blocks_found = [e for e in Parsed(page).elements if e.tag in ("h3", "p", "div")]
    assert [" ".join(e.classes) for e in blocks_found] == [
        "heading repeated",
        "paragraph wrapped",
        "item",
        "row",
    ]
    assert content(page, "lead") == "- "
    assert content(page, "cell") == " | "


def test_a_long_text_comes_in_stretches() -> None:
    """Many blocks are put together so that a browser can leave out what is out of sight."""
    parts: list[tuple[BlockKind, str]] = [("paragraph", f"Line {n}.") for n in range(100)]
    article = written("a", *parts)
    page = render_text(article, [Light(Span(0, 7), now=True)]).html
    assert [e.text.count("Line") for e in Parsed(page).having("stretch")] == [40, 40, 20]
    assert content(page) == article.text
    assert not Parsed(render_text(written("a", *parts[:80])).html).having("stretch")


def test_pages_are_named_where_they_begin() -> None:
    """The name of a page stands before the block that it begins in, and is no text."""
    article = written("a.pdf", ("paragraph", "One. Two."), ("heading", "Three"), ("item", "Four."))
    places = [article.text.index(word) for word in ("One", "Two", "Three", "Three", "Four")]
    article = replace(article, pages=(*places, len(article.text)))
    page = render_text(article, named=lambda number: f"<Page> {number}").html
    assert content(page) == article.text
    parsed = Parsed(page)
    assert [e.attributes["data-page"] for e in parsed.having("leaf")] == [
        *("<Page> 1", "<Page> 2", "<Page> 4", "<Page> 5"),  # the third is empty, as is the last
    ]
    kinds = [element.attributes.get("class", "") for element in parsed.elements]
    shown = [kind.split()[0] for kind in kinds if kind.split()[0] in ("leaf", "paragraph", "item")]
    assert shown == ["leaf", "leaf", "paragraph", "leaf", "leaf", "item"]


def test_one_page_is_not_named() -> None:
    """An article of a single page, or of none, has no such names."""
    article = written("a.pdf", ("paragraph", "One."))
    for pages in ((), (0,)):
        assert "leaf" not in render_text(replace(article, pages=pages)).html


@given(st.data(), articles())
def test_pages_change_nothing_else(data: st.DataObject, article: Article) -> None:
    """Wherever pages begin, without their names the article looks as it did."""
    places = st.lists(st.integers(0, len(article.text)), max_size=5)
    paged = replace(article, pages=tuple(sorted(data.draw(places))))
    assert re.sub(r'<div class="leaf"[^>]*></div>', "", render_text(paged).html) == (
        render_text(article).html
    )
