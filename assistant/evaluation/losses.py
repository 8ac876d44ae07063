"""Whether a question was answered rightly, and if not, in which step it was lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from assistant.evaluation.metrics import Located, fold, overlaps
from assistant.evaluation.question_sets.values import Question

# not retrieved: no passage that was read holds the answer
# not chosen: one does, but no sentence that was quoted
# not first: a quoted sentence does, but not the first
# refused: the first sentence would have held it, but nothing was shown
# answered: something was shown, though the articles do not answer the question
Step = Literal["not retrieved", "not chosen", "not first", "refused", "answered"]
STEPS: tuple[Step, ...] = get_args(Step)

# What tells that a piece of an article answers: accepted answers that stand in it; evidence that
# it touches; nothing but that it is of the right article.
Criterion = Literal["answer", "evidence", "article"]


def criterion(question: Question) -> Criterion | None:
    """The strictest one that the set gives for a question; None if it gives none."""
    if not question.answerable:
        return None
    if any(map(fold, question.answers)):
        return "answer"
    if question.evidence:
        return "evidence"
    return "article" if question.gold else None


def right_rank(question: Question, pieces: Iterable[tuple[Located, str]]) -> int | None:
    """The place, from 1, of the first piece, given with its text, that answers."""
    judged = criterion(question)
    answers = [folded for answer in question.answers if (folded := fold(answer))]
    for rank, (piece, text) in enumerate(pieces, start=1):
        if judged is None or (question.gold and piece.source not in question.gold):
            continue
        if judged == "answer":
            folded = fold(text)
            if not any(answer in folded for answer in answers):
                continue
        if judged == "evidence" and not overlaps(piece, question.evidence):
            continue
        return rank
    return None


def is_right(question: Question, rank: int | None) -> bool | None:
    """Whether what was quoted first answers; None where nobody knows.

    Nothing is a right answer to an unanswerable question.
    """
    return rank == 1 if criterion(question) or not question.answerable else None


def lost_step(
    question: Question, abstained: bool, rank: int | None, read: Sequence[tuple[Located, str]]
) -> Step | None:
    """The first step that went wrong; None where none did, or nobody knows.

    `rank` is that of the quoted sentences; `read` are the passages that were read sentence by
    sentence, each with its text.
    """
    if not question.answerable:
        return None if abstained else "answered"
    if rank == 1 or criterion(question) is None:
        return "refused" if abstained else None
    if rank:
        return "not first"
    return "not chosen" if right_rank(question, read) else "not retrieved"
