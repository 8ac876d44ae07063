"""Token vectors in a byte a number: docs/retrieval.md has what that saves and changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from assistant.models.vectors import TokenVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST = 1e-12  # of a scale: a row of nothing but zeros stays one


@dataclass(frozen=True, slots=True)
class PackedTokens:
    """The tokens of one text, for keeping.

    `levels` is (tokens, dimension), each row on a scale of its own from -127 to 127: since the
    rows of token vectors have a length of one, the scale need not be kept. `spans` is (tokens, 2).
    """

    levels: NDArray[np.int8]
    spans: NDArray[np.int32]

    @classmethod
    def of(cls, tokens: TokenVectors) -> Self:
        """Pack."""
        scale = np.abs(tokens.vectors).max(axis=1, keepdims=True, initial=_LEAST) / 127
        levels = np.rint(tokens.vectors / scale).astype(np.int8)
        return cls(levels, tokens.spans.astype(np.int32))

    @classmethod
    def from_bytes(cls, levels: bytes, spans: bytes) -> Self:
        """What `to_bytes` gave of one token or more: of none, nothing tells the dimension."""
        places = np.frombuffer(spans, np.int32).reshape(-1, 2)
        return cls(np.frombuffer(levels, np.int8).reshape(len(places), -1), places)

    def to_bytes(self) -> tuple[bytes, bytes]:
        """Levels and spans, as they lie on a disk."""
        return self.levels.tobytes(), self.spans.tobytes()

    @property
    def size(self) -> int:
        """Bytes that they take."""
        return self.levels.nbytes + self.spans.nbytes

    def unpack(self) -> TokenVectors:
        """Rows of length one again, a little beside those that were packed."""
        rows = self.levels.astype(np.float32)
        lengths = np.sqrt(np.einsum("td,td->t", rows, rows))
        rows /= np.maximum(lengths, _LEAST)[:, np.newaxis]
        return TokenVectors(rows, self.spans.astype(np.int64))
