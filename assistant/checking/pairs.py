"""Statements with their quotes, one JSON object a line, checked one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.checking.statement import check_statement
from assistant.checking.values import Reason
from assistant.errors import CheckError
from assistant.types import Citation


@dataclass(frozen=True, slots=True)
class Check:
    """A statement and why it is not backed, if so; `citations` where its quotes were looked for."""

    id: str
    statement: str
    reasons: tuple[Reason, ...] = ()
    citations: tuple[Citation, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The object that `assistant check --json` writes for it."""
        found = [citation.to_dict() for citation in self.citations]
        return {
            "id": self.id,
            "supported": not self.reasons,
            "reasons": [reason.to_dict() for reason in self.reasons],
            "statement": self.statement,
            **({"citations": found} if found else {}),
        }


def check_pairs(file: Path) -> list[Check]:
    """Check each line `{"id", "statement", "quotes": [...]}`; without an id it gets its number.

    Raises CheckError if the file or a line cannot be read.
    """
    return [
        Check(name, statement, check_statement(statement, quotes))
        for name, statement, quotes in _pairs(file)
    ]


def _pairs(file: Path) -> Iterator[tuple[str, str, list[str]]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or "it is no UTF-8 text"
        raise CheckError(
            f"cannot read {str(file)!r} ({reason}): give a file of pairs, or a text with "
            "--articles PATH"
        ) from exc
    found = False
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found = True
            yield _pair(line, f"{file} line {number}", str(number))
    if not found:
        raise CheckError(f"{file} holds no pairs: put one JSON object on each line")


def _pair(line: str, where: str, number: str) -> tuple[str, str, list[str]]:
    form = 'write {"id": "1", "statement": "…", "quotes": ["…"]}'
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as exc:
        raise CheckError(f"{where} is no JSON: {form}") from exc
    if not isinstance(record, dict) or not isinstance(record.get("statement"), str):
        raise CheckError(f"{where} has no statement: {form}")
    quotes = record.get("quotes")
    if not isinstance(quotes, list) or not all(isinstance(quote, str) for quote in quotes):
        raise CheckError(f"{where}: quotes must be a list of texts: {form}")
    return str(record.get("id", number)), record["statement"], quotes
