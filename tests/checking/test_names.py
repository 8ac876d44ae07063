"""Names in all their forms."""

from __future__ import annotations

import pytest

from assistant.checking.statement import check_statement


def _names(statement: str, quote: str) -> list[str]:
    reasons = check_statement(statement, [quote])
    return [reason.text for reason in reasons if reason.kind == "name"]


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("The WHO met.", "The World Health Organization met."),
        ("The World Health Organization met.", "The WHO met."),
        ("The US agreed.", "The United States agreed."),
        ("The USA agreed.", "The U.S. agreed."),
        ("Britain agreed.", "The United Kingdom agreed."),
        ("The European Union agreed.", "The EU agreed."),
        ("Chinese exports rose.", "China's exports rose."),
        ("In Norway, Moen won.", "The Norwegian, Kari Moen, won."),
        ("Erdogan spoke.", "Recep Tayyip Erdoğan spoke."),
        ("Dr. Marsh spoke.", "Helena Marsh spoke."),
        ("President Macron spoke.", "Emmanuel Macron spoke."),
        ("“Researchers agreed.”", "researchers agreed."),
        ("Researchers met in May.", "Scientists met in May."),
        ("However, the talks ended.", "The talks ended."),
        ("- Talks ended in Oslo.", "The talks in Oslo ended."),
        ("1. Talks ended in Oslo.", "The talks in Oslo ended."),
        ("THE TALKS IN OSLO ENDED", "The talks in Oslo ended."),
        ("Talks Ended in Oslo After Long Delay", "The talks in Oslo ended after a delay."),
        ("The Smiths met.", "Ann Smith met her brother."),
        ("The Hewlett Packard plant closed.", "The Hewlett-Packard plant closed."),
        ("I think that Smith met her.", "Smith met her."),
    ],
)
def test_names_that_are_given(said: str, given: str) -> None:
    """A name in another form is in the quote, and a capital letter alone makes no name."""
    assert _names(said, given) == []


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("Microsoft said it would stop.", "IBM said it would stop."),
        ("The talks were in Brussels.", "The talks were in Paris."),
        ("UNICEF met.", "The World Health Organization met."),
        ("Ann Brown met the mayor.", "Ann Smith met the mayor."),
        ("Yesterday Ann Brown met him.", "Yesterday Ann Smith met him, and Joe Brown did not."),
        ("Japanese exports rose.", "China's exports rose."),
        ("Boeing said it would stop.", "Airbus said it would stop."),
        ("Weiss said it was genuine.", "Demir said it was genuine; Weiss disagreed."),
    ],
)
def test_names_that_are_not(said: str, given: str) -> None:
    """A name that the quote does not have, or has for another, is told as a name."""
    assert _names(said, given)


def test_words_of_a_reason() -> None:
    """A reason names the name that is missing, whole."""
    assert _names("The talks were in New Delhi.", "The talks were in Paris.") == [
        "“New Delhi” is not in the source"
    ]
