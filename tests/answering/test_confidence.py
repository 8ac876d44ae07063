"""Confidence rises with each signal, lies in [0, 1], and tells here from not here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Assistant
from assistant.answering.confidence import BUILT_IN, Logistic, Weights
from assistant.answering.signals import NAMES, Signals

GOOD = Signals(similarity=0.75, margin=0.15, covered=0.8)
AGAINST = ("missing", "contrary")


@pytest.mark.parametrize("name", AGAINST)
def test_what_speaks_against_an_answer_lessens_confidence(name: str) -> None:
    """Each detail that is missing and each contrary costs something."""
    none, one, two = (
        BUILT_IN.confidence(replace(GOOD, **{name: float(count)})) for count in range(3)
    )
    assert none > one > two


@pytest.mark.parametrize("name", [name for name in NAMES if name not in AGAINST])
def test_more_of_a_signal_is_more_confidence(name: str) -> None:
    """Each of them says that the quote answers."""
    less, more = (replace(GOOD, **{name: getattr(GOOD, name) * part}) for part in (0.5, 1.1))
    assert BUILT_IN.confidence(less) < BUILT_IN.confidence(GOOD) < BUILT_IN.confidence(more)


def test_nothing_found_is_no_confidence() -> None:
    """No quote cannot answer."""
    assert BUILT_IN.confidence(None) == 0.0


def test_the_chance_is_that_of_both() -> None:
    """Here with .5, right with 1 / (1 + e^-2) = .881 if so: .440."""
    weights = Weights(Logistic({"similarity": 4.0}, -3.0), Logistic({}, 2.0))
    assert weights.confidence(GOOD) == pytest.approx(0.4404, abs=1e-4)


@settings(deadline=None)
@given(
    st.floats(-1, 1),
    st.floats(-2, 0.3),
    st.floats(0, 1),
    st.floats(-1e4, 1e4),
    st.floats(-1e4, 1e4),
)
def test_it_is_always_a_chance(
    similarity: float, margin: float, covered: float, weight: float, intercept: float
) -> None:
    """Whatever the weights are, it neither overflows nor leaves [0, 1]."""
    model = Logistic(dict.fromkeys(NAMES, weight), intercept)
    found = Weights(model, model).confidence(Signals(similarity, margin, covered))
    assert 0 <= found <= 1


def test_here_and_not_here_are_told_apart(assistant: Assistant) -> None:
    """A question the library answers is more certain than one it does not."""
    here = assistant.ask("When was the salt works of Tuzla founded?").confidence
    elsewhere = assistant.ask("Who won the chess championship in Reykjavik?").confidence

    assert here > 0.7
    assert elsewhere < 0.1
