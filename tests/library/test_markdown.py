"""Markdown and plain text: what is taken away, what stays, where the blocks stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from assistant.library.edits import PARTED
from assistant.library.markdown import render_markdown, render_plain
from assistant.types import Span


def rendered(text: str) -> str:
    """The text of a Markdown file."""
    return render_markdown(text)[0].apply(text)


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and rendered words of each block of a Markdown file."""
    edits, found = render_markdown(text)
    new = edits.apply(text)
    spans = [Span(edits.locate(b.span.start), edits.locate(b.span.end)) for b in found]
    pairs = [(b.kind, span.of(new).strip()) for b, span in zip(found, spans, strict=True)]
    return [(kind, words) for kind, words in pairs if words]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[text](#)", "text"),
        (r"It is in C:\TEMP, \*not\* in D:\x.", r"It is in C:\TEMP, *not* in D:\x."),
        ('[a](http://x "t") b', "a b"),
        ("[a](<b c>) d", "a d"),
        ("[a [b] c](u)", "a [b] c"),
        ("[not a link] (u)", "[not a link] (u)"),
        ("[x](javascript:alert)", "x"),
        ("[![alt](i)](l)", "alt"),
        ("![a picture](a.png)!", "a picture!"),
        ("<http://a.b>", "http://a.b"),
        ("It cost \\\\$550.", "It cost $550."),
        ("It cost \\$5 and \\*6\\*.", "It cost $5 and *6*."),
        ("a\\\nb", "a\nb"),
        ("2*3*4 and a_b_c", "2*3*4 and a_b_c"),
        ("**bold**, *it*, __b__, _i_, ***both***", "bold, it, b, i, both"),
        ("a * b * c, 5 * 6", "a * b * c, 5 * 6"),
        ("`a *b*` and ``x ` y``", "a *b* and x ` y"),
        ("`open", "`open"),
        ("fish &amp; chips &#8364;5 &copy;", "fish & chips €5 ©"),
        ("AT&T; a&b", "AT&T; a&b"),
        ("ig&#8203;no&zwnj;re&shy;", "ignore"),
        ("rare words are <unk> or <name>", "rare words are <unk> or <name>"),
        ("a <b>bold</b> word<br>next", "a bold word next"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("snake_case and __init__", "snake_case and init"),
        ("[foo], [bar][foo], [none]\n\n[foo]: u", "foo, bar, [none]\n\n"),
        ("[two\nlines](u) **and\nmore**", "two\nlines and\nmore"),
    ],
)
def test_inline_markup_is_taken_away(source: str, text: str) -> None:
    """Links, emphasis, escapes and entities leave the words that a reader would see.

    Reference definitions are among what is taken away: no renderer shows them, and orders were
    hidden there. They leave the mark of a paragraph's end.
    """
    assert rendered(source).replace(PARTED, "") == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a<!-- hidden -->b", "ab"),
        ("a <span hidden>no</span>b", "a b"),
        ("a <span style='display: none'>no <b>no</b></span>b", "a b"),
        ('a <i aria-hidden="true">no</i>b', "a b"),
        ("a <script>no()</script>b", "a b"),
        ("<!-- no\n\nno -->\n\nyes", "yes"),
        ("<div hidden>\nno\n</div>\n\nyes", "yes"),
        ("<div hidden>\n\nno *no*\n\n# no\n\n</div>\n\nyes", "yes"),
        ("<div hidden><div>no</div>no</div>\n\nyes", "yes"),
        ("yes\n\n<div style='visibility:hidden'>\n\nno, never closed", "yes"),
        ("<style>\np {}\n\nq {}\n</style>\n\nyes", "yes"),
        ('<img alt="a hidden gem"> yes', "yes"),
        ('<p title="so hidden">yes</p>', "yes"),
        ("`<b hidden>` yes", "<b hidden> yes"),
        ("<input hidden> yes", "yes"),
        ("<p popover>no</p>\n\nyes", "yes"),
        ("a <foo hidden>no</foo>b", "a b"),
        ("<dialog>no</dialog>\n\nyes", "yes"),
        ("<dialog open>yes</dialog>", "yes"),
        ("a <textarea>no</textarea>b", "a b"),
        ("a <datalist><option>no</datalist>b", "a b"),
        ("<noframes>no</noframes>\n\nyes", "yes"),
        ("a <ruby>b<rp>(</rp><rt>c</rt><rp>no</rp></ruby>", "a b(c"),
        ("a <font color='#fff'>no</font>b", "a b"),
        ("a <i style='color: white'>no</i>b", "a b"),
        ("<i style='background:#111'>x</i> <font color=white>yes</font>", "x yes"),
        ("a <i style='color:#fff;background:white'>no</i>b", "a b"),
        ("a <i style='display&colon;none'>no</i>b", "a b"),
        ("a <i style='display:none' style='color:red'>no</i>b", "a b"),
        ("<p hidden><!-- </p> -->no</p>\n\nyes", "yes"),
        ("<div hidden><b title='</div>'>no</b>no</div>\n\nyes", "yes"),
        ("<div hidden><textarea></div></textarea>no</div>\n\nyes", "yes"),
        ("a <unk no='no'>b", "a b"),
        ("<?php no ?>\n\nyes", "yes"),
        ("a <?no > no?>b", "a b"),
        ("<!DOCTYPE no>\n\nyes", "yes"),
        ("a <!X no>b", "a b"),
        ("<![CDATA[no\n\n> no]]>\n\nyes", "yes"),
        ("a <![CDATA[no]]>b", "a b"),
        ("<div>\n<? no >yes\n</div>", "yes"),
    ],
)
def test_hidden_html_is_removed(source: str, text: str) -> None:
    """What a browser would not show is no part of the article, also over several paragraphs."""
    assert rendered(source).strip() == text
    assert "\n".join(words for _, words in blocks(source)) == text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# One #\n\ntwo\nlines", [("heading", "One"), ("paragraph", "two\nlines")]),
        ("One\n===\ntwo\n\nB\n-", [("heading", "One"), ("paragraph", "two"), ("heading", "B")]),
        ("- a\n  - b\n\n    c\n1. d", [("item", words) for words in "abcd"]),
        ("- a\n\twrapped", [("item", "a\n\twrapped")]),
        ("> a\n> b\n>\n> c\n\nd", [("paragraph", "a\nb"), ("paragraph", "c"), ("paragraph", "d")]),
        ("> > a\nlazy", [("paragraph", "a\nlazy")]),
        ("```py\nx *= 2\n\n  y\n```\nz", [("code", "x *= 2"), ("code", "y"), ("paragraph", "z")]),
        ("~~~\nnever closed", [("code", "never closed")]),
        ("> ```\n> x\n> ```", [("code", "x")]),
        ("    x = 1\n\ty", [("code", "x = 1"), ("code", "y")]),
        ("a\n\n***\n\nb", [("paragraph", "a"), ("paragraph", "b")]),
        ("[x]: http://u 'title'", []),
        ("<ul><li>a</li><li>b</li></ul>", [("paragraph", "a b")]),
        ("", []),
    ],
)
def test_blocks_have_their_kinds(source: str, expected: list[tuple[str, str]]) -> None:
    """Headings, items, quotations and code are found, without their marks."""
    assert blocks(source) == expected


def test_a_table_gives_a_row_a_line() -> None:
    """Rows are blocks of their own, whatever their cells hold."""
    source = "| a | b |\n|:--|--:|\n| *c* | d \\| e |\n| | [f](u) | g |\n\nend"

    assert blocks(source) == [
        ("row", "a | b"),
        ("row", "c | d | e"),
        ("row", "f | g"),  # a cell too many is kept
        ("paragraph", "end"),
    ]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("[//]: # (no)", ""),
        ("a\n\n[x]: u 'no'\n\nb", "a b"),
        ("[x]: u\n  'no\n  no'\nb", "b"),
        ("[x]: u\n[x]: v 'no'\n\nb", "b"),
        ("> [x]: u 'no'\n> a", "a"),
        ("- [x]: u 'no'\n  a\n- b", "- a - b"),
        ("[x]: u\r\n[y]: v\r\n\r\nb", "b"),
        ("`[x]: u`", "[x]: u"),
        ("    [x]: u", "[x]: u"),
        ("a\n[x]: u", "a [x]: u"),
    ],
)
def test_reference_definitions_are_taken_away(source: str, seen: str) -> None:
    """`[label]: address "title"` is shown by no renderer, also in quotations and items."""
    assert " ".join(rendered(source).split()) == seen


def test_offsets_are_right_beside_a_definition() -> None:
    """What stands before and after a definition is found where it stands now."""
    source = "Before.\n\n> [x]: u\n> 'no'\n> after\n\n- [y]: v\n  last"
    edits, found = render_markdown(source)
    text = edits.apply(source)

    assert "no" not in text
    assert len(found) == 3
    for words in ("Before", "after", "last"):
        assert text.startswith(words, edits.locate(source.index(words)))


@pytest.mark.parametrize("depth", [5, 12, 24])
def test_deeply_nested_lists_are_read(depth: int) -> None:
    """An item in two dozen others is still an item."""
    source = "".join(f"{'  ' * level}- level {level}\n" for level in range(depth))

    assert blocks(source) == [("item", f"level {level}") for level in range(depth)]


def test_line_breaks_stay_as_they_are() -> None:
    """Windows and old Macintosh line ends are kept."""
    source = "# A\r\n\r\n> b\r\n> c\r\rd\r"

    assert rendered(source) == "A\r\n\r\nb\r\nc\r\rd\r"
    assert [words for _, words in blocks(source)] == ["A", "b\r\nc", "d"]


def test_a_planted_word_is_found_where_it_stands() -> None:
    """Offsets in the file lead to the same words in the text."""
    source = "# *A* [b](u)\n\n> see **the 👩‍👧 map** &amp; `İx`, \\$5\n"
    edits, _ = render_markdown(source)
    text = edits.apply(source)

    for words in ("A", "b", "see", "the 👩‍👧 map", "İx", "$5"):
        start = edits.locate(source.index(words))
        assert text[start : start + len(words)] == words


def test_plain_text_keeps_its_lines() -> None:
    """In a text file headings, lists, quotations, tags and comments mean nothing."""
    text = "# not a heading\n- not an item\n> not a quotation\n\n<b>tag</b> <!-- comment -->\n"
    edits, found = render_plain(text)

    assert edits.apply(text) == text
    assert [block.kind for block in found] == ["paragraph", "paragraph"]


def test_plain_text_loses_links_and_escapes() -> None:
    """Pages saved as text are full of links, emphasis and escaped dollars."""
    text = "[IBM](#) gave \\\\$550 &amp; *more*.\n\n    `code` stays"

    assert render_plain(text)[0].apply(text) == "IBM gave $550 & more.\n\n    `code` stays"


WORDS = st.text(
    st.one_of(
        st.characters(categories=["L", "N", "Zs"]),
        st.sampled_from(" .,;:?!'\"“”()/-–%$\n\r😀\u0301"),
    ),
    max_size=200,
)


@given(WORDS)
def test_plain_text_without_markup_is_left_alone(text: str) -> None:
    """A text file without markup comes out exactly as it is."""
    assert render_plain(text)[0].apply(text) == text


@given(st.data())
def test_blocks_are_in_order_and_apart(articles: SearchStrategy[str], data: st.DataObject) -> None:
    """Blocks follow one another inside the text, whatever the markup."""
    source = data.draw(articles)
    for render in (render_markdown, render_plain):
        edits, found = render(source)
        places = [(edits.locate(b.span.start), edits.locate(b.span.end)) for b in found]
        offsets = [offset for place in places for offset in place]

        assert offsets == sorted(offsets)
        assert all(0 <= offset <= len(edits.apply(source)) for offset in offsets)


@given(st.data())
def test_a_marker_moves_with_the_text(articles: SearchStrategy[str], data: st.DataObject) -> None:
    """A word planted anywhere is found at its place, or was hidden."""
    before, after = data.draw(articles), data.draw(articles)
    source = f"{before} Qzxj {after}"
    edits, _ = render_markdown(source)
    text = edits.apply(source)

    if text.count("Qzxj") == 1:
        assert text.startswith("Qzxj", edits.locate(len(before) + 1))
