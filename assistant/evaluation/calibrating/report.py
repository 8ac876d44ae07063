"""What a calibration did, for the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answering.calibration import Calibration
from assistant.evaluation.calibrating.risk_control import MISS, Chosen, fewest_answers
from assistant.evaluation.calibrating.worth import Worth
from assistant.settings import DaringName

_UNKNOWN = "–"
_ROWS = (
    ("ece", "expected calibration error"),
    ("brier", "Brier score"),
    ("auroc", "AUROC, article left out"),
    ("coverage", "answered"),
    ("risk", "  of these: no quote answers"),
    ("wrong", "  of these: the first does not"),
    ("false_answers", "false answers, article left out"),
    ("near_answers", "false answers, no answer known"),
    ("false_refusals", "false refusals"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """A calibration with the figures before it and after, the latter on trials left out.

    `skipped` questions could not be judged; `absent` is the number of those that could be put
    without their article.
    """

    calibration: Calibration
    chosen: Mapping[DaringName, Chosen]
    before: Worth
    after: Worth
    threshold_before: float
    absent: int
    skipped: int

    def to_dict(self) -> dict[str, Any]:
        """The object that `assistant calibrate --json` writes."""
        found = self.calibration
        return {
            "questions": found.questions,
            "without_article": self.absent,
            "skipped": self.skipped,
            "risk": found.risk,
            "kept": found.kept,
            "thresholds": {
                name: {
                    **asdict(found.trust.choices[name]),
                    "risk_at_most": chosen.at_most,
                    "kept": chosen.kept,
                }
                for name, chosen in self.chosen.items()
            },
            "weights": asdict(found.trust.weights),
            "before": {"threshold": self.threshold_before, **self.before.to_dict()},
            "after": self.after.to_dict(),
        }


def format_report(report: Report) -> str:
    """Tables of the figures, the curve and the choices, and what they mean in a sentence."""
    found = report.calibration
    skipped = f", {report.skipped} left out that cannot be judged" if report.skipped else ""
    lines = [
        f"{found.questions} questions, {report.absent} of them also without their article{skipped}",
        "",
        _row("", ["built in", "calibrated"]),
        _row("threshold", [_share(report.threshold_before), _share(_balanced(report).threshold)]),
    ]
    for name, label in _ROWS:
        values = [getattr(report.before, name), getattr(report.after, name)]
        if values != [None, None]:
            lines.append(_row(label, [_share(value) for value in values]))
    lines += ["", *_curve(report.before, report.after), "", *_choices(report), "", _meaning(report)]
    return "\n".join(lines)


def _balanced(report: Report) -> Chosen:
    return report.chosen["balanced"]


def _curve(before: Worth, after: Worth) -> list[str]:
    """Of the answers at each confidence, how many were right."""
    lines = [
        _row("confidence", ["built in", "", "calibrated", ""]),
        _row("", ["questions", "right", "questions", "right"]),
    ]
    bins = [{bin.low: bin for bin in worth.curve} for worth in (before, after)]
    for low in sorted(set().union(*bins)):
        cells: list[str] = []
        for of in bins:
            cells += [str(of[low].count), _share(of[low].right)] if low in of else ["0", _UNKNOWN]
        lines.append(_row(f"{low:.1f} to {low + 0.1:.1f}", cells))
    return lines


def _choices(report: Report) -> list[str]:
    heads = ["threshold", "risk", "at most", "refused", "absent"]
    lines = [_row("choice", heads)]
    for name, daring in report.calibration.trust.choices.items():
        chosen = report.chosen[name]
        seen = chosen.bad / chosen.answered if chosen.answered else None
        figures = [chosen.threshold, seen, chosen.at_most]
        figures += [daring.refused, daring.answered_elsewhere]
        said = [] if chosen.kept else ["not kept"]  # half, once or twice the risk asked for
        lines.append(_row(name, [*map(_share, figures), *said]))
    return lines


def _meaning(report: Report) -> str:
    chosen, risk = _balanced(report), report.calibration.risk
    sure = f"{1 - MISS:.0%} certainty"
    if chosen.kept:
        return (
            f"With a confidence of {chosen.threshold:.3g} or more, {chosen.bad} of "
            f"{chosen.answered} answers held nothing of what was asked: no more than {risk:.1%} of "
            f"all such answers will, with {sure}. A confidence is now off by "
            f"{report.after.ece or 0:.2f} on average, by {report.before.ece or 0:.2f} before."
        )
    return (
        f"No threshold keeps the risk at {risk:.1%} with {sure}. The nearest, "
        f"{chosen.threshold:.3g}, gave {chosen.bad} bad answers of {chosen.answered}, at most "
        f"{chosen.at_most:.1%}. It takes {fewest_answers(risk)} good answers and no bad one to be "
        "sure: ask more questions, or allow more with --risk."
    )


def _row(label: str, cells: Sequence[str]) -> str:
    return (label.ljust(32) + "".join(cell.rjust(12) for cell in cells)).rstrip()


def _share(value: float | None) -> str:
    return _UNKNOWN if value is None else f"{value:.3f}"
