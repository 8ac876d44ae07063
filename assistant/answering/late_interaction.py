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


class TokenCache:
    """Token vectors of chunks, made when first asked for; the least used go when it is full.

    Kept as 16-bit floats: 115 KB for a chunk of 150 tokens of 384 dimensions.
    """

    def __init__(self, encoder: Encoder, megabytes: int) -> None:
        self._encoder = encoder
        self._room = megabytes * 2**20
        self._held: OrderedDict[str, TokenVectors] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, chunks: Sequence[tuple[Chunk, str]]) -> list[TokenVectors]:
        """The token vectors of chunks given with their texts, in order."""
        with self._lock:
            found = {c.id: self._held[c.id] for c, _ in chunks if c.id in self._held}
        missing = [(chunk, text) for chunk, text in chunks if chunk.id not in found]
        if missing:
            _, made = self._encoder.encode_tokens([text for _, text in missing])
            for (chunk, _), tokens in zip(missing, made, strict=True):
                found[chunk.id] = TokenVectors(tokens.vectors.astype(np.float16), tokens.spans)
        with self._lock:
            for chunk, _ in chunks:
                self._keep(chunk.id, found[chunk.id])
        return [found[chunk.id] for chunk, _ in chunks]

    def _keep(self, chunk_id: str, tokens: TokenVectors) -> None:
        if chunk_id not in self._held:
            self._size += tokens.vectors.nbytes
        self._held[chunk_id] = tokens
        self._held.move_to_end(chunk_id)
        while self._size > self._room and len(self._held) > 1:
            self._size -= self._held.popitem(last=False)[1].vectors.nbytes


def score_sentences(
    question: NDArray[np.float32], chunk: Chunk, tokens: TokenVectors
) -> NDArray[np.float32]:
    """Similarity of each sentence of `chunk` with a question, -1 to 1: (sentences,).

    `question` is (question tokens, dimension). A sentence without tokens scores -1.
    """
    similarity = question @ tokens.vectors.astype(np.float32).T
    starts = tokens.spans[:, 0] + chunk.span.start
    scores = np.full(len(chunk.sentences), -1.0, dtype=np.float32)
    for number, sentence in enumerate(chunk.sentences):
        first, last = np.searchsorted(starts, [sentence.span.start, sentence.span.end])
        if first < last:
            scores[number] = similarity[:, first:last].max(axis=1).mean()
    return scores
