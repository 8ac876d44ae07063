"""Sentences: exact spans, nothing torn apart, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from assistant.errors import ArticleError
from assistant.library.loaders import loader_of
from assistant.library.sentences import split_sentences
from assistant.types import Block, Span

MISSES = {
    "74.0060° W.": "an initial at the end of a sentence looks like the one of a name",
    "“Really? Are you sure?”": "whether a quotation is one sentence shows only after it",
}


def cases() -> list[object]:
    """The lines of the file: (text, sentences), a known miss marked as one."""
    found: list[object] = []
    for line in Path("tests/data/sentences.txt").read_text(encoding="utf-8").splitlines():
        marked = line.replace("\\r", "\r").replace("\\n", "\n")
        parts = [part.strip() for part in marked.split("¦")]
        reason = next((why for words, why in MISSES.items() if words in line), None)
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        found.append(pytest.param(marked.replace("¦", ""), parts, marks=marks, id=line[:60]))
    return found


def sentences(text: str, suffix: str = ".txt") -> list[tuple[str, bool]]:
    """Words and quotability of each sentence of a file."""
    extract = loader_of(suffix).extract(text.encode())
    found = split_sentences(extract.text, extract.blocks)
    return [(sentence.span.of(extract.text), sentence.quotable) for sentence in found]


@pytest.mark.parametrize(("text", "expected"), cases())
def test_hard_cases(text: str, expected: list[str]) -> None:
    """Abbreviations, names, quotations, figures and broken lines are cut as a reader would."""
    assert [words for words, _ in sentences(text)] == expected


def test_planted_sentences_have_exact_spans() -> None:
    """A sentence's span is where its words stand, markup and emoji notwithstanding."""
    source = "# Head\n\n> İt *rained* 👩‍👧. [It](u)\n> stopped e\u0301.\r\n\n- An item."
    extract = loader_of(".md").extract(source.encode())
    found = split_sentences(extract.text, extract.blocks)

    assert extract.text == "Head\n\nİt rained 👩‍👧. It\nstopped e\u0301.\r\n\n- An item."
    assert [s.span for s in found] == [Span(0, 4), Span(6, 20), Span(21, 35), Span(40, 48)]
    assert [s.quotable for s in found] == [False, True, True, True]


def test_headings_and_scraps_are_not_quotable() -> None:
    """A heading or a caption of a few words can be found, but is no quote."""
    assert sentences("# A heading\n\nShare this\n\nIt is a sentence.", ".md") == [
        ("A heading", False),
        ("Share this", False),
        ("It is a sentence.", True),
    ]


def test_rows_and_code_are_sentences_of_their_own() -> None:
    """A row of a table or a line of code is quoted whole."""
    assert sentences("|a. B|c|\n|-|-|\n|d|e|\n\n```\nx. Y\nz\n```", ".md") == [
        ("a. B|c", True),
        ("d|e", True),
        ("x. Y", True),
        ("z", True),
    ]


def test_a_paragraph_broken_in_mid_sentence_is_put_together() -> None:
    """A saved page breaks a sentence over paragraphs; another heading or item ends it."""
    text = "The recognition has improved over the\n\nlast decade.\n\nShort caption\n\nand so on."

    assert [words for words, _ in sentences(text)] == [
        "The recognition has improved over the\n\nlast decade.",
        "Short caption",
        "and so on.",
    ]


def test_what_is_not_rendered_does_not_get_into_a_sentence() -> None:
    """Paragraphs are not put together over a link definition.

    It is no part of the text any more, as no renderer shows it, but its place still parts them.
    """
    text = "The recognition has improved over the\n\n[x]: http://u\n\nlast decade."

    assert [words for words, _ in sentences(text, ".md")] == [
        "The recognition has improved over the",
        "last decade.",
    ]


def test_a_sentence_never_leaves_its_item() -> None:
    """Items are not put together, however they end."""
    assert [words for words, _ in sentences("- one of the\n- many things", ".md")] == [
        "one of the",
        "many things",
    ]


def test_lines_that_end_early_end_a_sentence() -> None:
    """A line break in a paragraph is a wrap if the line was full, else an end."""
    verse = "Roses are red\nSugar is sweet\nViolets are blue and blue and blue"
    wrapped = "The commission said on the eighth of\nJune that it would look at the rules\nagain."

    assert [words for words, _ in sentences(verse)] == verse.split("\n")
    assert [words for words, _ in sentences(wrapped)] == [wrapped]


def test_no_blocks_no_sentences() -> None:
    """What is in no block is not cut."""
    assert split_sentences("Some text.", []) == []


@given(st.data())
def test_sentences_cover_every_block_exactly(
    articles: SearchStrategy[str], data: st.DataObject
) -> None:
    """Sentences are in order, apart, trimmed, and hold every visible character of the blocks."""
    suffix = data.draw(st.sampled_from([".txt", ".md", ".html"]))
    try:
        extract = loader_of(suffix).extract(data.draw(articles).encode())
    except ArticleError:
        return
    text = extract.text
    found = split_sentences(text, extract.blocks)
    position = 0
    for sentence in found:
        words = sentence.span.of(text)
        assert sentence.span.start >= position
        assert words
        assert words == words.strip()
        position = sentence.span.end

    covered = {i for s in found for i in range(s.span.start, s.span.end)}
    visible = {
        i
        for block in extract.blocks
        for i in range(block.span.start, block.span.end)
        if not text[i].isspace()
    }
    assert visible <= covered
    assert not {i for i in covered - visible if not text[i].isspace()}  # nothing between blocks


@given(st.text("ab AB.?!“”\n\r😀İ\u0301", max_size=80), st.integers(0, 80))
def test_a_sentence_stays_in_its_block(text: str, place: int) -> None:
    """Blocks of other kinds than paragraphs are never put together."""
    cut = min(place, len(text))
    blocks = [Block(Span(0, cut), "item"), Block(Span(cut, len(text)), "item")]

    for sentence in split_sentences(text, blocks):
        assert sentence.span.end <= cut or sentence.span.start >= cut
