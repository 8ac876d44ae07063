"""Whether the figures of two sentences are said of one thing."""

from __future__ import annotations

import pytest

from assistant.answering.asked_figures import Asked, read_question
from assistant.answering.figures import read_figures
from assistant.answering.sameness import answers, are_of_one_thing
from assistant.answering.told import Told, stems_of
from assistant.checking.parsed import parse

LENGTH = "How long is the Velden bridge?"
OPENED = "When did the Tessel museum open?"
STAFF = "How many people did the company Serra employ?"


def told(asked: Asked, sentence: str, title: str = "") -> Told:
    """The first figure of a sentence that answers, else the first."""
    parsed = parse(sentence)
    found = [
        Told(parsed, figure, stems_of(parse(title))) for figure in read_figures(parsed, asked.kind)
    ]
    return next((one for one in found if answers(asked, one)), found[0])


def is_one_thing(question: str, one: str, other: str, title: str = "") -> bool:
    """Whether both answer the question about the same thing; `title` is that of the second."""
    asked = read_question(question)
    assert asked is not None
    return are_of_one_thing(asked, told(asked, one), told(asked, other, title))


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (LENGTH, "The Velden bridge is 44 meters long.", "At 48 meters the Velden bridge is long."),
        (LENGTH, "The Velden bridge is 44 meters long.", "The Velden bridge, 157 feet long, fell."),
        (OPENED, "The Tessel museum opened in 1961.", "In 1963 the Tessel museum was opened."),
        (
            STAFF,
            "The company Serra employs 4,200 people.",
            "According to the union Serra employs 3,900 people.",
        ),
    ],
)
def test_one_thing_in_other_words(question: str, one: str, other: str) -> None:
    """The order of words, units, and who says so make no difference."""
    assert is_one_thing(question, one, other)
    assert is_one_thing(question, other, one)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (LENGTH, "The Velden bridge is 44 meters long.", "The Karn bridge is 48 meters long."),
        (LENGTH, "The Velden bridge is 44 meters long.", "The Velden bridge is 9 meters wide."),
        (LENGTH, "The Velden bridge is 44 meters long.", "The Velden bridge took 4 years."),
        (OPENED, "The Tessel museum opened in 1961.", "The Tessel museum was founded in 1958."),
        (OPENED, "The Tessel museum opened in 1961.", "The Tessel museum will open in 1963."),
        (OPENED, "The Tessel museum opened in 1961.", "The Tessel museum opened anew in 1980."),
        (OPENED, "The Tessel museum first opened in 1961.", "The Tessel museum opened in 1980."),
        (OPENED, "The Tessel museum opened in 1961.", "Not in 1960 did the Tessel museum open."),
        (STAFF, "Serra employs 4,200 people.", "In Spain Serra employs 1,100 people."),
        (STAFF, "In 2018 Serra employed 4,200 people.", "In 2019 Serra employed 4,600 people."),
        (STAFF, "Serra employs 4,200 people.", "In 2019 Serra employed 4,600 people."),
        (STAFF, "Serra employs 4,200 people.", "Serra employs 1,900 people in the mines."),
        (STAFF, "Serra employed 4,200 people.", "Serra hopes to employ 5,000 people."),
        (STAFF, "Serra employs 90 people a year.", "Serra employs 4,200 people."),
        (STAFF, "On Monday Serra employed 90 people.", "On Friday Serra employed 120 people."),
    ],
)  # fmt: skip
def test_two_things_that_look_alike(question: str, one: str, other: str) -> None:
    """Another name, side, measure, event, time, place, part or mood."""
    assert not is_one_thing(question, one, other)
    assert not is_one_thing(question, other, one)


def test_a_title_says_what_its_sentences_leave_out() -> None:
    """A name asked for may stand in the article's title alone."""
    one, other = "The Velden bridge is 44 meters long.", "The bridge is 48 meters long."

    assert is_one_thing(LENGTH, one, other, title="The Velden bridge")
    assert not is_one_thing(LENGTH, one, other)


def test_a_question_answered_by_its_own_date_needs_no_second() -> None:
    """The year that was asked about may stand in one sentence only."""
    question = "How many soldiers crossed the Wend in 1812?"
    one, other = "In 1812 soldiers crossed the Wend, 900 of them.", "900 soldiers crossed the Wend."
    asked = read_question(question)
    assert asked is not None

    assert answers(asked, told(asked, one))
    assert not answers(asked, told(asked, other))  # 1812 is missing
