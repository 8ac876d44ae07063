"""Question sets written and read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import QuestionSetError
from assistant.evaluation.question_sets.fields import Record
from assistant.evaluation.question_sets.lines import (
    merge_lines,
    question_line,
    read_lines,
    write_lines,
)
from assistant.evaluation.question_sets.readers import read_jsonl
from assistant.evaluation.question_sets.values import Evidence, Question

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
pieces = st.builds(
    lambda source, start, quote: Evidence(source, start, start + len(quote), quote),
    words,
    st.integers(0, 9),
    words,
)
questions = st.builds(
    Question,
    id=words,
    text=words,
    answers=st.lists(words, max_size=2).map(tuple),
    answerable=st.booleans(),
    kind=st.none() | words,
    evidence=st.lists(pieces, max_size=2).map(tuple),
    history=st.lists(st.tuples(words, words), max_size=2).map(tuple),
)


@given(questions)
def test_a_line_is_read_as_it_was_written(question: Question) -> None:
    """Nothing of a question is lost on the way."""
    (read,) = read_jsonl([Record("here", question_line(question))]).questions
    assert question_line(read) == question_line(question)
    assert (read.answers, read.evidence) == (question.answers, question.evidence)


def test_merging_keeps_the_old_and_doubles_no_id() -> None:
    """Old lines stay as they are, edits included; only ids that are new come in, once."""
    old = [{"id": "a", "question": "edited"}, {"question": "no id"}]
    new = [{"id": "a", "question": "x"}, {"id": "b", "question": "y"}, {"id": "b"}]
    assert merge_lines(old, new) == [*old, {"id": "b", "question": "y"}]
    assert merge_lines([], new) == new[:2]


def test_files(tmp_path: Path) -> None:
    """A set that is not there yet has no lines; fields that are not known stay."""
    file = tmp_path / "q.jsonl"
    assert read_lines(file) == []
    lines: list[dict[str, Any]] = [
        {"question": "Wer? 🔔\u2028", "own": [1]},
        {"question": "Where?"},
    ]
    write_lines(file, lines)
    assert read_lines(file) == lines
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_read_or_written(tmp_path: Path) -> None:
    """The file and the line are named."""
    file = tmp_path / "q.jsonl"
    file.write_text('{"question": "a"}\n{"question"\n')
    with pytest.raises(QuestionSetError, match="line 2 is not JSON"):
        read_lines(file)
    file.write_text('{"data": [], "version": "a SQuAD file on one line"}')
    with pytest.raises(QuestionSetError, match="line 1 has no 'question'"):
        read_lines(file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(QuestionSetError, match="cannot be read as UTF-8"):
        read_lines(file)
    with pytest.raises(QuestionSetError, match="cannot write"):
        write_lines(tmp_path / "nowhere" / "q.jsonl", [])
