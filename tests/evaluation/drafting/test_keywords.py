"""Queries of keywords."""

from __future__ import annotations

from assistant.evaluation.drafting.asking import Wording
from assistant.evaluation.drafting.keywords import keyword_queries, query_of_question


def queries(sentence: str) -> dict[str, str]:
    """Each query and its answer; every word but the first two may be a name."""
    found = keyword_queries(sentence, lambda word: word not in ("The", "In"))
    return {w.text: sentence[w.start : w.end] for w in found}


def test_the_words_of_a_question() -> None:
    """Function words go, and what is asked for comes first."""
    wording = Wording("In which year did the ACLU publish a test of Rekognition?", "when", 0, 4)
    assert query_of_question(wording) == "when ACLU publish test Rekognition"
    assert query_of_question(Wording("What is the capital of Poland?", "what", 0, 4)) is None
    assert query_of_question(Wording("When did Harvard close?", "when", 0, 4)) is None


def test_the_words_next_to_a_date() -> None:
    """A sentence that is no clause for the rules still has a date and words around it."""
    sentence = "Following the merger of Harvard and Radcliffe in 1977, the share of women grew."
    assert queries(sentence) == {"when Following merger Harvard Radcliffe share women grew": "1977"}


def test_what_is_counted() -> None:
    """The noun that is counted stands behind "how many", its figure nowhere."""
    sentence = "The Harvard Crimson competes in 42 intercollegiate sports in the Ivy League."
    assert queries(sentence) == {
        "how many intercollegiate sports Harvard Crimson competes Ivy League": "42"
    }


def test_a_name_that_begins_a_sentence() -> None:
    """It keeps its capital, though its first word may be a word of its own; a figure has none."""
    found = keyword_queries("New Mexico followed the ACLU in April 2021.", lambda word: False)
    assert [wording.text for wording in found] == ["when New Mexico followed ACLU"]
    found = keyword_queries("Three Illinois residents sued Facebook in 2015.", lambda word: False)
    assert "when three Illinois residents sued Facebook" in [wording.text for wording in found]


def test_sentences_without_a_query() -> None:
    """Two dates, a pronoun, no name, or too few words: nobody would know what is meant."""
    for sentence in (
        "The Harvard Yard opened in 1900 and closed for good in 1950.",
        "It competes in 42 intercollegiate sports of the Ivy League.",
        "The share of women grew in 1977 after a merger of two colleges.",
        "In 1977 Harvard grew.",
        "Six Flags opened a park for children.",
        "New photos of United States citizens are deleted within 12 hours of the check.",
        "",
    ):
        assert queries(sentence) == {}, sentence
