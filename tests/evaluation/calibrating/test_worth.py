"""Figures of a confidence, worked by hand."""

from __future__ import annotations

import json

import pytest

from assistant.evaluation.calibrating.fitting import Judged
from assistant.evaluation.calibrating.trials import Kind, Trial
from assistant.evaluation.calibrating.worth import measure_worth


def judged(
    kind: Kind, confidence: float, answered: bool, right: bool = False, helpful: bool = False
) -> Judged:
    """A trial as it went."""
    trial = Trial("1", kind, "a", None, right=right, helpful=right or helpful)
    return Judged(trial, confidence, answered)


def test_each_figure_counts_its_own() -> None:
    """Six trials, four of them answered."""
    worth = measure_worth(
        [
            judged("here", 0.95, True, right=True),
            judged("here", 0.75, True, helpful=True),
            judged("here", 0.15, False),
            judged("absent", 0.55, True),
            judged("absent", 0.05, False),
            judged("unanswerable", 0.65, True),
        ]
    )
    # each alone in its bin: .05 + .75 + .15 + .55 + .05 + .65
    assert worth.ece == pytest.approx(2.2 / 6)
    # squares: .0025 + .5625 + .0225 + .3025 + .0025 + .4225
    assert worth.brier == pytest.approx(1.315 / 6)
    # here above absent: .95 and .75 win 2 each, .15 wins 1
    assert worth.auroc == pytest.approx(5 / 6)
    assert worth.coverage == pytest.approx(4 / 6)
    assert worth.risk == 2 / 4  # absent and unanswerable
    assert worth.wrong == 3 / 4  # and the one whose first quote does not answer
    assert (worth.false_answers, worth.near_answers) == (1 / 2, 1.0)
    assert worth.false_refusals == pytest.approx(1 / 3)
    assert [bin.count for bin in worth.curve] == [1] * 6
    json.dumps(worth.to_dict())


def test_what_was_not_asked_has_no_figure() -> None:
    """Nothing is 0 that could not be measured."""
    worth = measure_worth([judged("here", 0.2, False)])
    assert (worth.auroc, worth.risk, worth.wrong) == (None, None, None)
    assert (worth.false_answers, worth.near_answers) == (None, None)
    assert set(measure_worth([]).to_dict().values()) == {None, ()}
