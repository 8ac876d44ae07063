"""Bins, calibration error and risk-coverage, against examples worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.reliability import (
    Bin,
    Risk,
    calibration_error,
    reliability,
    risk_coverage,
)

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def test_bins() -> None:
    """Each holds its own confidences; 1.0 belongs to the last one."""
    found = reliability([0.95, 1.0, 0.05, 0.15], [True, False, False, True])
    assert found == (
        Bin(0.0, 0.1, 1, 0.05, 0.0),
        Bin(0.1, 0.2, 1, 0.15, 1.0),
        Bin(0.9, 1.0, 2, 0.975, 0.5),
    )


def test_calibration_error() -> None:
    """(1 * .05 + 1 * .85 + 2 * .475) / 4."""
    error = calibration_error([0.95, 1.0, 0.05, 0.15], [True, False, False, True])
    assert error == pytest.approx((0.05 + 0.85 + 2 * 0.475) / 4)
    assert calibration_error([], []) is None


def test_risk_coverage() -> None:
    """Equal confidences are answered together; the last point answers all."""
    assert risk_coverage([0.9, 0.5, 0.5, 0.1], [True, False, True, False]) == (
        Risk(0.9, 0.25, 0.0),
        Risk(0.5, 0.75, 1 / 3),
        Risk(0.1, 1.0, 0.5),
    )
    assert risk_coverage([], []) == ()


@given(PAIRS)
def test_what_always_holds(pairs: list[tuple[float, bool]]) -> None:
    """Every question is in one bin; the curve rises to full coverage and the share wrong."""
    confidences, right = [c for c, _ in pairs], [r for _, r in pairs]
    assert sum(bin.count for bin in reliability(confidences, right)) == len(pairs)
    error = calibration_error(confidences, right)
    assert error is not None
    assert 0 <= error <= 1
    curve = risk_coverage(confidences, right)
    assert [point.coverage for point in curve] == sorted({point.coverage for point in curve})
    assert curve[-1].coverage == 1
    assert curve[-1].risk == pytest.approx(1 - sum(right) / len(right))
