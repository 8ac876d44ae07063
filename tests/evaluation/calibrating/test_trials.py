"""Questions put with their article and without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.evaluation.calibrating.trials import Trial, can_be_judged, try_questions
from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.models.embeddings import Encoder

ARTICLES = {
    "lamp.md": "# The lamp\n\nThe lamp burned 12 liters of oil. Osman Kaya lit it every evening.\n",
    "lamp2.md": "# The lamp\n\nThe lamp was sold in 1971 to a museum.\n",
    "cellar.md": "# The cellar\n\nThe cellar was flooded in 1953. Nobody was hurt.\n",
}


@pytest.fixture(scope="module")
def assistant(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> Iterator[tuple[Assistant, dict[str, str]]]:
    """Three articles, two of them of one title, with their sources by name."""
    folder = tmp_path_factory.mktemp("trials")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    settings = Settings(store=tmp_path_factory.mktemp("store"), llm="none")
    with Assistant.open(folder, settings=settings, encoder=encoder) as assistant:
        yield assistant, {Path(e.source).name: e.source for e in assistant.entries()}


def tried(assistant: Assistant, *questions: Question) -> list[Trial]:
    """Their trials."""
    return list(try_questions(assistant, questions))


def test_with_and_without(assistant: tuple[Assistant, dict[str, str]]) -> None:
    """Right with its article; without it, and all of its title, other articles are seen."""
    asked, sources = assistant
    question = Question(
        "1", "How much oil did the lamp burn?", ("12 liters",), gold=(sources["lamp.md"],)
    )
    here, absent = tried(asked, question)

    assert (here.kind, here.right, here.helpful) == ("here", True, True)
    assert (absent.kind, absent.right, absent.helpful) == ("absent", False, False)
    assert here.group == absent.group == "The lamp"
    assert here.signals is not None
    assert absent.signals is not None
    assert absent.signals.similarity < here.signals.similarity - 0.2  # of the cellar


def test_an_answer_in_a_later_quote_helps(assistant: tuple[Assistant, dict[str, str]]) -> None:
    """It is not right, but not bad either."""
    asked, sources = assistant
    question = Question("1", "Was the lamp of oil?", ("Osman Kaya",), gold=(sources["lamp.md"],))
    [here, _] = tried(asked, question)
    assert (here.right, here.helpful) == (False, True)


def test_evidence_judges_where_no_answer_is_known(
    assistant: tuple[Assistant, dict[str, str]],
) -> None:
    """The first quote is right if it shares a character with it."""
    asked, sources = assistant
    source = sources["cellar.md"]
    text = asked.article(source).text
    found = []
    for words in ("flooded in 1953", "The cellar\n"):
        start = text.index(words)
        evidence = (Evidence(source, start, start + len(words)),)
        question = Question("1", "When was the cellar flooded?", gold=(source,), evidence=evidence)
        found.append(tried(asked, question)[0].right)
    assert found == [True, False]


def test_what_is_put_once(assistant: tuple[Assistant, dict[str, str]]) -> None:
    """Unanswerable questions, and those whose article nobody knows; one without words never."""
    asked, sources = assistant
    trials = tried(
        asked,
        Question("1", "Who sank the ship?", answerable=False, gold=(sources["lamp.md"],)),
        Question("2", "When was the cellar flooded?", ("1953",)),
        Question("3", "?", ("1953",)),
        Question("4", "When was the cellar flooded?", ("1953",), gold=tuple(sources.values())),
    )
    assert [(t.question, t.kind) for t in trials] == [
        ("1", "unanswerable"),
        ("2", "here"),
        ("4", "here"),
    ]


def test_what_can_be_judged() -> None:
    """Answers or evidence must be known, unless there is no answer."""
    assert can_be_judged(Question("1", "Q?", ("a",)))
    assert can_be_judged(Question("1", "Q?", evidence=(Evidence("a", 0, 1),)))
    assert can_be_judged(Question("1", "Q?", answerable=False))
    assert not can_be_judged(Question("1", "Q?", (" ",)))


def test_progress_is_told(assistant: tuple[Assistant, dict[str, str]]) -> None:
    """After every question."""
    told: list[tuple[int, int]] = []
    questions = [Question(str(n), "When was the cellar flooded?", ("1953",)) for n in range(2)]
    try_questions(assistant[0], questions, lambda done, of, _: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
