"""95% intervals of figures, by the percentile bootstrap (Efron 1979), the same on every run.

Questions are drawn again, with replacement, as many as there were; the interval holds the middle
95% of what the figure then is. An interval of no width is none: where no question differs from
the next, drawing again has nothing to vary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.evaluation.metrics import auroc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    # One row a draw: which questions were drawn.
    Rows = NDArray[np.int64]
    Figures = NDArray[np.float64]

DRAWS = 2000
LEVEL = 0.95
_TAIL = (1 - LEVEL) / 2
# Draws are made this many numbers at a time, so that a large set needs no more memory.
_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """What the figure of all such questions may well be: low <= high."""

    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether a difference lies on one side."""
        return self.low > 0 or self.high < 0


def bootstrap(
    statistic: Callable[..., Figures], *counts: int, draws: int = DRAWS, seed: int = 0
) -> Interval | None:
    """The interval of a figure of groups of questions, `counts` of each; None without width.

    `statistic` takes one array of rows a group, each (draws, count), and gives a figure a draw.
    """
    if not all(counts):
        return None
    generator = np.random.default_rng(seed)
    size = max(1, _AT_ONCE // sum(counts))
    found = [
        statistic(
            *(generator.integers(0, count, (min(size, draws - done), count)) for count in counts)
        )
        for done in range(0, draws, size)
    ]
    low, high = np.quantile(np.concatenate(found), [_TAIL, 1 - _TAIL]).tolist()
    return Interval(low, high) if low < high else None


def mean_interval(values: Sequence[float | None]) -> Interval | None:
    """The interval of the mean of the values that are known."""
    known = _known(values)
    return bootstrap(lambda rows: known[rows].mean(axis=1), len(known))


def share_interval(values: Sequence[float | None]) -> Interval | None:
    """The same for values in [0, 1], also where all questions went well, or none did.

    There the exact interval stands in (Clopper and Pearson 1934): ten of ten may well be a share
    of .69, since with .69 all ten come out well in 1 of 40 tries.
    """
    known = _known(values)
    if len(known) and (known == 1).all():
        return Interval(_TAIL ** (1 / len(known)), 1.0)
    if len(known) and (known == 0).all():
        return Interval(0.0, 1 - _TAIL ** (1 / len(known)))
    return mean_interval(values)


def percentile_interval(values: Sequence[float], percent: float) -> Interval | None:
    """The interval of the value that `percent` of 100 lie below."""
    known = _known(values)
    return bootstrap(lambda rows: np.percentile(known[rows], percent, axis=1), len(known))


def auroc_interval(positives: Sequence[float], negatives: Sequence[float]) -> Interval | None:
    """The interval of the AUROC, either kind of question drawn apart."""
    above, below = _known(positives), _known(negatives)

    def statistic(first: Rows, second: Rows) -> Figures:
        return aurocs(above[first], below[second])

    return bootstrap(statistic, len(above), len(below))


def aurocs(positives: Figures, negatives: Figures) -> Figures:
    """The AUROC of each row: (rows, positives) and (rows, negatives) give (rows,)."""
    pairs = zip(positives, negatives, strict=True)
    return np.array([auroc(above, below) for above, below in pairs], dtype=np.float64)


def _known(values: Sequence[float | None]) -> Figures:
    return np.array([value for value in values if value is not None], dtype=np.float64)
