"""In which step a question is lost, case by case."""

from __future__ import annotations

import pytest

from assistant.evaluation.losses import criterion, is_right, lost_step, right_rank
from assistant.evaluation.question_sets.values import Evidence, Question

NINE = Question("1", "When?", ("nine",), gold=("a.md",))
MARKED = Question("2", "When?", gold=("a.md",), evidence=(Evidence("a.md", 34, 57),))
NAMED = Question("3", "When?", gold=("a.md",))
BARE = Question("4", "When?")
NONE = Question("5", "Who sang?", ("nine",), answerable=False, gold=("a.md",))

BEGAN = (Evidence("a.md", 34, 57), "The show began at nine.")
CAME = (Evidence("a.md", 21, 33), "Nobody came.")
ELSEWHERE = (Evidence("b.md", 0, 5), "At nine.")


@pytest.mark.parametrize(
    ("question", "judged", "rank"),
    [(NINE, "answer", 3), (MARKED, "evidence", 3), (NAMED, "article", 2), (BARE, None, None)],
)
def test_the_strictest_criterion_that_is_known_judges(
    question: Question, judged: str | None, rank: int | None
) -> None:
    """Accepted answers before evidence before the article, always in the right article."""
    assert criterion(question) == judged
    assert right_rank(question, [ELSEWHERE, CAME, BEGAN]) == rank


def test_right_is_what_answers_first() -> None:
    """An unanswerable question has no right answer; of a bare one nobody knows."""
    assert is_right(NINE, 1) is True
    assert is_right(NINE, 2) is False
    assert is_right(NINE, None) is False
    assert is_right(NONE, None) is False
    assert is_right(BARE, None) is None


@pytest.mark.parametrize(
    ("abstained", "rank", "read", "step"),
    [
        (False, 1, [BEGAN], None),
        (True, 1, [BEGAN], "refused"),
        (False, 2, [BEGAN], "not first"),
        (True, 2, [BEGAN], "not first"),
        (False, None, [ELSEWHERE, BEGAN], "not chosen"),
        (False, None, [ELSEWHERE, CAME], "not retrieved"),
        (True, None, [], "not retrieved"),
    ],
)
def test_the_first_step_that_went_wrong_is_named(
    abstained: bool, rank: int | None, read: list[tuple[Evidence, str]], step: str | None
) -> None:
    """A refusal is a loss only where the quote would have been right."""
    assert lost_step(NINE, abstained, rank, read) == step


def test_unanswerable_questions_are_lost_by_answering() -> None:
    """Whatever was quoted."""
    assert lost_step(NONE, False, None, [BEGAN]) == "answered"
    assert lost_step(NONE, True, None, [BEGAN]) is None


def test_of_a_bare_question_only_a_refusal_is_known() -> None:
    """Nothing tells whether what was shown answers."""
    assert lost_step(BARE, False, None, []) is None
    assert lost_step(BARE, True, None, []) == "refused"
