"""What the terminal shows: answers as text, the chat, and bars where somebody sees them."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from assistant import Answer, Assistant, Citation
from assistant.answering.answer import Statement
from assistant.answering.conversation import Turn
from assistant.checking.pairs import Check
from assistant.checking.values import Reason
from assistant.errors import LibraryError, QuestionError
from assistant.terminal import chat, format_answer, format_checks, progress_bar

BOATS = Citation(1, "b/boats.md", "Boats", "ab12", 7, 24, "Boats are\r\nmade of wood.")
SALT = Citation(2, "b/salt.md", "Salt", "cd34", 0, 14, "Salt is white.", date="2020-01-02")
ANSWER = Answer("What are boats?", "…", abstained=False, confidence=0.9, citations=(BOATS, SALT))


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")


def test_quotes_stand_under_their_articles() -> None:
    """Title and date, the quote on one line if it fits, its number and its place."""
    assert format_answer(ANSWER) == (
        "Boats\n"
        "  “Boats are made of wood.” [1]\n"
        "    b/boats.md 7-24\n"
        "\n"
        "Salt (2020-01-02)\n"
        "  “Salt is white.” [2]\n"
        "    b/salt.md 0-14"
    )


def test_quotes_of_one_article_share_a_title() -> None:
    """The title is not repeated from quote to quote."""
    shown = format_answer(replace(ANSWER, citations=(BOATS, replace(BOATS, id=2))))

    assert shown.count("Boats\n") == 1
    assert "[2]" in shown


def test_a_quote_says_its_page() -> None:
    """Where its article has pages."""
    shown = format_answer(replace(ANSWER, citations=(replace(SALT, page=12),)))
    assert "    b/salt.md, p. 12, 0-14" in shown
    shown = format_answer(replace(ANSWER, citations=(replace(SALT, section="Its\x1b[7m use"),)))
    assert "    b/salt.md, under “Its [7m use”, 0-14" in shown


def test_a_quote_that_no_longer_stands_is_marked() -> None:
    """Where the file was changed after it was indexed, the place says so."""
    shown = format_answer(replace(ANSWER, citations=(replace(BOATS, status="changed"),)))

    assert shown.endswith("b/boats.md 7-24, changed since it was indexed")


def test_long_quotes_are_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of a quote is wider than the terminal, and none wider than 100 columns."""
    long = replace(ANSWER, citations=(replace(BOATS, quote="word " * 200),))
    for columns, widest in (("40", 40), ("300", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        lines = format_answer(long).splitlines()
        assert widest - 8 < max(map(len, lines)) <= widest


def test_what_was_searched_is_told_if_it_is_not_the_question() -> None:
    """A follow-up shows the question it was made into."""
    shown = format_answer(replace(ANSWER, searched="What are boats made of?"))

    assert shown.startswith("Searched for: What are boats made of?\n\nBoats\n")
    assert "Searched" not in format_answer(replace(ANSWER, searched=ANSWER.question))


def test_an_answer_without_quotes_is_its_text() -> None:
    """An abstention or a list of articles is shown line by line."""
    text = "I can quote from 2 articles:\n- Boats\n- Salt"

    assert format_answer(replace(ANSWER, citations=(), text=text)) == text


WRONG = (Reason("number", "13 is not in the source"),)


def test_statements_stand_above_their_quotes() -> None:
    """Each quote once, below the first statement that rests on it; what does not hold is marked."""
    statements = (Statement("Boats are wooden.", (1,)), Statement("13 are white.", (2, 1), WRONG))

    assert format_answer(replace(ANSWER, statements=statements)) == (
        "Boats are wooden. [1]\n"
        "Boats\n"
        "  “Boats are made of wood.” [1]\n"
        "    b/boats.md 7-24\n"
        "\n"
        "13 are white. [2][1]\n"
        "! not backed by its quotes: 13 is not in the source\n"
        "Salt (2020-01-02)\n"
        "  “Salt is white.” [2]\n"
        "    b/salt.md 0-14"
    )


def test_what_was_left_out_is_told_last() -> None:
    """With the reasons; a note about the model comes first."""
    left_out = (Statement("13 are white.", (2,), WRONG), Statement("So it is.", (), WRONG))
    one = replace(ANSWER, citations=(BOATS,), left_out=left_out[:1], note="It broke off.")
    shown = format_answer(replace(one, left_out=left_out))

    assert shown.startswith("It broke off.\n\nBoats\n")
    assert shown.endswith(
        "\n\nLeft out, as no quote backs them:\n"
        "  - 13 are white. (13 is not in the source)\n"
        "  - So it is. (13 is not in the source)"
    )
    assert "as no quote backs it:" in format_answer(one)


def test_checks_end_with_a_count() -> None:
    """What is not backed is named with its reasons and the nearest quote; what is, is counted."""
    checks = [
        Check("1", "Boats are made\nof wood.", (), (BOATS,)),
        Check("2", "13 boats are\nwhite.", WRONG, (BOATS, SALT)),
    ]

    assert format_checks(checks) == (
        "2: 13 boats are white.\n"
        "    number: 13 is not in the source\n"
        "    nearest, in b/boats.md: “Boats are made of wood.”\n"
        "1 of 2 statements pass"
    )
    assert format_checks(checks[:1]) == "1 of 1 statements pass"


class Script:
    """Stands in for an assistant: says what it was asked, and what history came with it."""

    def ask(self, question: str, history: Sequence[Turn], sources: Sequence[str] | None) -> Answer:
        """The question and the number of turns before it."""
        if question == "?":
            raise QuestionError("no words")
        if sources == ["nowhere"]:
            raise LibraryError("not in the index: nowhere")
        return Answer(question, f"{question} {len(history)} {sources}", False, 1.0)

    def entries(self) -> list[str]:
        """Three articles."""
        return ["a", "b", "c"]


def say(monkeypatch: pytest.MonkeyPatch, typed: str, *, terminal: bool = False) -> None:
    """Put `typed` before the chat."""
    given = io.StringIO(typed)
    monkeypatch.setattr(given, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr(sys, "stdin", given)


def test_a_chat_reads_questions_to_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe gets answers only; a question that cannot be asked leaves no trace in the history."""
    say(monkeypatch, "One\n?\nTwo\n")
    chat(cast("Assistant", Script()), ["a"])

    assert capsys.readouterr().out == "One 0 ['a']\nno words\nTwo 1 ['a']\n"


def test_an_empty_line_ends_the_chat(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What comes behind it is not asked; at a terminal, the chat says what to do."""
    say(monkeypatch, "One\n\nTwo\n", terminal=True)
    chat(cast("Assistant", Script()))
    shown = capsys.readouterr().out

    assert shown.startswith("3 articles. Ask away; an empty line or Ctrl-D ends the chat.\n\n> One")
    assert "Two" not in shown


def test_what_no_question_can_mend_ends_the_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that is not there would fail every question."""
    say(monkeypatch, "One\nTwo\n")

    with pytest.raises(LibraryError):
        chat(cast("Assistant", Script()), ["nowhere"])


def test_no_bar_where_nobody_sees_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe gets no bar."""
    with progress_bar("Indexing") as progress:
        assert progress is None
    assert capsys.readouterr() == ("", "")


class Screen(io.StringIO):
    """A terminal that is read back."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        ([(0, 0, "")], []),
        ([(0, 4, "a.md"), (1, 4, "b.md"), (4, 4, "b.md")], ["Indexing", "b.md", "100%"]),
    ],
)
def test_a_bar_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, steps: list[tuple[int, int, str]], shown: list[str]
) -> None:
    """The bar goes to stderr and ends at 100 per cent; none is drawn where nothing is to do."""
    screen: Any = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress_bar("Indexing") as progress:
        assert progress is not None
        for step in steps:
            progress(*step)

    assert all(part in screen.getvalue() for part in shown)
    assert bool(screen.getvalue()) == bool(shown)
