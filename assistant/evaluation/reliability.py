"""What confidences are worth: whether they come true, and what each threshold costs.

All functions take one confidence and one truth value per question, in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions with a confidence in `[low, high)`, the last bin with its upper end."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Risk:
    """The share answered at a threshold (coverage), and the share of those that is wrong."""

    threshold: float
    coverage: float
    risk: float


def reliability(
    confidences: Sequence[float], right: Sequence[bool], bins: int = BINS
) -> tuple[Bin, ...]:
    """Mean confidence and share right of each bin of equal width that holds a question."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for confidence, good in zip(confidences, right, strict=True):
        groups.setdefault(min(bins - 1, int(confidence * bins)), []).append((confidence, good))
    return tuple(
        Bin(
            number / bins,
            (number + 1) / bins,
            len(group),
            sum(confidence for confidence, _ in group) / len(group),
            sum(good for _, good in group) / len(group),
        )
        for number, group in sorted(groups.items())
    )


def calibration_error(
    confidences: Sequence[float], right: Sequence[bool], bins: int = BINS
) -> float | None:
    """Expected calibration error (Naeini et al. 2015): |confidence - right|, weighted by count."""
    if not confidences:
        return None
    found = reliability(confidences, right, bins)
    off = sum(bin.count * abs(bin.confidence - bin.right) for bin in found)
    return off / len(confidences)


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> tuple[Risk, ...]:
    """The curve of selective answering, from the surest question to all of them.

    A point for each confidence that occurs: what a threshold at that confidence answers.
    """
    ranked = sorted(zip(confidences, right, strict=True), key=lambda pair: -pair[0])
    curve: list[Risk] = []
    wrong = 0
    for number, (confidence, good) in enumerate(ranked, start=1):
        wrong += not good
        if number == len(ranked) or ranked[number][0] < confidence:
            curve.append(Risk(confidence, number / len(ranked), wrong / number))
    return tuple(curve)
