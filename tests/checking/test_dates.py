"""Dates in all their forms."""

from __future__ import annotations

import pytest

from assistant.checking.statement import check_statement


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("June 9th", "9 June"),
        ("9 June", "June 9, 2020"),
        ("2020-06-09", "9 June 2020"),
        ("06/09/2020", "9 June 2020"),
        ("06/09/2020", "6 September 2020"),
        ("June 2020", "9 June 2020"),
        ("June", "9 June 2020"),
        ("2020", "9 June 2020"),
        ("the 1990s", "1994"),
        ("the nineties", "the 1990s"),
        ("the 20th century", "1994"),
        ("Tuesday", "Tuesday, 9 June"),
        ("Sept. 3", "3 September"),
        ("the ninth of June", "June 9"),
        ("2021", "2019-2021"),
        ("2021", "2019–21"),
        ("2019 to 2021", "2019-2021"),
        ("10 June", "9 and 10 June 2020"),
        ("9 June", "June 9-11"),
        ("May 2, 2018", "2 May and 30 September 2018"),
    ],
)
def test_dates_that_agree(said: str, given: str) -> None:
    """A date in another form, or with less of it, is given."""
    assert check_statement(f"It opened in {said}.", [f"It opened in {given}."]) == ()


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("9 July 2020", "9 June 2020"),
        ("8 June 2020", "9 June 2020"),
        ("9 June 2021", "9 June 2020"),
        ("9 June 2020", "June 2020"),
        ("June 9", "June 10 and July 9"),
        ("2021-06-09", "9 June 2020"),
        ("the 1980s", "the 1990s"),
        ("the 19th century", "the 20th century"),
        ("Monday", "Tuesday"),
        ("1913", "1931"),
        ("March 3", "May 3"),
    ],
)
def test_dates_that_do_not(said: str, given: str) -> None:
    """A date of which any part differs is told as a date."""
    reasons = check_statement(f"It opened in {said}.", [f"It opened in {given}."])
    assert "date" in {reason.kind for reason in reasons}


def test_year_told_apart() -> None:
    """A day takes its year from elsewhere in the quote."""
    quote = "In 2019 the bridge was closed; on June 9 it was opened again."
    assert check_statement("On 9 June 2019 the bridge was opened again.", [quote]) == ()


@pytest.mark.parametrize("said", ["It may rain.", "They march on.", "May it rain."])
def test_words_that_are_no_months(said: str) -> None:
    """May and march are words as well."""
    reasons = check_statement(said, ["It rains. They walk on."])
    assert "date" not in {reason.kind for reason in reasons}


def test_words_of_a_reason() -> None:
    """A reason names the date that is missing."""
    (reason,) = check_statement("It opened on 9 June.", ["It opened on 8 May."])
    assert reason.text == "9 June is not in the source"
