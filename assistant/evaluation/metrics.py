"""Figures for one question and their means; None wherever there is nothing to score.

`ranked` is always a list of distinct article sources, best first, as `distinct` makes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Located(Protocol):
    """A piece `[start, end)` of an article: a passage found, or evidence."""

    @property
    def source(self) -> str:
        """The article it is in."""
        ...

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """The character after its last."""
        ...


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares of characters, each in [0, 1]."""

    recall: float
    precision: float
    iou: float


def distinct(sources: Iterable[str]) -> list[str]:
    """Every source once, where it first came."""
    return list(dict.fromkeys(sources))


def first_rank(ranked: Sequence[str], gold: Collection[str]) -> int | None:
    """The place of the first gold article, counted from 1; None where it was not found."""
    return next((rank for rank, source in enumerate(ranked, 1) if source in gold), None)


def recall_at(ranked: Sequence[str], gold: Collection[str], k: int) -> float | None:
    """1 if a gold article is among the first `k`, else 0: each of them holds the answer."""
    if not gold:
        return None
    return float(first_rank(ranked[:k], gold) is not None)


def reciprocal_rank(ranked: Sequence[str], gold: Collection[str], k: int = 10) -> float | None:
    """1 / rank of the first gold article, 0 if it is not among the first `k`."""
    if not gold:
        return None
    rank = first_rank(ranked[:k], gold)
    return 1 / rank if rank else 0.0


def ndcg(ranked: Sequence[str], gold: Collection[str], k: int = 10) -> float | None:
    """Discounted gain of the first `k`, against that of all gold articles coming first."""
    if not gold:
        return None
    gain = sum(1 / log2(rank + 1) for rank, s in enumerate(ranked[:k], 1) if s in gold)
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(k, len(set(gold))) + 1))
    return gain / ideal


def fold(text: str) -> str:
    """`text` without differences of case and white space."""
    return " ".join(text.casefold().split())


def answer_rank(
    quoted: Sequence[tuple[str, str]], answers: Collection[str], gold: Collection[str]
) -> int | None:
    """The place, from 1, of the first (source, sentence) that holds an accepted answer.

    It must stand in a gold article where any is known. None where no sentence does.
    """
    wanted = [folded for answer in answers if (folded := fold(answer))]
    for rank, (source, sentence) in enumerate(quoted, 1):
        if gold and source not in gold:
            continue
        folded = fold(sentence)
        if any(answer in folded for answer in wanted):
            return rank
    return None


def answer_at(
    quoted: Sequence[tuple[str, str]], answers: Collection[str], gold: Collection[str], k: int
) -> float | None:
    """1 if one of the first `k` quoted sentences holds an accepted answer, else 0."""
    if not any(fold(answer) for answer in answers):
        return None
    return float(answer_rank(quoted[:k], answers, gold) is not None)


def evidence_overlap(found: Iterable[Located], gold: Iterable[Located]) -> Overlap | None:
    """Characters found against those of the gold pieces, each character once."""
    found_places, gold_places = _by_source(found), _by_source(gold)
    wanted = _total(gold_places)
    if not wanted:
        return None
    given = _total(found_places)
    shared = sum(
        max(0, min(end, gold_end) - max(start, gold_start))
        for source, spans in found_places.items()
        for start, end in spans
        for gold_start, gold_end in gold_places.get(source, ())
    )
    return Overlap(
        recall=shared / wanted,
        precision=shared / given if given else 0.0,
        iou=shared / (given + wanted - shared),
    )


def overlaps(piece: Located, others: Iterable[Located]) -> bool:
    """Whether a piece shares a character with one of the others."""
    return any(
        piece.source == other.source and piece.start < other.end and other.start < piece.end
        for other in others
    )


def auroc(
    positives: Sequence[float] | NDArray[np.float64],
    negatives: Sequence[float] | NDArray[np.float64],
) -> float | None:
    """The chance that a positive scores above a negative, a tie counting one half."""
    if not len(positives) or not len(negatives):
        return None
    below = np.sort(np.asarray(negatives, dtype=np.float64))
    scores = np.asarray(positives, dtype=np.float64)
    wins = np.searchsorted(below, scores, "left") + np.searchsorted(below, scores, "right")
    return float(wins.sum()) / (2 * len(positives) * len(negatives))


def percentile(values: Sequence[float], percent: float) -> float | None:
    """The value that `percent` of 100 lie below, between neighbours by straight line."""
    return float(np.percentile(values, percent)) if values else None


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values that are known."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _by_source(pieces: Iterable[Located]) -> dict[str, list[tuple[int, int]]]:
    """The characters covered in each article, as spans that do not touch, in order."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for piece in sorted(pieces, key=lambda piece: (piece.source, piece.start, piece.end)):
        merged = spans[piece.source]
        if merged and piece.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], piece.end))
        else:
            merged.append((piece.start, piece.end))
    return spans


def _total(places: dict[str, list[tuple[int, int]]]) -> int:
    return sum(end - start for spans in places.values() for start, end in spans)
