"""The card beside a link to a quote, as the transcript carries it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Article, Span, Status
from assistant.ui.card import after, before, render_card
from assistant.ui.words import Words

from .articles import TEXT, articles, cited, spans_of, written
from .visiting import Parsed, shape

ARTICLE = written("a.md", ("paragraph", "Nobody knows why. The tower is 44 meters high. Nor who."))
QUOTE = cited(ARTICLE, "The tower is 44 meters high.")


@given(st.data(), articles(), TEXT)
def test_a_card_is_no_text_and_makes_no_tag(
    data: st.DataObject, article: Article, title: str
) -> None:
    """Whatever is quoted, it is one empty element whose attributes hold exactly those words."""
    span = data.draw(spans_of(article.text)) if article.text else Span(0, 0)
    citation = replace(cited(article, span), title=title)
    page = render_card(citation, Words(), "quote-0-1")
    (element,) = Parsed(page).elements
    assert element.text == ""
    assert element.attributes["data-quote"] == citation.quote
    assert element.attributes["data-title"] == title
    assert citation.after.startswith(element.attributes["data-after"].removesuffix("…"))
    assert citation.before.endswith(element.attributes["data-before"].removeprefix("…"))
    assert shape(page) == shape(render_card(QUOTE, Words(), "quote-7-1"))


def test_context_is_cut_between_words() -> None:
    """What is cut off in the middle of a word, or goes on, says so; the beginning does not."""
    assert (before(QUOTE), after(QUOTE)) == ("Nobody knows why. ", " Nor who.…")
    cut = replace(QUOTE, before="ody knows why. ", after=" Nor wh")
    assert (before(cut), after(cut)) == ("…knows why. ", " Nor…")
    bare = replace(QUOTE, start=0, before="", after="\n\n")
    assert (before(bare), after(bare)) == ("", "")
    unknown = replace(QUOTE, before="", after="")  # kept before contexts were
    assert (before(unknown), after(unknown)) == ("…", "")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("verbatim", "word for word"),
        ("moved", "Moved"),
        ("changed", "No longer"),
        ("missing", "gone"),
    ],
)
def test_a_card_says_where_the_quote_stands_today(status: Status, said: str) -> None:
    """Its status is there as a word for the page's looks and as a text for people."""
    (element,) = Parsed(render_card(replace(QUOTE, status=status), Words(), "quote-0-1")).elements
    assert element.attributes["data-status"] == status
    assert said in element.attributes["data-note"]


def test_dates_on_cards() -> None:
    """A full date is written out, any other stands as it is, none is empty."""
    for date, shown in (("2021-05-04", "4 May 2021"), ("spring 1920", "spring 1920"), (None, "")):
        (element,) = Parsed(render_card(replace(QUOTE, date=date), Words(), "q")).elements
        assert element.attributes["data-date"] == shown


def test_the_page_stands_beside_the_date() -> None:
    """Where an article has pages, the card says on which the quote begins."""
    (card,) = Parsed(render_card(replace(QUOTE, page=3), Words("de"), "quote-0-1")).elements
    assert card.attributes["data-date"].endswith(" · Seite 3")
    (card,) = Parsed(render_card(replace(QUOTE, page=3, date=None), Words(), "a")).elements
    assert card.attributes["data-date"] == "Page 3"
    named = replace(QUOTE, date=None, section='Its "height"')
    (card,) = Parsed(render_card(named, Words(), "a")).elements
    assert card.attributes["data-date"] == 'Its "height"'
