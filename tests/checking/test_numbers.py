"""Numbers, units and what limits them."""

from __future__ import annotations

import pytest

from assistant.checking.statement import check_statement


def _kinds(statement: str, quote: str) -> set[str]:
    return {reason.kind for reason in check_statement(statement, [quote])}


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("1000 people came", "1,000 people came"),
        ("1 000 people came", "one thousand people came"),
        ("half a million people came", "500,000 people came"),
        ("1.5m people came", "1.5 million people came"),
        ("1,500,000 people came", "one and a half million people came"),
        ("a dozen people came", "12 people came"),
        ("twenty-one people came", "21 people came"),
        ("two-thirds of people came", "2/3 of people came"),
        ("on the 21st try", "on the twenty-first try"),
        ("a third of them came", "one-third of them came"),
        ("50% of them came", "half of them came"),
        ("50 per cent of them came", "50 percent of them came"),
        ("one hundred and five people came", "105 people came"),
        ("about 70,000 people came", "69,850 people came"),
        ("more than 100 people came", "112 people came"),
        ("nearly 30 percent came", "29.6 percent came"),
        ("exactly 100 people came", "more than 100 people came"),
        ("up to 6 people came", "six people came"),
        ("60 people or more came", "at least 60 people came"),
        ("it cost $5 million", "it cost 5 million dollars"),
        ("it cost $5m", "it cost US$5 million"),
        ("it cost between $5 million and $10 million", "it cost $5-10 million"),
        ("it took 18 months", "it took one and a half years"),
        ("it took a decade", "it took 10 years"),
        ("it weighs 3 kg", "it weighs three kilograms"),
        ("it is 5 km long", "it is 5 kilometers long"),
        ("it was 20 °C", "it was 20 degrees Celsius"),
        ("a 5-year plan", "a plan for five years"),
        ("a quarter of them came", "one in four of them came"),
        ("it doubled", "it grew twofold"),
        ("one of the men came", "the man came"),
        ("sales of COVID-19 tests rose", "sales of COVID-19 tests rose"),
        ("sales of Covid19 tests rose", "sales of COVID-19 tests rose"),
        ("the B-52 flew", "the B-52s flew"),
        ("it took a year and a half", "it took 18 months"),
        ("it took eighteen months", "it took a year and a half"),
        ("it took two weeks", "it took a fortnight"),
        ("it took 50 years", "it took half a century"),
        ("it took ten years", "it took a decade"),
        ("250,000 people came", "a quarter of a million people came"),
        ("25 percent of them came", "a quarter of them came"),
        ("about a third of the flights left", "112 of its 340 flights left"),
        ("women hold 320 of the 640 seats", "women hold half of the 640 seats"),
        ("fewer than one in five came", "18 percent of them came"),
        ("she scored two goals", "she scored twice"),
        ("the richest 20 percent pay most", "the richest fifth of households pay most"),
        ("it reported its 2021 figures", "it reported its figures for 2021 but not all"),
        ("two of the five bridges were not built", "three of the five bridges were built"),
        ("the ship left at 5 a.m.", "the ship left at five in the morning"),
    ],
)
def test_equal_quantities(said: str, given: str) -> None:
    """A quantity in another form is the same quantity."""
    assert _kinds(said, given) == set()


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("72 people came", "12 people came"),
        ("about 70,000 people came", "75,000 people came"),
        ("more than 100 people came", "95 people came"),
        ("nearly 30 percent came", "31 percent came"),
        ("less than 100 people came", "more than 100 people came"),
        ("2.4 million people came", "2.4 billion people came"),
        ("a third of them came", "a quarter of them came"),
        ("on the second try", "on the third try"),
        ("it tripled", "it doubled"),
        ("the B-2 flew", "the B-52 flew"),
        ("sales of COVID-18 tests rose", "sales of COVID-19 tests rose"),
        ("two senators spoke", "three senators spoke"),
        ("one senator spoke", "two senators spoke"),
        ("7 recovered and 12 died", "12 of the 40 patients recovered and 7 died"),
        ("it fell from 5 to 9", "it fell from 9 to 5"),
        ("210 of its shops may close", "40 of its 210 shops may close"),
        ("of the 40 shops 210 may close", "40 of the 210 shops may close"),
        ("in 1950 it had 9 inns", "in 1950 it had 5 inns; by the end of 1990 it had 9 inns"),
        ("more than one voter in ten came", "fewer than one voter in ten came"),
        ("children under ten came", "children under six came"),
        ("they won 1-3", "they won 3-1"),
        ("two of the five bridges were built", "three of the five bridges were built"),
        (
            "the police spoke of 500 marchers, the organisers of 200",
            "500 marchers came, the organisers said; the police spoke of 200",
        ),
        (
            "sewage brings 60 percent, farms 9 percent",
            "farms bring 60 percent; sewage brings 9 percent",
        ),
        ("two nurses stayed", "one nurse stayed while two doctors left"),
        (
            "39 percent want to hire more staff",
            "44 percent want to hire more staff, 39 percent want to keep their number",
        ),
    ],
)
def test_other_quantities(said: str, given: str) -> None:
    """A quantity that the quote does not have is told as a number."""
    assert "number" in _kinds(said, given)


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("it is 5 miles long", "it is 5 kilometres long"),
        ("it weighs 3 pounds", "it weighs 3 kg"),
        ("it took 3 weeks", "it took 3 days"),
        ("it cost 3 dollars", "it cost 3 euros"),
        ("it cost US$3", "it cost A$3"),
        ("it cost £3", "it cost $3"),
        ("it rose 3 percentage points", "it rose 3 percent"),
        ("it was 20 °F", "it was 20 degrees Celsius"),
        ("it went 20 miles per hour", "it went 20 kilometres per hour"),
        ("it costs 20 euros a week", "it costs 20 euros a day"),
        ("it covers 20 square miles", "it covers 20 square kilometres"),
        ("it rose by 22 cases", "it rose by 22 percent"),
        ("it costs 20 euros a gallon", "it costs 20 euros a litre"),
        ("it shook 9 times in a month", "it shook 9 times in a week"),
    ],
)
def test_other_units(said: str, given: str) -> None:
    """The same number of another unit is told as a unit."""
    assert "unit" in _kinds(said, given)


def test_words_of_a_reason() -> None:
    """A reason names the number that is missing."""
    (reason,) = check_statement("72 people came", ["12 people came"])
    assert reason.text == "72 is not in the source"
