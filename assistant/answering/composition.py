"""An answer as a text, in parts that know which quote they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.types import Citation

if TYPE_CHECKING:
    from assistant.answering.answer import Statement

# A piece of the text and the citation whose quote stands in it, behind one quotation mark.
Part = tuple[str, Citation | None]


def quote_parts(citations: Sequence[Citation]) -> list[Part]:
    """Quotes under the titles of their articles, each with its number."""
    parts: list[Part] = []
    for index, citation in enumerate(citations):
        if index == 0 or citations[index - 1].source != citation.source:
            parts.append((f"{_newline(parts, 2)}{citation.heading}:", None))
        parts += [(_newline(parts), None), (f"“{citation.quote}” [{citation.id}]", citation)]
    return parts


def statement_parts(statements: Sequence[Statement], citations: Sequence[Citation]) -> list[Part]:
    """Statements with the numbers of their quotes, each quote below the first that rests on it."""
    left = {citation.id: citation for citation in citations}
    parts: list[Part] = []
    for statement in statements:
        shown = [left.pop(number) for number in statement.citations if number in left]
        if statement.text:
            marks = "".join(f"[{number}]" for number in statement.citations)
            parts.append((f"{_newline(parts, 2)}{statement.text} {marks}", None))
        elif shown:
            parts.append((_newline(parts, 2), None))
        if statement.mark:
            parts.append((f"\n({statement.mark})", None))
        for place, citation in enumerate(shown):
            if statement.text or place:
                parts.append((_newline(parts), None))
            parts += [
                (f"“{citation.quote}” [{citation.id}]", citation),
                (f" — {citation.heading}", None),
            ]
    return parts


def answer_parts(
    statements: Sequence[Statement], citations: Sequence[Citation], differing: str = ""
) -> list[Part]:
    """An answer's statements or quotes, quotes no statement rests on, and that articles differ."""
    told = {number for statement in statements for number in statement.citations}
    parts = statement_parts(statements, citations)
    if rest := quote_parts([citation for citation in citations if citation.id not in told]):
        parts += [(_newline(parts, 2), None), *rest] if parts else rest
    if differing:
        parts.append((f"{_newline(parts, 2)}{differing}", None))
    return parts


def _newline(parts: Sequence[Part], count: int = 1) -> str:
    return "\n" * count if parts else ""
