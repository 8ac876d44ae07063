"""What is a question, and what is told about what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.asking import check_question
from assistant.errors import QuestionError


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("Why?", "Why?"),
        (" Why\r\n so\t late\u2003? ", "Why so late ?"),
        ("12", "12"),
        ("日本", "日本"),
        ("x" * 20, "x" * 20),
        ("  " * 50 + "x", "x"),
    ],
)
def test_a_question_is_one_line(given: str, asked: str) -> None:
    """White space is folded before its length is counted."""
    assert check_question(given, 20) == asked


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "the question is empty: type a few words"),
        (" \n\u2003", "the question is empty: type a few words"),
        ("🗼 ?!", "the question '🗼 ?!' has no words: type a few words"),
        ("x" * 21, "the question has 21 characters, at most 20 are read: shorten it"),
        ("caf\udce9", "the question has characters that cannot be: retype it"),
    ],
)
def test_what_is_no_question(given: str, message: str) -> None:
    """The error names what is wrong and the cure."""
    with pytest.raises(QuestionError) as raised:
        check_question(given, 20)
    assert str(raised.value) == message


@given(st.text(max_size=60))
def test_any_text_is_a_question_or_an_error(text: str) -> None:
    """Nothing else comes of it, and what is asked has all its words."""
    try:
        asked = check_question(text, 50)
    except QuestionError:
        return
    assert asked.split() == text.split()
    assert 0 < len(asked) <= 50
