"""Verdicts as a question set that an evaluation can ask."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Settings
from assistant.answering import assistant as answering
from assistant.evaluation.question_sets.questions import load_questions
from assistant.evaluation.runner import Evaluation
from assistant.evaluation.session import run_evaluation
from assistant.models.embeddings import Encoder
from assistant.records.conversations import Conversations
from assistant.records.feedback import Feedback, Reason
from assistant.records.question_sets import QuestionLines, question_lines
from assistant.records.record import Record
from assistant.types import Citation, Passage, Span

from .kept import RECORD, REFUSAL

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
QUESTIONS = (
    "Why did IBM leave facial recognition?",
    "How many photos did Clearview collect?",
    "What did the ACLU test of Rekognition find?",
    "Which league did the football club of Ankara play in?",
)
TEXT = "The bridge is 44 meters long. It was built in 1961."
QUOTED = Citation(
    1, "articles/bridge.md", "The bridge", "ab", 10, 10 + len(TEXT), TEXT,
    sentences=(Span(40, 10 + len(TEXT)), Span(10, 39)),
)  # fmt: skip
ANSWER = Answer("When was it built?", f"“{TEXT}” [1]", False, 0.9, citations=(QUOTED,))
UP = Feedback("up")


def judged(conversations: Conversations, *records: Record) -> QuestionLines:
    """The lines of one conversation."""
    id = conversations.start("").id
    for record in records:
        conversations.append("", id, record)
    return question_lines(conversations)


def down(reason: Reason) -> Feedback:
    """A bad answer for this reason."""
    return Feedback("down", reason, "A note.")


def test_a_good_answer(conversations: Conversations) -> None:
    """Its quotes are the evidence, the sentences of them that answer are the answers."""
    found = judged(conversations, replace(RECORD, answer=ANSWER, feedback=UP))
    (id,) = (id[:12] for id, _ in conversations.judged())

    assert found.left_out == 0
    assert found.lines == (
        {
            "id": f"{id}-1",
            "question": "How long is the bridge?",
            "answers": ["It was built in 1961."],
            "answerable": True,
            "evidence": [{"source": "bridge.md", "start": 10, "end": 61, "quote": TEXT}],
            "verdict": "up",
            "reason": "",
            "note": "",
            "history": [],
        },
    )


def test_a_quote_of_unknown_sentences(conversations: Conversations) -> None:
    """A quote from a version that did not keep its sentences is the answer as a whole."""
    whole = replace(ANSWER, citations=(replace(QUOTED, sentences=()),) * 2)
    found = judged(conversations, replace(RECORD, answer=whole, feedback=UP))

    assert found.lines[0]["answers"] == [TEXT]


@pytest.mark.parametrize(
    ("answer", "feedback", "answerable"),
    [
        (REFUSAL, UP, False),
        (ANSWER, down("not_there"), False),
        (REFUSAL, down("not_there"), False),
        (REFUSAL, down("missed"), True),
        (ANSWER, down("missed"), True),
    ],
)
def test_what_else_is_known(
    conversations: Conversations, answer: Answer, feedback: Feedback, answerable: bool
) -> None:
    """Refusals, good and bad, say whether there is an answer, but not where."""
    record = replace(RECORD, answer=answer, feedback=feedback, sources=None)
    (line,) = judged(conversations, record).lines

    assert line["answerable"] is answerable
    assert (line["answers"], line["evidence"]) == ([], [])
    assert (line["verdict"], line["note"]) == (feedback.verdict, feedback.note)


@pytest.mark.parametrize(
    "record",
    [
        replace(RECORD, answer=ANSWER, feedback=down("wrong_quote")),
        replace(RECORD, answer=ANSWER, feedback=down("misleading")),
        replace(RECORD, answer=ANSWER, feedback=down("other")),
        replace(RECORD, answer=ANSWER, feedback=down("")),
        replace(RECORD, answer=REFUSAL, feedback=UP),  # of the one article that was asked
        replace(RECORD, answer=ANSWER, feedback=down("not_there")),
        replace(RECORD, answer=Answer("Hello", "Hello.", False, 1.0), feedback=UP),
        replace(RECORD, answer=None, error="The model is asleep.", feedback=UP),
        replace(RECORD, question="\ud83d?", answer=ANSWER, feedback=UP),
        replace(RECORD, question=" ", answer=ANSWER, feedback=UP),
        replace(RECORD, answer=ANSWER, feedback=Feedback("up", note="\udc80")),
        replace(RECORD, feedback=UP),  # a quote with half of a pair
    ],
)
def test_what_tells_nothing(conversations: Conversations, record: Record) -> None:
    """A verdict that an evaluation cannot use is counted, and one that was not given is not."""
    found = judged(conversations, record, replace(RECORD, answer=ANSWER))

    assert found == QuestionLines((), 1)


def test_the_turns_before(conversations: Conversations) -> None:
    """What was answered before is the history; errors and unfinished turns are not."""
    history = (
        replace(RECORD, question="First?", answer=ANSWER),
        replace(RECORD, question="Failed?", error="The model is asleep."),
        replace(RECORD, question="Nothing?", answer=None),
        replace(RECORD, question="Unfinished?", complete=False),
        replace(RECORD, question="Refused?", answer=REFUSAL),
    )
    good = replace(RECORD, answer=ANSWER, feedback=UP)
    found = judged(conversations, *history, good, good)

    first = [["First?", ANSWER.text], ["Refused?", REFUSAL.text]]
    assert [line["history"] for line in found.lines] == [
        first,
        [*first, [RECORD.question, ANSWER.text]],
    ]
    assert [line["id"][-2:] for line in found.lines] == ["-6", "-7"]


@pytest.mark.parametrize(
    ("source", "others", "name"),
    [
        ("a/bridge.md", [], "bridge.md"),
        ("a/bridge.md", ["a/cape.md", "a/bridge.md"], "bridge.md"),
        ("a/bridge.md", ["b/bridge.md"], "a/bridge.md"),
        ("/x/a/bridge.md", ["/x/b/bridge.md"], "a/bridge.md"),
        ("/x/a/bridge.md", ["/y/a/bridge.md"], "x/a/bridge.md"),
        ("a/bridge.md", ["/x/a/bridge.md"], "a/bridge.md"),
        ("bridge.md", ["a/bridge.md"], "bridge.md"),
        (r"C:\a\bridge.md", [r"C:\b\bridge.md"], "a/bridge.md"),
        ("Title/0003", ["Title/0004", "Other/0003"], "Title/0003"),
    ],
)
def test_the_name_of_an_article(
    conversations: Conversations, source: str, others: list[str], name: str
) -> None:
    """As much of its path as tells it from the library's other articles."""
    cited = replace(ANSWER, citations=(replace(QUOTED, source=source),))
    id = conversations.start("").id
    conversations.append("", id, replace(RECORD, answer=cited, feedback=UP))
    found = question_lines(conversations, sources=others)

    assert [piece["source"] for piece in found.lines[0]["evidence"]] == [name]


def test_articles_that_were_only_near(conversations: Conversations) -> None:
    """Names are told apart from those of passages too, where there is no index to ask."""
    near = Passage("b/bridge.md", "Another", 0, 4, 1.0, "Near")
    record = replace(RECORD, answer=replace(ANSWER, passages=(near,)), feedback=UP)

    assert judged(conversations, record).lines[0]["evidence"][0]["source"] == "articles/bridge.md"


@pytest.fixture(scope="module")
def seeds(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over four of the seed articles and a namesake of one of them."""
    folder = tmp_path_factory.mktemp("library")
    for part in ("articles", "more"):
        (folder / part).mkdir()
    for name in ("aclu-rekognition-test", "clearview-2020", "ibm-exit", "ibm-letter-congress"):
        shutil.copy(SEEDS / f"{name}.md", folder / "articles")
    (folder / "more" / "ibm-exit.md").write_text("# Tides\n\nThe tide at Akyaka rises a foot.\n")
    settings = Settings(store=folder / "store")
    paths = [folder / "articles", folder / "more"]
    with Assistant.open(paths, settings=settings, encoder=encoder) as assistant:
        yield assistant


def keep(assistant: Assistant, conversations: Conversations) -> list[Answer]:
    """Ask the questions and a follow-up, and call every answer good."""
    id = conversations.start("").id
    said: list[tuple[str, str]] = []
    kept: list[Answer] = []
    for question in (*QUESTIONS[:2], "How many of them came from the open web?", *QUESTIONS[2:]):
        answer = assistant.ask(question, said)
        conversations.append("", id, Record(question, 1.0, answer, feedback=UP))
        said.append((question, answer.text))
        kept.append(answer)
    return kept


def check(evaluation: Evaluation, answers: list[Answer]) -> None:
    """The same questions of the same articles are answered as they were, which was good."""
    assert evaluation.questions == len(answers)
    assert [outcome.abstained for outcome in evaluation.outcomes] == [a.abstained for a in answers]
    assert evaluation.abstention["false_answers"] == 0
    assert evaluation.abstention["false_refusals"] == 0
    assert evaluation.quotes["answer@1"] == 1
    assert evaluation.evidence["recall"] == 1
    assert evaluation.retrieval["recall@5"] == 1


def test_an_evaluation_asks_it(
    seeds: Assistant,
    conversations: Conversations,
    tmp_path: Path,
    encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is exported is read and answered, from the folder of articles and from the index."""
    answers = keep(seeds, conversations)
    assert {answer.abstained for answer in answers} == {True, False}
    library = Path(seeds.settings.store).parent
    sources = [entry.source for entry in seeds.entries()]
    lines = question_lines(conversations, sources=sources).lines
    file = tmp_path / "judged.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert {piece.source for q in load_questions(file).questions for piece in q.evidence} & {
        "articles/ibm-exit.md"
    }

    monkeypatch.setattr(answering, "Encoder", lambda name: encoder)
    settings = replace(seeds.settings, store=tmp_path / "unused")
    check(run_evaluation(file, articles=library, settings=settings), answers)
    seeds.close()
    check(run_evaluation(file, settings=seeds.settings), answers)
