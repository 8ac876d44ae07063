"""What is found wrong with a question set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from assistant.evaluation.question_sets.values import Question

Check = Literal["id", "duplicate", "leak", "evidence", "answer", "retrieval"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a question, or a warning: something that a person should look at.

    `quote` is a sentence of `source` to look at, `confidence` that with which it was found.
    """

    check: Check
    id: str
    question: str
    text: str
    is_fault: bool
    source: str = ""
    quote: str = ""
    confidence: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The form of a finding in JSON."""
        return {
            "check": self.check,
            "severity": "fault" if self.is_fault else "warning",
            "id": self.id,
            "question": self.question,
            "text": self.text,
            "source": self.source or None,
            "quote": self.quote or None,
            "confidence": None if self.confidence is None else round(self.confidence, 4),
        }


def fault(check: Check, question: Question, text: str) -> Finding:
    """Something that is wrong with a question."""
    return Finding(check, question.id, question.text, text, is_fault=True)


def warning(check: Check, question: Question, text: str) -> Finding:
    """Something that may be wrong with a question."""
    return Finding(check, question.id, question.text, text, is_fault=False)
