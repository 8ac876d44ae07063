"""What is denied, and words that say the contrary."""

from __future__ import annotations

import pytest

from assistant.checking.antonyms import meanings
from assistant.checking.parsed import parse
from assistant.checking.statement import check_statement
from assistant.checking.words import stem


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The senators did not approve the bill.", {"approve"}),
        ("It didn't work.", {"work"}),
        ("He never came.", {"came"}),
        ("He failed to stop.", {"stop"}),
        ("He did not fail to stop.", {"fail"}),
        ("They no longer sell it.", {"sell"}),
        ("It is not only cheap.", set()),
        ("It did not open until May.", set()),
        ("Nobody knew.", {"knew"}),
        ("They went without food.", {"food"}),
        ("It is too heavy to lift.", {"lift"}),
        ("It kept ships from leaving.", {"leaving"}),
        ("He did not stay until May.", {"stay"}),
        ("He did not rule out a coup.", {"rule"}),
    ],
)
def test_what_is_denied(text: str, denied: set[str]) -> None:
    """A negation denies the word that it belongs to; two of them affirm."""
    found = parse(text).denials
    assert {found.words[index].folded for index in found.odd} == denied


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("legal", "illegal"),
        ("correctly", "incorrectly"),
        ("possible", "impossible"),
        ("regular", "irregular"),
        ("aware", "unaware"),
        ("agree", "disagree"),
        ("constitutional", "unconstitutional"),
        ("rise", "fell"),
        ("approved", "rejected"),
        ("guilty", "innocent"),
        ("accessible", "inaccessible"),
        ("harmful", "harmless"),
        ("overcharged", "undercharged"),
        ("satisfied", "dissatisfied"),
        ("immature", "mature"),
        ("nonviolent", "violent"),
        ("newer", "older"),
        ("founded", "unfounded"),
    ],
)
def test_opposite_words(one: str, other: str) -> None:
    """Two contrary words stand at two ends of one scale."""
    first, second = meanings(stem(one)), meanings(stem(other))
    assert any(first[key] * second[key] < 0 for key in first.keys() & second.keys())


@pytest.mark.parametrize(
    ("phrase", "other"),
    [
        ("They turned it down.", "They approved it."),
        ("They called off the fair.", "The fair took place."),
        ("The barrier has never held.", "The barrier has always held, though it was closed twice."),
        ("Guests without a card may enter.", "Guests with a card may enter."),
        ("They struck down the law.", "They upheld the law."),
        ("The fire is under control.", "The fire is out of control."),
    ],
)
def test_phrases(phrase: str, other: str) -> None:
    """A verb with its particle is looked up as one word."""
    assert check_statement(phrase, [other])
    assert check_statement(other, [phrase])


@pytest.mark.parametrize(
    "word",
    [
        *("under", "until", "unit", "increase", "inform", "discover"),
        *("import", "impress", "improve", "invest", "distance", "dispatch", "mission", "income"),
    ],
)
def test_what_only_looks_like_a_prefix(word: str) -> None:
    """Not every word that begins with "un" or "in" denies the rest."""
    assert all(sign > 0 for key, sign in meanings(stem(word)).items() if not key.startswith("#"))


@pytest.mark.parametrize(
    ("statement", "quote", "text"),
    [
        (
            "IBM will sell it.",
            "IBM will no longer sell it.",
            "the source says “will no longer sell”, the statement does not",
        ),
        (
            "The senate did not approve it.",
            "The senate approved it.",
            "the statement says “did not approve”, the source does not",
        ),
        ("Prices fell.", "Prices rose.", "the source says “rose”, the statement “fell”"),
    ],
)
def test_words_of_a_reason(statement: str, quote: str, text: str) -> None:
    """A reason names the words that differ."""
    (reason,) = check_statement(statement, [quote])
    assert (reason.kind, reason.text) == ("negation", text)
