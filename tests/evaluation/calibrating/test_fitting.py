"""Confidence fitted to trials whose truth is known becomes a probability, measured held out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from assistant.answering.confidence import BUILT_IN, Logistic, Weights
from assistant.answering.signals import Signals
from assistant.answering.trust import Trust
from assistant.evaluation.calibrating.fitting import (
    cross_fit,
    fit_trust,
    fit_weights,
    in_order,
    judge,
    judge_held_out,
    measure,
)
from assistant.evaluation.calibrating.risk_control import Chosen, choose_threshold
from assistant.evaluation.calibrating.trials import Kind, Trial
from assistant.evaluation.calibrating.worth import measure_worth

# Of a library that is another than the one that the program was fitted on.
TRUTH = Weights(
    here=Logistic({"similarity": 25.0}, -9.0),
    right=Logistic({"similarity": 1.0, "margin": 8.0, "covered": 2.0}, -0.5),
)


def planted(count: int, seed: int = 0) -> list[Trial]:
    """Trials that come true as `TRUTH` says; ten questions to an article."""
    drawn = np.random.default_rng(seed)
    trials = []
    for number in range(count):
        signals = Signals(
            float(drawn.uniform(0.2, 0.8)), float(drawn.uniform(-0.1, 0.3)), float(drawn.random())
        )
        here = drawn.random() < TRUTH.here.chance(signals)
        right = bool(here and drawn.random() < TRUTH.right.chance(signals))
        helpful = right or bool(here and drawn.random() < 0.7)
        kind: Kind = "here" if here else "absent"
        trials.append(Trial(str(number), kind, str(number // 10), signals, right, helpful))
    return trials


def test_the_truth_is_found_again() -> None:
    """Of many trials the chances that were planted come out, within a few hundredths."""
    weights = fit_weights(planted(20_000))
    for trial in planted(200, seed=1):
        expected = TRUTH.confidence(trial.signals)
        assert weights.confidence(trial.signals) == pytest.approx(expected, abs=0.05)


def test_the_error_falls() -> None:
    """A confidence that is off by a tenth and more is off by a few hundredths, held out."""
    trials = planted(2000)
    before = measure_worth(judge(trials, Trust(BUILT_IN, {}), 0.5))
    after = measure_worth(judge_held_out(trials, 0.1))

    assert before.ece is not None
    assert after.ece is not None
    assert after.ece < 0.04 < 0.1 < before.ece
    assert after.brier is not None
    assert before.brier is not None
    assert after.brier < before.brier


def test_answers_given_at_nine_tenths_are_right_nine_times_of_ten() -> None:
    """In each bin that has enough questions, the share right is near the confidence."""
    for bin in measure_worth(judge_held_out(planted(4000), 0.1)).curve:
        if bin.count >= 100:
            assert bin.right == pytest.approx(bin.confidence, abs=0.1)


def test_the_risk_is_kept_on_questions_that_were_not_seen() -> None:
    """The share of answers without help stays below what was asked for."""
    fitted = fit_trust(planted(3000), 0.15)
    threshold = fitted.trust.choices["balanced"].threshold
    worth = measure_worth(judge(planted(3000, seed=2), fitted.trust, threshold))

    assert fitted.chosen["balanced"].kept
    assert worth.risk is not None
    assert worth.risk < 0.15
    assert worth.coverage is not None
    assert worth.coverage > 0.2


def test_the_choices_are_three_risks() -> None:
    """From careful to eager thresholds fall and refusals with them; nothing was trick questions."""
    choices = fit_trust(planted(3000), 0.1).trust.choices
    assert list(choices) == ["careful", "balanced", "eager"]
    for careful, daring in pairwise(choices.values()):
        assert careful.threshold > daring.threshold
        assert careful.refused > daring.refused
        assert careful.answered_elsewhere <= daring.answered_elsewhere
        assert careful.answered_near is daring.answered_near is None


def test_few_trials_promise_nothing_but_keep_their_order() -> None:
    """Thirty questions cannot show a risk of .05: the nearest thresholds are given, in order."""
    fitted = fit_trust(planted(30), 0.05)
    assert not any(chosen.kept for chosen in fitted.chosen.values())
    for careful, daring in pairwise(fitted.trust.choices.values()):
        assert careful.threshold >= daring.threshold


def test_a_threshold_that_keeps_a_risk_is_not_exchanged_for_one_that_does_not() -> None:
    """Nor is another called kept because more answers, beyond a bad patch, look better."""
    confidences = [*np.linspace(0.9, 1, 60), 0.85, 0.85, *np.linspace(0.5, 0.8, 100), *[0.1] * 78]
    bad = [*[False] * 60, True, True, *[False] * 100, *[True] * 78]
    balanced = choose_threshold(confidences, bad, 0.05)
    careful, eager = (choose_threshold(confidences, bad, risk) for risk in (0.025, 0.1))
    assert balanced.kept
    assert not careful.kept
    assert careful.threshold < balanced.threshold

    found = in_order({"careful": careful, "balanced": balanced, "eager": eager})
    assert found["balanced"] == balanced
    assert found["careful"] == replace(balanced, kept=False)
    assert found["eager"] == eager


def test_what_keeps_a_risk_keeps_a_larger_one() -> None:
    """So a daring choice is never called unkept at a threshold that keeps less."""
    kept, nearest = Chosen(0.7, 200, 1, kept=True), Chosen(0.8, 60, 1, kept=False)
    found = in_order({"careful": kept, "balanced": nearest, "eager": replace(kept, threshold=0.9)})
    assert list(found.values()) == [kept, kept, kept]


def test_few_trials_change_little() -> None:
    """Two of them leave confidence near what is built in."""
    signals = Signals(0.7, 0.15, 0.7)
    trials = [
        Trial("1", "here", "a", signals, right=True),
        Trial("1", "absent", "a", Signals(0.5, 0.1, 0.5)),
    ]
    found = fit_weights(trials)
    assert found.right == BUILT_IN.right  # nothing was wrong: nothing tells right from wrong
    assert found.here.weights["similarity"] == pytest.approx(
        BUILT_IN.here.weights["similarity"], rel=0.25
    )


def test_nobody_is_judged_by_its_own_article() -> None:
    """What is fitted for a trial has not seen its group."""
    trials = planted(200)
    seen = cross_fit(trials, lambda others: {trial.group for trial in others})
    assert all(trial.group not in groups for trial, groups in zip(trials, seen, strict=True))
    assert all(len(groups) >= 15 for groups in seen)  # of 20, a fifth left out


def test_the_same_trials_give_the_same() -> None:
    """There is no chance in it."""
    assert fit_trust(planted(300), 0.1) == fit_trust(planted(300), 0.1)


def test_what_a_threshold_costs() -> None:
    """Each share has its own kind of question below the line."""
    signals = Signals(0.6, 0.1, 0.5)
    trials = [
        Trial("1", "here", "a", signals, right=True, helpful=True),
        Trial("2", "here", "a", signals, right=False, helpful=True),
        Trial("3", "here", "a", signals, right=True, helpful=True),
        Trial("4", "absent", "a", signals),
        Trial("5", "absent", "a", signals),
        Trial("6", "unanswerable", "a", signals),
    ]
    found = measure(trials, [0.9, 0.8, 0.2, 0.7, 0.1, 0.6], 0.5)
    assert found.refused == pytest.approx(1 / 3)
    assert (found.answered_elsewhere, found.answered_near, found.right) == (1 / 2, 1.0, 1 / 2)


def test_nothing_seen_is_refused() -> None:
    """A trial without signals counts, with no confidence."""
    trials = [*planted(100), Trial("none", "here", "z", None)]
    assert judge(trials, fit_trust(trials, 0.1).trust, 0.01)[-1].answered is False
