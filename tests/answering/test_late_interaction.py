"""Late interaction on vectors small enough to add up by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from assistant.answering import late_interaction
from assistant.answering.late_interaction import score_sentences
from assistant.models.embeddings import TokenVectors
from assistant.types import Chunk, Sentence, Span

X, Y, Z = np.eye(3, dtype=np.float32)
TITLE = late_interaction._TITLE_DISCOUNT
EARLIER = late_interaction._EARLIER_DISCOUNT
DISTANCE = late_interaction._DISTANCE_DISCOUNT
HALF = np.array([0.5, 0.5], dtype=np.float32)
NO_TITLE = TokenVectors(np.zeros((0, 3), np.float32), np.zeros((0, 2), np.int64))


def tokens(*vectors: Any) -> TokenVectors:
    """Token vectors of words of one letter, a blank between them."""
    spans = [(2 * number, 2 * number + 1) for number in range(len(vectors))]
    return TokenVectors(np.array(vectors), np.array(spans, dtype=np.int64))


def chunk(*lengths: int, start: int = 0) -> Chunk:
    """Sentences of so many one-letter words."""
    sentences = []
    at = start
    for length in lengths:
        sentences.append(Sentence(Span(at, at + 2 * length - 1)))
        at += 2 * length
    return Chunk("id", "a.md", Span(start, max(start, at - 1)), tuple(sentences))


@pytest.mark.parametrize("start", [0, 100])
def test_the_score_is_the_weighted_mean_of_the_best_cosines(start: int) -> None:
    """Each question token counts with its best match in the sentence, wherever the chunk stands."""
    scores = score_sentences(
        np.array([X, Y]), HALF, chunk(2, 1, start=start), tokens(X, Z, Z), NO_TITLE
    )

    # First: X has X (1), Y has nothing (0). Second: X stands in the sentence before.
    assert scores.tolist() == pytest.approx([0.5, 0.5 * EARLIER])


def test_weights_decide_which_word_counts() -> None:
    """A token's weight is its share of the score."""
    weights = np.array([0.9, 0.1], dtype=np.float32)
    scores = score_sentences(np.array([X, Y]), weights, chunk(1), tokens(X), NO_TITLE)

    assert scores.tolist() == pytest.approx([0.9])


def test_the_title_names_what_a_sentence_need_not() -> None:
    """A word that stands in the title counts at a discount in every sentence."""
    scores = score_sentences(np.array([X, Y]), HALF, chunk(1), tokens(X), tokens(Y))

    assert scores.tolist() == pytest.approx([(1 + TITLE) / 2])


def test_a_sentence_further_back_counts_less() -> None:
    """What was named two sentences before counts less than what was named one before."""
    scores = score_sentences(
        np.array([X]), np.array([1.0], np.float32), chunk(1, 1, 1), tokens(X, Z, Z), NO_TITLE
    )

    assert scores.tolist() == pytest.approx([1, EARLIER, EARLIER * DISTANCE])


def test_a_sentence_beyond_the_tokens_scores_nothing() -> None:
    """A sentence without tokens gets the least score there is."""
    scores = score_sentences(
        np.array([X]), np.ones(1, np.float32), chunk(1, 1), tokens(X), NO_TITLE
    )

    assert scores.tolist() == [1, -1]
