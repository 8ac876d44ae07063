"""Put every question of a set and add up how the answers did."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.answering.answer import Answer
from assistant.evaluation import metrics
from assistant.evaluation.answer_metrics import answer_figures
from assistant.evaluation.intervals import Interval
from assistant.evaluation.outcomes import (
    ANSWER_DEPTHS,
    RECALL_DEPTHS,
    Figures,
    Outcome,
    outcome_of,
)
from assistant.evaluation.question_sets.values import Question
from assistant.evaluation.setup import Setup
from assistant.settings import Settings

_READ = Settings().reranked


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a question set, in groups; None is what the set cannot tell.

    `intervals` has the groups and names of the figures, as far as they have intervals;
    `baselines` the same few figures of this way of retrieving and of others, by name.
    """

    questions: int
    answerable: int
    retrieval: Figures
    quotes: Figures
    evidence: Figures
    abstention: Figures
    latency_ms: Figures
    by_kind: Mapping[str, Figures] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    intervals: Mapping[str, Mapping[str, Interval | None]] = field(default_factory=dict)
    setup: Setup | None = None
    baselines: Mapping[str, Figures] = field(default_factory=dict)
    answers: Figures = field(default_factory=dict)

    def groups(self) -> dict[str, Figures]:
        """The groups of figures by name, in the order of the report."""
        return {
            "retrieval": self.retrieval,
            "quotes": self.quotes,
            "evidence": self.evidence,
            "abstention": self.abstention,
            "answers": self.answers,
            "latency_ms": self.latency_ms,
        }

    def to_dict(self) -> dict[str, Any]:
        """The object that `assistant evaluate --json` writes."""
        kinds = {kind: dict(figures) for kind, figures in self.by_kind.items()}
        intervals = {
            group: {name: found and [found.low, found.high] for name, found in intervals.items()}
            for group, intervals in self.intervals.items()
        }
        baselines = {name: dict(figures) for name, figures in self.baselines.items()}
        return {
            "questions": self.questions,
            "answerable": self.answerable,
            **{name: dict(figures) for name, figures in self.groups().items()},
            **({"by_kind": kinds} if kinds else {}),
            **({"intervals": intervals} if intervals else {}),
            **({"setup": self.setup.to_dict()} if self.setup else {}),
            **({"baselines": baselines} if baselines else {}),
            "per_question": [outcome.to_dict() for outcome in self.outcomes],
        }


def _say_nothing(done: int, total: int) -> None: ...


def evaluate(
    questions: Sequence[Question],
    ask: Callable[[Question], Answer],
    texts: Mapping[str, str],
    progress: Callable[[int, int], None] = _say_nothing,
    clock: Callable[[], float] = time.perf_counter,
    read: int = _READ,
    finish: Callable[[Answer], Answer] | None = None,
) -> Evaluation:
    """Ask all questions, one after the other, and score the answers.

    `texts` holds the text of each article by source. `progress(done, total)` is called after
    every question, `clock` gives seconds; the first `read` passages are those that were read
    sentence by sentence. `finish` is done to each answer when its time has been taken. Raises
    what `ask` raises.
    """
    outcomes = []
    for done, question in enumerate(questions, start=1):
        began = clock()
        answer = ask(question)
        milliseconds = (clock() - began) * 1000
        answer = finish(answer) if finish else answer
        outcomes.append(outcome_of(question, answer, milliseconds, texts, read))
        progress(done, len(questions))
    return _summary(tuple(outcomes))


def _summary(outcomes: tuple[Outcome, ...]) -> Evaluation:
    kinds = dict.fromkeys(outcome.question.kind for outcome in outcomes)
    times = [outcome.milliseconds for outcome in outcomes]
    return Evaluation(
        questions=len(outcomes),
        answerable=sum(outcome.question.answerable for outcome in outcomes),
        retrieval={
            name: _mean(outcomes, name)
            for name in (*(f"recall@{k}" for k in RECALL_DEPTHS), "mrr@10", "ndcg@10")
        },
        quotes={
            "verbatim": metrics.mean(good for outcome in outcomes for good in outcome.verbatim),
            **{f"answer@{k}": _mean(outcomes, f"answer@{k}") for k in ANSWER_DEPTHS},
            "words_mean": _mean(outcomes, "words"),
        },
        evidence={
            name: _mean(outcomes, f"evidence_{name}") for name in ("recall", "precision", "iou")
        },
        abstention={
            "auroc": metrics.auroc(
                [o.confidence for o in outcomes if o.question.answerable],
                [o.confidence for o in outcomes if not o.question.answerable],
            ),
            **_daring(outcomes),
        },
        latency_ms={"p50": metrics.percentile(times, 50), "p95": metrics.percentile(times, 95)},
        by_kind={
            kind: _kind([o for o in outcomes if o.question.kind == kind]) for kind in kinds if kind
        },
        outcomes=outcomes,
        answers=answer_figures([outcome.scores for outcome in outcomes]),
    )


def _kind(outcomes: Sequence[Outcome]) -> Figures:
    return {
        "questions": len(outcomes),
        **{f"answer@{k}": _mean(outcomes, f"answer@{k}") for k in ANSWER_DEPTHS},
        **_daring(outcomes),
    }


def _daring(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """How often it answered, answered where it should not, and refused where it should not."""
    return {name: _mean(outcomes, name) for name in ("answered", "false_answers", "false_refusals")}


def _mean(outcomes: Sequence[Outcome], name: str) -> float | None:
    return metrics.mean(outcome.scores[name] for outcome in outcomes)
