"""What retrieval says of a question set."""

from __future__ import annotations

from assistant.answering.answer import Answer
from assistant.evaluation.checking.findings import Finding
from assistant.evaluation.checking.retrieval import check_retrieval
from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.types import Citation, Passage

QUOTED = Citation(1, "a.md", "A", "0" * 64, 10, 20, "ten chars.")
WITHHELD = Citation(1, "b.md", "B", "0" * 64, 0, 9, "Not this.")
PASSAGE = Passage("c.md", "C", 0, 50, 1.0, "x" * 50)


def found(question: Question, answer: Answer, limit: float = 0.9) -> list[Finding]:
    """What is found of one question with this answer."""
    return list(check_retrieval([question], lambda asked: answer, limit))


def test_an_answer_to_an_unanswerable_question() -> None:
    """It is shown, with its sentence, from the limit on."""
    question = Question("1", "Who?", answerable=False)
    answer = Answer("Who?", "…", False, 0.93, citations=(QUOTED,))
    (finding,) = found(question, answer)
    assert (finding.source, finding.quote, finding.confidence) == ("a.md", "ten chars.", 0.93)
    assert not finding.is_fault
    assert "0.93" in finding.text
    assert found(question, answer, limit=0.94) == []
    assert found(question, Answer("Who?", "…", True, 0.99)) == []


def test_evidence_that_nothing_overlaps() -> None:
    """Quotes, those withheld and passages are looked at; ends that touch do not overlap."""
    answer = Answer("Who?", "…", True, 0.3, withheld=(WITHHELD,), passages=(PASSAGE,))

    def asked(source: str, start: int) -> list[Finding]:
        return found(Question("1", "Who?", evidence=(Evidence(source, start, start + 5),)), answer)

    assert asked("b.md", 4) == asked("c.md", 46) == []
    (finding,) = asked("c.md", 50)
    assert (finding.quote, finding.is_fault) == ("Not this.", False)


def test_only_what_can_be_told_is_asked() -> None:
    """Answerable questions without evidence are passed over, and progress is told."""
    asked: list[str] = []
    told: list[tuple[int, int]] = []

    def ask(question: Question) -> Answer:
        asked.append(question.id)
        return Answer("Who?", "…", True, 0.1)

    questions = [
        Question("1", "Who?"),
        Question("2", "Who?", answerable=False),
        Question("3", "Who?", evidence=(Evidence("a.md", 0, 5),)),
    ]
    (finding,) = check_retrieval(
        questions, ask, 0.9, lambda done, total: told.append((done, total))
    )
    assert asked == ["2", "3"]
    assert told == [(1, 2), (2, 2)]
    assert (finding.id, finding.quote, finding.confidence) == ("3", "", 0.1)
