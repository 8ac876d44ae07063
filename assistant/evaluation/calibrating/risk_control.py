"""A threshold that keeps a risk: few enough of the answers above it are bad, and surely so.

Learn then Test (Angelopoulos, Bates, Candès, Jordan and Lei 2021, fixed-sequence testing from two
starts that share the chance of a miss): thresholds are tried from a careful one down, each against
the hypothesis that its risk is above what was asked for, until that cannot be ruled out. The test
is the exact binomial one, so a threshold passes if the upper end of Clopper and Pearson's interval
(1934) for its risk is low enough. Few questions leave wide intervals: then nothing passes, whatever
was seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p

import numpy as np

# How often a threshold may be let through whose true risk is above what was asked for.
MISS = 0.1
# Fixed beforehand: the confidences decide where to start, the answers where to stop.
THRESHOLDS = tuple(step / 200 for step in range(199, 0, -1))
# One sequence starts where so much of what was asked is answered, the other where just enough is
# to pass: the first is not stopped by one bad answer, the second serves where few can be trusted.
_MANY = 0.25
_HALVINGS = 40


@dataclass(frozen=True, slots=True)
class Chosen:
    """A threshold with what was seen above it: `bad` of `answered`.

    `kept` if the risk is surely as low as was asked for, but for a chance of `MISS`; `at_most` is
    the upper end of the interval for this threshold taken alone.
    """

    threshold: float
    answered: int
    bad: int
    kept: bool

    @property
    def at_most(self) -> float:
        """What the risk is below, but for a chance of `MISS`; 1 where nothing is answered."""
        return upper_end(self.bad, self.answered)


def choose_threshold(confidences: Sequence[float], bad: Sequence[bool], risk: float) -> Chosen:
    """The lowest threshold that keeps `risk` (0 to 1); if none does, the one that comes nearest.

    Takes for each question a confidence and whether an answer to it would be bad.
    """
    rows = _count(confidences, bad)
    few = fewest_answers(risk)
    first = {max(few, int(share * len(confidences))) for share in (0, _MANY)}
    found = {next((at for at, row in enumerate(rows) if row[1] >= count), None) for count in first}
    starts = [start for start in found if start is not None]
    kept = -1
    for start in starts:
        for at in range(start, len(rows)):
            _, answered, wrong = rows[at]
            if at_most_chance(wrong, answered, risk) > MISS / len(starts):
                break
            kept = max(kept, at)
    if kept >= 0:
        return Chosen(*rows[kept], kept=True)
    nearest = (Chosen(*row, kept=False) for row in rows)
    return min(nearest, key=lambda c: (c.at_most, c.bad, c.threshold))


def fewest_answers(risk: float) -> int:
    """How many answers, all of them good, it takes before a threshold can keep a risk."""
    return 1 + int(log(MISS / 2) / log1p(-risk))


def upper_end(bad: int, answered: int, miss: float = MISS) -> float:
    """The upper end of Clopper and Pearson's one-sided interval for the share that is bad."""
    if bad >= answered:
        return 1.0
    low, high = bad / answered, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if at_most_chance(bad, answered, middle) > miss:
            low = middle
        else:
            high = middle
    return high


def at_most_chance(bad: int, answered: int, risk: float) -> float:
    """The chance of `bad` or fewer among `answered` if each is bad with the chance `risk`."""
    if bad >= answered or risk <= 0:
        return 1.0
    if risk >= 1:
        return 0.0
    number = np.arange(1, bad + 1)
    ways = np.cumsum(np.log((answered - number + 1) / number))
    logs = answered * log1p(-risk) + ways + number * (log(risk) - log1p(-risk))
    return min(1.0, (1 - risk) ** answered + float(np.exp(logs).sum()))


def _count(confidences: Sequence[float], bad: Sequence[bool]) -> list[tuple[float, int, int]]:
    """Each threshold with how many are answered and how many of them are bad."""
    ranked = sorted(zip(confidences, bad, strict=True), key=lambda pair: -pair[0])
    rows = []
    answered = wrong = 0
    for threshold in THRESHOLDS:
        while answered < len(ranked) and ranked[answered][0] >= threshold:
            wrong += ranked[answered][1]
            answered += 1
        rows.append((threshold, answered, wrong))
    return rows
