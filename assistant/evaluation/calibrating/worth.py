"""What a confidence is worth, and what its threshold costs, in figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.evaluation.calibrating.fitting import Judged
from assistant.evaluation.metrics import auroc, mean
from assistant.evaluation.reliability import Bin, calibration_error, reliability


@dataclass(frozen=True, slots=True)
class Worth:
    """Figures of one confidence over trials, each question with and without its article.

    `ece` (expected calibration error) and `brier` hold it against whether the first quote is
    right, `auroc` tells questions that are answered here from those whose article was left out.
    `coverage` is the share answered, `risk` the share of those in which no quote helps, `wrong`
    the share whose first quote does not; `false_answers` are of questions whose article was left
    out, `near_answers` of those that the set calls unanswerable, `false_refusals` of the rest.
    None is what there was no question for.
    """

    ece: float | None
    brier: float | None
    auroc: float | None
    coverage: float | None
    risk: float | None
    wrong: float | None
    false_answers: float | None
    near_answers: float | None
    false_refusals: float | None
    curve: tuple[Bin, ...]

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON values."""
        return asdict(self)


def measure_worth(judged: Sequence[Judged]) -> Worth:
    """The figures of trials as they were judged."""
    confidences = [j.confidence for j in judged]
    right = [j.trial.right for j in judged]
    answered = [j for j in judged if j.answered]
    here, absent, near = (_of(judged, kind) for kind in ("here", "absent", "unanswerable"))
    return Worth(
        ece=calibration_error(confidences, right),
        brier=mean((c - r) ** 2 for c, r in zip(confidences, right, strict=True)),
        auroc=auroc([j.confidence for j in here], [j.confidence for j in absent]),
        coverage=mean(j.answered for j in judged),
        risk=mean(not j.trial.helpful for j in answered),
        wrong=mean(not j.trial.right for j in answered),
        false_answers=mean(j.answered for j in absent),
        near_answers=mean(j.answered for j in near),
        false_refusals=mean(not j.answered for j in here),
        curve=reliability(confidences, right),
    )


def _of(judged: Iterable[Judged], kind: str) -> list[Judged]:
    return [j for j in judged if j.trial.kind == kind]
