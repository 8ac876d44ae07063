"""Questions about the library itself, and questions that only look like it."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.answering.library_questions import answer_about_library, is_about_library


@pytest.mark.parametrize(
    "question",
    [
        "What articles do you have?",
        "which documents are there",
        "List the files!",
        "show me all your articles",
        "How many articles do you have?",
        "What's in the library?",
        "What do you know?",
        "What can I ask?",
    ],
)
def test_the_articles_are_listed(question: str) -> None:
    """A question for the list gets the titles."""
    assert is_about_library(question)
    assert answer_about_library(question, ["Boats", "Salt"]) == (
        "I can quote from 2 articles:\n- Boats\n- Salt"
    )


@pytest.mark.parametrize(
    "question",
    ["What can you do?", "Who are you?", "help", "Hello!", "hi there", "Thank you very much."],
)
def test_the_assistant_says_what_it_does(question: str) -> None:
    """A greeting or a question about the assistant gets a word on how to use it."""
    assert is_about_library(question)
    assert "in 1 article and reply with" in answer_about_library(question, ["Boats"])


@pytest.mark.parametrize(
    "question",
    [
        "What articles of the constitution protect the beech forests?",
        "Which files did the FBI have?",
        "What documents do you need for a passport?",
        "How many articles are there in the treaty?",
        "Who are you going to call?",
        "What can you tell me about Clearview?",
        "Hello Kitty was made by whom?",
        "List the files of the FBI",
        "What is this law about?",
        "What is in the library of Congress?",
    ],
)
def test_a_real_question_is_not_hijacked(question: str) -> None:
    """What only begins like a question about the library is put to the articles."""
    assert not is_about_library(question)


def test_a_long_list_is_cut_openly() -> None:
    """Forty titles are shown, and how many there are besides."""
    text = answer_about_library("list articles", [f"Title {number}" for number in range(43)])

    assert text.startswith("I can quote from 43 articles:\n- Title 0\n")
    assert text.endswith("- Title 39\n… and 3 more")


def test_the_library_answers_for_itself(assistant: Assistant) -> None:
    """The answer lists the articles, is certain, and cites nothing."""
    answer = assistant.ask("What articles do you have?")

    assert answer.text.startswith("I can quote from 10 articles:\n- The ACLU test of Rekognition")
    assert "- The lighthouse at İğneada 🗼" in answer.text.splitlines()
    assert (answer.abstained, answer.confidence) == (False, 1.0)
    assert (answer.citations, answer.passages) == ((), ())


def test_only_the_articles_asked_are_listed(assistant: Assistant) -> None:
    """A filter by article holds for the list too."""
    source = next(entry.source for entry in assistant.entries() if "tea" in entry.source)

    assert assistant.ask("What articles do you have?", sources=[source]).text == (
        "I can quote from 1 article:\n- Tea in Rize"
    )


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        (
            "Which files did the FBI have?",
            "The FBI had 1,400 files on Selma Aksoy, the founder of the museum.",
        ),
        (
            "What articles of the constitution protect the beech forests?",
            "Articles 5 and 6 of the constitution of Artvin protect the old beech forests.",
        ),
    ],
)
def test_real_questions_with_such_words_are_answered(
    assistant: Assistant, question: str, quote: str
) -> None:
    """Files and articles that are talked about in the library are found there."""
    assert assistant.ask(question).citations[0].quote == quote
