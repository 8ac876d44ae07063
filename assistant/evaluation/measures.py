"""What each figure is called, what it says, which way is better, and its interval."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.evaluation.intervals import (
    Interval,
    auroc_interval,
    mean_interval,
    percentile_interval,
    share_interval,
)
from assistant.evaluation.outcomes import Outcome
from assistant.evaluation.runner import Evaluation

Unit = Literal["share", "score", "words", "tokens", "seconds", "ms"]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure for people; `missing` says why a set may not give it."""

    title: str
    meaning: str
    unit: Unit = "share"
    better: Better = "higher"
    missing: str = "no question has its article named"


_ACCEPTED = "no question has accepted answers"
_EVIDENCE = "no question has evidence"
_QUOTE = "nothing was quoted"
_MODEL = "no chat model was asked"
_STATEMENT = "no chat model made a statement"

_MEASURES: Mapping[str, Measure] = {
    **{
        f"retrieval.recall@{k}": Measure(
            f"Right article among the first {k}" if k > 1 else "Right article first",
            f"share of the answerable questions whose article is among the first {k} found"
            if k > 1
            else "share of the answerable questions whose article is found first",
        )
        for k in (1, 3, 5, 10)
    },
    "retrieval.mrr@10": Measure(
        "Mean reciprocal rank",
        "1 / rank of the right article, 0 beyond the tenth, on average",
        "score",
    ),
    "retrieval.ndcg@10": Measure(
        "nDCG of ten", "how near to the top all right articles stand, 1 at best", "score"
    ),
    "quotes.verbatim": Measure(
        "Quotes word for word",
        "share of all quotes that are their article’s own characters",
        missing=_QUOTE,
    ),
    "quotes.answer@1": Measure(
        "Answer in the first sentence",
        "share of the answerable questions where the first quoted sentence holds an accepted "
        "answer, shown or not",
        missing=_ACCEPTED,
    ),
    "quotes.answer@3": Measure(
        "Answer in the first three",
        "the same for the first three quoted sentences",
        missing=_ACCEPTED,
    ),
    "quotes.words_mean": Measure(
        "Words of the first quote",
        "of the answerable questions, on average",
        "words",
        "neither",
        missing="no answerable question has a quote",
    ),
    "evidence.recall": Measure(
        "Evidence found",
        "share of the evidence’s characters that the first five passages hold",
        missing=_EVIDENCE,
    ),
    "evidence.precision": Measure(
        "Passages that are evidence",
        "share of the first five passages’ characters that are evidence",
        missing=_EVIDENCE,
    ),
    "evidence.iou": Measure(
        "Overlap with the evidence",
        "characters in both over characters in either",
        missing=_EVIDENCE,
    ),
    "abstention.auroc": Measure(
        "Confidence tells them apart",
        "AUROC: how often the answerable one of two questions gets the higher confidence",
        "score",
        missing="it takes answerable and unanswerable questions",
    ),
    "abstention.answered": Measure(
        "Answered", "share of all questions for which a quote was shown", "share", "neither"
    ),
    "abstention.false_answers": Measure(
        "False answers",
        "share of the unanswerable questions that were answered all the same",
        "share",
        "lower",
        "every question can be answered",
    ),
    "abstention.false_refusals": Measure(
        "False refusals",
        "share of the answerable questions that were refused",
        "share",
        "lower",
        "no question can be answered",
    ),
    "answers.exact_match": Measure(
        "Exactly an accepted answer",
        "SQuAD’s exact match: of what was said, or of a right refusal",
        missing=_ACCEPTED,
    ),
    "answers.f1": Measure(
        "Words shared with an accepted answer", "SQuAD’s F1, on average", "score", missing=_ACCEPTED
    ),
    "answers.support": Measure(
        "Statements backed by their quotes",
        "share of a chat model’s statements that pass the check",
        missing=_STATEMENT,
    ),
    "answers.citation_recall": Measure(
        "Statements that cite the evidence",
        "share of the statements shown with a quote that overlaps it",
        missing=f"{_STATEMENT}, or {_EVIDENCE}",
    ),
    "answers.citation_precision": Measure(
        "Quotes from the evidence",
        "share of the quotes shown that overlap it",
        missing="no question with evidence was answered",
    ),
    "answers.declined": Measure(
        "Declined by the chat model",
        "it was asked and found no answer in its sentences",
        "share",
        "neither",
        _MODEL,
    ),
    "answers.stood_in": Measure(
        "Answered in its place",
        "the built-in reader, as nothing of the model’s reply could be shown",
        "share",
        "lower",
        _MODEL,
    ),
    "answers.prompt_tokens": Measure("Tokens read", "per answer", "tokens", "lower", _MODEL),
    "answers.completion_tokens": Measure("Tokens written", "per answer", "tokens", "lower", _MODEL),
    "answers.tokens_estimated": Measure(
        "Tokens that were estimated",
        "share of the answers whose server did not report them",
        "share",
        "neither",
        _MODEL,
    ),
    "answers.seconds": Measure(
        "Seconds an answer", "on average", "seconds", "lower", "nothing was asked"
    ),
    "latency_ms.p50": Measure(
        "Half are faster than", "time to the whole answer", "ms", "lower", "nothing was asked"
    ),
    "latency_ms.p95": Measure(
        "95 of 100 are faster than", "time to the whole answer", "ms", "lower", "nothing was asked"
    ),
}
_SCORES = {"words_mean": "words"}


def measure(group: str, name: str) -> Measure:
    """What is known of a figure; one that is not known here goes by its own name."""
    unknown = Measure(name, "", "score", "neither", "the set does not give it")
    return _MEASURES.get(f"{group}.{name}", unknown)


def score_name(group: str, name: str) -> str:
    """What a figure that is a mean is called among a question's own scores."""
    return f"evidence_{name}" if group == "evidence" else _SCORES.get(name, name)


def intervals_of(evaluation: Evaluation) -> dict[str, dict[str, Interval | None]]:
    """The intervals of all figures, by group and name; None where there is none.

    `verbatim` counts quotes, not questions, and every one of them: it has no interval.
    """
    return {
        group: {name: _interval(evaluation.outcomes, group, name) for name in figures}
        for group, figures in evaluation.groups().items()
    }


def _interval(outcomes: Sequence[Outcome], group: str, name: str) -> Interval | None:
    times = [outcome.milliseconds for outcome in outcomes]
    special: dict[str, Callable[[], Interval | None]] = {
        "latency_ms.p50": lambda: percentile_interval(times, 50),
        "latency_ms.p95": lambda: percentile_interval(times, 95),
        "abstention.auroc": lambda: auroc_interval(
            [o.confidence for o in outcomes if o.question.answerable],
            [o.confidence for o in outcomes if not o.question.answerable],
        ),
    }
    if found := special.get(f"{group}.{name}"):
        return found()
    values = [outcome.scores.get(score_name(group, name)) for outcome in outcomes]
    counted = share_interval if measure(group, name).unit in ("share", "score") else mean_interval
    return counted(values)
