"""Fit confidence and thresholds to trials, and measure what came of it on trials left out."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

import numpy as np

from assistant.answering.confidence import BUILT_IN, Logistic, Weights
from assistant.answering.daring import Daring
from assistant.answering.signals import NAMES
from assistant.answering.trust import Trust
from assistant.evaluation.calibrating.logistic import fit_logistic
from assistant.evaluation.calibrating.risk_control import Chosen, choose_threshold
from assistant.evaluation.calibrating.trials import Trial
from assistant.evaluation.metrics import mean
from assistant.settings import DaringName

FOLDS = 5
# What tells whether an article is here; all signals tell whether the quote is the right one.
_TELL_HERE = ("similarity",)
# A difference of each signal that means something. Weights are drawn towards those that are
# built in as by one observation of such a difference, so that few questions change little.
_SCALES: Mapping[str, float] = {
    "similarity": 0.1,
    "margin": 0.1,
    "covered": 0.3,
    "missing": 1.0,
    "contrary": 1.0,
}
_STRENGTH = 1.0
# What the choices mean, in parts of the risk that was asked for.
_PARTS: Mapping[DaringName, float] = {"careful": 0.5, "balanced": 1.0, "eager": 2.0}
_MOST_RISK = 0.9
_Fitted = TypeVar("_Fitted")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trust that was fitted, and how its thresholds were chosen."""

    trust: Trust
    chosen: Mapping[DaringName, Chosen]


@dataclass(frozen=True, slots=True)
class Judged:
    """A trial with its confidence, and whether an answer would be shown at it."""

    trial: Trial
    confidence: float
    answered: bool


def judge(trials: Sequence[Trial], trust: Trust, threshold: float) -> list[Judged]:
    """What a trust makes of trials."""
    confidences = [trust.weights.confidence(trial.signals) for trial in trials]
    return [Judged(t, c, c >= threshold) for t, c in zip(trials, confidences, strict=True)]


def fit_trust(trials: Sequence[Trial], risk: float) -> Fitted:
    """Weights that make confidence the chance to be right, and thresholds that keep risks.

    An answer is right if its first quote holds what was asked for. It is bad, as the risk counts
    it, if none of its quotes does; so is every answer to what is not here. Each question counts
    once with its article and once without, as if half of what is asked had no answer here: no
    set can tell how often that is, and this errs on the side of refusing. Thresholds are chosen
    on confidences that were fitted to the other questions.
    """
    weights = fit_weights(trials)
    by_others = cross_fit(trials, fit_weights)
    confidences = [w.confidence(t.signals) for w, t in zip(by_others, trials, strict=True)]
    bad = [not trial.helpful for trial in trials]
    chosen = {
        name: choose_threshold(confidences, bad, min(_MOST_RISK, part * risk))
        for name, part in _PARTS.items()
    }
    chosen = in_order(chosen)
    measured = {
        name: measure(trials, confidences, choice.threshold) for name, choice in chosen.items()
    }
    return Fitted(Trust(weights, measured), chosen)


def in_order(chosen: Mapping[DaringName, Chosen]) -> dict[DaringName, Chosen]:
    """The same from careful to eager, none of them more daring than the next.

    What surely keeps a risk keeps a larger one too; what keeps none takes over a threshold that
    keeps more than was asked for, never the other way round.
    """
    ordered, names = dict(chosen), tuple(_PARTS)
    for careful, daring in pairwise(names):
        least = ordered[careful]
        if least.kept and (not ordered[daring].kept or least.threshold < ordered[daring].threshold):
            ordered[daring] = least
    for daring, careful in pairwise(reversed(names)):
        if ordered[careful].threshold < ordered[daring].threshold:
            ordered[careful] = replace(ordered[daring], kept=False)
    return ordered


def judge_held_out(trials: Sequence[Trial], risk: float, folds: int = FOLDS) -> list[Judged]:
    """What becomes of each trial with weights and threshold that were fitted to the others."""
    fitted = cross_fit(trials, lambda others: fit_trust(others, risk).trust, folds)
    return [
        judge([trial], trust, trust.choices["balanced"].threshold)[0]
        for trial, trust in zip(trials, fitted, strict=True)
    ]


def cross_fit(
    trials: Sequence[Trial],
    fit: Callable[[Sequence[Trial]], _Fitted],
    folds: int = FOLDS,
) -> list[_Fitted]:
    """For each trial what is fitted to the trials of other folds; a group is never divided."""
    groups = sorted({trial.group for trial in trials})
    random.Random(0).shuffle(groups)  # noqa: S311 - folds are no secret, and must repeat
    fold_of = {group: number % folds for number, group in enumerate(groups)}
    fitted = [
        fit([trial for trial in trials if fold_of[trial.group] != fold]) for fold in range(folds)
    ]
    return [fitted[fold_of[trial.group]] for trial in trials]


def fit_weights(trials: Sequence[Trial]) -> Weights:
    """Both models of a confidence; one that nothing can be told from stays as it is built in."""
    seen = [trial for trial in trials if trial.signals is not None]
    about_here = [trial for trial in seen if trial.kind != "unanswerable"]
    about_right = [trial for trial in seen if trial.kind != "absent"]
    return Weights(
        here=_fit(about_here, [t.kind == "here" for t in about_here], _TELL_HERE, BUILT_IN.here),
        right=_fit(about_right, [t.right for t in about_right], NAMES, BUILT_IN.right),
    )


def _fit(
    trials: Sequence[Trial], truths: Sequence[bool], names: Sequence[str], prior: Logistic
) -> Logistic:
    if len(set(truths)) < 2:
        return prior
    scales = np.array([_SCALES[name] for name in names])
    rows = np.array([[getattr(t.signals, name) for name in names] for t in trials]) / scales
    drawn_to = np.array([prior.weights[name] for name in names]) * scales
    weights, intercept = fit_logistic(rows, np.array(truths, dtype=float), drawn_to, _STRENGTH)
    return Logistic(dict(zip(names, map(float, weights / scales), strict=True)), intercept)


def measure(trials: Sequence[Trial], confidences: Sequence[float], threshold: float) -> Daring:
    """What a threshold costs on these trials."""
    shown: dict[str, list[bool]] = {"here": [], "absent": [], "unanswerable": []}
    right: list[bool] = []
    for trial, confidence in zip(trials, confidences, strict=True):
        shown[trial.kind].append(confidence >= threshold)
        if trial.kind == "here" and confidence >= threshold:
            right.append(trial.right)
    answered = mean(shown["here"])
    return Daring(
        threshold,
        refused=0.0 if answered is None else 1 - answered,
        answered_elsewhere=mean(shown["absent"]) or 0.0,
        answered_near=mean(shown["unanswerable"]),
        right=mean(right),
    )
