"""Which number or date a question asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.asked_figures import Asked, canonical, read_question
from assistant.answering.figures import read_figures
from assistant.checking.parsed import parse
from assistant.checking.words import stem


def asked(question: str) -> Asked:
    """What a question asks for, which is a number or a date."""
    found = read_question(question)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Who built the bridge?",
        "Why was the bridge built in 1961?",
        "Did the bridge cost 4 million?",
        "What did the report say about the bridge?",
        "44 meters",
    ],
)
def test_other_questions_ask_for_no_figure(question: str) -> None:
    """Nothing is set against each other where no number or date was asked for."""
    assert read_question(question) is None


@pytest.mark.parametrize(
    ("question", "sentence", "wanted"),
    [
        ("How long is the bridge?", "It is 44 meters long and weighs 90 tonnes.", ["44 meters"]),
        ("How much did it cost?", "It took 3 years and 4 million euros.", ["4 million euros"]),
        ("How many members has it?", "It has 28 members and 4 boats.", ["28"]),
        ("How many people died?", "The storm killed 31 men, 9 people were hurt.", ["9"]),
        ("What share of it burned?", "A third, 40 hectares, burned.", ["A third"]),
        ("How many milligrams is it?", "It is 18 milligrams in 2 cups.", ["18 milligrams"]),
        ("How old is it?", "The tree is 800 years old and 20 meters tall.", ["800"]),
        ("When was it built?", "In 1961 it cost 40 euros.", ["1961"]),
    ],
)
def test_only_the_sort_that_is_asked_for_is_wanted(
    question: str, sentence: str, wanted: list[str]
) -> None:
    """By what it measures, what it counts, or as a date."""
    parsed, found = parse(sentence), asked(question)
    figures = [one for one in read_figures(parsed, found.kind) if found.wants(one)]

    assert [parsed.text.between(one.start, one.end - 1) for one in figures] == wanted


def test_what_a_name_is_a_name_of_need_not_be_said() -> None:
    """An article says "Nolan" of the city of Nolan; what it is about must be said."""
    assert asked("How much did the city of Nolan pay for buses?").words == {"nolan", "pay", "bus"}
    assert asked("When was the painter Ilse Maret born?").words == {"ils", "maret", "bear"}


def test_a_word_that_measures_is_one_only_behind_how() -> None:
    """The old town is no question of age."""
    assert asked("How many cameras watch the old town?").measures == frozenset()
    assert asked("How old is the town?").measures == {"time"}


def test_words_for_one_thing_are_one_word() -> None:
    """But to be founded and to be opened are two, and so are the hurt and the killed."""

    def same(*words: str) -> bool:
        return len(canonical(map(stem, words))) == 1

    assert same("built", "constructed")
    assert same("inhabitants", "residents", "people")
    assert same("killed", "died", "deaths")
    assert not same("founded", "opened")
    assert not same("hurt", "killed")


@given(st.text(max_size=120))
def test_any_question_can_be_read(question: str) -> None:
    """Names are words that must be covered, whatever was typed."""
    found = read_question(question)

    assert found is None or found.kind in {"number", "date"}
