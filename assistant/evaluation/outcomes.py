"""How one question went: what was found, quoted and shown, against what its set knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answering.answer import Answer
from assistant.evaluation import metrics
from assistant.evaluation.answer_metrics import answer_scores
from assistant.evaluation.losses import Step, is_right, lost_step, right_rank
from assistant.evaluation.metrics import Located
from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.types import Citation, Span

Figures = Mapping[str, float | None]
RECALL_DEPTHS = (1, 3, 5, 10)
ANSWER_DEPTHS = (1, 3)
EVIDENCE_PASSAGES = 5
PASSAGE_DEPTHS = (1, 4)


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
            "confidence": self.confidence,  # rounded, those of other subjects would tie
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


def outcome_of(
    question: Question,
    answer: Answer,
    milliseconds: float,
    texts: Mapping[str, str],
    read: int,
) -> Outcome:
    """Score the answer to one question; the first `read` passages were read by sentence."""
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
