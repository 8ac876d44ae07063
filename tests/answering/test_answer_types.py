"""What a question asks for, and which sentences hold it."""

from __future__ import annotations

import pytest

from assistant.answering.answer_types import AnswerType, answer_type, holds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When was the bridge built?", "date"),
        ("In what year did it open?", "date"),
        ("On which day was the vote?", "date"),
        ("How many keepers were there?", "number"),
        ("What percentage of voters agreed?", "number"),
        ("How long did he stay?", "number"),
        ("Who lit the lamp?", "name"),
        ("Where is the bridge?", "name"),
        ("In which city does she live?", "name"),
        ("Why did IBM leave?", "reason"),
        ("What was the cause of the fire?", "reason"),
        ("What did the letter say?", None),
        ("Whenever it rains?", None),
        ("What sea bordered his empire when he died?", None),
        ("How do you stay dry when it rains?", None),
        ("She speaks for those who oppose what?", None),
        ("The lamp, when it was lit, was tended by whom?", "name"),
        ("The bridge opened when?", "date"),
        ("Opened in which year was the bridge?", "date"),
        ("Beech", None),
        ("", None),
    ],
)
def test_the_kind_of_answer_is_told(question: str, kind: AnswerType | None) -> None:
    """Question words and what follows them tell dates, figures, names and reasons apart."""
    assert answer_type(question) == kind


@pytest.mark.parametrize(
    ("kind", "sentence", "held"),
    [
        ("date", "It opened in 1866.", True),
        ("date", "It opened on a Monday.", True),
        ("date", "It opened in the 9th century.", True),
        ("date", "It opened at last.", False),
        ("number", "Twelve people came.", True),
        ("number", "It opened on May 4, 1866.", False),  # a date is no count
        ("number", "On May 4, 1866 it had 96 steps.", True),
        ("reason", "It closed because of the rain.", True),
        ("reason", "It closed.", False),
        ("name", "The keeper was Osman Kaya.", True),
        ("name", "The keeper was an old man.", False),
    ],
)
def test_a_sentence_holds_an_answer(kind: AnswerType, sentence: str, held: bool) -> None:
    """A sentence is looked through for something of the kind asked."""
    assert holds(kind, sentence, "What?") is held


def test_a_name_of_the_question_is_no_answer() -> None:
    """A name that the question brings along is not what it asks for."""
    assert not holds("name", "In the end Kaya left.", "Who followed Kaya?")
