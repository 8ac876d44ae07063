"""The questions that went worst, for both kinds of report."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.evaluation.losses import STEPS, Step, criterion
from assistant.evaluation.outcomes import Outcome
from assistant.evaluation.reporting.summary import STEP_TITLES
from assistant.evaluation.reporting.wording import counted
from assistant.evaluation.runner import Evaluation
from assistant.receipts.record import shown_source

SHOWN = 8  # of each step
_MOST_EXPECTED = 5


@dataclass(frozen=True, slots=True)
class Worst:
    """The questions lost in a step, those that looked surest first, as many as are shown."""

    step: Step
    heading: str
    outcomes: tuple[Outcome, ...]


def worst(evaluation: Evaluation) -> list[Worst]:
    """By step, those steps left out in which nothing was lost.

    A wrong answer that was shown comes before one that was held back: it misled somebody.
    """
    groups = []
    for step in STEPS:
        lost = [outcome for outcome in evaluation.outcomes if outcome.lost == step]
        lost.sort(key=lambda outcome: (outcome.abstained, -outcome.confidence))
        if lost:
            more = f", the {SHOWN} surest" if len(lost) > SHOWN else ""
            heading = f"{STEP_TITLES[step]}: {counted(len(lost), 'question')}{more}"
            groups.append(Worst(step, heading, tuple(lost[:SHOWN])))
    return groups


def expected(outcome: Outcome) -> list[str]:
    """What would have been right, a few of the ways to put it."""
    if not outcome.question.answerable:
        return ["that the articles do not say"]
    texts = list(outcome.expected)
    if criterion(outcome.question) == "article":
        texts = [f"a sentence of {shown_source(source)}" for source in texts]
    left = len(texts) - _MOST_EXPECTED
    more = [f"… and {left} more"] if left > 0 else []
    return [*texts[:_MOST_EXPECTED], *more] or ["the set does not say"]


def about(outcome: Outcome) -> str:
    """What is to be known of a question beside its words, in one line."""
    rank = outcome.gold_rank
    parts = [
        f"confidence {outcome.confidence:.2f}",
        "held back" if outcome.abstained else "shown",
        f"right article at place {rank}" if rank else "",
        "right article not found" if outcome.question.gold and rank is None else "",
        f"kind {outcome.question.kind}" if outcome.question.kind else "",
        f"id {outcome.question.id}",
    ]
    if not outcome.question.answerable:
        parts[2:4] = []
    return " · ".join(filter(None, parts))
