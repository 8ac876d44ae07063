"""Follow-up questions: make a question stand alone, without a chat model."""

from __future__ import annotations

from collections.abc import Sequence

Turn = tuple[str, str]


def condense(question: str, history: Sequence[Turn]) -> str:
    """The question as it would be asked without the turns before it."""
    return question
