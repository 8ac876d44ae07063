"""What a reply points at: every way in which models write numbers, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import within

from assistant.answering.replies import (
    Draft,
    closed_statements,
    parse_numbers,
    parse_statements,
)

OIL = "The lamp burned oil."
Found = list[tuple[str, tuple[int, ...]]]


def parsed(reply: str, offered: int = 8) -> Found:
    """Text and numbers of the statements of a reply."""
    return [(draft.text, draft.numbers) for draft in parse_statements(reply, offered)]


@pytest.mark.parametrize(
    ("reply", "numbers"),
    [
        ("The lamp burned oil [3].", (3,)),
        ("The lamp burned oil. [3]", (3,)),
        ("[3] The lamp burned oil.", (3,)),
        ("[3]: The lamp burned oil.", (3,)),
        ("[3]. The lamp burned oil.", (3,)),
        ("The lamp burned oil [3, 7].", (3, 7)),
        ("The lamp burned oil [3][7].", (3, 7)),
        ("The lamp burned oil [3] [7].", (3, 7)),
        ("The lamp burned oil [3] and [7].", (3, 7)),
        ("The lamp burned oil [3], [5], and [7].", (3, 5, 7)),
        ("The lamp burned oil [3 and 7].", (3, 7)),
        ("The lamp burned oil (3).", (3,)),
        ("The lamp burned oil 【3】.", (3,)),
        ("The lamp burned oil [3-5].", (3, 4, 5)),
        ("The lamp burned oil [3–5].", (3, 4, 5)),
        ("The lamp burned oil [3, 5-7].", (3, 5, 6, 7)),
        ("The lamp burned oil [3, 3].", (3,)),
        ("The lamp [3] burned oil [7].", (3, 7)),
        ("The lamp burned oil [99].", (99,)),  # none such: the check says so
        ("The lamp burned oil.\nSources: [1], [2]", (1, 2)),
        ("The lamp burned oil.\n\n**Sources:**\n[1] [2]", (1, 2)),
        ("The lamp burned oil.\n\nSources:\n[1]\n[2]", (1, 2)),
        ("The lamp burned oil.\n\nReferences:\n- [1]\n- [2]", (1, 2)),
    ],
)
def test_every_way_of_pointing_is_understood(reply: str, numbers: tuple[int, ...]) -> None:
    """The statement is the same, whatever the brackets and wherever they stand."""
    assert parsed(reply) == [(OIL, numbers)]


@pytest.mark.parametrize(
    "line",
    [
        "Oil burned [^3].",
        "Oil burned [12345678].",
        "Oil burned in (2019).",
        "Oil burned³.",
        "Oil burned in the lamp 3) and the stove.",
        "Oil burned [-3].",
        "Oil burned 3.",
        "Oil burned [3.5].",
    ],
)
def test_nothing_else_is_a_number(line: str) -> None:
    """Footnote marks, years and long numbers point nowhere, and stay as text."""
    assert parsed(line) == [(line, ())]


def test_a_number_in_round_brackets_must_have_been_offered() -> None:
    """With eight sentences (8) points at one, and (9) is part of the text."""
    assert parsed("Oil burned (8).") == [("Oil burned.", (8,))]
    assert parsed("Oil burned (9).") == [("Oil burned (9).", ())]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("Oil burned [1]. Salt dried [2].", [("Oil burned.", (1,)), ("Salt dried.", (2,))]),
        ("Oil burned.[1]Salt dried.[2]", [("Oil burned.", (1,)), ("Salt dried.", (2,))]),
        ("[1] Oil burned. [2] Salt dried.", [("Oil burned.", (1,)), ("Salt dried.", (2,))]),
        ("1) Oil burned [1]\n2) Salt dried [2]", [("Oil burned", (1,)), ("Salt dried", (2,))]),
        ("Oil burned [1] and salt dried [2].", [("Oil burned and salt dried.", (1, 2))]),
        ("Oil burned [1]. So be it.", [("Oil burned.", (1,)), ("So be it.", ())]),
        ("Here you are:\n- Oil burned [1].", [("Here you are", ()), ("Oil burned.", (1,))]),
        ("He said “Go!” [1] It rained [2].", [("He said “Go!”", (1,)), ("It rained.", (2,))]),
        ("\n \n---\n***\n[1]\n", []),
    ],
)
def test_a_statement_ends_with_its_numbers_or_its_line(reply: str, expected: Found) -> None:
    """What stands behind the numbers is a statement of its own."""
    assert parsed(reply) == expected


@pytest.mark.parametrize(
    "reply",
    [
        "- The lamp burned oil [1].",
        "• The lamp burned oil [1].",
        "## The lamp burned oil [1].",
        "**The lamp** burned *oil* [1].",
        "The lamp burned oil [`1`].",
        "The [lamp](https://evil.example/a?b=[2]) burned oil [1].",
        "The lamp burned oil [1](https://evil.example/1).",
        "![p](https://evil.example/p.png) The lamp burned oil [1].",
        "The lamp https://evil.example/[2] burned oil [1].",
        "The lamp www.evil.example burned oil [1].",
        "The <b>lamp</b> burned <img src=x onerror=a> oil [1].",
        "The la\u200bmp burned\u2060 oil [\u200b1].",
        "The lamp _https://evil.example_ burned oil [1].",
        "The lamp ht**tp://evil.example** burned oil [1].",
        "The <**b>lamp</**b> burned oil [1].",
        "The <<i>b>lamp burned oil [1].",
        "The [![p](a.png)](https://evil.example) lamp burned oil [1].",
    ],
)
def test_markup_is_taken_off(reply: str) -> None:
    """Bullets, stress, links, images, addresses, tags and what is invisible are no words."""
    assert parsed(reply) == [(OIL, (1,))]


def test_what_only_looks_like_markup_stays() -> None:
    """Figures at the beginning of a line, underscores in names and sums keep their meaning."""
    for line in ("12.33 dollars were paid.", "28 members came.", "The name a_b_c is 5*6 long."):
        assert parsed(line) == [(line, ())]


MESSY = st.lists(
    st.sampled_from(
        (
            "[1] [2, 3] [99] (3) (2019) 【4】 [ ] ( ) [^1] ** * _ ` ~~ <b> </b> < > ![a](b) "
            "[a](b) http://e.e/x [1]: - 1. # . ! … ” “ , ; : and NONE Sources: Salt oil, 12 \n"
        ).split(" ")
    ),
    max_size=25,
).map(" ".join)


@given(MESSY | st.text(max_size=60))
def test_no_reply_is_too_odd(reply: str) -> None:
    """Every statement is one line with words and without invisible characters, links or stress."""
    for draft in parse_statements(reply, 8):
        assert draft.text == " ".join(draft.text.split())
        assert re.search(r"\w", draft.text)
        assert not re.search(r"\*\*|`|https?://e|\]\(|[\u200b\u202e\ufeff]", draft.text)
        assert all(0 <= number <= 9999 for number in draft.numbers)
        assert len(set(draft.numbers)) == len(draft.numbers)
    parse_numbers(reply)


LINE = st.lists(
    st.sampled_from(["Oil", "burned", "1866", "[1]", "[2, 3].", "(3)", ".", "**", "[a](b)", "“x”"]),
    min_size=1,
    max_size=8,
).map(lambda parts: "It " + " ".join(parts))


@given(st.lists(LINE, max_size=5).map("\n".join), st.data())
def test_what_is_closed_stays(reply: str, data: st.DataObject) -> None:
    """The closed statements of a beginning are the first of those with numbers of the whole."""
    whole = [draft for draft in parse_statements(reply, 8) if draft.numbers]
    end = data.draw(st.integers(0, len(reply)))
    closed = closed_statements(reply[:end], 8)

    assert closed == whole[: len(closed)]


def test_numbers_behind_numbers_belong_to_the_same_statement() -> None:
    """They are no list at the end, and do not back what is said elsewhere."""
    assert parsed("Oil burned.\nSalt dried [2]. [1]") == [
        ("Oil burned.", ()),
        ("Salt dried.", (2, 1)),
    ]


def test_a_line_closes_its_statements() -> None:
    """A statement is closed by its line break, as more numbers may follow before."""
    assert closed_statements("Oil burned [1].", 8) == []
    assert closed_statements("So:\nOil burned [1].\nSalt", 8) == [Draft("Oil burned.", (1,))]


HOSTILE = (
    "[ ] [] [1 [1] [1, ( (1 (1) 【 【1】 * ** **a _ _a ` 1 1, 1- < <a <!-- > ![ [a]( [a](b) "
    "http:// www. # { {[ “ .” . - — [^1] [1]:"
).split()
SPACED = ("a ", "1 and ", "[1]\n", "a\n", "a\n[1]\n", "a [1]\n", "[1] ", "sentence ", "\u200d")


@pytest.mark.parametrize("unit", [*HOSTILE, *SPACED, " ", "no sentence do not ", "[a]: b\n"])
def test_hostile_replies_take_no_time(unit: str) -> None:
    """Ten thousand characters of anything are read within a second."""
    reply = (unit * 10_000)[:10_000]
    for read in (
        lambda: parse_statements(reply, 8),
        lambda: closed_statements(f"[1{reply}\n", 8),
        lambda: (parse_numbers(reply), parse_numbers(f"[{reply}")),
    ):
        with within(1):
            read()


@pytest.mark.parametrize(
    ("reply", "numbers"),
    [
        ('{"sentences": [3, 1]}', [3, 1]),
        ('{"why": "because", "best": [3, 1]}', [3, 1]),
        ("[3, 1]", [3, 1]),
        ("3, 1", [3, 1]),
        ("3", [3]),
        ("[3] and [1]", [3, 1]),
        ('```json\n{"sentences": [3, 1]}\n```', [3, 1]),
        ('Here you are: {"sentences": [3, 1]}', [3, 1]),
        ("[3, 3, 1, 3]", [3, 1]),
        ("[3-5]", [3, 4, 5]),
        ("[true, 3, false]", [3]),
        ("[1.0, 3, 2.5]", [3]),
        ('{"sentences": []}', []),
        ('{"sentences": 3}', []),
        ("[" * 9000, []),
        ("9" * 5000, []),
    ],
)
def test_numbers_alone(reply: str, numbers: list[int]) -> None:
    """As JSON or as people write them, each once and in their order; no truth values, no parts."""
    assert parse_numbers(reply) == numbers
    assert all(type(number) is int for number in parse_numbers(reply))


@given(st.lists(st.integers(0, 9999), max_size=20))
def test_numbers_keep_their_order(numbers: list[int]) -> None:
    """Whatever is listed comes back, each number at its first place."""
    assert parse_numbers(f'{{"sentences": {numbers}}}') == list(dict.fromkeys(numbers))
    assert parse_numbers(" and ".join(f"[{n}]" for n in numbers)) == list(dict.fromkeys(numbers))
