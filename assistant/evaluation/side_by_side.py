"""The figures in which ways of retrieving can be compared, whatever they give back."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.evaluation.measures import Measure
from assistant.evaluation.metrics import mean
from assistant.evaluation.outcomes import RECALL_DEPTHS, Figures
from assistant.evaluation.runner import Evaluation

PROGRAM = "program"
# What each way is called, and in which it differs.
TITLES: Mapping[str, str] = {
    PROGRAM: "This program",
    "tutorial": "Usual tutorial",
    "bm25": "BM25 alone",
}
WAYS: Mapping[str, str] = {
    "tutorial": "LangChain’s recursive splitter at 1000 characters with an overlap of 200, the "
    "same embedding model, Chroma, the four nearest pieces",
    "bm25": "the best of this program’s own passages by BM25 alone",
}
NOTE = (
    "Plain retrieval gives passages and points at no sentence. So that there is one to compare, "
    "it is given that of its first passage whose vector is nearest to the question’s. Which "
    "questions have no answer it can tell only by the score of its first passage. Its time is that "
    "until the passages are found; that of the program, until the answer is there."
)
MEASURES: Mapping[str, Measure] = {
    **{
        f"recall@{k}": Measure(
            f"Right article among the first {k}" if k > 1 else "Right article first", ""
        )
        for k in RECALL_DEPTHS
    },
    "passage_answer@1": Measure("Answer in the first passage", ""),
    "passage_words@1": Measure("… which has so many words", "", "words", "neither"),
    "passage_answer@4": Measure("Answer in the first four passages", ""),
    "passage_words@4": Measure("… which have so many words", "", "words", "neither"),
    "answer@1": Measure("Answer in the sentence pointed at first", ""),
    "words": Measure("… in a quote of so many words", "", "words", "neither"),
    "evidence_recall": Measure("Evidence in the first five passages", ""),
    "evidence_precision": Measure("Share of those passages that is evidence", ""),
    "auroc": Measure("Tells answerable from not (AUROC)", "", "score"),
    "p50": Measure("Half are faster than", "", "ms", "lower"),
    "p95": Measure("95 of 100 are faster than", "", "ms", "lower"),
}


def side_by_side(
    program: Evaluation, others: Mapping[str, tuple[Evaluation, int]]
) -> dict[str, Figures]:
    """The figures of MEASURES by way, the program's own first; nothing if there is no other.

    Each of the `others` comes with the most passages it gives: deeper recall is None.
    """
    if not others:
        return {}
    ways = {PROGRAM: (program, max(RECALL_DEPTHS)), **others}
    return {way: _figures(evaluation, depth) for way, (evaluation, depth) in ways.items()}


def _figures(evaluation: Evaluation, depth: int) -> Figures:
    known = {**evaluation.abstention, **evaluation.latency_ms}
    too_deep = {f"recall@{k}" for k in RECALL_DEPTHS if k > depth}
    return {
        name: None
        if name in too_deep
        else known[name]
        if name in known
        else mean(outcome.scores.get(name) for outcome in evaluation.outcomes)
        for name in MEASURES
    }
