"""Nothing becomes markup, and nothing is lost: the panes as HTML."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.answer import Answer, Statement
from assistant.checking.values import Reason
from assistant.library.catalog import Entry
from assistant.types import Article, Block, Citation, Passage, Span
from assistant.ui.examples import examples_for
from assistant.ui.reader import render_library, render_reader
from assistant.ui.rendering import escape, render_date, render_transcript
from assistant.ui.session import Turn, View, follow, history, key_of, opened_by
from assistant.ui.viewer import Light, render_text

from .visiting import Parsed, content, shape

NASTY = ["\r", "\r\n", "\n\n", "\n- ", " | ", "|\n| --- |\n", "İ", "🧔🏽", "e\u0301", "\u2028"]
NASTY += ["<script>x()</script>", "<img src=x onerror=x()>", "</mark>", "&lt;", "&#60;", "&amp"]
NASTY += ['"', "'>", "]]>"]
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0")
TEXT = st.lists(st.sampled_from(NASTY) | st.text(CHARACTERS, max_size=12), max_size=12).map("".join)
KINDS = ("heading", "paragraph", "item", "row", "code")


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article of any text with any blocks in it, one after the other."""
    text = draw(TEXT)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    blocks = tuple(Block(span, draw(st.sampled_from(KINDS))) for span in spans)
    return Article("a/b.md", "0" * 64, draw(TEXT), draw(st.none() | TEXT), text, blocks)


def spans_of(text: str) -> st.SearchStrategy[Span]:
    """Any piece of a text that is not empty."""
    whole = st.integers(0, len(text) - 1)
    return whole.flatmap(lambda a: st.integers(a + 1, len(text)).map(lambda b: Span(a, b)))


def citation(article: Article, span: Span, number: int = 1) -> Citation:
    """A citation of this piece of an article."""
    quote = span.of(article.text)
    return Citation(
        number, article.source, article.title, article.sha256, span.start, span.end, quote,
        date=article.date,
    )  # fmt: skip


@given(TEXT)
def test_escaped_text_is_text(text: str) -> None:
    """Escaped text has no markup left in it and is read back as it was."""
    assert not re.search(r"[<>\"']", escape(text))
    assert content(f"<p>{escape(text)}</p>") == text


@given(st.data(), articles())
def test_the_text_of_an_article_is_all_there(data: st.DataObject, article: Article) -> None:
    """Whatever its blocks and whatever is lit, the text content is the article's text."""
    lights = []
    if article.text:
        spans = data.draw(st.lists(spans_of(article.text), max_size=4))
        near = data.draw(st.booleans())
        lights = [Light(span, now=number == 0, near=near) for number, span in enumerate(spans)]
    page = render_text(article, lights)
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
    lit_places = {place for _, span in marks for place in range(span.start, span.end)}
    asked = {place for light in lights for place in range(light.span.start, light.span.end)}
    assert lit_places == asked


@given(st.data(), articles(), TEXT)
def test_no_text_makes_a_tag(data: st.DataObject, article: Article, question: str) -> None:
    """The tags of both panes are the same whether their texts are hostile or harmless."""

    def panes(article: Article, question: str, span: Span) -> Counter[str]:
        quote = citation(article, span)
        passage = Passage(article.source, article.title, span.start, span.end, 1.0, quote.quote)
        found = Answer(question, "x", False, 0.95, (quote,), passages=(passage,), searched="other")
        none = Answer(question, question, True, 0.0, passages=(passage,), searched="other")
        said = Answer(question, f"{question}\n- {question}", False, 1.0)
        words = question or "x"  # without words there is no statement
        odd = Statement(words, (1,), (Reason("name", question),))
        told = replace(found, statements=(Statement(words, (1,)), odd), left_out=(odd, odd))
        told = replace(told, note=question, model="demo")
        turns = [Turn(question, answer, done=True) for answer in (found, none, said, told)]
        turns += [Turn(question, answer) for answer in (found, told)]
        turns.append(Turn(question, error=question, done=True))
        page = render_transcript(turns, View(article.source, 0, 1), 1, [])
        page += render_transcript([], View(), 1, [question])
        page += render_reader(article, View(article.source, 0, 1), found, quote, 1)
        entry = Entry("k", "r", article.source, None, "0", "0", article.title, None, 1, 0.0)
        return shape(page + render_library([entry], View()))

    span = data.draw(spans_of(article.text)) if article.text else Span(0, 0)
    harmless = replace(article, title="x", date=article.date and "x", text="x" * len(article.text))
    hostile = panes(article, question, span)
    allowed = "section header h1 h2 h3 button div article p cite time figure blockquote q a "
    allowed += "figcaption ol ul li span mark nav br details summary"
    assert {name.split()[0] for name in hostile} <= set(allowed.split())
    assert not re.search(r"'(?:on\w+|src|style|srcdoc|action|formaction)'", " ".join(hostile))
    # Bullets, gaps, lines, blank questions and quotation marks change how the text itself is laid
    # out, no more.
    layout = re.compile(r"(?:span|div|p|h3|br|mark|h2|ul|li|q) ")
    assert {t: n for t, n in hostile.items() if not layout.match(t)} == {
        t: n for t, n in panes(harmless, "x", span).items() if not layout.match(t)
    }


def test_awkward_places_are_lit_exactly() -> None:
    """A quote over a blank line, with CRLF, emoji and a capital İ, is one mark of those letters."""
    text = "İİİİİİ 🧔🏽 first.\r\n\r\nSecond & <b>third</b>.\r\n"
    article = Article("a", "0", "t", None, text, (Block(Span(0, 16)), Block(Span(20, 42))))
    start, end = text.index("first"), text.index("third")
    page = render_text(article, [Light(Span(start, end), now=True)])
    assert content(page, "lit") == "first.\r\n\r\nSecond & <b>"
    assert "&#13;" in page


def test_overlapping_quotes_share_the_light() -> None:
    """The open quote stays whole; the others are lit around it."""
    article = Article("a", "0", "t", None, "abcdefghij", (Block(Span(0, 10)),))
    page = render_text(article, [Light(Span(0, 6)), Light(Span(4, 8), now=True)])
    assert [mark.text for mark in Parsed(page).having("mark")] == ["abcd", "efgh"]


@pytest.mark.parametrize("status", ["moved", "changed", "missing"])
def test_a_quote_that_no_longer_stands_says_so(status: str) -> None:
    """What became of a quote is said beside it and above its article."""
    article = Article("a", "0", "t", None, "One. Two.")
    quote = Citation(1, "a", "t", "0", 0, 4, "One.", status)  # type: ignore[arg-type] # a str in a list of cases
    answer = Answer("q", "x", False, 0.7, (quote,))
    left = render_transcript([Turn("q", answer, done=True)], View(), 1, [])
    right = render_reader(article, View("a", 0, 1), answer, quote, 1)
    words = {"moved": "elsewhere", "changed": "no longer", "missing": "gone"}[status]
    assert words in content(left, "status")
    assert words in content(right, "status")
    assert "Fair match" in left


def test_an_article_read_anew_lights_nothing_wrong() -> None:
    """If the text under a citation is another one by now, nothing is lit."""
    quote = Citation(1, "a", "t", "0", 0, 4, "One.")
    answer = Answer("q", "x", False, 0.7, (quote,))
    page = render_reader(
        Article("a", "1", "t", None, "New. Two."), View("a", 0, 1), answer, quote, 1
    )
    assert "<mark" not in page
    assert "ask again" in content(page, "status")


def test_layout_is_read_from_the_blocks() -> None:
    """Headings, items, rows, code and hard-wrapped prose get their own look."""
    wrapped = "\n".join(["word " * 13 + "end"] * 3)
    parts = [("heading", "Title"), ("paragraph", wrapped), ("item", "one"), ("row", "a | b")]
    text, blocks = "", []
    for kind, words in parts:
        text += "- " if kind == "item" else ""
        blocks.append(Block(Span(len(text), len(text) + len(words)), kind))  # type: ignore[arg-type] # kinds of the list above
        text += words + "\n\n"
    page = render_text(Article("a", "0", "Title", None, text, tuple(blocks)))
    blocks_found = [e for e in Parsed(page).elements if e.tag in ("h3", "p", "div")]
    assert [" ".join(e.classes) for e in blocks_found] == [
        "heading repeated",
        "paragraph wrapped",
        "item",
        "row",
    ]
    assert content(page, "lead") == "- "
    assert content(page, "cell") == " | "


def test_a_click_is_looked_up() -> None:
    """An id stands for a place of this session or for nothing at all."""
    entry = Entry("k", "r", "a.md", None, "0", "0", "A", None, 1, 0.0)
    article = Article("a.md", "0", "A", None, "One. Two.")
    quotes = (citation(article, Span(0, 4)), citation(article, Span(5, 9), 2))
    turns = [Turn("q", Answer("q", "text", False, 1.0, quotes), done=True), Turn("r", error="no")]
    growing = [Turn("q", Answer("q", "text", False, 1.0, quotes[:1], complete=False))]
    view = View(shown=6)
    assert opened_by(turns[:1], view) == View("a.md", 0, 1, shown=7)
    assert follow("quote-0-2", turns, [entry], view, "link") == View("a.md", 0, 2, False, "link", 7)
    assert follow(f"article-{key_of('a.md')}", turns, [entry], view, "nav") == View(
        "a.md", by="nav", shown=7
    )
    assert follow("library", turns, [entry], view, "nav") == View(by="nav", shown=7)
    article_of = "article-../../etc/passwd"
    for nothing in ("quote-0-3", "quote-0-0", "quote-1-1", "quote-9-1", "near-0-1", "", "article-",
                    "quote--1-1", "quote-0-²", article_of, None, 7, ["library"]):  # fmt: skip
        assert follow(nothing, turns, [entry], view, "link") is None
    assert history(turns) == [("q", "text")]
    assert follow("quote-0-1", growing, [entry], view, "link") == View(
        "a.md", 0, 1, False, "link", 7
    )
    assert follow("quote-0-2", growing, [entry], view, "link") is None
    assert history(growing) == []


def test_examples_fit_the_library() -> None:
    """Other articles than the seeds get questions made of their titles; an empty library none."""
    entries = [
        Entry("k", "r", f"{n}.md", None, "0", "0", f"Title {n}", None, 1, 0.0) for n in range(50)
    ]
    found = examples_for(entries)
    assert len(found) == 5
    assert all("Title" in question for question in found[:4])
    assert examples_for([]) == ()


def test_dates() -> None:
    """A full date is written out, any other is left as it is."""
    assert content(render_date("2019-10-08")) == "8 October 2019"
    assert content(render_date("spring <1920>")) == "spring <1920>"
    assert render_date(None) == ""


def test_what_was_searched_for_is_said() -> None:
    """A follow-up shows the question it was made into; a question that was not changed does not."""
    answer = Answer("and when?", "Not here.", True, 0.0, searched="when did Boston vote?")
    page = render_transcript([Turn("and when?", answer, done=True)], View(), 1, [])
    assert content(page, "searched") == "Searched for: when did Boston vote?"
    same = replace(answer, searched="and when?")
    page = render_transcript([Turn("and when?", same, done=True)], View(), 1, [])
    assert "Searched for" not in page
