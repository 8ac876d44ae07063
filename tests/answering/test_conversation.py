"""Follow-up questions are made to stand alone."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.answering.answer import NOT_FOUND
from assistant.answering.conversation import Turn, condense

PHOTOS = ("How many photos does IBM's Diversity in Faces describe?", "One million.")


@pytest.mark.parametrize(
    "question",
    [
        "When was the lighthouse at Sinop built?",
        "Why did IBM leave?",  # its only name is its first content word, not its first word
        "What is qualified immunity?",
        "How many photos of citizens did the company keep?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    """What went before has no part in a question that says all itself."""
    assert str(condense(question, [PHOTOS])) == question
    assert condense(question, []).context == ""


@pytest.mark.parametrize(
    ("asked", "question", "searched"),
    [
        (PHOTOS[0], "And Clearview?", "How many photos does Clearview describe?"),
        ("What is IBM's reason?", "What about Amazon?", "What is Amazon's reason?"),
        ("When did Boston ban it?", "and Portland", "When did Portland ban it?"),
        ("What did the Dutch fine it?", "And in Italy?", "What did the Dutch fine it, in Italy?"),
        ("Can I sail to Karasu?", "And Sinop?", "Can I sail to Sinop?"),
        ("how many boats are there", "And Sinop?", "how many boats are there, Sinop?"),
    ],
)
def test_a_name_takes_the_place_of_the_name_before(
    asked: str, question: str, searched: str
) -> None:
    """A bare name asks the same of something else; what is no name is added at the end."""
    assert str(condense(question, [(asked, "No.")])) == searched


@pytest.mark.parametrize("question", ["When was that?", "Who wrote it?", "How many?", "And why?"])
def test_a_question_that_points_back_gets_a_context(question: str) -> None:
    """The words of the question before, and the names in its answer's first quote, are added."""
    answer = "Reports:\n“The report of Grother calls it NISTIR 8280.” [1]\n“Not this of Ngan.” [2]"
    standalone = condense(question, [("What is the number of the NIST report?", answer)])

    assert standalone.question == question
    assert standalone.context == "number NIST report Grother NISTIR 8280"


def test_a_long_chat_does_not_pile_up() -> None:
    """The context holds the last question that stood alone, and names of the last answer only."""
    history: list[Turn] = [
        ("Which painters lived in Sinop?", "“Selma Aksoy lived there.” [1]"),
        ("When did the salt works of Tuzla open?", "“Osman Kaya opened it in 1889.” [1]"),
        ("Who owned it?", "“Elif Demir did.” [1]"),
    ]

    assert condense("What did they earn?", history).context == (
        "owned salt works Tuzla open Elif Demir"
    )


def test_a_name_replaced_stays_replaced() -> None:
    """A follow-up to a follow-up is about what the one before was about."""
    standalone = condense("When was that?", [PHOTOS, ("And Clearview?", "“In 2020.” [1]")])

    assert standalone.context == "photos Clearview describe 2020"


def test_an_abstention_brings_no_names() -> None:
    """The titles named in an abstention are not what was talked about."""
    refusal = f"{NOT_FOUND} The nearest passages are in “The Salt Works”."

    assert condense("When was that?", [("Who painted Sinop?", refusal)]).names == ()


def test_a_follow_up_is_answered(assistant: Assistant) -> None:
    """Name, pronoun and bare question word each find what the chat is about."""
    history: list[Turn] = []
    for question, expected in [
        (PHOTOS[0], "IBM's Diversity in Faces describes one million photos from Flickr."),
        (
            "And Clearview?",
            "Clearview gathered more than three billion photos from the open web.",
        ),
        ("How much was it fined?", "Italy fined Clearview 20 million euros in March 2022."),
        ("When was that?", "Italy fined Clearview 20 million euros in March 2022."),
    ]:
        answer = assistant.ask(question, history)
        assert answer.citations[0].quote == expected
        assert (answer.searched == question) is (question == PHOTOS[0])
        history.append((question, answer.text))


def test_how_many_asks_for_the_figure(assistant: Assistant) -> None:
    """A bare "How many?" takes its subject from the question before."""
    history = [("Did Rekognition wrongly match members of Congress?", "Yes.")]

    assert "28 members of Congress" in assistant.ask("How many?", history).citations[0].quote


def test_small_talk_is_not_followed_up(assistant: Assistant) -> None:
    """A greeting or a question about the library in between does not disturb the thread."""
    history = [PHOTOS, ("thanks", "Ask me anything."), ("What articles do you have?", "Ten.")]

    assert assistant.ask("And Clearview?", history).searched == (
        "How many photos does Clearview describe?"
    )


def test_a_new_subject_is_no_follow_up() -> None:
    """A question with a subject and a verb of its own is searched as it is."""
    assert str(condense("How do I bake sourdough bread?", [PHOTOS])) == (
        "How do I bake sourdough bread?"
    )
