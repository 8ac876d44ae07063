"""Plots as SVG to stand in a page: its colours and its typeface, the same on every run.

matplotlib draws; every function gives an `<svg>` that is named by `label`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from assistant.evaluation.intervals import Interval
from assistant.evaluation.reliability import BINS, Bin, Risk
from assistant.evaluation.reporting.canvas import BAD, GOOD, INK, MUTED, Canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKS = ("o", "s", "^")


def recall_plot(
    points: Mapping[int, tuple[float, Interval | None]],
    others: Mapping[str, Mapping[int, float]],
    label: str,
) -> str:
    """The share of questions whose article is among the first k, with intervals; others beside."""
    with Canvas("recall") as plot:
        places = {k: place for place, k in enumerate(points)}
        for mark, (name, found) in zip(_MARKS[1:], others.items(), strict=False):
            plot.axes.plot(
                [places[k] for k in found],
                list(found.values()),
                color=MUTED,
                linestyle="--",
                linewidth=1.2,
                marker=mark,
                label=name,
            )
        values = [value for value, _ in points.values()]
        plot.axes.plot(
            list(places.values()),
            values,
            color=GOOD,
            marker=_MARKS[0],
            label="this program",
            clip_on=False,
            zorder=3,
        )
        for k, (_, interval) in points.items():
            if interval:
                plot.axes.vlines(places[k], interval.low, interval.high, color=GOOD, linewidth=1.2)
        plot.axes.set_xticks(list(places.values()), [str(k) for k in places])
        plot.axes.set_xlabel("articles looked at, best first")
        lows = [interval.low for _, interval in points.values() if interval]
        lowest = min([*values, *lows, *(v for found in others.values() for v in found.values())])
        _percents(plot.axes, "y", max(0.0, np.floor(lowest * 10 - 0.5) / 10), 1.0)
        if others:
            plot.axes.legend(loc="lower right", frameon=False)
        return plot.svg(label)


def risk_plot(curve: Sequence[Risk], now: Risk | None, threshold: float | None, label: str) -> str:
    """The share that is wrong, over the share that is answered.

    `now` is what the threshold of today answers, if it answers anything.
    """
    with Canvas("risk") as plot:
        axes = plot.axes
        coverages, risks = [p.coverage for p in curve], [p.risk for p in curve]
        axes.plot(coverages, risks, color=BAD)
        top = max(0.05, min(1.0, 1.15 * max(risks)))
        if now:
            axes.vlines(now.coverage, 0, now.risk, color=INK, linewidth=1, linestyle=":")
            axes.plot([now.coverage], [now.risk], color=INK, marker="o", markersize=6)
            right = now.coverage > 0.5
            axes.annotate(
                f"threshold {threshold:.2f}",
                (now.coverage, now.risk),
                xytext=(-8 if right else 8, 8),
                textcoords="offset points",
                ha="right" if right else "left",
            )
        _percents(axes, "x", 0, 1.02)
        _percents(axes, "y", 0, top)
        axes.set_xlabel("questions answered, the surest first")
        axes.set_ylabel("wrong among them")
        return plot.svg(label)


def reliability_plot(bins: Sequence[Bin], label: str) -> str:
    """The share right in each bin of confidence, with its count, against what was promised."""
    with Canvas("reliability") as plot:
        axes = plot.axes
        axes.plot([0, 1], [0, 1], color=MUTED, linestyle="--", linewidth=1)
        middles = [(b.low + b.high) / 2 for b in bins]
        axes.bar(
            middles, [b.right for b in bins], width=0.9 / BINS, color=GOOD, alpha=0.35, linewidth=0
        )
        axes.plot(
            [b.confidence for b in bins],
            [b.right for b in bins],
            color=GOOD,
            marker="o",
            linestyle="none",
            clip_on=False,
            zorder=3,
        )
        for middle, bin in zip(middles, bins, strict=True):
            axes.text(
                middle, 1.03, str(bin.count), ha="center", va="bottom", fontsize=9, color=MUTED
            )
        axes.set_xlim(0, 1)
        _percents(axes, "y", 0, 1)
        axes.set_xlabel("confidence (above: number of questions)")
        axes.set_ylabel("right")
        return plot.svg(label)


def confidence_plot(
    answerable: Sequence[float], unanswerable: Sequence[float], threshold: float | None, label: str
) -> str:
    """How many questions got which confidence: answerable ones upwards, the others downwards."""
    from matplotlib.ticker import MaxNLocator

    with Canvas("confidence") as plot:
        axes = plot.axes
        edges = np.linspace(0, 1, 2 * BINS + 1)
        above, _ = np.histogram(answerable, edges)
        below, _ = np.histogram(unanswerable, edges)
        middles, width = (edges[1:] + edges[:-1]) / 2, 0.9 * (edges[1] - edges[0])
        axes.bar(middles, above, width=width, color=GOOD, linewidth=0)
        axes.bar(middles, -below, width=width, color=BAD, linewidth=0)
        axes.axhline(0, color=MUTED, linewidth=0.8)
        high, low = max(1, int(above.max())) * 1.2, -max(1, int(below.max())) * 1.2
        if not len(unanswerable):
            low = 0
        if not len(answerable):
            high = 0
        axes.set_ylim(low, high)
        for count, name, y, side in (
            (len(answerable), "answerable", 0.99, "top"),
            (len(unanswerable), "not answerable", 0.01, "bottom"),
        ):
            if count:
                at = 0.5 if threshold is None or abs(threshold - 0.5) > 0.25 else 0.75
                axes.text(at, y, name, transform=axes.transAxes, ha="center", va=side)
        if threshold is not None:
            axes.axvline(threshold, color=INK, linewidth=1, linestyle=":")
        axes.set_xlim(0, 1)
        axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
        axes.set_xlabel("confidence (dotted: the threshold)")
        axes.set_ylabel("questions")
        return plot.svg(label)


def latency_plot(milliseconds: Sequence[float], marks: Mapping[str, float], label: str) -> str:
    """How many answers took how long; the slowest in a hundred share the last bar."""
    from matplotlib.ticker import MaxNLocator

    with Canvas("latency") as plot:
        axes = plot.axes
        end = float(np.percentile(milliseconds, 99))
        edges = np.linspace(min(milliseconds), max(end, min(milliseconds) + 1), 31)
        counts, _ = np.histogram(np.minimum(milliseconds, edges[-1]), edges)
        axes.bar(
            edges[:-1], counts, width=0.9 * np.diff(edges), align="edge", color=GOOD, linewidth=0
        )
        axes.set_ylim(0, 1.25 * counts.max())
        for name, value in marks.items():
            axes.axvline(value, color=INK, linewidth=1, linestyle=":")
            late = value > (edges[0] + edges[-1]) / 2
            axes.annotate(
                name,
                (value, 0.98),
                xycoords=("data", "axes fraction"),
                xytext=(-4 if late else 4, 0),
                textcoords="offset points",
                ha="right" if late else "left",
                va="top",
            )
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
        axes.set_xlabel("milliseconds")
        axes.set_ylabel("answers")
        return plot.svg(label)


def _percents(axes: Axes, which: str, low: float, high: float) -> None:
    """One axis from `low` to `high`, in percent."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    (axes.set_xlim if which == "x" else axes.set_ylim)(low, high)
    axis.set_major_formatter(lambda value, _: f"{100 * value:g}%")
