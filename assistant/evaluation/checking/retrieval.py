"""What the library itself says of a question set: answers found where there should be none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.answer import Answer
from assistant.evaluation.checking.findings import Finding, warning
from assistant.evaluation.metrics import Located, overlaps
from assistant.evaluation.question_sets.values import Question


def check_retrieval(
    questions: Sequence[Question],
    ask: Callable[[Question], Answer],
    confidence: float,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Finding]:
    """Warnings about unanswerable questions that seem to have an answer, and the other way round.

    An unanswerable question is named if it is answered with a confidence of at least
    `confidence`, with the sentence for a person to judge; an answerable one if nothing that is
    found for it overlaps its evidence, which must be aligned. Only a person can say which is
    wrong, the set or the search. `progress(done, total)` is called after each question.
    """
    asked = [q for q in questions if not q.answerable or q.evidence]
    for done, question in enumerate(asked, start=1):
        answer = ask(question)
        progress(done, len(asked))
        shown = answer.citations or answer.withheld
        if question.answerable:
            found: tuple[Located, ...] = (*shown, *answer.passages)
            if not any(overlaps(piece, question.evidence) for piece in found):
                text = "nothing that is found for it overlaps its evidence"
                yield _shown(warning("retrieval", question, text), answer)
        elif shown and answer.confidence >= confidence:
            text = f"is unanswerable, but an answer is found (confidence {answer.confidence:.2f})"
            yield _shown(warning("retrieval", question, text), answer)


def _shown(finding: Finding, answer: Answer) -> Finding:
    shown = answer.citations or answer.withheld
    if not shown:
        return replace(finding, confidence=answer.confidence)
    first = shown[0]
    return replace(finding, source=first.source, quote=first.quote, confidence=answer.confidence)
