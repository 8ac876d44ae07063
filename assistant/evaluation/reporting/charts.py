"""The charts of a report, from an evaluation."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from assistant.evaluation.metrics import percentile
from assistant.evaluation.outcomes import RECALL_DEPTHS
from assistant.evaluation.reliability import BINS
from assistant.evaluation.reporting import plots
from assistant.evaluation.reporting.chart import ENOUGH, Chart, Table, too_few
from assistant.evaluation.reporting.trust_charts import reliability_chart, risk_chart
from assistant.evaluation.reporting.wording import DASH, counted, shown, shown_interval
from assistant.evaluation.runner import Evaluation
from assistant.evaluation.side_by_side import PROGRAM, TITLES


def charts(evaluation: Evaluation) -> tuple[Chart, ...]:
    """All of them, in the order of a report."""
    return (
        _recall(evaluation),
        risk_chart(evaluation),
        reliability_chart(evaluation),
        _confidence(evaluation),
        _latency(evaluation),
    )


def _recall(evaluation: Evaluation) -> Chart:
    title = "The right article among the first"
    known = {
        k: value
        for k in RECALL_DEPTHS
        if (value := evaluation.retrieval[f"recall@{k}"]) is not None
    }
    judged = sum(o.scores["recall@1"] is not None for o in evaluation.outcomes)
    if judged < ENOUGH:
        return Chart(title, too_few(judged, "whose article is named"))
    intervals = evaluation.intervals.get("retrieval", {})
    points = {k: (value, intervals.get(f"recall@{k}")) for k, value in known.items()}
    others = {
        TITLES.get(way, way): {
            k: value for k in known if (value := figures[f"recall@{k}"]) is not None
        }
        for way, figures in evaluation.baselines.items()
        if way != PROGRAM
    }
    caption = (
        f"Of {counted(judged, 'question')} whose article is named, "
        + ", ".join(f"{shown(v, 'share')} have it among the first {k}" for k, v in known.items())
        + "."
    ).replace("have it among the first 1,", "have it first,")
    rows = tuple(
        (
            str(k),
            shown(value, "share"),
            shown_interval(interval, "share"),
            *(shown(found.get(k), "share") for found in others.values()),
        )
        for k, (value, interval) in points.items()
    )
    heads = ("Articles", "Share", "95% interval", *others)
    return Chart(
        title,
        caption,
        lambda: plots.recall_plot(points, others, f"{title}. {caption}"),
        Table(heads, rows),
    )


def _confidence(evaluation: Evaluation) -> Chart:
    title = "Confidence, with and without an answer"
    outcomes = evaluation.outcomes
    if len(outcomes) < ENOUGH:
        return Chart(title, too_few(len(outcomes), ""))
    groups = {
        "answerable": [o.confidence for o in outcomes if o.question.answerable],
        "not answerable": [o.confidence for o in outcomes if not o.question.answerable],
    }
    threshold = evaluation.setup.threshold if evaluation.setup else None
    medians = [
        f"half of the {counted(len(found), 'question')} that {'are' if len(found) != 1 else 'is'} "
        f"{name} get more than {percentile(found, 50):.2f}"
        for name, found in groups.items()
        if found
    ]
    auroc = evaluation.abstention["auroc"]
    caption = f"{'; '.join(medians)}.".capitalize()
    if auroc is not None:
        caption += (
            f" Of an answerable and an unanswerable question, the answerable one gets the higher "
            f"confidence {shown(auroc, 'share')} of the time (AUROC {auroc:.3f})."
        )
    edges = np.linspace(0, 1, BINS + 1)
    counts = {name: np.histogram(found, edges)[0] for name, found in groups.items()}
    rows = tuple(
        (f"{low:.1f} to {high:.1f}", *(f"{counts[name][number]:,}" for name in groups))
        for number, (low, high) in enumerate(pairwise(edges))
        if any(count[number] for count in counts.values())
    )
    return Chart(
        title,
        caption,
        lambda: plots.confidence_plot(
            groups["answerable"], groups["not answerable"], threshold, f"{title}. {caption}"
        ),
        Table(("Confidence", "Answerable", "Not answerable"), rows),
    )


def _latency(evaluation: Evaluation) -> Chart:
    title = "Time to the whole answer"
    times = [outcome.milliseconds for outcome in evaluation.outcomes]
    if len(times) < ENOUGH:
        return Chart(title, too_few(len(times), ""))
    marks = {"half": 50.0, "95 of 100": 95.0}
    found = {name: float(np.percentile(times, percent)) for name, percent in marks.items()}
    caption = (
        f"Half of {counted(len(times), 'answer')} came within {shown(found['half'], 'ms')}, 95 of "
        f"100 within {shown(found['95 of 100'], 'ms')}; the slowest took {shown(max(times), 'ms')}."
    )
    rows = (
        ("fastest", shown(min(times), "ms"), DASH),
        *(
            (name, shown(found[name], "ms"), shown_interval(interval, "ms"))
            for name, interval in zip(
                marks, evaluation.intervals.get("latency_ms", {}).values(), strict=False
            )
        ),
        ("slowest", shown(max(times), "ms"), DASH),
    )
    return Chart(
        title,
        caption,
        lambda: plots.latency_plot(times, found, f"{title}. {caption}"),
        Table(("Answers", "Within", "95% interval"), rows),
        "Measured on the machine that made this report; compare with the same machine only.",
    )
