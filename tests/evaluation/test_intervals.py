"""Bootstrap intervals, against scipy's and against what is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from assistant.evaluation.intervals import (
    Interval,
    auroc_interval,
    bootstrap,
    mean_interval,
    percentile_interval,
    share_interval,
)

GENERATOR = np.random.default_rng(5)
SHARES = (GENERATOR.random(300) < 0.8).astype(float).tolist()
WORDS = GENERATOR.gamma(4, 5, 300).tolist()


def scipys(values: list[float], statistic: object) -> Interval:
    """The percentile interval of scipy, with draws of its own."""
    found = stats.bootstrap(
        (values,), statistic, n_resamples=2000, method="percentile", rng=np.random.default_rng(1)
    ).confidence_interval
    return Interval(float(found.low), float(found.high))


@pytest.mark.parametrize("values", [SHARES, WORDS])
def test_means_agree_with_scipy(values: list[float]) -> None:
    """Other draws move an end by a fraction of the width."""
    ours, theirs = mean_interval(values), scipys(values, np.mean)
    assert ours is not None
    width = theirs.high - theirs.low
    assert ours.low == pytest.approx(theirs.low, abs=width / 15)
    assert ours.high == pytest.approx(theirs.high, abs=width / 15)


def test_percentiles_agree_with_scipy() -> None:
    """The same for a median."""
    ours, theirs = percentile_interval(WORDS, 50), scipys(WORDS, np.median)
    assert ours is not None
    width = theirs.high - theirs.low
    assert ours.low == pytest.approx(theirs.low, abs=width / 10)
    assert ours.high == pytest.approx(theirs.high, abs=width / 10)


def test_auroc_agrees_with_its_known_spread() -> None:
    """Half the width is about 1.96 standard errors as Hanley and McNeil (1982) give them."""
    above, below = GENERATOR.normal(1, 1, 150).tolist(), GENERATOR.normal(0, 1, 150).tolist()
    found = auroc_interval(above, below)
    assert found is not None
    area = stats.mannwhitneyu(above, below).statistic / 150**2
    q1, q2 = area / (2 - area), 2 * area**2 / (1 + area)
    variance = (area * (1 - area) + 149 * (q1 - area**2) + 149 * (q2 - area**2)) / 150**2
    assert found.low < area < found.high
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * variance**0.5, rel=0.15)


@pytest.mark.parametrize(("values", "of"), [([1.0] * 10, 10), ([0.0] * 10, 0), ([1.0], 1)])
def test_where_all_agree_the_exact_interval_stands_in(values: list[float], of: int) -> None:
    """Ten of ten is no proof of all: Clopper and Pearson's interval, as scipy has it."""
    theirs = stats.binomtest(of, len(values)).proportion_ci(0.95, method="exact")
    found = share_interval(values)
    assert found is not None
    assert [found.low, found.high] == pytest.approx([theirs.low, theirs.high])


def test_without_width_there_is_no_interval() -> None:
    """Neither nothing, nor one value, nor values that are all the same, vary when drawn again."""
    assert mean_interval([]) is None
    assert mean_interval([None]) is None
    assert mean_interval([7.0]) is None
    assert mean_interval([7.0, 7.0]) is None
    assert share_interval([]) is None
    assert auroc_interval([0.9, 0.8], [0.1]) is None
    assert auroc_interval([0.9], []) is None
    assert percentile_interval([], 50) is None


def test_values_that_are_unknown_are_left_out() -> None:
    """They are no zeros."""
    assert mean_interval([1.0, None, 3.0, None]) == mean_interval([1.0, 3.0])


def test_large_sets_are_drawn_in_pieces() -> None:
    """Each draw counts once, whether or not all fit into memory at a time."""
    seen: list[tuple[int, ...]] = []

    def statistic(rows: NDArray[np.int64]) -> NDArray[np.float64]:
        seen.append(rows.shape)
        return np.asarray(rows.mean(axis=1))

    assert bootstrap(statistic, 150_000, draws=30) is not None
    assert [shape[0] for shape in seen] == [13, 13, 4]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_what_always_holds(values: list[float]) -> None:
    """An interval lies within the values, has its ends in order, and comes out the same again."""
    found = mean_interval(values)
    assert found == mean_interval(values)
    if found:
        assert min(values) - 1e-9 <= found.low < found.high <= max(values) + 1e-9
