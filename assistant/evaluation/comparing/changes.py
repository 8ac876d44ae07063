"""One figure before and after, and whether the difference is beyond chance.

Differences are taken question by question (paired bootstrap); for figures of which each question
has 0 or 1, McNemar's exact test says how likely such a split of the turned ones is by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from assistant.evaluation.comparing.pairing import Pair
from assistant.evaluation.intervals import Interval, aurocs, bootstrap, mean_interval
from assistant.evaluation.measures import Better, Unit, measure, score_name
from assistant.evaluation.metrics import auroc, mean, percentile

if TYPE_CHECKING:
    from assistant.evaluation.intervals import Figures, Rows

SIGNIFICANT = 0.05
# Fewer questions that all change the same way do so by chance too often: five in 2 of 2**5 tries.
_FEWEST = 6


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after, over the pairs that have it.

    `interval` is that of the difference, `p` McNemar's; each None where there is none.
    """

    group: str
    name: str
    before: float
    after: float
    pairs: int
    interval: Interval | None = None
    p: float | None = None

    @property
    def difference(self) -> float:
        """After less before."""
        return self.after - self.before

    @property
    def loss(self) -> float:
        """By how much it is worse, negative where it is better; 0 where neither way is better."""
        better: Better = measure(self.group, self.name).better
        return {"higher": -1, "lower": 1, "neither": 0}[better] * self.difference

    @property
    def unit(self) -> Unit:
        """What it is counted in."""
        return measure(self.group, self.name).unit

    @property
    def beyond_chance(self) -> bool:
        """Whether other questions of the kind would most likely show it too."""
        if self.name == "verbatim":  # every quote was looked at, and none is misquoted by chance
            return self.difference != 0
        if self.p is not None:
            return self.p < SIGNIFICANT
        return self.interval is not None and self.interval.excludes_zero


def change_of(group: str, name: str, pairs: Sequence[Pair]) -> Change | None:
    """The change of a figure over the pairs that have it; None if none does."""
    match group, name:
        case "abstention", "auroc":
            return _auroc_change(pairs)
        case "latency_ms", "p50" | "p95":
            return _latency_change(name, pairs)
        case "quotes", "verbatim":
            olds, news = (
                [g for r in side for g in r.verbatim] for side in zip(*pairs, strict=True)
            )
            old, new = mean(olds), mean(news)
            if old is None or new is None:
                return None
            return Change(group, name, old, new, len(pairs))
    score = score_name(group, name)
    known = [
        (a, b)
        for old, new in pairs
        if (a := old.scores.get(score)) is not None and (b := new.scores.get(score)) is not None
    ]
    if not known:
        return None
    old_mean, new_mean = (sum(side) / len(known) for side in zip(*known, strict=True))
    interval = mean_interval([b - a for a, b in known])
    binary = all(value in (0, 1) for pair in known for value in pair)
    return Change(
        group,
        name,
        old_mean,
        new_mean,
        len(known),
        _told(interval, new_mean - old_mean, len(known)),
        mcnemar(known) if binary else None,
    )


def _told(interval: Interval | None, difference: float, questions: int) -> Interval | None:
    """The interval of a difference, as far as so many questions can tell.

    Where it has no width, all of them differ alike: then it is the difference.
    """
    if questions < _FEWEST:
        return None
    return interval or (Interval(difference, difference) if difference else None)


def mcnemar(pairs: Sequence[tuple[float, float]]) -> float:
    """The exact two-sided p of McNemar (1947): of pairs of 0 and 1, as many turn either way."""
    fell = sum(a > b for a, b in pairs)
    rose = sum(a < b for a, b in pairs)
    turned = fell + rose
    tail: int = sum(comb(turned, count) for count in range(min(fell, rose) + 1))
    return min(1.0, float(2 * tail / 2**turned))


def _auroc_change(pairs: Sequence[Pair]) -> Change | None:
    groups = [
        np.array([[r.confidence for r in pair] for pair in pairs if pair[0].answerable is wanted])
        for wanted in (True, False)
    ]
    if not all(map(len, groups)):
        return None
    above, below = groups
    old, new = (auroc(above[:, side], below[:, side]) for side in (0, 1))
    if old is None or new is None:
        return None

    def difference(first: Rows, second: Rows) -> Figures:
        before, after = (aurocs(above[first, side], below[second, side]) for side in (0, 1))
        return after - before

    interval = bootstrap(difference, len(above), len(below))
    told = _told(interval, new - old, min(len(above), len(below)))
    return Change("abstention", "auroc", old, new, len(pairs), told)


def _latency_change(name: str, pairs: Sequence[Pair]) -> Change | None:
    percent = float(name.removeprefix("p"))
    times = np.array([[r.milliseconds for r in pair] for pair in pairs], dtype=np.float64)
    old, new = (percentile(times[:, side].tolist(), percent) for side in (0, 1))
    if old is None or new is None:
        return None

    def difference(rows: Rows) -> Figures:
        before, after = (np.percentile(times[rows, side], percent, axis=1) for side in (0, 1))
        return np.asarray(after - before)

    told = _told(bootstrap(difference, len(times)), new - old, len(times))
    return Change("latency_ms", name, old, new, len(pairs), told)
