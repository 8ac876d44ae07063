"""Question sets: told apart by what they hold, never by their name."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import QuestionSetError
from assistant.evaluation.question_sets.alignment import align_evidence
from assistant.evaluation.question_sets.fields import Record, read_records, read_text
from assistant.evaluation.question_sets.readers import read_beir, read_jsonl, read_squad
from assistant.evaluation.question_sets.values import Evidence, Question, QuestionSet

__all__ = ["Evidence", "Question", "QuestionSet", "align_evidence", "load_questions", "sample"]

_CURE = (
    'give lines of {"question": …}, a SQuAD file, or a folder with corpus.jsonl, queries.jsonl '
    "and qrels/*.tsv"
)


def load_questions(path: Path) -> QuestionSet:
    """Read a JSONL file, a SQuAD file or a BEIR folder; raises QuestionSetError."""
    if not path.exists():
        raise QuestionSetError(f"no question set {str(path)!r}: check the path")
    found = _load_folder(path) if path.is_dir() else _load_file(path)
    if not found.questions:
        raise QuestionSetError(f"{path} holds no questions: {_CURE}")
    return found


def sample(questions: Sequence[Question], limit: int, seed: int = 0) -> tuple[Question, ...]:
    """At most `limit` questions drawn at random, the same on every run, in their old order."""
    generator = random.Random(seed)  # noqa: S311 - a sample is no secret, and must repeat
    chosen = generator.sample(range(len(questions)), min(limit, len(questions)))
    return tuple(questions[index] for index in sorted(chosen))


def _load_folder(path: Path) -> QuestionSet:
    missing = [n for n in ("corpus.jsonl", "queries.jsonl", "qrels") if not (path / n).exists()]
    if missing:
        raise QuestionSetError(f"{path} is no question set, it has no {missing[0]}: {_CURE}")
    return read_beir(path)


def _load_file(path: Path) -> QuestionSet:
    text = read_text(path)
    if not text.lstrip().startswith("{"):
        raise QuestionSetError(f"{path} is no question set that is known here: {_CURE}")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = {}  # lines of JSON are not JSON as a whole
    if isinstance(whole.get("data"), list):
        return read_squad(Record(str(path), whole))
    if whole and "question" not in whole:
        raise QuestionSetError(f"{path} line 1 has neither 'question' nor SQuAD's 'data': {_CURE}")
    return read_jsonl(read_records(path, text))
