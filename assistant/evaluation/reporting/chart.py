"""A picture with its numbers in words and in a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.evaluation.reporting.wording import counted

# Of fewer questions a curve says nothing.
ENOUGH = 10


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under their heads; the first column names the row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture that `draw` makes as SVG, and the same in words; None where nothing can be drawn.

    `caption` then says why.
    """

    title: str
    caption: str
    draw: Callable[[], str] | None = None
    table: Table | None = None
    note: str = ""


def too_few(count: int, which: str) -> str:
    """Why a picture is missing; `which` says of which questions there are `count`."""
    questions = counted(count, f"question {which}".rstrip(), f"questions {which}".rstrip())
    return f"{questions}: too few to draw anything of, it takes {ENOUGH}.".replace("0 q", "No q", 1)
