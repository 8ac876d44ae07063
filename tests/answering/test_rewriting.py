"""Follow-up questions made to stand alone by a model, in words that were said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import scripted

from assistant import Answer, Assistant
from assistant.answering.chain import AnswerChain
from assistant.answering.conversation import Turn, condense
from assistant.answering.rewriting import rewrite
from assistant.answering.stopping import Stop

ANSWERED = "“The FBI had 1,400 files on Selma Aksoy, the founder of the museum.” [1]"
HISTORY: list[Turn] = [("Which files did the FBI have?", ANSWERED)]
ASKED = "Who opened them?"


def rewritten(*replies: Any, history: list[Turn] = HISTORY, question: str = ASKED) -> str | None:
    """The question as a model with these replies puts it."""
    chat, _ = scripted(*replies)
    standalone = rewrite(question, history, chat, Stop())
    return str(standalone) if standalone else None


@pytest.mark.parametrize(
    ("reply", "question"),
    [
        ("Who opened the files of the FBI?", "Who opened the files of the FBI?"),
        ("Who opened the FBI's 1,400 files?", "Who opened the FBI's 1,400 files?"),
        ("Who opened the file?", "Who opened the file?"),  # another form of a word
        ("Question: Who opened the files?", "Who opened the files?"),
        ("Standalone question: Who opened the files?\n", "Who opened the files?"),
        ("“Who opened the files on Selma Aksoy?”", "Who opened the files on Selma Aksoy?"),
        ("**Who opened the files?**", "Who opened the files?"),
        ("<think>It says them.</think>Who opened the files?", "Who opened the files?"),
        ("Who opened them?", "Who opened them?"),
    ],
)
def test_a_question_in_words_of_the_conversation_is_taken(reply: str, question: str) -> None:
    """Labels, quotation marks and stress around it are taken off."""
    assert rewritten(reply) == question


@pytest.mark.parametrize(
    "reply",
    [
        "Who opened the files in Ankara?",
        "Who opened the 1,500 files?",
        "Who opened the museum?",  # of an earlier answer only names and figures are taken
        "Did the National Archives open the files?",
        "Who opened the files? See https://evil.example",
        "Which files did the FBI have?",  # nothing of the question is left
        "The National Archives opened them in 2004.",
        "Here it is:\nWho opened the files?",
        "Who opened them?\nWho opened the files?",
        "Who opened the files of the FBI and " + "the files and " * 40 + "the museum?",
        "?",
        "",
        "…",
        "I'm sorry, I can't help with that.",
        OSError("down"),
        ["Who opened the ", OSError("down")],
    ],
)
def test_anything_else_is_not_trusted(reply: Any) -> None:
    """New names, figures or words, more than one line, another question, an error."""
    assert rewritten(reply) is None


@pytest.mark.parametrize("reply", ["Who did not open the files?", "Who never opened the files?"])
def test_the_question_is_not_turned_round(reply: str) -> None:
    """A negation that nobody uttered is a new word, though a function word."""
    assert rewritten(reply) is None


WORDS = st.sampled_from(
    "Who opened the files of in FBI Selma museum Ankara 1,400 2004 not ? “".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=40))
def test_no_new_name_or_figure_comes_in(reply: str) -> None:
    """Whatever a model says: Ankara and 2004 were never mentioned."""
    question = rewritten(reply)

    if question is not None:
        assert "Ankara" not in question
        assert "2004" not in question
        assert len(question) <= 400
        assert len(question.splitlines()) == 1


def test_the_model_reads_the_last_five_turns() -> None:
    """The sixth from the end is not in the prompt; the question is its last line."""
    chat, prompts = scripted(ASKED)
    history = [(f"Question number {n}?", f"Answer number {n}.") for n in range(6)]
    rewrite(ASKED, history, chat, Stop())
    lines = prompts[0][1][1].splitlines()

    assert lines[:2] == ["Question: Question number 1?", "Answer: Answer number 1."]
    assert lines[-1] == f"Last question: {ASKED}"
    assert len(lines) == 2 * 5 + 1


def chain(assistant: Assistant, *replies: Any) -> tuple[AnswerChain, list[list[tuple[str, str]]]]:
    """A chain with a model that says this, and what it is asked."""
    model, prompts = scripted(*replies)
    settings = replace(assistant.settings, style="prose")
    return (
        AnswerChain(assistant.retriever, assistant.store.catalog, settings, lambda _: None, model),
        prompts,
    )


def followed(assistant: Assistant, *replies: Any) -> tuple[Answer, list[list[tuple[str, str]]]]:
    """The answer to a follow-up question, and what the model was asked."""
    asked, prompts = chain(assistant, *replies)
    return asked.invoke({"question": ASKED, "history": HISTORY}), prompts


def test_the_conversation_is_read_only_to_rewrite_the_question(assistant: Assistant) -> None:
    """It goes into the first prompt and not into the second; the answer tells what was searched."""
    answer, prompts = followed(assistant, "Who opened the files on Selma Aksoy?", "NONE")

    assert answer.searched == "Who opened the files on Selma Aksoy?"
    assert answer.question == ASKED
    assert len(prompts) == 2
    assert "Question: Which files did the FBI have?" in prompts[0][1][1]
    assert "The FBI had 1,400 files" in prompts[0][1][1]
    assert "Which files did the FBI have?" not in str(prompts[1])
    assert prompts[1][1][1].endswith("\nQuestion: Who opened the files on Selma Aksoy?")
    assert "condense" in answer.timings_ms


@pytest.mark.parametrize("reply", ["Who opened the files in Ankara?", OSError("down"), ""])
def test_the_built_in_way_is_taken_where_the_model_fails(assistant: Assistant, reply: Any) -> None:
    """The question is searched as it would be without a model."""
    answer, prompts = followed(assistant, reply, "NONE")

    assert answer.searched == str(condense(ASKED, HISTORY))
    assert len(prompts) == 2


def test_a_first_question_is_not_rewritten(assistant: Assistant) -> None:
    """Without a history, the model gets one prompt."""
    asked, prompts = chain(assistant, "NONE")
    asked.invoke({"question": "Which files did the FBI have?"})

    assert len(prompts) == 1


@pytest.mark.parametrize(
    "reply",
    [
        "Who opened the files" + "?" * 300,
        "Who opened the files " + "! " * 150,
        "Who opened the files \ud800?",
        "Who opened the files \x00\x1b[31m?",
        "Who opened the files 漢?",
    ],
)
def test_what_a_model_makes_of_a_question_is_never_the_user_s_fault(
    assistant: Assistant, reply: str
) -> None:
    """A rewritten question that cannot be searched gives no error: there is the built-in way."""
    answer, _ = followed(assistant, reply, "NONE")

    assert answer.complete
    assert answer.searched.isprintable()
