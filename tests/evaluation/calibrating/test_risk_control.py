"""Thresholds keep the risk that was asked for, as often as they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, binom

from assistant.evaluation.calibrating.risk_control import (
    MISS,
    at_most_chance,
    choose_threshold,
    fewest_answers,
    upper_end,
)


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(0, 400), st.floats(0.001, 0.999))
def test_the_test_is_the_binomial_one(bad: int, good: int, risk: float) -> None:
    """The chance of so few bad ones is scipy's."""
    answered = bad + good
    expected = binom.cdf(bad, answered, risk)
    assert at_most_chance(bad, answered, risk) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(1, 300))
def test_the_interval_is_clopper_and_pearson_s(bad: int, good: int) -> None:
    """Its one-sided upper end is a quantile of the beta distribution."""
    expected = beta.ppf(1 - MISS, bad + 1, good)
    assert upper_end(bad, bad + good) == pytest.approx(expected, abs=1e-9)


def test_nothing_answered_promises_nothing() -> None:
    """Nor does what was always bad."""
    assert upper_end(0, 0) == upper_end(3, 3) == 1.0


def test_how_many_answers_it_takes() -> None:
    """.95^58 = .051 and .95^59 = .049: 59 good ones are surely better than .05, 58 are not."""
    assert fewest_answers(0.05) == 59
    assert at_most_chance(0, 59, 0.05) < MISS / 2 < at_most_chance(0, 58, 0.05)


def test_the_lowest_threshold_that_keeps_the_risk() -> None:
    """A thousand good answers above .5 and a thousand bad ones below: it is about .5."""
    confidences = [*np.linspace(0.5, 1, 1000), *np.linspace(0, 0.5, 1000, endpoint=False)]
    bad = [False] * 1000 + [True] * 1000
    chosen = choose_threshold(confidences, bad, 0.05)

    assert chosen.kept
    assert 0.46 < chosen.threshold <= 0.5
    assert chosen.bad / chosen.answered <= 0.05


@pytest.mark.parametrize("count", [0, 1, 20, 44])
def test_few_questions_promise_nothing(count: int) -> None:
    """However well they went; then the nearest is the one with the most of them."""
    chosen = choose_threshold([0.9] * count, [False] * count, 0.05)
    assert not chosen.kept
    assert chosen.answered == count


def test_where_few_can_be_trusted_those_are_found() -> None:
    """The surest tenth is good, of the rest half is bad: the threshold lies between them."""
    confidences = [*np.linspace(0.9, 1, 100), *np.linspace(0, 0.8, 900)]
    bad = [False] * 100 + [True, False] * 450
    chosen = choose_threshold(confidences, bad, 0.05)
    assert chosen.kept
    assert 0.75 < chosen.threshold <= 0.9


def test_where_all_is_bad_no_threshold_is_kept() -> None:
    """And the one that is given answers as little as can be."""
    chosen = choose_threshold([0.2, 0.4, 0.9] * 100, [True] * 300, 0.05)
    assert not chosen.kept
    assert chosen.at_most == 1.0
    assert chosen.answered == 0


def test_the_promise_is_kept_as_often_as_it_says() -> None:
    """Of 100 draws the true risk at the threshold is above .2 in about a tenth at most."""
    drawn = np.random.default_rng(0)
    broken = kept = 0
    for _ in range(100):
        confidences = drawn.random(400)
        bad = drawn.random(400) > confidences  # so that each confidence is true
        chosen = choose_threshold(confidences.tolist(), bad.tolist(), 0.2)
        # Uniform above t, the mean confidence is (1 + t) / 2.
        broken += chosen.kept and (1 - chosen.threshold) / 2 > 0.2
        kept += chosen.kept
    assert kept > 50
    assert broken <= binom.ppf(0.99, 100, MISS)  # 18, where ten are meant
