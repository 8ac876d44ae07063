"""Logistic regression on a handful of columns, so that nobody has to import a library for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEPS = 100
_NEAR_ENOUGH = 1e-10


def fit_logistic(
    rows: NDArray[np.float64],
    truths: NDArray[np.float64],
    prior: NDArray[np.float64],
    strength: float,
) -> tuple[NDArray[np.float64], float]:
    """Weights and intercept of the most probable logistic model of `truths`.

    `rows` is (observations, columns), `truths` (observations,) of zeros and ones. The weights
    are drawn towards `prior` (columns,) as by a normal distribution around it with a variance of
    1 / `strength`, the intercept by nothing; so few observations change little. Newton's method,
    which statistics calls iteratively reweighted least squares (Hastie, Tibshirani and Friedman,
    The Elements of Statistical Learning, 4.4.1), with halved steps where a whole one would be
    too long. Raises ValueError unless both truths occur.
    """
    if len(np.unique(truths)) != 2:
        raise ValueError("all truths are the same: nothing tells them apart")
    columns = np.column_stack([rows, np.ones(len(rows))])
    drawn = np.append(np.full(rows.shape[1], strength), 0.0)
    centre = np.append(prior, 0.0)

    def loss(weights: NDArray[np.float64]) -> float:
        scores = columns @ weights
        missed = float((np.logaddexp(0, scores) - truths * scores).sum())
        return missed + float((drawn * (weights - centre) ** 2).sum()) / 2

    weights = centre
    lowest = loss(weights)
    for _ in range(_STEPS):
        chances = 0.5 * (1 + np.tanh(columns @ weights / 2))  # does not overflow
        slope = columns.T @ (chances - truths) + drawn * (weights - centre)
        bend = (columns.T * (chances * (1 - chances))) @ columns + np.diag(drawn + 1e-12)
        step = np.linalg.solve(bend, slope)
        while (found := loss(weights - step)) > lowest and np.abs(step).max() > _NEAR_ENOUGH:
            step = step / 2
        weights, gained, lowest = weights - step, lowest - found, found
        if gained < _NEAR_ENOUGH:
            break
    return weights[:-1], float(weights[-1])
