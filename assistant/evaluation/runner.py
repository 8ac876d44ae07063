"""Put every question of a set and add up how the answers did."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.answering.answer import Answer
from assistant.evaluation import metrics
from assistant.evaluation.answer_metrics import answer_figures, answer_scores
from assistant.evaluation.values import Question
from assistant.types import Citation

Figures = Mapping[str, float | None]
RECALL_DEPTHS = (1, 3, 5, 10)
ANSWER_DEPTHS = (1, 3)
EVIDENCE_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question went; `scores` are its figures by name, None where it has none."""

    question: Question
    abstained: bool
    confidence: float
    milliseconds: float
    gold_rank: int | None
    answer_rank: int | None
    quote: str | None
    source: str | None
    verbatim: tuple[bool, ...]
    scores: Figures

    def to_dict(self) -> dict[str, Any]:
        """The question's entry in the JSON of an evaluation."""
        return {
            "id": self.question.id,
            "question": self.question.text,
            "kind": self.question.kind,
            "answerable": self.question.answerable,
            "abstained": self.abstained,
            "confidence": round(self.confidence, 4),
            "gold_rank": self.gold_rank,
            "answer_rank": self.answer_rank,
            "quote": self.quote,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a question set, in groups; None is what the set cannot tell."""

    questions: int
    answerable: int
    retrieval: Figures
    quotes: Figures
    evidence: Figures
    abstention: Figures
    latency_ms: Figures
    by_kind: Mapping[str, Figures] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
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
        return {
            "questions": self.questions,
            "answerable": self.answerable,
            **{name: dict(figures) for name, figures in self.groups().items()},
            **({"by_kind": kinds} if kinds else {}),
            "per_question": [outcome.to_dict() for outcome in self.outcomes],
        }


def _say_nothing(done: int, total: int) -> None: ...


def evaluate(
    questions: Sequence[Question],
    ask: Callable[[Question], Answer],
    texts: Mapping[str, str],
    progress: Callable[[int, int], None] = _say_nothing,
    clock: Callable[[], float] = time.perf_counter,
) -> Evaluation:
    """Ask all questions, one after the other, and score the answers.

    `texts` holds the text of each article by source. `progress(done, total)` is called after
    every question, `clock` gives seconds. Raises what `ask` raises.
    """
    outcomes = []
    for done, question in enumerate(questions, start=1):
        began = clock()
        answer = ask(question)
        milliseconds = (clock() - began) * 1000
        outcomes.append(_outcome(question, answer, milliseconds, texts))
        progress(done, len(questions))
    return _summary(tuple(outcomes))


def _outcome(
    question: Question, answer: Answer, milliseconds: float, texts: Mapping[str, str]
) -> Outcome:
    shown = answer.citations or answer.withheld
    quoted = [sentence for citation in shown for sentence in _sentences(citation)]
    ranked = metrics.distinct(passage.source for passage in answer.passages)
    # An unanswerable question has no gold article and no accepted answer, whatever its set says.
    gold = question.gold if question.answerable else ()
    answers = question.answers if question.answerable else ()
    evidence = question.evidence if question.answerable else ()
    overlap = metrics.evidence_overlap(answer.passages[:EVIDENCE_PASSAGES], evidence)
    scores: dict[str, float | None] = {
        **{f"recall@{k}": metrics.recall_at(ranked, gold, k) for k in RECALL_DEPTHS},
        "mrr@10": metrics.reciprocal_rank(ranked, gold),
        "ndcg@10": metrics.ndcg(ranked, gold),
        **{f"answer@{k}": metrics.answer_at(quoted, answers, gold, k) for k in ANSWER_DEPTHS},
        "words": len(shown[0].quote.split()) if shown and question.answerable else None,
        "evidence_recall": overlap.recall if overlap else None,
        "evidence_precision": overlap.precision if overlap else None,
        "evidence_iou": overlap.iou if overlap else None,
        **answer_scores(question, answer, milliseconds),
    }
    return Outcome(
        question,
        answer.abstained,
        answer.confidence,
        milliseconds,
        gold_rank=metrics.first_rank(ranked, gold),
        answer_rank=metrics.answer_rank(quoted, answers, gold),
        quote=shown[0].quote if shown else None,
        source=shown[0].source if shown else None,
        verbatim=tuple(
            _is_verbatim(citation, texts) for citation in (*answer.citations, *answer.withheld)
        ),
        scores=scores,
    )


def _sentences(citation: Citation) -> list[tuple[str, str]]:
    """The source and words of each sentence of a quote, the one that answers first."""
    if not citation.sentences:
        return [(citation.source, citation.quote)]
    return [
        (citation.source, citation.quote[span.start - citation.start : span.end - citation.start])
        for span in citation.sentences
    ]


def _is_verbatim(citation: Citation, texts: Mapping[str, str]) -> bool:
    return texts.get(citation.source, "")[citation.start : citation.end] == citation.quote


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
    return {
        "answered": metrics.mean(not o.abstained for o in outcomes),
        "false_answers": metrics.mean(
            not o.abstained for o in outcomes if not o.question.answerable
        ),
        "false_refusals": metrics.mean(o.abstained for o in outcomes if o.question.answerable),
    }


def _mean(outcomes: Sequence[Outcome], name: str) -> float | None:
    return metrics.mean(outcome.scores[name] for outcome in outcomes)
