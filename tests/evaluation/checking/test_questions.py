"""Faults that a question set shows by itself."""

from __future__ import annotations

import pytest

from assistant.evaluation.checking.findings import Finding
from assistant.evaluation.checking.questions import check_questions
from assistant.evaluation.question_sets.values import Evidence, Question

QUOTE = "The bridge of Karasu was built by Ada Byron."
EVIDENCE = (Evidence("a.md", 0, len(QUOTE), QUOTE),)


def found(*questions: Question) -> list[tuple[str, str, bool]]:
    """Check, id and severity of each finding."""
    return [(f.check, f.id, f.is_fault) for f in check_questions(questions)]


def texts(*questions: Question) -> list[str]:
    """What is said of them."""
    return [finding.text for finding in check_questions(questions)]


def test_a_good_set_has_no_findings() -> None:
    """Different questions with answers and evidence, and one without an answer."""
    assert not found(
        Question("1", "Who built the bridge?", ("Ada Byron",), evidence=EVIDENCE),
        Question("2", "Where is the bridge?", ("Karasu",), evidence=EVIDENCE),
        Question("3", "Who painted the bridge?", answerable=False),
    )
    assert not found()


def test_ids_that_stand_twice() -> None:
    """Each such id is named once, with how many questions have it."""
    same = [Question("x", text, answerable=False) for text in ("Who?", "Where?", "When?")]
    assert found(*same) == [("id", "x", True)]
    assert texts(*same) == ["3 questions have this id"]


def test_the_same_question_twice() -> None:
    """Case, punctuation and white space make no other question; another conversation does."""
    one = Question("1", "Who built it?", answerable=False)
    two = Question("2", "who  built IT", answerable=False)
    three = Question("3", "Who built it?", answerable=False, history=(("The bridge?", "Yes."),))
    assert found(one, two, three) == [("duplicate", "2", True)]


def test_the_same_question_with_and_without_an_answer() -> None:
    """That is said, since one of the two is wrong."""
    one = Question("1", "Who built it?", ("Ada",), evidence=EVIDENCE)
    two = Question("2", "Who built it?", answerable=False)
    assert texts(one, two) == ["is unanswerable, but '1' asks the same and is answerable"]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Who built the old bridge of Karasu?", "Who was building the old Karasu bridge?", True),
        ("Who built the old bridge of Karasu?", "When was the old bridge of Karasu built?", False),
        ("Who built the old bridge of Karasu?", "Who painted the new bridge of Izmir?", False),
        ("Who built it?", "Who built that?", False),  # too short to tell
    ],
)
def test_nearly_the_same_question(one: str, other: str, near: bool) -> None:
    """Most words in common is a warning; another question word makes another question."""
    pair = [Question("1", one, answerable=False), Question("2", other, answerable=False)]
    assert found(*pair) == ([("duplicate", "2", False)] if near else [])


def test_a_trick_question_is_no_double() -> None:
    """It is made to be like a real one."""
    one = Question("1", "Who built the old bridge of Karasu?", ("Ada",), evidence=EVIDENCE)
    two = Question("2", "Who was building the old Karasu bridge?", answerable=False)
    assert not found(one, two)


def test_unanswerable_with_an_answer() -> None:
    """What has no answer can have none, nor evidence of it."""
    assert found(Question("1", "Who?", ("Ada",), answerable=False)) == [("answer", "1", True)]
    assert ("answer", "2", True) in found(
        Question("2", "Who?", answerable=False, evidence=EVIDENCE)
    )


def test_answerable_without_evidence() -> None:
    """A warning where nothing is known, or where others of the set have evidence."""
    bare, known = Question("1", "Who sold it?"), Question("2", "Who saw it?", ("Ada",))
    assert found(bare) == [("answer", "1", False)]
    assert not found(known)
    whole = Question("3", "Who built the bridge?", ("Ada Byron",), evidence=EVIDENCE)
    assert found(known, whole) == [("answer", "2", False)]


def test_a_question_that_holds_its_answer() -> None:
    """Whole words of any of the accepted answers, case aside."""
    leaking = Question("1", "Did ada byron build the bridge?", ("x", "Ada Byron"))
    assert found(leaking) == [("leak", "1", False)]
    assert not found(Question("1", "Did Adabyron build it?", ("Ada",)))


def test_a_question_that_is_its_sentence() -> None:
    """The very words are a fault, nearly all of them a warning."""
    same = Question("1", "The bridge of Karasu was built by Ada Byron?", evidence=EVIDENCE)
    near = Question("2", "Was the bridge of Karasu built by Ada Byron?", evidence=EVIDENCE)
    assert found(same) == [("leak", "1", True)]
    assert found(near) == [("leak", "2", False)]


def test_a_finding_as_json() -> None:
    """What a person needs to look at is there, null where there is nothing."""
    finding = Finding("retrieval", "1", "Who?", "is found", False, "a.md", QUOTE, 0.91234)
    assert finding.to_dict() == {
        "check": "retrieval",
        "severity": "warning",
        "id": "1",
        "question": "Who?",
        "text": "is found",
        "source": "a.md",
        "quote": QUOTE,
        "confidence": 0.9123,
    }
