"""Late interaction: how well each sentence of a chunk answers a question, token by token.

The score of a sentence is the mean over the question's tokens of the best cosine with any token
of the sentence (MaxSim of ColBERT, Khattab and Zaharia 2020), with the embedding model's own
token vectors. It needs no training and no second model.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from assistant.models.embeddings import TokenVectors
from assistant.types import Chunk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.models.embeddings import Encoder


# What the title, and the sentence before, count beside the sentence itself; sentences further
# back count less and less. See docs/retrieval.md for what else was tried.
_TITLE_DISCOUNT = 0.95
_EARLIER_DISCOUNT = 0.85
_DISTANCE_DISCOUNT = 0.92


class TokenCache:
    """Token vectors of texts, made when first asked for; the least used go when it is full.

    Kept as 16-bit floats: 115 KB for a chunk of 150 tokens of 384 dimensions.
    """

    def __init__(self, encoder: Encoder, megabytes: int) -> None:
        self._encoder = encoder
        self._room = megabytes * 2**20
        self._held: OrderedDict[str, TokenVectors] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The token vectors of texts, in order."""
        with self._lock:
            found = {text: self._held[text] for text in texts if text in self._held}
        missing = list(dict.fromkeys(text for text in texts if text not in found))
        if missing:
            _, made = self._encoder.encode_tokens(missing)
            for text, tokens in zip(missing, made, strict=True):
                found[text] = TokenVectors(tokens.vectors.astype(np.float16), tokens.spans)
        with self._lock:
            for text in texts:
                self._keep(text, found[text])
        return [found[text] for text in texts]

    def _keep(self, text: str, tokens: TokenVectors) -> None:
        if text not in self._held:
            self._size += tokens.vectors.nbytes
        self._held[text] = tokens
        self._held.move_to_end(text)
        while self._size > self._room and len(self._held) > 1:
            self._size -= self._held.popitem(last=False)[1].vectors.nbytes


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
    similarity = question @ tokens.vectors.astype(np.float32).T
    starts = tokens.spans[:, 0] + chunk.span.start
    named = np.full(len(question), -1.0, dtype=np.float32)
    if len(title.vectors):
        named = _TITLE_DISCOUNT * (question @ title.vectors.astype(np.float32).T).max(axis=1)
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
