"""What an embedding model gives back, and what every engine that runs one can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Spans = NDArray[np.int64]


@dataclass(frozen=True)
class TokenVectors:
    """The tokens of one text, without special tokens.

    `vectors` is (tokens, dimension), rows L2-normalised. `spans` is (tokens, 2): where each
    token stands in the text, in characters.
    """

    vectors: Vectors
    spans: Spans


class Engine(Protocol):
    """Something that runs an embedding model; safe to be used by several threads.

    `limit` is the most word pieces that it reads of a text, special tokens not counted,
    `dimension` the length of a vector.
    """

    @property
    def limit(self) -> int: ...  # noqa: D102 - see above

    @property
    def dimension(self) -> int: ...  # noqa: D102 - see above

    def tokenize(self, text: str) -> Spans:
        """Where the word pieces of `text` stand: (tokens, 2), nothing cut off."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One L2-normalised vector per text: (texts, dimension)."""

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """The vectors of `encode` and, from the same pass, those of every token."""
