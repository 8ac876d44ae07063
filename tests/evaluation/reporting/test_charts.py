"""The charts of a report: their words, their tables, their pictures."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from evaluations import answer, evaluated, mixed, passage
from lxml import etree

from assistant.evaluation.question_sets.values import Question
from assistant.evaluation.reporting.charts import charts
from assistant.evaluation.runner import Evaluation
from assistant.evaluation.side_by_side import side_by_side

TITLES = [
    "The right article among the first",
    "What a threshold costs",
    "Whether the confidence comes true",
    "Confidence, with and without an answer",
    "Time to the whole answer",
]


def test_each_chart_has_its_numbers_in_words_and_in_a_table() -> None:
    """70 questions, ten of each fate."""
    recall, risk, reliable, confidence, time = charts(mixed(70))
    assert [c.title for c in (recall, risk, reliable, confidence, time)] == TITLES
    assert recall.caption.startswith("Of 50 questions whose article is named, 80.0% have it first,")
    # threshold .2: all but the refused, 50 of 70; right: 10
    assert risk.caption.startswith(
        "At the threshold of 0.20, 71.4% of the questions are answered and 80.0% of those answers "
        "are wrong. If every question were answered, 71.4% of the answers would be wrong"
    )
    assert risk.table is not None
    assert ("71.4%, now", "0.40", "80.0%") in risk.table.rows
    assert risk.table.rows[-1] == ("100.0%", "0.05", "71.4%")
    assert reliable.table is not None
    # confidence .9 and .1 were right, .8, .7, .6, .4, .05 wrong
    assert ("0.9 to 1.0", "10", "90.0%", "100.0%") in reliable.table.rows
    # (.1 + .8 + .7 + .6 + .9 + .4 + .05) / 7
    assert "error 0.507" in reliable.caption
    assert confidence.table is not None
    assert ("0.0 to 0.1", "0", "10") in confidence.table.rows
    assert time.table is not None
    assert [row[0] for row in time.table.rows] == ["fastest", "half", "95 of 100", "slowest"]


def test_pictures_are_named_coloured_by_the_page_and_the_same_again() -> None:
    """No colour, typeface, style sheet or address of their own; names unique in a page."""
    evaluation = mixed(70)
    first, again = ([c.draw() for c in charts(evaluation) if c.draw] for _ in range(2))
    assert first == again
    assert len(first) == 5
    names: list[str] = []
    for svg in first:
        root = etree.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label", "").startswith(tuple(TITLES))
        assert root.get("width") is None
        assert "<style" not in svg
        assert "<metadata" not in svg
        assert not re.search(r"#[0-9a-fA-F]{6}\b|font-family|http://(?!www\.w3\.org/)", svg)
        own = [name for element in root.iter() if (name := element.get("id"))]
        used = re.findall(r'(?:href="#|url\(#)([^")]+)', svg)
        assert set(used) <= set(own)
        names += own
        assert any(element.text for element in root.iter("{http://www.w3.org/2000/svg}text"))
    assert len(names) == len(set(names))


def test_a_style_of_the_machine_changes_nothing() -> None:
    """Settings of matplotlib are neither read nor left changed."""
    import matplotlib

    evaluation = mixed(14)
    plain = charts(evaluation)[4].draw
    assert plain is not None
    drawn = plain()
    with matplotlib.rc_context({"font.size": 40, "axes.facecolor": "pink"}):
        assert plain() == drawn
        assert matplotlib.rcParams["font.size"] == 40


def test_other_ways_stand_in_the_chart_of_recall() -> None:
    """A column each, with dashes beyond the depth of a way."""
    evaluation = mixed(35)
    beside = side_by_side(evaluation, {"tutorial": (evaluation, 4)})
    chart = charts(replace(evaluation, baselines=beside))[0]
    assert chart.table is not None
    assert chart.table.heads == ("Articles", "Share", "95% interval", "Usual tutorial")
    assert [row[3] for row in chart.table.rows] == ["80.0%", "80.0%", "–", "–"]
    assert chart.draw is not None
    assert "Usual tutorial" in chart.draw()


@pytest.mark.parametrize(
    ("evaluation", "reasons"),
    [
        (evaluated([]), ["No questions", "No question can", "No question can", "No q", "No q"]),
        (mixed(1), ["1 question", "1 question that can be judged", "1 q", "1 q", "1 q"]),
        (
            evaluated([(Question("1", "Q?", answerable=False), answer())] * 12),
            ["No questions whose article", "No question can", "No question can", "", ""],
        ),
        (
            evaluated([(Question("1", "Q?"), answer())] * 12),
            ["No questions whose article", "No question can", "No question can", "", ""],
        ),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence(evaluation: Evaluation, reasons: list[str]) -> None:
    """Empty sets, one question, none that can be answered, none that is judged."""
    for chart, reason in zip(charts(evaluation), reasons, strict=True):
        if reason:
            assert chart.draw is None
            assert chart.table is None
            assert chart.caption.startswith(reason)
        else:
            assert chart.draw is not None
            assert chart.draw().startswith("<svg")


def test_intervals_are_drawn_whole() -> None:
    """Ten of ten may well be 69%: the axis goes as far down."""
    right = (Question("1", "Q?", gold=("a.md",)), answer(passages=[passage("a.md")]))
    draw = charts(evaluated([right] * 10))[0].draw
    assert draw is not None
    assert "60%" in draw()


def test_what_a_chat_model_declined_is_told_beside_the_threshold() -> None:
    """It is refused above the threshold, so that the curve is not the whole story."""
    asked = Question("1", "Q?", ("nine",))
    began = [("a.md", "The show began at nine.")]
    given = [(asked, answer(began, abstained=n == 0, confidence=0.5)) for n in range(12)]
    note = "1 question above the threshold was refused all the same"
    assert note in charts(evaluated(given))[1].caption
    assert note not in charts(evaluated(given[1:]))[1].caption


def test_nothing_above_the_threshold() -> None:
    """The chart says so."""
    evaluation = mixed(35)
    assert evaluation.setup is not None
    strict = replace(evaluation, setup=replace(evaluation.setup, threshold=0.99))
    risk = charts(strict)[1]
    assert risk.caption.startswith("At the threshold of 0.99 nothing is answered.")
    assert risk.draw is not None
    assert "threshold 0.99" not in risk.draw()
