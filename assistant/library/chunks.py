"""Sentences are packed into chunks that the embedding model reads whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from assistant.types import Article, Chunk, Sentence, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    # Where the word pieces of a text stand: (pieces, 2) in characters.
    Tokenize = Callable[[str], NDArray[np.int64]]

_BLANK = re.compile(r"\s+(?=\S)")
_EDGE = re.compile(r"(?<=\w)(?=[^\w\s])|(?<=[^\w\s])(?=\w)")


def make_chunks(
    article: Article, sentences: Sequence[Sentence], tokenize: Tokenize, limit: int
) -> list[Chunk]:
    """Pack an article's sentences, in order, into chunks of at most `limit` word pieces.

    Neighbouring chunks are about equally long rather than full and a rest, and a chunk begins
    at a heading where one comes along. A sentence beyond `limit` is cut between words first.
    """
    text = article.text
    fitting = [part for sentence in sentences for part in _fit(sentence, text, tokenize, limit)]
    starts = tokenize(text)[:, 0]
    counts = [np.searchsorted(starts, [s.span.start, s.span.end]).tolist() for s in fitting]
    groups = [
        part
        for group in _pack(fitting, counts, limit)
        for part in _checked(group, text, tokenize, limit)
    ]
    return [
        Chunk(chunk_id(article, number), article.source, _span(group), tuple(group))
        for number, group in enumerate(groups)
    ]


def chunk_id(article: Article, number: int) -> str:
    """An id of its own for each chunk of each version of each file."""
    key = f"{article.source}\0{article.sha256}".encode()
    return f"{hashlib.sha256(key).hexdigest()[:24]}-{number:05d}"


def _span(group: Sequence[Sentence]) -> Span:
    return Span(group[0].span.start, group[-1].span.end)


def _fit(sentence: Sentence, text: str, tokenize: Tokenize, limit: int) -> list[Sentence]:
    """The sentence, or pieces of it that are at most `limit` word pieces long."""
    part = sentence.span.of(text)
    pieces = tokenize(part)
    if len(pieces) <= limit:
        return [sentence]
    parts = ceil(len(pieces) / limit)
    size = ceil(len(pieces) / parts)
    cuts = [0]
    for index in range(size, len(pieces), size):
        cuts.append(_word_start(part, int(pieces[index, 0]), cuts[-1]))
    spans = [Span(a, b) for a, b in pairwise([*cuts, len(part)]) if a < b]
    if len(spans) == 1:
        return [sentence]  # one character that is more than `limit` word pieces
    start = sentence.span.start
    fitted = [
        replace(
            sentence,
            span=Span(start + span.start, start + span.start + len(words)),
            whole=sentence.whole or sentence.span,
        )
        for span in spans
        if (words := span.of(part).rstrip())
    ]
    return [piece for whole in fitted for piece in _fit(whole, text, tokenize, limit)]


def _word_start(text: str, cut: int, floor: int) -> int:
    """The nearest white space, else the nearest edge of a word, before `cut`, else `cut`."""
    for edge in (_BLANK, _EDGE):
        found = [match.end() for match in edge.finditer(text, floor, cut + 1)]
        found = [place for place in found if floor < place <= cut]
        if found:
            return found[-1]
    return cut


def _pack(sentences: list[Sentence], places: list[list[int]], limit: int) -> list[list[Sentence]]:
    """Greedy, towards equal shares of what is left.

    `places` are the numbers of the word pieces at which each sentence begins and ends; those
    between two sentences count as well, for a chunk's text holds them.
    """
    groups: list[list[Sentence]] = []
    group: list[Sentence] = []
    begin, last, target = 0, places[-1][1] if places else 0, 0.0
    for sentence, (start, end) in zip(sentences, places, strict=True):
        filled = start - begin
        new_section = not sentence.quotable and filled >= target / 2
        # Half of a sentence may stick out over the share, none over the limit.
        if not group or new_section or end - begin > limit or (start + end) / 2 - begin > target:
            group = []
            groups.append(group)
            begin, target = start, _share(last - start, limit)
        group.append(sentence)
    return groups


def _checked(
    group: list[Sentence], text: str, tokenize: Tokenize, limit: int
) -> Iterator[list[Sentence]]:
    """The group, halved if it is longer read alone than as a part of the whole text.

    That happens where a chunk begins within a word that was cut.
    """
    if len(group) == 1 or len(tokenize(_span(group).of(text))) <= limit:
        yield group
    else:
        half = len(group) // 2
        yield from _checked(group[:half], text, tokenize, limit)
        yield from _checked(group[half:], text, tokenize, limit)


def _share(total: int, limit: int) -> float:
    return total / max(1, ceil(total / limit))
