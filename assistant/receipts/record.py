"""An answer as plain values for files that leave this machine: no path of it is in them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from importlib import metadata
from pathlib import PureWindowsPath
from typing import Any

from assistant.answering.answer import Answer
from assistant.receipts.reference import file_name
from assistant.types import Citation, Passage

NEAREST = 3  # passages that are listed beside an abstention
_HALF = re.compile("[\ud800-\udfff]")  # of a pair: no file can hold it


def program() -> dict[str, str]:
    """The program that made a file."""
    return {"name": "Quoting Assistant", "version": metadata.version("quoting-assistant")}


def moment(seconds: float) -> str:
    """Seconds since 1970 in ISO 8601, with the zone: UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def shown_source(source: str) -> str:
    """A source as it may be told: below a folder, or by the file's name alone."""
    path = PureWindowsPath(source)  # which knows both kinds of separators
    outside = path.root or path.drive or path.parts[:1] == ("~",) or ".." in path.parts
    return file_name(source) if outside else source


def answer_record(answer: Answer) -> dict[str, Any]:
    """An answer, whole; of an abstention the nearest passages."""
    nearest = answer.passages[:NEAREST] if answer.abstained else ()
    return {
        "searched": answer.searched or answer.question,
        "answer": answer.text,
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 4),
        "model": answer.model,
        "note": answer.note or None,
        "statements": [statement.to_dict() for statement in answer.statements],
        "left_out": [statement.to_dict() for statement in answer.left_out],
        "disagreement": answer.disagreement.text if answer.disagreement else None,
        "citations": [citation_record(citation) for citation in answer.citations],
        "nearest": [_passage_record(passage) for passage in nearest],
    }


def citation_record(citation: Citation) -> dict[str, Any]:
    """A quote with all that it is found again by."""
    return {
        "id": citation.id,
        "source": shown_source(citation.source),
        "file": file_name(citation.source),
        "title": citation.title,
        "author": citation.author,
        "date": citation.date,
        "sha256": citation.sha256,
        "extractor": citation.extractor or None,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "section": citation.section,
        "quote": citation.quote,
        "before": citation.before,
        "after": citation.after,
        "status": citation.status,
    }


def _passage_record(passage: Passage) -> dict[str, Any]:
    record = {**passage.to_dict(), "source": shown_source(passage.source), "text": passage.text}
    return {key: value for key, value in record.items() if key != "score"}


def as_json(record: dict[str, Any]) -> str:
    """JSON for people and programs, in characters that any file can hold."""
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text) + "\n"
