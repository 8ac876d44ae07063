"""The table of an evaluation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.evaluation.reporting.terminal import table
from assistant.evaluation.runner import Evaluation

DASH = "\u2013"
EVALUATION = Evaluation(
    questions=231,
    answerable=168,
    retrieval={"recall@1": 0.9, "mrr@10": None},
    quotes={"verbatim": 1.0, "answer@1": 0.12345, "words_mean": 17.26},
    evidence={"recall": None},
    abstention={"auroc": 0.0},
    latency_ms={"p50": 31.44, "p95": 1234.5678},
)


def cells(text: str, name: str) -> list[str]:
    """The figures on the line of this name."""
    (line,) = (line for line in text.splitlines() if line.strip().startswith(name + " "))
    return line.strip()[len(name) :].split()


def test_every_figure_has_its_line() -> None:
    """Shares get three decimals, words and milliseconds one, counts none."""
    text = table(EVALUATION)
    assert cells(text, "questions") == ["231"]
    assert cells(text, "answerable") == ["168"]
    assert cells(text, "recall@1") == ["0.900"]
    assert cells(text, "answer@1") == ["0.123"]
    assert cells(text, "words_mean") == ["17.3"]
    assert cells(text, "p95") == ["1234.6"]
    assert text.endswith("\n")


def test_what_is_unknown_is_a_dash_and_zero_is_a_figure() -> None:
    """Nobody can take a figure that was not measured for a bad one."""
    text = table(EVALUATION)
    assert cells(text, "mrr@10") == [DASH]
    assert cells(text, "auroc") == ["0.000"]


def test_groups_come_in_the_order_of_the_contract() -> None:
    """The headings are the keys of the JSON."""
    headings = [line for line in table(EVALUATION).splitlines() if line and " " not in line]
    assert headings == [
        "retrieval",
        "quotes",
        "evidence",
        "abstention",
        "answers",
        "latency_ms",
    ]


@pytest.mark.parametrize(
    ("share", "shown"), [(1.0, "1.000"), (0.99999, "0.999"), (0.9994, "0.999")]
)
def test_a_share_is_shown_as_whole_only_if_it_is(share: float, shown: str) -> None:
    """One misquote among many is not rounded away."""
    text = table(replace(EVALUATION, quotes={"verbatim": share}))
    assert cells(text, "verbatim") == [shown]


def test_kinds_are_lines_with_a_column_for_each_figure() -> None:
    """Columns are flush right under their names, so that they can be read down."""
    kinds: dict[str, dict[str, float | None]] = {
        "plain": {"questions": 37, "answer@1": 0.5, "false_refusals": 0.25},
        "nearmiss": {"questions": 35, "answer@1": None, "false_refusals": None},
    }
    text = table(replace(EVALUATION, by_kind=kinds))
    assert cells(text, "by kind") == ["questions", "answer@1", "false_refusals"]
    assert cells(text, "plain") == ["37", "0.500", "0.250"]
    assert cells(text, "nearmiss") == ["35", DASH, DASH]
    lines = [line for line in text.splitlines() if line.strip().startswith(("by ", "pl", "nearm"))]
    assert len({len(line) for line in lines}) == 1


def test_without_kinds_there_is_no_such_table() -> None:
    """A set without kinds is not given any."""
    assert "by kind" not in table(EVALUATION)
