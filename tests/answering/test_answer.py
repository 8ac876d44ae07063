"""Answers as values, as JSON and as LangChain messages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Answer, Assistant, Citation
from assistant.types import Passage

QUOTED = Citation(1, "a.md", "Boats.", "ab12", 7, 13, "Boats.", date="2021-05-04")
ANSWER = Answer(
    "What is there?",
    "Boats. (2021-05-04):\n“Boats.” [1]",
    abstained=False,
    confidence=0.87654,
    citations=(QUOTED,),
    passages=(Passage("a.md", "Boats.", 0, 20, 1.5, "secret"),),
    timings_ms={"retrieve": 1.26},
)


def test_json_has_the_keys_of_the_contract() -> None:
    """The object that `ask --json` prints has these keys, in this order, and rounded numbers."""
    assert list(ANSWER.to_dict()) == [
        "question",
        "searched",
        "answer",
        "abstained",
        "confidence",
        "citations",
        "passages",
        "model",
        "timings_ms",
    ]
    assert list(ANSWER.to_dict()["citations"][0]) == [
        "id",
        "source",
        "title",
        "date",
        "sha256",
        "start",
        "end",
        "quote",
        "status",
    ]
    assert list(ANSWER.to_dict()["passages"][0]) == ["source", "title", "start", "end", "score"]
    assert ANSWER.to_dict()["confidence"] == 0.8765
    assert ANSWER.to_dict()["timings_ms"] == {"retrieve": 1.3}


def test_what_was_searched_is_the_question_unless_it_was_changed() -> None:
    """`searched` falls back on the question as it was put."""
    assert ANSWER.to_dict()["searched"] == "What is there?"
    assert replace(ANSWER, searched="Boats?").to_dict()["searched"] == "Boats?"


def test_the_later_of_two_stands_for_both() -> None:
    """LangChain adds up what is streamed: the sum of an answer's steps is its last."""
    later = replace(ANSWER, text="later")

    assert ANSWER + later is later
    with pytest.raises(TypeError):
        ANSWER + "text"  # type: ignore[operator]


def test_a_message_cites_the_quote_and_not_the_title() -> None:
    """A quote whose words stand in a title too is annotated where it is quoted."""
    block, rest = ANSWER.to_message().content_blocks

    assert block["type"] == "text"
    assert block["text"] == "Boats. (2021-05-04):\n“Boats."
    assert rest == {**rest, "type": "text", "text": "” [1]"}
    [note] = block["annotations"]
    assert note["type"] == "citation"
    assert (note["start_index"], note["end_index"]) == (22, 28)  # 21 before, and a mark
    assert note["cited_text"] == "Boats."
    assert note["title"] == "Boats."
    assert note["extras"] == {
        "source": "a.md",
        "sha256": "ab12",
        "start": 7,
        "end": 13,
        "status": "verbatim",
    }


def test_a_real_answer_becomes_a_message(assistant: Assistant) -> None:
    """Every citation is annotated on its own block, and the blocks make up the text."""
    answer = assistant.ask("When was the lighthouse at İğneada built?")
    message = answer.to_message()
    annotated = []
    for block in message.content_blocks:
        assert block["type"] == "text"
        for note in block.get("annotations", []):
            assert note["type"] == "citation"
            cited = block["text"][note["start_index"] : note["end_index"]]
            assert cited == note["cited_text"]
            annotated.append((cited, note["extras"]["start"], note["extras"]["end"]))

    assert message.type == "ai"
    assert message.text == answer.text
    assert annotated == [(c.quote, c.start, c.end) for c in answer.citations]
    assert message.response_metadata == {"confidence": answer.confidence}


def test_an_abstention_becomes_a_message(assistant: Assistant) -> None:
    """An answer without quotes is one block without annotations."""
    answer = assistant.ask("How do I cook goulash?")
    [block] = answer.to_message().content_blocks

    assert block["type"] == "text"
    assert block["text"] == answer.text
    assert "annotations" not in block
