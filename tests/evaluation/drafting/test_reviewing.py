"""Decisions about candidates, kept between runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import QuestionSetError
from assistant.evaluation.drafting.reviewing import Decision, Review
from assistant.evaluation.question_sets.questions import load_questions
from assistant.evaluation.question_sets.values import Evidence, Question

MADE = {"seed": 0}


def candidate(id: str) -> Question:
    """A question with its evidence."""
    piece = Evidence("a.md", 0, 12, "Nobody came.")
    return Question(id, f"Who came to {id}?", ("Nobody",), gold=("a.md",), evidence=(piece,))


CANDIDATES = [candidate("a"), candidate("b"), candidate("c")]


def opened(folder: Path, made_from: dict[str, int] = MADE) -> Review:
    """The review of a set in this folder."""
    return Review(folder / "q.jsonl", made_from)


def begun(folder: Path) -> Review:
    """One with three candidates."""
    review = opened(folder)
    review.offer(CANDIDATES)
    return review


def kept(folder: Path) -> list[str]:
    """The ids in the set."""
    return [question.id for question in load_questions(folder / "q.jsonl").questions]


def test_every_decision_is_kept_at_once(tmp_path: Path) -> None:
    """A later run has the same candidates and goes on where this one was left."""
    review = begun(tmp_path)
    review.decide(CANDIDATES[0], Decision("accepted", CANDIDATES[0]))
    review.decide(CANDIDATES[1], Decision("rejected", CANDIDATES[1]))

    later = opened(tmp_path)
    assert later.has_candidates
    assert later.pending() == [CANDIDATES[2]]
    assert later.counts() == {"accepted": 1, "rejected": 1, "unanswerable": 0}
    assert kept(tmp_path) == ["a"]
    (question,) = load_questions(tmp_path / "q.jsonl").questions
    assert question == CANDIDATES[0]


def test_a_question_is_kept_as_it_was_edited(tmp_path: Path) -> None:
    """And can be decided anew."""
    review = begun(tmp_path)
    edited = Question("a", "Who was there?", ("nobody",), evidence=CANDIDATES[0].evidence)
    review.decide(CANDIDATES[0], Decision("accepted", edited))
    assert load_questions(tmp_path / "q.jsonl").questions[0].text == "Who was there?"
    assert opened(tmp_path).decisions["a"].question.text == "Who was there?"
    review.decide(CANDIDATES[0], Decision("rejected", edited))
    assert (tmp_path / "q.jsonl").read_text() == ""


def test_an_unanswerable_question_has_nothing_but_itself(tmp_path: Path) -> None:
    """Its answers and evidence would contradict it."""
    review = begun(tmp_path)
    review.decide(CANDIDATES[0], Decision("unanswerable", CANDIDATES[0]))
    (question,) = load_questions(tmp_path / "q.jsonl").questions
    assert (question.answerable, question.answers, question.evidence) == (False, (), ())


def test_what_stood_in_the_set_stays(tmp_path: Path) -> None:
    """Questions of other origin come first, as they were written."""
    own = '{"question": "My own?", "note": [1]}'
    (tmp_path / "q.jsonl").write_text(own + "\n")
    review = begun(tmp_path)
    review.decide(CANDIDATES[1], Decision("accepted", CANDIDATES[1]))
    later = opened(tmp_path)
    later.decide(CANDIDATES[0], Decision("accepted", CANDIDATES[0]))
    lines = (tmp_path / "q.jsonl").read_text().splitlines()
    assert json.loads(lines[0]) == json.loads(own)
    assert kept(tmp_path) == ["1", "b", "a"]


def test_what_was_changed_in_the_set_by_hand_stays(tmp_path: Path) -> None:
    """A later run, with its draft or without, writes no older wording over it."""
    begun(tmp_path).decide(CANDIDATES[0], Decision("accepted", CANDIDATES[0]))
    file = tmp_path / "q.jsonl"
    file.write_text(file.read_text().replace("Who came to a?", "Who ever came to a?"))
    later = opened(tmp_path)
    later.decide(CANDIDATES[1], Decision("accepted", CANDIDATES[1]))
    assert load_questions(file).questions[0].text == "Who ever came to a?"

    later.draft.unlink()
    again = begun(tmp_path)
    assert again.pending() == [CANDIDATES[2]]
    again.decide(CANDIDATES[2], Decision("accepted", CANDIDATES[2]))
    assert load_questions(file).questions[0].text == "Who ever came to a?"
    assert kept(tmp_path) == ["a", "b", "c"]


def test_other_articles_give_other_candidates(tmp_path: Path) -> None:
    """Those kept are not offered, but what was decided of the same questions holds."""
    begun(tmp_path).decide(CANDIDATES[0], Decision("accepted", CANDIDATES[0]))
    later = opened(tmp_path, {"seed": 1})
    assert not later.has_candidates
    later.offer([CANDIDATES[0], candidate("d")])
    assert [question.id for question in later.pending()] == ["d"]
    assert kept(tmp_path) == ["a"]


def test_nothing_is_written_before_something_is_kept(tmp_path: Path) -> None:
    """Candidates alone make no set."""
    begun(tmp_path).decide(CANDIDATES[0], Decision("rejected", CANDIDATES[0]))
    assert not (tmp_path / "q.jsonl").exists()


@pytest.mark.parametrize(
    "written",
    ["", "{", "[]", "{}", '{"made_from": 1, "candidates": [{}], "decisions": {}}', "\udcff"],
)
def test_a_draft_that_is_none(tmp_path: Path, written: str) -> None:
    """It is named with the cure, and not written over."""
    draft = tmp_path / "q.jsonl.draft"
    draft.write_bytes(written.encode("utf-8", "surrogateescape"))
    with pytest.raises(QuestionSetError):
        opened(tmp_path)
    assert draft.read_bytes() == written.encode("utf-8", "surrogateescape")
