"""Put every question of a set and add up how the answers did."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.answering.answer import Answer
from assistant.evaluation import metrics
from assistant.evaluation.answer_metrics import answer_figures, answer_scores
from assistant.evaluation.intervals import Interval
from assistant.evaluation.losses import Step, is_right, lost_step, right_rank
from assistant.evaluation.metrics import Located
from assistant.evaluation.setup import Setup
from assistant.evaluation.values import Evidence, Question
from assistant.settings import Settings
from assistant.types import Citation, Span

Figures = Mapping[str, float | None]
RECALL_DEPTHS = (1, 3, 5, 10)
ANSWER_DEPTHS = (1, 3)
EVIDENCE_PASSAGES = 5
PASSAGE_DEPTHS = (1, 4)
_READ = Settings().reranked


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question went; `scores` are its figures by name, None where it has none.

    `expected` are accepted answers, else the evidence, else the articles that hold the answer.
    `right` says whether the first quote answers, `lost` in which step it came to nothing.
    """

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
    right: bool | None = None
    lost: Step | None = None
    expected: tuple[str, ...] = ()

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
            "expected": list(self.expected),
            "gold": list(self.question.gold),
            "right": self.right,
            "lost": self.lost,
            "milliseconds": round(self.milliseconds, 1),
            "verbatim": list(self.verbatim),
            "scores": dict(self.scores),
        }


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
) -> Evaluation:
    """Ask all questions, one after the other, and score the answers.

    `texts` holds the text of each article by source. `progress(done, total)` is called after
    every question, `clock` gives seconds; the first `read` passages are those that were read
    sentence by sentence. Raises what `ask` raises.
    """
    outcomes = []
    for done, question in enumerate(questions, start=1):
        began = clock()
        answer = ask(question)
        milliseconds = (clock() - began) * 1000
        outcomes.append(_outcome(question, answer, milliseconds, texts, read))
        progress(done, len(questions))
    return _summary(tuple(outcomes))


def _outcome(
    question: Question,
    answer: Answer,
    milliseconds: float,
    texts: Mapping[str, str],
    read: int,
) -> Outcome:
    shown = answer.citations or answer.withheld
    sentences = [sentence for citation in shown for sentence in _sentences(citation)]
    quoted = [(piece.source, text) for piece, text in sentences]
    ranked = metrics.distinct(passage.source for passage in answer.passages)
    # An unanswerable question has no gold article and no accepted answer, whatever its set says.
    gold = question.gold if question.answerable else ()
    answers = question.answers if question.answerable else ()
    evidence = question.evidence if question.answerable else ()
    overlap = metrics.evidence_overlap(answer.passages[:EVIDENCE_PASSAGES], evidence)
    rank = right_rank(question, sentences)
    passages = [(passage, passage.text) for passage in answer.passages[:read]]
    scores: dict[str, float | None] = {
        **{f"recall@{k}": metrics.recall_at(ranked, gold, k) for k in RECALL_DEPTHS},
        "mrr@10": metrics.reciprocal_rank(ranked, gold),
        "ndcg@10": metrics.ndcg(ranked, gold),
        **{f"answer@{k}": metrics.answer_at(quoted, answers, gold, k) for k in ANSWER_DEPTHS},
        "words": len(shown[0].quote.split()) if shown and question.answerable else None,
        **_passages(answer, answers, gold),
        "evidence_recall": overlap.recall if overlap else None,
        "evidence_precision": overlap.precision if overlap else None,
        "evidence_iou": overlap.iou if overlap else None,
        "answered": float(not answer.abstained),
        "false_answers": None if question.answerable else float(not answer.abstained),
        "false_refusals": float(answer.abstained) if question.answerable else None,
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
        right=is_right(question, rank),
        lost=lost_step(question, answer.abstained, rank, passages),
        expected=answers
        or tuple(texts.get(piece.source, "")[piece.start : piece.end] for piece in evidence)
        or gold,
    )


def _passages(
    answer: Answer, answers: Sequence[str], gold: Sequence[str]
) -> dict[str, float | None]:
    """Whether the first passages hold the answer, and how many words they make one read."""
    found = [(passage.source, passage.text) for passage in answer.passages]
    return {
        **{
            f"passage_answer@{k}": metrics.answer_at(found, answers, gold, k)
            for k in PASSAGE_DEPTHS
        },
        **{
            f"passage_words@{k}": sum(len(text.split()) for _, text in found[:k])
            if found and (answers or gold)
            else None
            for k in PASSAGE_DEPTHS
        },
    }


def _sentences(citation: Citation) -> list[tuple[Located, str]]:
    """The place and words of each sentence of a quote, the one that answers first."""
    source, start = citation.source, citation.start
    spans = citation.sentences or (Span(start, citation.end),)
    return [
        (
            Evidence(source, span.start, span.end),
            citation.quote[span.start - start : span.end - start],
        )
        for span in spans
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
    return {name: _mean(outcomes, name) for name in ("answered", "false_answers", "false_refusals")}


def _mean(outcomes: Sequence[Outcome], name: str) -> float | None:
    return metrics.mean(outcome.scores[name] for outcome in outcomes)
