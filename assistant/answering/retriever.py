"""From a question to ranked passages and sentences.

Dense and BM25 candidates are fused, `z(cosine) + 0.75 z(BM25)`, each standardised over the
candidates of the question. The best chunks are then read sentence by sentence (late
interaction); a passage ranks by its best sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from assistant.answering.answer_types import answer_type, holds
from assistant.answering.late_interaction import score_sentences
from assistant.answering.reranking import rerank
from assistant.answering.token_cache import TokenCache
from assistant.errors import QuestionError
from assistant.library.among import MOST_NAMED, best_among
from assistant.library.lexical import is_function_word, score_words, search_words
from assistant.library.tokens import KeptTokens
from assistant.types import Passage, Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.library.store import Store
    from assistant.models.embeddings import Encoder
    from assistant.models.reranker import Reranker
    from assistant.settings import Settings

_LEXICAL_WEIGHT = 0.75
# How much the passage counts beside the sentence: one standard deviation of the fused score is
# worth as much as 0.015 of cosine.
_PASSAGE_WEIGHT = 0.015
# A sentence with a date where the question asks when, and so on.
_TYPE_BONUS = 0.05
# What a follow-up question is about counts beside what it asks, and what a sentence loses that
# the answer before has quoted already.
_CONTEXT_WEIGHT = 0.25
_SAID_PENALTY = 0.05


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence with its place; `score` ranks, `similarity` is MaxSim alone."""

    source: str
    title: str
    sentence: Sentence
    text: str
    score: float
    similarity: float


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What the library has for one question, best first."""

    passages: tuple[Passage, ...] = ()
    sentences: tuple[ScoredSentence, ...] = ()


class Retriever:
    """Searches a store. Safe to use from several threads.

    A `reranker` has the last word on the order of the passages and sentences that were read.
    """

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        settings: Settings,
        reranker: Reranker | None = None,
    ) -> None:
        self._store, self._encoder, self._settings = store, encoder, settings
        self._reranker = reranker
        kept = KeptTokens(store.catalog, settings.kept_megabytes)
        self._cache = TokenCache(encoder, kept, settings.cache_megabytes)

    def search(
        self,
        question: str,
        sources: Sequence[str] | None = None,
        *,
        context: str = "",
        said: str = "",
    ) -> Retrieval:
        """Rank passages and sentences for a question, in these articles only if any are named.

        `context` is what a follow-up question is about but does not say, `said` the answer
        before: its sentences are not what is asked for now. Raises QuestionError if the
        question is longer than the model reads.
        """
        whole = self._readable(question, context)
        vectors, tokens = self._encoder.encode_tokens([whole])
        if not len(tokens[0].vectors) or (sources is not None and not sources):
            return Retrieval()
        wanted = answer_type(question)
        fused = self._fuse(whole, vectors[0], sources)
        ranked = sorted(fused, key=lambda chunk_id: (-fused[chunk_id], chunk_id))
        chunks = self._store.catalog.chunks(ranked)
        ranked = [chunk_id for chunk_id in ranked if chunk_id in chunks]
        read = ranked[: self._settings.reranked]
        weights = _token_weights(whole, tokens[0].spans, len(question))
        of_chunks, of_titles = self._cache.get(
            [chunks[chunk_id][:2] for chunk_id in read], [chunks[chunk_id][2] for chunk_id in read]
        )
        sentences: list[ScoredSentence] = []
        best: dict[str, float] = {}
        for chunk_id, of_chunk, of_title in zip(read, of_chunks, of_titles, strict=True):
            chunk, text, title = chunks[chunk_id]
            similarities = score_sentences(tokens[0].vectors, weights, chunk, of_chunk, of_title)
            best[chunk_id] = float(similarities.max()) + _PASSAGE_WEIGHT * fused[chunk_id]
            for sentence, similarity in zip(chunk.sentences, map(float, similarities), strict=True):
                start = sentence.span.start - chunk.span.start
                own = text[start : start + len(sentence.span)]
                score = similarity + _PASSAGE_WEIGHT * fused[chunk_id]
                if wanted and holds(wanted, own, question):
                    score += _TYPE_BONUS
                if own in said:
                    score -= _SAID_PENALTY
                sentences.append(
                    ScoredSentence(chunk.source, title, sentence, own, score, similarity)
                )
        read.sort(key=lambda chunk_id: (-best[chunk_id], chunk_id))
        # Chunks that were not read rank behind, on the scale of those that were.
        floor = min(best.values(), default=0.0)
        passages = []
        for chunk_id in [*read, *ranked[self._settings.reranked :]]:
            chunk, text, title = chunks[chunk_id]
            score = best.get(chunk_id, min(floor, floor + _PASSAGE_WEIGHT * fused[chunk_id]))
            passages.append(
                Passage(chunk.source, title, chunk.span.start, chunk.span.end, score, text)
            )
        sentences.sort(key=lambda s: (-s.score, s.source, s.sentence.span.start))
        found = Retrieval(tuple(passages), tuple(sentences))
        if self._reranker is None:
            return found
        return rerank(whole, found, self._reranker.score, self._settings.reranked)

    def _readable(self, question: str, context: str) -> str:
        """Question and context, or the question alone where the model cannot read both."""
        limit = self._encoder.limit
        for text in (f"{question} {context}".strip(), question):
            if (pieces := len(self._encoder.tokenize(text))) <= limit:
                return text
        raise QuestionError(
            f"the question has {pieces} word pieces, the model reads {limit}: shorten it"
        )

    def _fuse(
        self, question: str, vector: NDArray[np.float32], sources: Sequence[str] | None
    ) -> dict[str, float]:
        count = self._settings.candidates
        vectors, catalog = self._store.vectors, self._store.catalog
        searches = partial(vectors.nearest, vector), partial(search_words, catalog, question)
        if sources is not None and len(sources) > MOST_NAMED:
            dense, lexical = (
                best_among(search, catalog.sources_of, count, sources) for search in searches
            )
        else:
            dense, lexical = (search(count, sources) for search in searches)
            if len(catalog.sources_of(dense)) < len(dense):
                # Vectors of articles that a killed run, or another process, has not put in yet.
                near = partial(vectors.nearest, vector, sources=sources)
                dense = best_among(near, catalog.sources_of, count)
        dense |= vectors.cosines(vector, sorted(lexical.keys() - dense.keys()))
        lexical |= score_words(catalog, question, sorted(dense.keys() - lexical.keys()))
        ids = sorted(dense.keys() | lexical.keys())
        cosine = np.array([dense.get(chunk_id, 0.0) for chunk_id in ids])
        bm25 = np.array([lexical.get(chunk_id, 0.0) for chunk_id in ids])
        scores = _standardised(cosine) + _LEXICAL_WEIGHT * _standardised(bm25)
        return dict(zip(ids, map(float, scores), strict=True))


def _standardised(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Zero mean and unit deviation, so that scores of two kinds can be added."""
    spread = float(scores.std()) if len(scores) else 0.0
    return (scores - scores.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)


def _token_weights(text: str, spans: NDArray[np.int64], own: int) -> NDArray[np.float32]:
    """What each token counts, summing to one.

    Function words and marks count half of a content word; what stands behind the `own`
    characters of the question itself counts less.
    """
    content = {
        position
        for word in re.finditer(r"\w+", text)
        if not is_function_word(word.group())
        for position in range(word.start(), word.end())
    }
    starts = spans[:, 0].tolist()
    weights = np.array(
        [(1.0 if at in content else 0.5) * (1.0 if at < own else _CONTEXT_WEIGHT) for at in starts]
    )
    shares: NDArray[np.float32] = (weights / weights.sum()).astype(np.float32)
    return shares
