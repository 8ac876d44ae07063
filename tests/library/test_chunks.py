"""Chunks: whole sentences, in order, never longer than the model reads."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from numpy.typing import NDArray

from assistant.errors import ArticleError
from assistant.library.chunks import chunk_id, make_chunks
from assistant.library.loaders import loader_of, make_article
from assistant.library.sentences import split_sentences
from assistant.types import Article, Chunk, Sentence, Span

Tokenize = Callable[[str], NDArray[np.int64]]


def words(text: str) -> NDArray[np.int64]:
    """A tokenizer whose word pieces are the words, for arithmetic by hand."""
    pieces, position = [], 0
    for word in text.split():
        start = text.index(word, position)
        position = start + len(word)
        pieces.append((start, position))
    return np.array(pieces, dtype=np.int64).reshape(-1, 2)


def article(text: str, suffix: str = ".txt", source: str = "a.txt") -> Article:
    """The article of a file."""
    data = text.encode()
    return make_article(source, data, loader_of(suffix).extract(data))


def chunked(text: str, limit: int, suffix: str = ".txt") -> list[str]:
    """The text of each chunk of a file, in words."""
    made = article(text, suffix)
    sentences = split_sentences(made.text, made.blocks)
    return [c.span.of(made.text) for c in make_chunks(made, sentences, words, limit)]


def test_sentences_are_packed_whole() -> None:
    """As many sentences as fit stand in a chunk, none is cut."""
    assert chunked("One two three. Four five. Six seven eight nine. Ten.", 6) == [
        "One two three. Four five.",  # 3 + 2, the next 4 do not fit
        "Six seven eight nine. Ten.",
    ]


def test_chunks_are_about_equally_long() -> None:
    """Seven words under a limit of six are four and three, not six and one."""
    assert chunked("A b. C d. E f. G.", 6) == ["A b. C d.", "E f. G."]


def test_a_chunk_begins_at_a_heading() -> None:
    """A heading that comes along after half a chunk starts the next."""
    text = "# One\n\nThis has some words here.\n\n# Two\n\nThis has some words too."

    assert chunked(text, 8, ".md") == [
        "One\n\nThis has some words here.",
        "Two\n\nThis has some words too.",
    ]


def test_a_long_sentence_is_cut_between_words() -> None:
    """A sentence beyond the limit becomes pieces that end with whole words."""
    assert chunked("one two three four five six seven, eight nine ten.", 4) == [
        "one two three four",  # 10 words in 3 parts of at most 4
        "five six seven, eight",
        "nine ten.",
    ]


def test_what_stands_between_sentences_counts() -> None:
    """A chunk's text holds the bullets between its items: they are read by the model, too."""
    text = "- a\n" * 6

    assert chunked(text, 5, ".md") == ["a\n- a"] * 3  # 6 items and 5 bullets are 3 times 5


def test_a_word_without_end_is_cut_where_it_must_be(tokenize: Tokenize) -> None:
    """A link of a thousand word pieces is cut at its marks, and every piece is short enough."""
    made = article("See https://example.org/" + "aHR0cHM6/y9le+GFtcGxl" * 60 + " for more.")
    sentences = split_sentences(made.text, made.blocks)
    chunks = make_chunks(made, sentences, tokenize, 50)

    assert len(chunks) > 10
    assert all(len(tokenize(chunk.span.of(made.text))) <= 50 for chunk in chunks)
    assert "".join(chunk.span.of(made.text) for chunk in chunks).replace(" ", "") == (
        made.text.replace(" ", "")
    )


def test_ids_are_unique_and_stable() -> None:
    """Each chunk of each version of each file has an id of its own, the same on every run."""
    one, two = article("The same text."), article("The same text.", source="b.txt")
    changed = article("Another text.")
    ids = {chunk_id(made, number) for made in (one, two, changed) for number in (0, 1)}

    assert len(ids) == 6
    assert chunk_id(one, 0) == chunk_id(article("The same text."), 0)


def test_two_files_with_the_same_content_share_no_chunk(tokenize: Tokenize) -> None:
    """A copy of a file is an article of its own in the index."""
    made = [article("The same text. Twice.", source=name) for name in ("a.txt", "copy/a.txt")]
    chunks = [
        make_chunks(each, split_sentences(each.text, each.blocks), tokenize, 9) for each in made
    ]

    assert chunks[0][0].span == chunks[1][0].span
    assert chunks[0][0].id != chunks[1][0].id
    assert [chunk[0].source for chunk in chunks] == ["a.txt", "copy/a.txt"]


def test_no_sentences_no_chunks(tokenize: Tokenize) -> None:
    """An article without sentences has no chunks."""
    assert make_chunks(article("word"), [], tokenize, 10) == []


def test_a_piece_of_a_heading_is_no_quote(tokenize: Tokenize) -> None:
    """What a sentence is cut into is as quotable as it was."""
    made = article("# " + "very long heading " * 20 + "\n\nText.", ".md")
    chunks = make_chunks(made, split_sentences(made.text, made.blocks), tokenize, 10)

    assert [s.quotable for chunk in chunks for s in chunk.sentences][:6] == [False] * 6


def checked(made: Article, chunks: list[Chunk], sentences: list[Sentence]) -> None:
    """Chunks hold all the sentences' visible characters once, in order."""
    text = made.text
    parts = [sentence for chunk in chunks for sentence in chunk.sentences]
    assert all(a.span.end <= b.span.start for a, b in pairwise(parts))
    for chunk in chunks:
        assert chunk.span == Span(chunk.sentences[0].span.start, chunk.sentences[-1].span.end)
    assert all(part.span.of(text) == part.span.of(text).strip() != "" for part in parts)

    def visible(spans: list[Sentence]) -> list[int]:
        places = [i for s in spans for i in range(s.span.start, s.span.end)]
        return [i for i in places if not text[i].isspace()]

    assert visible(parts) == visible(sentences)


@pytest.mark.parametrize("limit", [8, 40, 254])
@settings(max_examples=25)
@given(data=st.data())
def test_chunks_hold_every_sentence_and_fit(
    articles: SearchStrategy[str], tokenize: Tokenize, limit: int, data: st.DataObject
) -> None:
    """All sentences once, in order, and no chunk longer than the limit when read alone."""
    suffix = data.draw(st.sampled_from([".txt", ".md", ".html"]))
    try:
        made = article(data.draw(articles), suffix)
    except ArticleError:  # control characters
        return
    sentences = split_sentences(made.text, made.blocks)
    chunks = make_chunks(made, sentences, tokenize, limit)

    checked(made, chunks, sentences)
    for chunk in chunks:
        assert len(tokenize(chunk.span.of(made.text))) <= limit


@given(
    st.text(st.sampled_from("ab/+=.😀é\u0301中 "), min_size=200, max_size=900), st.integers(3, 12)
)
def test_small_limits_hold_for_long_words(tokenize: Tokenize, text: str, limit: int) -> None:
    """Text that must be cut inside words still fits after the cut."""
    made = article("x" + text + "x")
    sentences = [Sentence(Span(0, len(made.text)))]
    chunks = make_chunks(made, sentences, tokenize, limit)

    checked(made, chunks, sentences)
    assert all(len(tokenize(chunk.span.of(made.text))) <= limit for chunk in chunks)
