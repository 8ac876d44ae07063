"""An evaluation in plain sentences."""

from __future__ import annotations

from evaluations import answer, evaluated, mixed, passage

from assistant.evaluation.question_sets.values import Question
from assistant.evaluation.reporting.summary import judged_by, summary, wrong_answers


def test_everything_that_is_known_is_said() -> None:
    """Seven fates in turn, ten times: 50 answerable, 20 not."""
    said = summary(mixed(70))
    assert said[0] == (
        "70 questions were put to 2 articles, which answer 50 of them and leave 20 unanswered."
    )
    # right, not chosen, not first, refused: 40 of 50 find the article first
    assert said[1].startswith("The right article came first for 80.0% (")
    # right and refused: 20 of 50; not first: 10 more
    assert said[2].startswith("The first sentence quoted held an accepted answer for 40.0% (")
    assert said[2].endswith("one of the first three for 60.0%.")
    assert said[3].startswith("It refused 20.0% (")
    assert said[4].startswith("It answered 50.0% (")
    # shown: 4 * 10 + 10 that have no answer; right: 10
    assert said[5] == "Of 50 answers that it showed, 40 were wrong."
    assert said[6].startswith("All 80 quotes are their article’s own words")


def test_what_is_not_known_is_not_said() -> None:
    """Bare questions leave the counts, the refusals and the time."""
    said = summary(evaluated([(Question("1", "Q?"), answer(abstained=True))]))
    assert [sentence.split()[0] for sentence in said] == ["1", "It", "Half"]
    assert summary(evaluated([])) == ["0 questions were put to 2 articles, which answer 0 of them."]


def test_wrong_answers_need_a_question_that_can_be_answered_rightly() -> None:
    """Where all are unanswerable the share of false answers says it already."""
    none = (Question("1", "Q?", answerable=False), answer([("a.md", "Nobody came.")]))
    assert wrong_answers(evaluated([none]).outcomes) == ""


def test_what_counts_as_right_is_said() -> None:
    """By the way it was judged, with how many questions."""
    outcomes = evaluated(
        [
            (Question("1", "Q?", ("nine",)), answer(passages=[passage("a.md")])),
            (Question("2", "Q?", gold=("a.md",)), answer()),
            (Question("3", "Q?"), answer()),
        ]
    ).outcomes
    said = judged_by(outcomes)
    assert "holds an accepted answer (1 question), or the first" in said
    assert "is of the right article (1 question)" in said
    assert said.endswith("1 question could not be judged.")
    assert judged_by(outcomes[2:]).startswith("The set does not say what answers its questions.")
