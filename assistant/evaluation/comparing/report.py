"""A comparison for the terminal, as Markdown and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.evaluation.comparing.changes import Change
from assistant.evaluation.comparing.comparison import Comparison, Fall, Turn
from assistant.evaluation.comparing.pairing import State
from assistant.evaluation.reporting.chart import Table
from assistant.evaluation.reporting.markdown import markdown_table
from assistant.evaluation.reporting.wording import (
    DASH,
    counted,
    shown,
    shown_chance,
    shown_change,
)
from assistant.receipts.markdown import escape

# Best last: the order in which turned questions are told is by how much was lost.
_RANKS: dict[State, int] = {
    "wrongly answered": 0,
    "wrong": 0,
    "refused": 1,
    "answered": 2,
    "rightly refused": 3,
    "right": 3,
}
_SHOWN = 10
_WIDTH = 76


def to_dict(comparison: Comparison, falls: Sequence[Fall]) -> dict[str, Any]:
    """The object that `evaluate compare --json` writes."""
    figures: dict[str, dict[str, Any]] = {}
    for change in comparison.changes:
        figures.setdefault(change.group, {})[change.name] = {
            "before": change.before,
            "after": change.after,
            "difference": change.difference,
            "interval": change.interval and [change.interval.low, change.interval.high],
            "p": change.p,
            "pairs": change.pairs,
            "beyond_chance": change.beyond_chance,
            "verdict": verdict(change),
        }
    return {
        "before": comparison.before,
        "after": comparison.after,
        "pairs": comparison.pairs,
        "warnings": list(comparison.warnings),
        "figures": figures,
        "turned": [
            {
                "id": turn.old.id,
                "question": turn.old.text,
                "before": turn.before,
                "after": turn.after,
                "quote_before": turn.old.quote or None,
                "quote_after": turn.new.quote or None,
            }
            for turn in comparison.turns
        ],
        "fell": [
            {
                "figure": f"{fall.change.group}.{fall.change.name}",
                "loss": fall.change.loss,
                "allowed": fall.allowed,
            }
            for fall in falls
        ],
    }


def verdict(change: Change) -> str:
    """What a change comes to, in a word or two."""
    if change.difference == 0:
        return "same"
    if not change.beyond_chance:
        return "may be chance"
    return "better" if change.loss < 0 else "worse" if change.loss > 0 else "changed"


def as_text(comparison: Comparison, falls: Sequence[Fall]) -> str:
    """The comparison as lines for a terminal."""
    return "\n".join(_lines(comparison, falls)) + "\n"


def as_markdown(comparison: Comparison, falls: Sequence[Fall]) -> str:
    """The comparison as Markdown for a pull request."""
    return "\n\n".join(_blocks(comparison, falls)) + "\n"


def _lines(comparison: Comparison, falls: Sequence[Fall]) -> Iterator[str]:
    yield _head(comparison)
    for warning in comparison.warnings:
        yield f"note: {warning}"
    yield ""
    rows = _rows(comparison)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *rest = (
            cell.ljust(width) if place in (0, 6) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join([first, *rest]).rstrip()
    for heading, turns in _turned(comparison):
        yield f"\n{heading}"
        for turn in turns[:_SHOWN]:
            yield f"  {turn.old.id}  {textwrap.shorten(turn.old.text, _WIDTH, placeholder='…')}"
        if len(turns) > _SHOWN:
            yield f"  … and {len(turns) - _SHOWN} more"
    yield "\n" + _judgement(falls)


def _blocks(comparison: Comparison, falls: Sequence[Fall]) -> Iterator[str]:
    yield "## Evaluation compared"
    yield escape(_head(comparison))
    if comparison.warnings:
        yield "\n".join(f"- note: {escape(warning)}" for warning in comparison.warnings)
    head, *rows = _rows(comparison)
    yield markdown_table(Table(head, tuple(rows)), names=0)
    for heading, turns in _turned(comparison):
        listed = [f"- {escape(' '.join(turn.old.text.split()))}" for turn in turns[:_SHOWN]]
        if len(turns) > _SHOWN:
            listed.append(f"- … and {len(turns) - _SHOWN} more")
        yield f"**{heading}**"
        yield "\n".join(listed)
    yield escape(_judgement(falls)).replace("\n", "\n\n")


def _head(comparison: Comparison) -> str:
    pairs = counted(comparison.pairs, "question")
    return f"{comparison.before} → {comparison.after}, {pairs} asked in both"


def _rows(comparison: Comparison) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        ("figure", "before", "after", "change", "95% interval", "p", "verdict")
    ]
    for change in comparison.changes:
        unit, interval = change.unit, change.interval
        within = DASH
        if interval:
            within = f"{shown_change(interval.low, unit)} to {shown_change(interval.high, unit)}"
        rows.append(
            (
                f"{change.group}.{change.name}",
                shown(change.before, unit),
                shown(change.after, unit),
                shown_change(change.difference, unit),
                within,
                shown_chance(change.p),
                verdict(change),
            )
        )
    return rows


def _turned(comparison: Comparison) -> Iterator[tuple[str, list[Turn]]]:
    """The turned questions by the way they went, what was lost first."""
    ways = dict.fromkeys((turn.before, turn.after) for turn in comparison.turns)
    for before, after in sorted(ways, key=lambda way: _RANKS[way[1]] - _RANKS[way[0]]):
        turns = [t for t in comparison.turns if (t.before, t.after) == (before, after)]
        yield f"{before} → {after}: {counted(len(turns), 'question')}", turns


def _judgement(falls: Sequence[Fall]) -> str:
    if not falls:
        return "Nothing fell further than it may."
    return "\n".join(
        f"{fall.change.group}.{fall.change.name} lost {_amount(fall, fall.change.loss)}, "
        f"more than the {_amount(fall, fall.allowed)} it may."
        for fall in falls
    )


def _amount(fall: Fall, amount: float) -> str:
    names = {"share": " points", "score": ""}
    unit = fall.change.unit
    return shown_change(amount, unit).removeprefix("+") + names.get(unit, f" {unit}")
