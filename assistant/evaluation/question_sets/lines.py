"""Question sets written: one JSON object a line, as `readers.read_jsonl` reads them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import QuestionSetError
from assistant.evaluation.question_sets.fields import read_records
from assistant.evaluation.question_sets.readers import read_jsonl
from assistant.evaluation.question_sets.values import Question

Line = Mapping[str, Any]


def question_line(question: Question) -> dict[str, Any]:
    """A question as the object of its line."""
    return {
        "id": question.id,
        **({"kind": question.kind} if question.kind else {}),
        "question": question.text,
        "answers": list(question.answers),
        "answerable": question.answerable,
        "evidence": [
            {"source": p.source, "start": p.start, "end": p.end, "quote": p.quote}
            for p in question.evidence
        ],
        "history": [list(turn) for turn in question.history],
    }


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a set as they stand there, none if there is no such file yet.

    Raises QuestionSetError, also for what is no question: a file of another kind is not added to.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as exc:
        raise QuestionSetError(
            f"{path} cannot be read as UTF-8 ({exc}): give another file"
        ) from exc
    records = tuple(read_records(path, text))
    read_jsonl(records)
    return [dict(record.values) for record in records]


def merge_lines(old: Sequence[Line], new: Iterable[Line]) -> list[Line]:
    """The old lines, and behind them those of the new whose id none of the others has."""
    known = {str(line.get("id")) for line in old if "id" in line}
    merged = list(old)
    for line in new:
        name = str(line.get("id"))
        if name not in known:
            known.add(name)
            merged.append(line)
    return merged


def write_lines(path: Path, lines: Iterable[Line]) -> None:
    """Write a set anew: a reader finds the old file or the new, whole. Raises QuestionSetError."""
    write_whole(path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def write_whole(path: Path, text: str) -> None:
    """Put a text into a file in one step. Raises QuestionSetError."""
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    except OSError as exc:
        raise QuestionSetError(f"cannot write {path} ({exc.strerror}): give another file") from exc
