"""The questions that went worst."""

from __future__ import annotations

from evaluations import answer, evaluated, mixed, passage

from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.evaluation.reporting.questions import about, expected, worst


def test_those_that_misled_somebody_come_first() -> None:
    """Shown before held back, then the surest; at most eight of a step."""
    question = Question("", "Q?", ("nine",), gold=("a.md",))
    given = [
        (question, answer([("b.md", "It named no one.")], confidence=c, abstained=a))
        for c, a in [(0.9, True), (0.3, False), (0.5, False)]
    ]
    (group,) = worst(evaluated(given))
    assert group.heading == "Not retrieved: 3 questions"
    assert [outcome.confidence for outcome in group.outcomes] == [0.5, 0.3, 0.9]
    assert all(len(group.outcomes) == 8 for group in worst(mixed(70)))
    assert worst(evaluated([])) == []


def test_what_was_expected() -> None:
    """Accepted answers, else the evidence, else the article without the folders it is in."""
    path = "/home/user/private/a.md"
    outcomes = evaluated(
        [
            (Question("1", "Q?", tuple("abcdefg")), answer()),
            (Question("2", "Q?", evidence=(Evidence("a.md", 0, 19),), gold=("a.md",)), answer()),
            (Question("3", "Q?", gold=(path,)), answer()),
            (Question("4", "Q?"), answer()),
            (Question("5", "Q?", answerable=False), answer()),
        ]
    ).outcomes
    assert [expected(outcome) for outcome in outcomes] == [
        ["a", "b", "c", "d", "e", "… and 2 more"],
        ["It rained on Monday"],
        ["a sentence of a.md"],
        ["the set does not say"],
        ["that the articles do not say"],
    ]


def test_what_else_is_to_be_known() -> None:
    """Where the right article stood, where that is known."""
    gold = Question("7", "Q?", gold=("b.md",), kind="plain")
    found = evaluated(
        [
            (gold, answer(passages=[passage("a.md"), passage("b.md")])),
            (gold, answer(passages=[passage("a.md")], abstained=True)),
            (Question("8", "Q?", answerable=False, gold=("b.md",)), answer()),
        ]
    ).outcomes
    assert [about(outcome) for outcome in found] == [
        "confidence 0.50 · shown · right article at place 2 · kind plain · id 7",
        "confidence 0.50 · held back · right article not found · kind plain · id 7",
        "confidence 0.50 · shown · id 8",
    ]
