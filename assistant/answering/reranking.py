"""Put what was found in the order of a second model, which reads question and text together.

The scores change hands: what the model likes best gets the best score that was there, and so on.
They stay on one scale so, with those that it has not read, and the reader's margin keeps its
meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.answering.retriever import Retrieval, ScoredSentence
    from assistant.types import Passage

    Score = Callable[[str, Sequence[str]], NDArray[np.float32]]
    Ranked = TypeVar("Ranked", ScoredSentence, Passage)

# A cross-encoder takes tens of milliseconds for each of them on a CPU.
_SENTENCES = 20


def rerank(question: str, found: Retrieval, score: Score, passages: int) -> Retrieval:
    """The first `passages` passages and the first sentences in the order of `score`."""
    return replace(
        found,
        passages=_reordered(question, found.passages, score, passages),
        sentences=_reordered(question, found.sentences, score, _SENTENCES),
    )


def _reordered(
    question: str, ranked: tuple[Ranked, ...], score: Score, first: int
) -> tuple[Ranked, ...]:
    read = ranked[:first]
    liked = score(question, [f"{one.title}\n{one.text}" for one in read])
    order = np.argsort(-liked, kind="stable")  # what is liked alike stays in its order
    exchanged: tuple[Ranked, ...] = tuple(
        replace(read[index], score=one.score) for index, one in zip(order, read, strict=True)
    )
    return exchanged + ranked[first:]
