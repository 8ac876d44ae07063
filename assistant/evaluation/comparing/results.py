"""What `assistant evaluate --json` wrote, read back to be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import QuestionSetError
from assistant.evaluation.question_sets.fields import Record, read_text

_CURE = "write it again with assistant evaluate --json"
# Objects at the top that are no groups of figures.
_APART = frozenset({"setup", "intervals", "by_kind", "baselines"})
# No figure comes near it; NaN and what is infinite are beyond it too.
_MOST = 1e15


@dataclass(frozen=True, slots=True)
class Result:
    """How one question went; `scores` are its figures by name, None where it has none."""

    id: str
    text: str
    answerable: bool
    abstained: bool
    confidence: float
    milliseconds: float
    right: bool | None
    verbatim: tuple[bool, ...]
    scores: Mapping[str, float | None]
    quote: str


@dataclass(frozen=True, slots=True)
class Results:
    """An evaluation as it was written: the figures it has by (group, name), and its questions."""

    name: str
    figures: tuple[tuple[str, str], ...]
    setup: Mapping[str, object]
    questions: tuple[Result, ...]


def read_results(path: Path) -> Results:
    """Read the JSON of an evaluation; raises QuestionSetError."""
    if not path.is_file():
        raise QuestionSetError(f"no evaluation {str(path)!r}: give a file that --json wrote")
    try:
        whole = json.loads(read_text(path))
    except (ValueError, RecursionError) as exc:
        raise QuestionSetError(f"{path} is not JSON: {_CURE}") from exc
    if not isinstance(whole, dict) or not isinstance(whole.get("per_question"), list):
        raise QuestionSetError(f"{path} is no evaluation, it has no list 'per_question': {_CURE}")
    record = Record(str(path), whole)
    questions = tuple(map(_result, record.records("per_question")))
    if not questions:
        raise QuestionSetError(f"{path} has no questions in it: {_CURE}")
    setup = whole.get("setup")
    return Results(
        path.name,
        tuple(
            (group, name)
            for group, figures in whole.items()
            if isinstance(figures, dict) and group not in _APART
            for name in figures
        ),
        setup if isinstance(setup, dict) else {},
        questions,
    )


def _result(record: Record) -> Result:
    scores = record.values.get("scores")
    if not isinstance(scores, dict):
        raise record.fault("has no 'scores'", _CURE)
    of_scores = Record(f"{record.place}, scores", scores)
    right = record.values.get("right")
    if right is not None and not isinstance(right, bool):
        raise record.fault("has no truth value in 'right'", _CURE)
    verbatim = tuple(record.items("verbatim"))
    return Result(
        id=record.label("id", ""),
        text=record.text("question"),
        answerable=record.flag("answerable", default=True),
        abstained=record.flag("abstained", default=False),
        confidence=_number(record, "confidence") or 0.0,
        milliseconds=_number(record, "milliseconds") or 0.0,
        right=right,
        verbatim=tuple(good is True for good in verbatim),
        scores={name: _number(of_scores, name) for name in scores},
        quote=record.text("quote", ""),
    )


def _number(record: Record, name: str) -> float | None:
    value = record.values.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -_MOST < value < _MOST:
        raise record.fault(f"has {value!r:.40} in {name!r}", f"it is a number: {_CURE}")
    return float(value)
