"""Late interaction: how well each sentence of a chunk answers a question, token by token.

The score of a sentence is the mean over the question's tokens of the best cosine with any token
of the sentence (MaxSim of ColBERT, Khattab and Zaharia 2020), with the embedding model's own
token vectors. It needs no training and no second model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.models.embeddings import TokenVectors
    from assistant.types import Chunk

# What the title, and the sentence before, count beside the sentence itself; sentences further
# back count less and less. See docs/retrieval.md for what else was tried.
_TITLE_DISCOUNT = 0.95
_EARLIER_DISCOUNT = 0.85
_DISTANCE_DISCOUNT = 0.92


def score_sentences(
    question: NDArray[np.float32],
    weights: NDArray[np.float32],
    chunk: Chunk,
    tokens: TokenVectors,
    title: TokenVectors,
) -> NDArray[np.float32]:
    """Similarity of each sentence of `chunk` with a question, -1 to 1: (sentences,).

    `question` is (question tokens, dimension), `weights` (question tokens,) sums to one. A word
    of the question that the article's title or an earlier sentence of the chunk has already
    named need not stand in the sentence again: it counts there at a discount.
    """
    similarity = question @ tokens.vectors.T
    starts = tokens.spans[:, 0] + chunk.span.start
    named = np.full(len(question), -1.0, dtype=np.float32)
    if len(title.vectors):
        named = _TITLE_DISCOUNT * (question @ title.vectors.T).max(axis=1)
    earlier = np.full(len(question), -1.0, dtype=np.float32)
    scores = np.full(len(chunk.sentences), -1.0, dtype=np.float32)
    for number, sentence in enumerate(chunk.sentences):
        first, last = np.searchsorted(starts, [sentence.span.start, sentence.span.end])
        if first == last:  # no tokens, nothing to say
            continue
        own = similarity[:, first:last].max(axis=1)
        scores[number] = weights @ np.maximum.reduce([own, named, earlier])
        earlier = np.maximum(_DISTANCE_DISCOUNT * earlier, _EARLIER_DISCOUNT * own)
    return scores
