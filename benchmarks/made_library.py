"""Libraries of any size from real sentences, with vectors that behave like real ones.

An article is made of paragraphs, a paragraph of some sentences of one real paragraph and some of
another: words keep their frequencies and no two chunks are the same. The vector of a chunk is the
mean of the real vectors of its sentences, plus noise, normalised: the model's own vector of a text
is a mean over the text as well. Its words have the vectors that they have in their sentence alone.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import QuestionSetError
from assistant.evaluation.question_sets.questions import load_questions
from assistant.library.files import find_files, load_article
from assistant.library.sentences import split_sentences
from assistant.models.embeddings import Encoder, TokenVectors
from assistant.models.packed import PackedTokens
from assistant.types import Article

SENTENCES, VECTORS, WORDS = "sentences.json", "vectors.npy", "words.npz"
_PARAGRAPHS = 8  # in a made article
_NOISE = 0.3  # length of the noise, where the vectors have length 1
_PIECES = 125  # word pieces of a chunk on average, measured on what is made here


class MadeEncoder(Encoder):
    """The real model, but for texts that `write_articles` made: those cost no pass through it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        lines = json.loads((folder / SENTENCES).read_text(encoding="utf-8"))
        self._of = {line: number for number, line in enumerate(lines)}
        self._vectors: NDArray[np.float32] = np.load(folder / VECTORS)
        self._words: dict[str, NDArray[np.int8]] = dict(np.load(folder / WORDS))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The mean of the sentences' vectors, and noise from the text: (texts, dimension)."""
        vectors = np.empty((len(texts), self._vectors.shape[1]), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            known = [self._of[line] for line in text.split("\n") if line in self._of]
            noise = np.random.default_rng(zlib.crc32(text.encode())).normal(size=len(row))
            row[:] = self._vectors[known].sum(axis=0) if known else 0
            row /= max(float(np.linalg.norm(row)), 1e-12)
            row += _NOISE * noise / np.linalg.norm(noise)
            row /= np.linalg.norm(row)
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """Those of the sentences' words, one sentence after the other."""
        return self.encode(texts), [self._tokens(text) for text in texts]

    def _tokens(self, text: str) -> TokenVectors:
        ends, levels, spans = self._words["ends"], self._words["levels"], self._words["spans"]
        rows, places, at = [levels[:0]], [spans[:0]], 0
        for line in text.split("\n"):
            if line in self._of:
                number = self._of[line]
                own = slice(ends[number - 1] if number else 0, ends[number])
                rows.append(levels[own])
                places.append(spans[own] + at)
            at += len(line) + 1
        return PackedTokens(np.concatenate(rows), np.concatenate(places)).unpack()


def read_texts(paths: Iterable[Path]) -> tuple[list[Article], list[str]]:
    """Articles of files, folders and question sets, and the questions of those sets."""
    articles: list[Article] = []
    questions: list[str] = []
    for path in paths:
        try:
            found = load_questions(path)
        except QuestionSetError:  # no set: articles
            articles += [load_article(file) for file in find_files(path)]
        else:
            articles += found.articles or ()
            questions += [question.text for question in found.questions]
    return articles, questions


def real_paragraphs(articles: Iterable[Article]) -> list[list[str]]:
    """The sentences of each paragraph, each on one line."""
    paragraphs = []
    for article in articles:
        sentences = [s for s in split_sentences(article.text, article.blocks) if s.quotable]
        for block in article.blocks:
            own = [s.span for s in sentences if block.span.start <= s.span.start < block.span.end]
            if lines := [" ".join(span.of(article.text).split()) for span in own]:
                paragraphs.append(lines)
    return paragraphs


def encode_sentences(paragraphs: Sequence[Sequence[str]], folder: Path) -> None:
    """Keep the real vector of every sentence for `MadeEncoder`, if they are not kept already."""
    lines = list(dict.fromkeys(chain.from_iterable(paragraphs)))
    kept = folder / SENTENCES
    if not kept.exists() or json.loads(kept.read_text(encoding="utf-8")) != lines:
        vectors, tokens = Encoder().encode_tokens(lines)
        packed = [PackedTokens.of(words) for words in tokens]
        np.save(folder / VECTORS, vectors)
        np.savez(
            folder / WORDS,
            ends=np.cumsum([len(words.spans) for words in packed]),
            levels=np.concatenate([words.levels for words in packed]),
            spans=np.concatenate([words.spans for words in packed]),
        )
        kept.write_text(json.dumps(lines), encoding="utf-8")


def write_articles(paragraphs: Sequence[Sequence[str]], chunks: int, folder: Path) -> int:
    """Write files of about so many chunks; the number of files. The same on every run."""
    draw = random.Random(0)  # noqa: S311 - it must repeat
    tokenize = Encoder().tokenize
    pieces = [[len(tokenize(line)) for line in lines] for lines in paragraphs]
    left, files = chunks * _PIECES, 0
    while left > 0:
        made = []
        for _ in range(_PARAGRAPHS):
            lines = []
            for number in draw.sample(range(len(paragraphs)), 2):
                whole = paragraphs[number]
                kept = sorted(draw.sample(range(len(whole)), (len(whole) + 1) // 2))
                lines += [whole[place] for place in kept]
                left -= sum(pieces[number][place] for place in kept)
            made.append("\n".join(lines))
        file = folder / f"{files // 1000:03}" / f"{files:06}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n\n".join(made) + "\n", encoding="utf-8")
        files += 1
    return files
