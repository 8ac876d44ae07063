"""Answers as JSON and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assistant import Answer, Assistant, Citation
from assistant.answering.context import Context
from assistant.errors import RecordsError
from assistant.records.answers import pack, unpack
from assistant.records.packing import from_bytes, to_bytes
from assistant.types import Passage

from .kept import ANSWER, REFUSAL, answers


@given(answers)
def test_an_answer_comes_back(answer: Answer) -> None:
    """Quotes and all else are the same, character for character, also as bytes of JSON."""
    assert unpack(pack(answer)) == answer
    assert from_bytes(Answer, to_bytes(pack(answer)), "the answer") == answer


@pytest.mark.parametrize("answer", [ANSWER, REFUSAL])
def test_every_part_comes_back(answer: Answer) -> None:
    """Statuses, new places, authors, reasons, what was withheld, and nearest passages' texts."""
    assert from_bytes(Answer, to_bytes(pack(answer)), "the answer") == answer


def test_what_a_model_read_is_not_kept() -> None:
    """The context is dropped, and nothing else."""
    read = replace(ANSWER, context=Context((), (), 0, 3000))

    assert pack(read)["context"] is None
    assert unpack(pack(read)) == ANSWER


def test_a_real_answer(library_assistant: Assistant) -> None:
    """What the assistant says, and what it refuses, is made of values that JSON can hold."""
    for question in ("How much oil did the lamp burn?", "Who won the chess game on the moon?"):
        answer = library_assistant.ask(question)
        assert answer.passages
        assert from_bytes(Answer, to_bytes(pack(answer)), "the answer") == answer


def test_an_answer_of_the_first_version() -> None:
    """What was kept when these were all the fields stays readable for ever."""
    kept = {
        "question": "How long?",
        "text": "“44 meters.” [1]",
        "abstained": False,
        "confidence": 1,
        "citations": [
            {
                "id": 1,
                "source": "a.md",
                "title": "A",
                "sha256": "ab",
                "start": 0,
                "end": 10,
                "quote": "44 meters.",
            }
        ],
        "passages": [
            {"source": "a.md", "title": "A", "start": 0, "end": 3, "score": 1.5, "text": "44 "}
        ],
        "statements": [{"text": "It is 44 meters."}],
        "left_out": [{"text": "It is red.", "reasons": [{"kind": "name", "text": "says red"}]}],
        "disagreement": {
            "kind": "date",
            "sides": [
                {"citation": 1, "value": "1961", "source": "a.md", "title": "A", "date": None}
            ],
        },
        "mood": "a field that is gone by now",
    }

    answer = unpack(kept)

    assert answer.citations == (Citation(1, "a.md", "A", "ab", 0, 10, "44 meters."),)
    assert answer.passages == (Passage("a.md", "A", 0, 3, 1.5, "44 "),)
    assert answer.left_out[0].reasons[0].text == "says red"
    assert answer.disagreement
    assert answer.disagreement.sides[0].value == "1961"


def test_a_damaged_answer() -> None:
    """A status that there is not is named."""
    packed = pack(ANSWER)
    packed["citations"][0]["status"] = "perfect"

    with pytest.raises(RecordsError, match=r"the answer.citations\[0\].status is 'perfect'"):
        unpack(packed)
