"""Sentences are packed into chunks that the embedding model reads whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from assistant.types import Article, Chunk, Sentence, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    # Where the word pieces of a text stand: (pieces, 2) in characters.
    Tokenize = Callable[[str], NDArray[np.int64]]


def make_chunks(
    article: Article, sentences: Sequence[Sentence], tokenize: Tokenize, limit: int
) -> list[Chunk]:
    """Pack an article's sentences, in order, into chunks of at most `limit` word pieces.

    Neighbouring chunks are about equally long rather than full and a rest, and a chunk begins
    at a heading where one comes along. A sentence beyond `limit` is cut between words first.
    """
    pieces = tokenize(article.text)
    fitting = [part for s in sentences for part in _fit(s, pieces, limit)]
    sizes = [_count(pieces, sentence.span) for sentence in fitting]
    groups = _pack(fitting, sizes, limit)
    return [
        Chunk(
            chunk_id(article, number),
            article.source,
            Span(group[0].span.start, group[-1].span.end),
            tuple(group),
        )
        for number, group in enumerate(groups)
    ]


def chunk_id(article: Article, number: int) -> str:
    """An id of its own for each chunk of each version of each file."""
    key = f"{article.source}\0{article.sha256}".encode()
    return f"{hashlib.sha256(key).hexdigest()[:24]}-{number:05d}"


def _count(pieces: NDArray[np.int64], span: Span) -> int:
    """Word pieces that begin inside `span`; pieces stand in the order of the text."""
    first, last = np.searchsorted(pieces[:, 0], [span.start, span.end])
    return int(last - first)


def _fit(sentence: Sentence, pieces: NDArray[np.int64], limit: int) -> list[Sentence]:
    first, last = np.searchsorted(pieces[:, 0], [sentence.span.start, sentence.span.end])
    count = int(last - first)
    if count <= limit:
        return [sentence]
    parts = ceil(count / limit)
    size = ceil(count / parts)
    starts = [int(pieces[first + size * part, 0]) for part in range(1, parts)]
    # A cut inside a word would show half a word: move it back to where the word begins.
    cuts = [sentence.span.start, *starts, sentence.span.end]
    for index in range(1, len(cuts) - 1):
        cuts[index] = _word_start(pieces, cuts[index], cuts[index - 1])
    spans = [Span(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if a < b]
    fitted = [replace(sentence, span=_shrink(span, pieces)) for span in spans]
    return [part for whole in fitted for part in _fit(whole, pieces, limit)]


def _word_start(pieces: NDArray[np.int64], cut: int, floor: int) -> int:
    """The nearest gap between word pieces at or before `cut`, else `cut` itself."""
    index = int(np.searchsorted(pieces[:, 0], cut))
    while index > 0 and pieces[index, 0] > floor:
        if pieces[index - 1, 1] < pieces[index, 0]:
            return int(pieces[index, 0])
        index -= 1
    return cut


def _shrink(span: Span, pieces: NDArray[np.int64]) -> Span:
    """End at the last word piece, so that no white space trails."""
    first, last = np.searchsorted(pieces[:, 0], [span.start, span.end])
    end = int(pieces[last - 1, 1]) if last > first else span.end
    return Span(span.start, max(span.start + 1, min(end, span.end)))


def _pack(sentences: list[Sentence], sizes: list[int], limit: int) -> list[list[Sentence]]:
    """Greedy, towards equal shares of what is left until the next full stop of the text."""
    groups: list[list[Sentence]] = []
    group: list[Sentence] = []
    filled, left = 0, sum(sizes)
    target = _share(left, limit)
    for sentence, size in zip(sentences, sizes, strict=True):
        new_section = not sentence.quotable and filled >= target / 2
        # Half of a sentence may stick out over the share, none over the limit.
        if group and (new_section or filled + size > limit or filled + size / 2 > target):
            groups.append(group)
            left -= filled
            group, filled, target = [], 0, _share(left, limit)
        group.append(sentence)
        filled += size
    return [*groups, group] if group else groups


def _share(total: int, limit: int) -> float:
    return total / max(1, ceil(total / limit))
