"""The right-hand pane: an article as a reader wants it, and what is left of one that is gone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Article, Citation, Span, Status
from assistant.ui.reader import render_gone, render_reader
from assistant.ui.session import View
from assistant.ui.words import Words

from .articles import TEXT, answered, articles, cited, spans_of, written
from .visiting import Parsed, content, shape

WORDS = Words()
VIEW = View("a/tower.md", 0, 1, panel="article")
TOWER = written(
    "a/tower.md",
    ("paragraph", "The tower is high. It is white."),
    ("heading", "The lamp"),
    ("paragraph", "It burns oil."),
    ("heading", "The keeper"),
    ("paragraph", "He sleeps by day."),
    title="The tower",
)
HIGH = cited(TOWER, "The tower is high.")


def shown(article: Article, citation: Citation) -> str:
    """The pane with this quote open."""
    return render_reader(article, VIEW, answered(citation), citation, WORDS)


def test_the_head_says_what_it_is() -> None:
    """Title, author, date and file stand above the text, in that order."""
    page = shown(TOWER, HIGH)
    assert content(page, "h2") == "The tower"
    assert content(page, "meta") == "Ayşe Demir · 4 May 2021 · a/tower.md"
    bare = replace(TOWER, author=None, date=None)
    assert (
        content(render_reader(bare, View(bare.source), None, None, WORDS), "meta") == "a/tower.md"
    )


def test_what_the_page_finds_its_way_by() -> None:
    """The pane carries what was opened, by whom, and the links that lead back and to the list."""
    view = replace(VIEW, by="link", shown=7)
    side = Parsed(render_reader(TOWER, view, answered(HIGH), HIGH, WORDS)).elements[0]
    assert {k: v for k, v in side.attributes.items() if k.startswith("data-")} == {
        "data-shown": "7",
        "data-by": "link",
        "data-at": "quote-0-1",
        "data-place": "quote-0-1",
    }
    parsed = Parsed(shown(TOWER, HIGH))
    assert "data-back" in parsed.having("back")[0].attributes
    assert "library" in [e.attributes.get("data-go") for e in parsed.having("button")]


def test_the_outline_has_three_headings_or_more() -> None:
    """With fewer there is none; each of its links leads to a heading of the text."""
    assert not Parsed(shown(TOWER, HIGH)).having("outline")
    more = written(
        "b.md", *[("heading", f"Part {n}") for n in range(3)], ("paragraph", "End."), title="B"
    )
    page = render_reader(more, View("b.md"), None, None, WORDS)
    links = [e for e in Parsed(page).elements if "data-part" in e.attributes]
    assert [e.text for e in links] == ["Part 0", "Part 1", "Part 2"]
    for link in links:
        (heading,) = Parsed(page).having(link.attributes["href"].removeprefix("#"))
        assert heading.text.startswith(link.text)


def test_a_quote_is_copied_with_its_reference() -> None:
    """The button beside the quote holds its words in marks, and where they stand."""
    (button,) = Parsed(shown(TOWER, HIGH)).having("copy")
    assert button.text == ""
    assert button.attributes["data-copy"] == (
        "“The tower is high.”\nAyşe Demir, The tower, 2021-05-04, tower.md, characters 0–18"
    )
    assert not Parsed(render_reader(TOWER, View("a/tower.md"), None, None, WORDS)).having("copy")


def test_a_quote_that_stands_needs_no_note() -> None:
    """Nothing is said of what is as it was."""
    page = shown(TOWER, HIGH)
    assert not Parsed(page).having("status")
    assert not Parsed(page).having("was")
    assert content(page, "now") == HIGH.quote


@pytest.mark.parametrize("known", [True, False])
def test_a_moved_quote_is_lit_where_it_stands_now(known: bool) -> None:
    """Both places are named, and what is copied refers to the new one."""
    edited = replace(TOWER, sha256="1" * 64, text="Well then. " + TOWER.text, blocks=())
    moved = replace(HIGH, status="moved", now=Span(11, 29)) if known else HIGH
    page = shown(edited, moved)
    (mark,) = Parsed(page).having("now")
    assert (mark.text, mark.attributes["data-start"]) == (HIGH.quote, "11")
    assert "characters 0–18 and stand at 11–29 now" in content(page, "status")
    assert Parsed(page).having("copy")[0].attributes["data-copy"].endswith("characters 11–29")


def test_a_changed_quote_is_shown_as_it_was() -> None:
    """Its words stand in a box above a text that has nothing lit strongly, and are not offered."""
    edited = replace(TOWER, sha256="1" * 64, text=TOWER.text.replace("high", "low"))
    page = shown(edited, replace(HIGH, status="changed"))
    assert "no longer in it" in content(page, "status")
    assert content(page, "was") == (
        "The quote, as it wasThe tower is high. It is white.\n\nThe lamp\n\nIt burns oil."
        "\n\nThe keeper\n\nHe sleeps by day.…"
    )
    assert content(page, "strong") == HIGH.quote
    assert not Parsed(page).having("mark")
    assert not Parsed(page).having("copy")
    assert content(page, "text") == edited.text


@pytest.mark.parametrize(
    ("status", "said"), [("changed", "no longer"), ("missing", "gone"), ("moved", "elsewhere")]
)
def test_a_file_that_was_not_read_again(status: Status, said: str) -> None:
    """The text that was read has the quote lit; that the file has changed since is said."""
    page = shown(TOWER, replace(HIGH, status=status))
    assert said in content(page, "status")
    assert content(page, "now") == HIGH.quote


def test_an_article_that_is_gone() -> None:
    """What was quoted is shown with what stood around it, and that there is no more."""
    middle = replace(cited(TOWER, "It is white."), status="missing")
    page = render_gone(VIEW, answered(middle, HIGH), middle, WORDS)
    assert content(page, "h2") == "The tower"
    assert "gone" in content(page, "status")
    assert content(page, "strong") == "It is white."
    assert "The tower is high. It is white." in content(page, "was")
    assert content(page, "at") == "Quote 1 of 2"  # the way to the others stays open
    for missing in ("text", "find", "copy"):
        assert not Parsed(page).having(missing)


def test_one_place_to_go_to() -> None:
    """Whatever became of the quote, exactly one element is what a link to it leads to."""
    edited = replace(TOWER, sha256="1" * 64, text="Other words.", blocks=())
    pages = [shown(TOWER, HIGH), shown(edited, HIGH), render_gone(VIEW, None, HIGH, WORDS)]
    for page in pages:
        (lit,) = Parsed(page).having("lit") if "<mark" not in page else Parsed(page).having("now")
        assert lit.attributes["id"] == "lit"
        assert lit.attributes["tabindex"] == "-1"


@given(st.data(), articles(), TEXT)
def test_no_text_makes_a_tag(data: st.DataObject, article: Article, source: str) -> None:
    """The tags of the pane are the same whether its texts are hostile or harmless."""
    span = data.draw(spans_of(article.text)) if article.text else Span(0, 0)

    def panes(article: Article, source: str) -> tuple[str, str]:
        quote = replace(cited(article, span), source=source)
        article = replace(article, source=source)
        changed = replace(article, sha256="1" * 64, text="", blocks=())
        standing = shown(article, quote)
        return standing, shown(changed, quote) + render_gone(VIEW, answered(quote), quote, WORDS)

    harmless = replace(
        article,
        title="x",
        date=article.date and "x",
        author=article.author and "x",
        text="x" * len(article.text),
    )
    layout = re.compile(r"(?:span|div|p|h3|br|mark|details|summary|ol|li|a|button) ")
    for hostile, plain in zip(panes(article, source or "x"), panes(harmless, "x"), strict=True):
        found = shape(hostile)
        allowed = "section header h2 h3 button div article p time figure figcaption blockquote "
        allowed += "strong a ol ul li span mark nav br details summary input svg path circle rect"
        assert {name.split()[0] for name in found} <= set(allowed.split())
        assert not re.search(r"'(?:on\w+|src|style|srcdoc|action|formaction)'", " ".join(found))
        assert {t: n for t, n in found.items() if not layout.match(t)} == {
            t: n for t, n in shape(plain).items() if not layout.match(t)
        }


def test_pages_are_named_in_the_pane_and_in_what_is_copied() -> None:
    """A quote is copied with its page and section of today, in the text pages are named."""
    start = TOWER.text.index("It burns")
    paged = replace(TOWER, pages=(0, start))
    page = render_reader(paged, VIEW, None, cited(TOWER, "It burns oil."), WORDS)
    parsed = Parsed(page)
    assert [e.attributes["data-page"] for e in parsed.having("leaf")] == ["Page 1", "Page 2"]
    way = answered(cited(TOWER, "It burns oil."))
    (button,) = Parsed(render_reader(paged, VIEW, way, way.citations[0], WORDS)).having("copy")
    assert ", p. 2, under “The lamp”, characters" in button.attributes["data-copy"]
