"""What is seen of the sentence that would be quoted first, and of its rivals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.answering.signals import NAMES, Signals, read_signals
from assistant.types import Passage, Sentence, Span

OIL = "The lamp burned twelve liters of oil."


def sentence(
    source: str, start: int, similarity: float, text: str = OIL, quotable: bool = True
) -> ScoredSentence:
    """Forty characters from `start`."""
    at = Sentence(Span(start, start + 40), quotable)
    return ScoredSentence(source, "The cape", at, text, similarity, similarity)


def passage(source: str, start: int, end: int) -> Passage:
    """A piece of an article."""
    return Passage(source, "The cape", start, end, 1.0, "")


def found(*sentences: ScoredSentence) -> Retrieval:
    """Two passages of a.md and one of b.md with these sentences."""
    passages = (passage("a.md", 0, 100), passage("a.md", 100, 200), passage("b.md", 0, 100))
    return Retrieval(passages, sentences)


def seen(retrieval: Retrieval, question: str = "How much oil burned?") -> Signals:
    """Signals that there are."""
    signals = read_signals(question, retrieval)
    assert signals is not None
    return signals


def test_nothing_quotable_has_no_signals() -> None:
    """Neither an empty retrieval nor headings alone can be an answer."""
    assert read_signals("What?", Retrieval()) is None
    assert read_signals("What?", found(sentence("a.md", 0, 0.9, quotable=False))) is None


def test_a_heading_gives_no_similarity() -> None:
    """What is not quotable does not count, however similar it is."""
    heading = sentence("b.md", 0, 0.95, quotable=False)
    alone = found(sentence("a.md", 0, 0.5))
    assert seen(found(heading, sentence("a.md", 0, 0.5))) == seen(alone)


def test_a_rival_is_in_another_passage() -> None:
    """A sentence beside it is none, one further down in the same article is."""
    best, beside = sentence("a.md", 0, 0.8), sentence("a.md", 50, 0.79)
    assert seen(found(best, beside, sentence("b.md", 0, 0.7))).margin == pytest.approx(0.1)
    assert seen(found(best, beside, sentence("a.md", 120, 0.75))).margin == pytest.approx(0.05)


def test_far_behind_is_no_rival() -> None:
    """The margin ends at .3, which is also that of a sentence without a rival."""
    best = sentence("a.md", 0, 0.8)
    assert seen(found(best)).margin == seen(found(best, sentence("b.md", 0, 0.1))).margin == 0.3


@pytest.mark.parametrize(
    ("question", "covered"),
    [
        ("How much oil burned?", 2 / 3),  # "much" is not in the sentence
        ("Which lamps burn oil?", 1.0),  # in other forms
        ("Who lit the cape's lamp?", 2 / 4),  # cape is in the title; lit and the s are nowhere
        ("Was it him?", 0.0),
    ],
)
def test_words_of_the_question_are_looked_for(question: str, covered: float) -> None:
    """In the sentence and its title, in any form, function words apart."""
    retrieval = found(sentence("a.md", 0, 0.8))
    assert seen(retrieval, question).covered == pytest.approx(covered)


def test_what_speaks_against_an_answer_is_seen() -> None:
    """Details are looked for in passage and title, contraries in the sentence alone."""
    home = passage("a.md", 0, 100)
    kept = replace(home, text=f"{OIL} Osman Kaya lit it in 1905.")
    retrieval = Retrieval((kept,), (sentence("a.md", 0, 0.8),))

    def against(question: str) -> tuple[float, float]:
        signals = seen(retrieval, question)
        return signals.missing, signals.contrary

    assert against("How much oil burned in the lamp of Osman Kaya in 1905?") == (0, 0)
    assert against("How much oil burned in the lamp of Selma Aksoy in 1906?") == (2, 0)
    assert against("How much oil did not burn?") == (0, 2)  # a denial, and what it denies


def test_details_may_stand_in_other_passages_of_the_article() -> None:
    """The two best besides its own are looked through, and no other article."""
    names = ("Osman Kaya", "Selma Aksoy", "Nuri Bey")
    others = [
        replace(passage("a.md", 100 * place, 100 * place + 100), text=f"It was lit by {name}.")
        for place, name in enumerate(names, start=1)
    ]
    elsewhere = replace(passage("b.md", 0, 100), text="It was lit by Ada Kent.")
    passages = (elsewhere, *others, replace(passage("a.md", 0, 100), text=OIL))
    retrieval = Retrieval(passages, (sentence("a.md", 0, 0.8),))

    def missing(name: str) -> float:
        return seen(retrieval, f"How much oil burned in the lamp of {name}?").missing

    assert [missing(name) for name in (*names, "Ada Kent")] == [0, 0, 1, 1]


def test_the_names_are_those_of_the_fields() -> None:
    """In the order in which they are fitted."""
    assert NAMES == ("similarity", "margin", "covered", "missing", "contrary")
