"""The charts that say what a confidence is worth, and what a threshold costs."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evaluation.reliability import (
    BINS,
    Risk,
    calibration_error,
    reliability,
    risk_coverage,
)
from assistant.evaluation.reporting import plots
from assistant.evaluation.reporting.chart import ENOUGH, Chart, Table, too_few
from assistant.evaluation.reporting.summary import judged_by
from assistant.evaluation.reporting.wording import counted, shown
from assistant.evaluation.runner import Evaluation

_COVERAGES = (0.25, 0.5, 0.75, 0.9, 1.0)


def _judged(evaluation: Evaluation) -> tuple[list[float], list[bool]]:
    """Confidence, and whether the first quote answers, of the questions that can be judged."""
    judged = [(o.confidence, o.right) for o in evaluation.outcomes if o.right is not None]
    return [confidence for confidence, _ in judged], [right for _, right in judged]


def _not_judged(evaluation: Evaluation, right: Sequence[bool]) -> str:
    """Why nothing about being right can be drawn; empty if it can."""
    if not any(o.question.answerable and o.right is not None for o in evaluation.outcomes):
        return "No question can be answered rightly, as far as the set tells: nothing to draw."
    return too_few(len(right), "that can be judged") if len(right) < ENOUGH else ""


def risk_chart(evaluation: Evaluation) -> Chart:
    """The risk-coverage curve, with the threshold of today."""
    title = "What a threshold costs"
    confidences, right = _judged(evaluation)
    if reason := _not_judged(evaluation, right):
        return Chart(title, reason)
    curve = risk_coverage(confidences, right)
    threshold = evaluation.setup.threshold if evaluation.setup else None
    now = None
    if threshold is not None:
        now = next((point for point in reversed(curve) if point.threshold >= threshold), None)
    caption = _risk_words(curve, threshold, now) + _declined(evaluation, threshold)
    return Chart(
        title,
        caption,
        lambda: plots.risk_plot(curve, now, threshold, f"{title}. {caption}"),
        _risk_table(curve, now),
        judged_by(evaluation.outcomes),
    )


def _declined(evaluation: Evaluation, threshold: float | None) -> str:
    """That a threshold is not all that refuses, where it is not."""
    if threshold is None:
        return ""
    declined = sum(
        o.abstained and o.confidence >= threshold and o.right is not None
        for o in evaluation.outcomes
    )
    if not declined:
        return ""
    were = "was" if declined == 1 else "were"
    return (
        f" {counted(declined, 'question')} above the threshold {were} refused all the same, as a "
        "chat model declines: here they count as answered with what was held back."
    )


def _risk_words(curve: Sequence[Risk], threshold: float | None, now: Risk | None) -> str:
    words = (
        f"If every question were answered, {shown(curve[-1].risk, 'share')} of the answers would "
        f"be wrong; of the surest half, {shown(_at(curve, 0.5).risk, 'share')}."
    )
    if threshold is None:
        return words
    if now is None:
        return f"At the threshold of {threshold:.2f} nothing is answered. {words}"
    return (
        f"At the threshold of {threshold:.2f}, {shown(now.coverage, 'share')} of the questions are "
        f"answered and {shown(now.risk, 'share')} of those answers are wrong. {words}"
    )


def _risk_table(curve: Sequence[Risk], now: Risk | None) -> Table:
    points = [(_at(curve, coverage), "") for coverage in _COVERAGES]
    if now is not None:
        points = [(p, mark) for p, mark in points if p != now]
        points.append((now, ", now"))
    points.sort(key=lambda pair: pair[0].coverage)
    rows = dict.fromkeys(
        (
            f"{shown(point.coverage, 'share')}{mark}",
            f"{point.threshold:.2f}",
            shown(point.risk, "share"),
        )
        for point, mark in points
    )
    return Table(("Answered", "Confidence", "Wrong"), tuple(rows))


def _at(curve: Sequence[Risk], coverage: float) -> Risk:
    """The first point that answers at least so many."""
    return next(point for point in curve if point.coverage >= coverage - 1e-9)


def reliability_chart(evaluation: Evaluation) -> Chart:
    """The reliability diagram of the confidence."""
    title = "Whether the confidence comes true"
    confidences, right = _judged(evaluation)
    if reason := _not_judged(evaluation, right):
        return Chart(title, reason)
    bins = reliability(confidences, right)
    error = calibration_error(confidences, right) or 0.0
    caption = (
        f"A confidence of .9 should be right nine times in ten. On average, confidence and share "
        f"right are {100 * error:.1f} points apart (expected calibration error {error:.3f}, "
        f"{BINS} bins, {counted(len(right), 'question')})."
    )
    rows = tuple(
        (
            f"{bin.low:.1f} to {bin.high:.1f}",
            f"{bin.count:,}",
            shown(bin.confidence, "share"),
            shown(bin.right, "share"),
        )
        for bin in bins
    )
    return Chart(
        title,
        caption,
        lambda: plots.reliability_plot(bins, f"{title}. {caption}"),
        Table(("Confidence", "Questions", "Mean", "Right"), rows),
    )
