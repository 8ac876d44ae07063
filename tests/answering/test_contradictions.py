"""The signs that a question is a trick: what its passage lacks, and what its sentence denies."""

from __future__ import annotations

import pytest

from assistant.answering.contradictions import contrary_signs, missing_details

SENTENCE = "In 1905 Osman Kaya carried 12 lamps across the river at Tuzla."
TITLE = "The keeper of İğneada"


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What did Osman Kaya carry in 1905?", 0),
        ("What did the keeper of İğneada carry?", 0),  # the title has the name
        ("What did he carry?", 0),
        ("What did Selma Aksoy carry in 1905?", 1),  # the name
        ("What did Osman Kaya carry in 1906?", 1),  # the date
        ("Who carried 13 lamps across the river?", 1),  # the number
        ("Who carried twelve lamps across the river?", 0),
        ("When did Selma Aksoy and Nuri Bey carry 13 lamps?", 2),  # names count once
        ("Did Selma Aksoy carry 13 lamps across the river in 1906?", 3),
        ("", 0),
    ],
)
def test_details_that_are_not_there_are_counted_by_kind(question: str, missing: int) -> None:
    """Names, numbers and dates of the question that neither passage nor title has."""
    assert missing_details(question, [SENTENCE, TITLE]) == missing


def test_without_context_everything_is_missing() -> None:
    """An empty title is no context, and a name is missing where there is none."""
    assert missing_details("Who is Osman Kaya?", [""]) == 1


@pytest.mark.parametrize(
    ("question", "sentence", "signs"),
    [
        ("What did the council accept?", "The council accepted the plan.", 0),
        # In the place of its counterpart, and a contrary at all: two signs.
        ("What did the council reject?", "The council accepted the plan.", 2),
        ("Who did not sign the letter?", "The minister signed the letter.", 2),
        ("Who signed the letter?", "The minister never signed the letter.", 1),
        ("Who did not sign?", "Only the minister did not sign.", 0),
        # The contrary is there, but so is the word itself, or one that means the same.
        ("Which of them is strong?", "One of them is strong, the other weak.", 0),
        ("Which of them is powerful?", "One of them is strong, the other weak.", 0),
        ("", "", 0),
    ],
)
def test_signs_of_the_contrary_are_counted(question: str, sentence: str, signs: int) -> None:
    """A contrary in its place, a contrary anywhere, a denial that only the question has."""
    assert contrary_signs(question, sentence) == signs
