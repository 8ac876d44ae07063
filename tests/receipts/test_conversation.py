"""Whole conversations as Markdown, HTML and JSON."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.answering.answer import NOT_FOUND, Answer, Statement
from assistant.checking.values import Reason
from assistant.receipts.conversation import Exported, export_html, export_json, export_markdown
from assistant.receipts.markdown import escape, quoted
from assistant.types import Citation, Passage
from receipts.making import ASKED

_RENDERERS = [MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False})]
_MARKED = st.text(
    st.sampled_from("ab1 \n\t*_`#>-+=.)([]<>&|~\\!:;$@\"'{}^/ä\u202e\u2028\x85\0\ud800")
)
_UNFIT = re.compile("[\0\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _rendered(renderer: MarkdownIt, markdown: str) -> BeautifulSoup:
    return BeautifulSoup(renderer.render(markdown), "html.parser")


@given(_MARKED | st.text())
@example("# h\n1. x\n- y\n===\n> q\n    code\n| a |\n|---|\n```")
@example("[a]: http://x\n![i](u) <b> &amp; www.x.org http://x.org a@b.org ~~s~~")
@example("a\n:-\n+\n***\n1)\n123456789. x")
@pytest.mark.parametrize("renderer", _RENDERERS)
def test_markdown_text(renderer: MarkdownIt, text: str) -> None:
    """Any text renders as that text, in one paragraph, also within a quotation."""
    shown = _UNFIT.sub("\ufffd", text).split()
    for markdown in (escape(text), quoted(escape(text))):
        page = _rendered(renderer, markdown)
        assert page.get_text().split() == shown
        assert {tag.name for tag in page.find_all(True)} <= {"p", "blockquote"}


def _turns(words: str) -> list[Exported]:
    first = Citation(1, "/srv/x/lamp.md", words, "ab" * 32, 5, 9, words, date="1953", author=words)
    second = Citation(2, "cellar.txt", "Cellar", "cd" * 32, 0, 4, "Dry.", status="moved")
    marked = Statement(words, (2,), (Reason("number", "3 is not in the source"),))
    near = (Passage("near.md", words, 0, 4, 0.5, words),)
    quotes = Answer("Who?", words, False, 0.9, (first, second), note=words)
    told = Answer("Who?", words, False, 0.9, (second,), model="m", statements=(marked,))
    told_less = Answer("Who?", words, False, 0.9, (second,), left_out=(marked,))
    return [
        Exported("Who?", quotes, "", ASKED),
        Exported(words, told, "", ASKED),
        Exported(words, told_less, "", ASKED),
        Exported("And then?", Answer("And then?", NOT_FOUND, True, 0.1, passages=near), "", ASKED),
        Exported("How many?", Answer("How many?", "2 articles.", False, 1.0), "", ASKED),
        Exported("Why?", None, words, ASKED),
    ]


HOSTILE = "*a* </p><script>x</script> [l](u) # | `c` \u202e"
SHOWN = " ".join(HOSTILE.replace("\u202e", "\ufffd").split())


def test_markdown() -> None:
    """Each question is a heading, each quote a quotation with reference, hash and status."""
    markdown = export_markdown(HOSTILE, _turns(HOSTILE))
    page = _rendered(_RENDERERS[0], markdown)
    headings = [heading.get_text() for heading in page.find_all("h2")]
    assert headings == ["Who?", SHOWN, SHOWN, "And then?", "How many?", "Why?"]
    quotes = [quote.get_text().split("\n") for quote in page.find_all("blockquote")]
    title = SHOWN.removesuffix(" \ufffd")  # a reference has no marks that turn letters round
    place = f"{title}, {title}, 1953, lamp.md, characters 5–9; sha256 abababababab, verbatim"
    assert quotes[0][1:3] == [SHOWN, f"[1] {place}"]
    assert quotes[1][2].endswith("cellar.txt, characters 0–4; sha256 cdcdcdcdcdcd, moved")
    names = {tag.name for tag in page.find_all(True)}
    assert names == {"h1", "h2", "p", "blockquote"}
    for said in (NOT_FOUND, "2 articles.", "not backed by its quote", "Left out", "near.md"):
        assert said in page.get_text()


def test_html() -> None:
    """The page shows the same, and nothing hostile takes effect in it."""
    page = BeautifulSoup(export_html(HOSTILE, _turns(HOSTILE)), "lxml")
    assert not page.find_all(["script", "a", "img"])
    assert page.h1
    assert page.h1.get_text() == HOSTILE.replace("\u202e", "\ufffd")
    assert len(page.find_all("figure")) == 4
    for said in (NOT_FOUND, "2 articles.", "not backed by its quote", "Left out", "near.md"):
        assert said in page.get_text()


def test_json() -> None:
    """The record holds every turn, exactly, and no path of this machine."""
    text = export_json(HOSTILE, _turns(HOSTILE))
    record = json.loads(text)
    assert (record["format"], record["title"]) == ("quoting-assistant/conversation", HOSTILE)
    assert [turn["error"] for turn in record["turns"]] == [None] * 5 + [HOSTILE]
    assert record["turns"][0]["answer"]["citations"][0]["quote"] == HOSTILE
    assert "/srv" not in text


@given(st.text(), st.text(min_size=1))
def test_any_text(title: str, words: str) -> None:
    """Whatever was said, each form can be written to a file."""
    for export in (export_markdown, export_html, export_json):
        export(title, _turns(words)).encode("utf-8")


def test_nothing_said() -> None:
    """A conversation without turns is a title."""
    assert export_markdown(" ", []) == "# Untitled\n"
    assert "<h1" in export_html("", [])
    assert json.loads(export_json("", []))["turns"] == []
