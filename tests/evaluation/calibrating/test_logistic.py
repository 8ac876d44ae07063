"""The fit is that of scikit-learn, and stays sane where data are few."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from assistant.evaluation.calibrating.logistic import fit_logistic


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(20, 200), st.integers(1, 5), st.floats(0.1, 10))
def test_it_is_what_scikit_learn_finds(
    seed: int, count: int, columns: int, strength: float
) -> None:
    """On random data, with its penalty of 1 / C around zero."""
    drawn = np.random.default_rng(seed)
    rows = drawn.normal(size=(count, columns))
    chances = 1 / (1 + np.exp(-(rows @ drawn.normal(size=columns) + drawn.normal())))
    truths = (drawn.random(count) < chances).astype(float)
    truths[:2] = (0, 1)
    expected = LogisticRegression(C=1 / strength, tol=1e-10, max_iter=10_000).fit(rows, truths)

    weights, intercept = fit_logistic(rows, truths, np.zeros(columns), strength)

    assert weights == pytest.approx(expected.coef_[0], abs=1e-4)
    assert intercept == pytest.approx(expected.intercept_[0], abs=1e-4)


def test_few_observations_leave_it_near_the_prior() -> None:
    """Two of them move a weight of 3 by little, thousands to what they say."""
    prior = np.array([3.0])
    few, _ = fit_logistic(np.array([[0.1], [-0.1]]), np.array([0.0, 1.0]), prior, 1.0)
    drawn = np.random.default_rng(0)
    rows = drawn.normal(size=(5000, 1))
    many, _ = fit_logistic(rows, (drawn.random(5000) < 0.5).astype(float), prior, 1.0)

    assert few[0] == pytest.approx(3.0, abs=0.3)
    assert many[0] == pytest.approx(0.0, abs=0.1)


def test_what_a_line_divides_stays_finite() -> None:
    """All right above, all wrong below: the prior keeps the weight from running away."""
    rows = np.linspace(-1, 1, 20)[:, None]
    weights, intercept = fit_logistic(rows, (rows[:, 0] > 0).astype(float), np.zeros(1), 1.0)
    assert 1 < weights[0] < 100
    assert abs(intercept) < 1


def test_one_truth_is_refused() -> None:
    """There is nothing to tell apart."""
    with pytest.raises(ValueError, match="all truths are the same"):
        fit_logistic(np.zeros((3, 1)), np.ones(3), np.zeros(1), 1.0)
