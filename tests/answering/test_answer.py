"""Answers as values, as JSON and as LangChain messages."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant import Answer, Assistant, Citation
from assistant.answering.answer import Statement
from assistant.answering.composition import statement_parts
from assistant.answering.context import Context
from assistant.checking.values import Reason
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
        "withheld",
        "sources",
        "disagreement",
        "passages",
        "model",
        "note",
        "statements",
        "left_out",
        "context",
        "timings_ms",
        "tokens",
    ]
    assert list(ANSWER.to_dict()["citations"][0]) == [
        "id",
        "source",
        "title",
        "author",
        "date",
        "sha256",
        "start",
        "end",
        "page",
        "section",
        "quote",
        "before",
        "after",
        "status",
        "now",
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
    [block] = ANSWER.to_message().content_blocks

    assert block["type"] == "text"
    assert block["text"] == "Boats. (2021-05-04):\n“Boats.” [1]"
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


OTHER = replace(QUOTED, id=2, start=14, end=20, quote="Boats!")
WRONG = (Reason("number", "13 is not in the source"), Reason("name", "“Ada” is not in the source"))


def stated(*statements: Statement) -> Answer:
    """An answer of a chat model with two quotes."""
    citations = (QUOTED, OTHER)
    text = "".join(part for part, _ in statement_parts(statements, citations))
    return replace(ANSWER, text=text, citations=citations, statements=statements, model="m")


def test_json_tells_what_a_model_said() -> None:
    """Statements with their numbers and reasons, those left out, the note and the context."""
    answer = replace(
        stated(Statement("There are boats.", (1,)), Statement("Ada has 13.", (1, 2), WRONG)),
        left_out=(Statement("There is salt.", (), WRONG[:1]),),
        note="It broke off.",
        context=Context((), (), 12, 3000),
    )
    made = json.loads(json.dumps(answer.to_dict()))

    assert made["statements"] == [
        {"text": "There are boats.", "citations": [1], "supported": True, "reasons": []},
        {
            "text": "Ada has 13.",
            "citations": [1, 2],
            "supported": False,
            "reasons": [
                {"kind": "number", "text": "13 is not in the source"},
                {"kind": "name", "text": "“Ada” is not in the source"},
            ],
        },
    ]
    assert [statement["text"] for statement in made["left_out"]] == ["There is salt."]
    assert made["note"] == "It broke off."
    assert made["context"] == {"sentences": 0, "tokens": 12, "limit": 3000, "left_out": []}
    assert (ANSWER.to_dict()["note"], ANSWER.to_dict()["context"]) == (None, None)


def test_json_has_the_quotes_that_are_named(assistant: Assistant) -> None:
    """A number beside a statement that was left out can be looked up there as well."""
    withheld = replace(OTHER, id=7)
    answer = replace(ANSWER, withheld=(withheld,), left_out=(Statement("No.", (7,), WRONG),))

    assert "Boats!" in json.dumps(answer.to_dict())


def test_a_mark_tells_why_a_statement_does_not_hold() -> None:
    """In one line, for one quote or several; nothing where it holds."""
    assert Statement("It is so.", (1,)).mark == ""
    assert Statement("It is so.", (1,), WRONG).mark == (
        "not backed by its quote: 13 is not in the source; “Ada” is not in the source"
    )
    assert Statement("It is so.", (1, 2), WRONG[:1]).mark == (
        "not backed by its quotes: 13 is not in the source"
    )


@pytest.mark.parametrize(
    "said",
    [
        "There are boats",
        "It says “Boats.”",  # and its number stands right behind it
        "“Boats!”",
        "“Boats.” [1] and “Boats!” [2]",
        "“Boats!” [2] before “Boats.” [1]",
        "“Boats.” [1]\n“Boats!” [2] — Mine",
    ],
)
def test_a_message_cites_quotes_and_no_statement(said: str) -> None:
    """Words of a model that look like a quote are not annotated; quotes are, where they stand."""
    answer = stated(Statement(said, (1,)), Statement(said, (2, 1)))
    found = []
    at = 0
    for block in answer.to_message().content_blocks:
        assert block["type"] == "text"
        for note in block.get("annotations", []):
            assert note["type"] == "citation"
            start, end = note["start_index"], note["end_index"]
            assert block["text"][start:end] == note["cited_text"]
            found.append((note["cited_text"], answer.text[: at + start].rpartition("\n")[2]))
        at += len(block["text"])

    assert answer.to_message().text == answer.text
    assert found == [("Boats.", "“"), ("Boats!", "“")]  # each at the beginning of its line
    assert answer.text.count("\n“Boats.” [1] — Boats.") == 1
