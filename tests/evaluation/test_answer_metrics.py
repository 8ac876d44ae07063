"""What an answer says and costs, against figures worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.answer import Answer, Statement
from assistant.checking.values import Reason
from assistant.evaluation.answer_metrics import (
    NAMES,
    answer_figures,
    answer_scores,
    exact_match,
    normalize,
    prediction,
    word_f1,
)
from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.evaluation.runner import evaluate
from assistant.models.usage import Usage
from assistant.types import Citation, Span

TEXT = "The bridge is long. It was built in 1961 by Ada Byron. Boats pass below it."
FIRST, SECOND, THIRD = Span(0, 19), Span(20, 54), Span(55, 75)
WRONG = (Reason("number", "“1962” is not in the source"),)
GOLD = (Evidence("a.md", 20, 54),)


def citation(id: int, *spans: Span, source: str = "a.md") -> Citation:
    """A quote made of these sentences, the first of which answers."""
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    return Citation(id, source, "A", "0" * 64, start, end, TEXT[start:end], sentences=spans)


def answer(*citations: Citation, **fields: object) -> Answer:
    """An answer of these quotes."""
    given = {"abstained": False, "confidence": 0.9, "citations": citations, **fields}
    return Answer("Q?", "…", **given)  # type: ignore[arg-type]


def scores(question: Question, given: Answer, milliseconds: float = 0.0) -> dict[str, float | None]:
    """The scores of one answer."""
    return answer_scores(question, given, milliseconds)


def test_normalizing_is_squads() -> None:
    """Case, punctuation, articles and white space do not count; other letters and words do."""
    assert normalize(" The  U.S. Army's\ta-bomb, an “end” ") == "us armys abomb “end”"
    assert normalize("A an the") == ""
    assert normalize("Theatre another") == "theatre another"


# The figures that evaluate-v2.0.py gives, worked by hand; words once normalized.
@pytest.mark.parametrize(
    ("said", "accepted", "exact", "f1"),
    [
        ("Ada Byron", "ada byron.", 1, 1),
        ("the Ada Byron", "Ada Byron", 1, 1),
        ("by Ada Byron in 1961", "Ada Byron", 0, 2 * (2 / 5) * (2 / 2) / (2 / 5 + 2 / 2)),
        ("Ada", "Ada Byron", 0, 2 * (1 / 1) * (1 / 2) / (1 / 1 + 1 / 2)),
        ("Boats", "Ada Byron", 0, 0),
        ("red red red", "red car red", 0, 2 * (2 / 3) * (2 / 3) / (2 / 3 + 2 / 3)),
        ("", "Ada", 0, 0),
        ("the", "a", 1, 1),
    ],
)
def test_exact_match_and_f1_of_two_texts(said: str, accepted: str, exact: int, f1: float) -> None:
    """Precision is of the words said, recall of the words accepted."""
    assert exact_match(said, accepted) == exact
    assert word_f1(said, accepted) == pytest.approx(f1)


def test_a_small_set_has_the_official_figures() -> None:
    """The best accepted answer counts, and a refusal is right where there is no answer."""
    built = answer(citation(1, SECOND))
    asked = [
        (Question("1", "Who?", ("It was built in 1961 by Ada Byron", "Ada")), built),  # 1, 1
        (Question("2", "Who?", ("Ada Byron",)), built),  # 0; 2 of 8 said, 2 of 2: .4
        (Question("3", "Who?", ("Ada Byron",)), answer(abstained=True)),  # 0, 0
        (Question("4", "Who?", answerable=False), answer(abstained=True)),  # 1, 1
        (Question("5", "Who?", answerable=False), built),  # 0, 0
        (Question("6", "Who?"), built),  # nobody knows
    ]
    found = answer_figures([scores(question, given) for question, given in asked])
    assert found["exact_match"] == pytest.approx((1 + 0 + 0 + 1 + 0) / 5)
    assert found["f1"] == pytest.approx((1 + 0.4 + 0 + 1 + 0) / 5)


@given(st.text(), st.text())
def test_f1_is_symmetric_and_at_least_the_exact_match(one: str, other: str) -> None:
    """Swapping the texts swaps precision and recall, whose mean stays."""
    assert word_f1(one, other) == pytest.approx(word_f1(other, one))
    assert exact_match(one, other) <= word_f1(one, other) <= 1


def test_the_reader_says_the_sentence_that_answers() -> None:
    """Sentences brought along for the sense, and further quotes, are not what was said."""
    given = answer(citation(1, SECOND, FIRST), citation(2, THIRD))
    assert prediction(given) == "It was built in 1961 by Ada Byron."
    assert prediction(answer(citation(1, FIRST, SECOND))) == "The bridge is long."


def test_a_model_says_its_statements() -> None:
    """Statements are read as one text, those left out are not."""
    given = answer(
        citation(1, SECOND),
        statements=(Statement("Ada Byron built it.", (1,)), Statement("In 1961.", (1,))),
        left_out=(Statement("In 1962.", (1,), WRONG),),
    )
    assert prediction(given) == "Ada Byron built it. In 1961."
    assert prediction(answer(citation(1, SECOND), statements=(Statement("", (1,)),))) == (
        "It was built in 1961 by Ada Byron."
    )


def test_support_counts_what_was_left_out() -> None:
    """Two of four statements stood: one was left out, one is shown with its mark."""
    statements = (
        Statement("Ada built it.", (1,)),
        Statement("", (1,)),
        Statement("In 1962.", (1,), WRONG),
    )
    left_out = (Statement("In 1963.", (1,), WRONG),)
    given = answer(citation(1, SECOND), statements=statements, left_out=left_out, model="m")
    assert scores(Question("1", "Q?"), given)["support"] == 2 / 4


def test_support_of_an_answer_the_reader_took_over() -> None:
    """Where nothing stood, the reader's quotes do not make up for it."""
    given = answer(citation(1, SECOND), left_out=(Statement("In 1963.", (1,), WRONG),))
    assert scores(Question("1", "Q?"), given)["support"] == 0


def test_citation_recall_and_precision() -> None:
    """Two of three statements cite the gold sentence; one of two citations is in it."""
    statements = (Statement("A.", (1,)), Statement("B.", (1, 2)), Statement("C.", (2,)))
    given = answer(citation(1, SECOND), citation(2, FIRST), statements=statements, model="m")
    found = scores(Question("1", "Q?", evidence=GOLD), given)
    assert found["citation_recall"] == pytest.approx(2 / 3)
    assert found["citation_precision"] == 1 / 2


def test_a_quote_of_another_article_is_no_evidence() -> None:
    """Offsets count only within the same source, and spans that touch do not overlap."""
    question = Question("1", "Q?", evidence=GOLD)
    given = answer(citation(1, SECOND, source="b.md"), citation(2, FIRST))
    assert scores(question, given)["citation_precision"] == 0


@pytest.mark.parametrize(
    ("question", "given"),
    [
        (Question("1", "Q?"), answer(citation(1, SECOND))),
        (Question("1", "Q?", answerable=False, evidence=GOLD), answer(citation(1, SECOND))),
        (Question("1", "Q?", evidence=GOLD), answer(abstained=True, model="m")),
    ],
)
def test_citations_are_not_scored_without_evidence_or_answer(
    question: Question, given: Answer
) -> None:
    """There is then nothing to compare, which is not the same as 0."""
    found = scores(question, given)
    assert (found["citation_recall"], found["citation_precision"]) == (None, None)


def test_the_reader_alone_has_no_figures_of_a_model() -> None:
    """Quotes have a precision; statements, refusals of a model and tokens there are none."""
    found = scores(Question("1", "Q?", ("1961",), evidence=GOLD), answer(citation(1, SECOND)), 250)
    assert found.pop("f1") == pytest.approx(2 * 1 / (8 + 1))
    assert {name for name, value in found.items() if value is not None} == {
        "exact_match",
        "citation_precision",
        "seconds",
    }
    assert found["seconds"] == 0.25


@pytest.mark.parametrize(
    ("given", "declined", "stood_in"),
    [
        (answer(citation(1, SECOND), model="m", timings_ms={"write": 9}), 0, 0),
        (answer(abstained=True, model="m", timings_ms={"write": 9}), 1, 0),
        (answer(citation(1, SECOND), timings_ms={"write": 9}), 0, 1),
        (answer(abstained=True, timings_ms={"read": 9}), None, None),
    ],
)
def test_a_models_refusal_is_not_the_librarys(
    given: Answer, declined: float | None, stood_in: float | None
) -> None:
    """A model declines when it was asked; where the library has nothing, it is not asked."""
    found = scores(Question("1", "Q?"), given)
    assert (found["declined"], found["stood_in"]) == (declined, stood_in)


def test_cost_is_the_mean_of_the_answers_a_model_was_asked_for() -> None:
    """Answers without a model do not make the others look cheaper."""
    one = answer(citation(1, SECOND), model="m", usage=Usage(100, 10, estimated=False))
    two = answer(citation(1, SECOND), model="m", usage=Usage(300, 20, estimated=True))
    found = answer_figures(
        [scores(Question("1", "Q?"), given, 500) for given in (one, two, answer(abstained=True))]
    )
    assert (found["prompt_tokens"], found["completion_tokens"]) == (200, 15)
    assert (found["tokens_estimated"], found["seconds"]) == (0.5, 0.5)


def test_the_group_is_in_the_evaluation() -> None:
    """All names are there, and null where the set or the answers cannot give them."""
    found = evaluate([Question("1", "Q?")], lambda question: answer(), {}).to_dict()
    assert list(found["answers"]) == list(NAMES)
    assert found["answers"]["exact_match"] is None
    assert set(evaluate([], lambda question: answer(), {}).to_dict()["answers"].values()) == {None}
