"""The figures of an evaluation as a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evaluation import side_by_side
from assistant.evaluation.measures import Unit
from assistant.evaluation.runner import Evaluation

_UNKNOWN = "–"
_WIDTH = 9
_COUNTS = ("words_mean", "p50", "p95", "prompt_tokens", "completion_tokens")


def table(evaluation: Evaluation) -> str:
    """Name and figure on each line, group by group, then a line for each kind of question.

    Shares have three decimals, milliseconds and words one; a figure that the set cannot give
    is a dash.
    """
    lines = [
        _line("questions", [str(evaluation.questions)]),
        _line("answerable", [str(evaluation.answerable)]),
    ]
    for group, figures in evaluation.groups().items():
        lines += ["", group]
        lines += [_line(f"  {name}", [_figure(name, value)]) for name, value in figures.items()]
    if evaluation.by_kind:
        names = list(next(iter(evaluation.by_kind.values())))
        lines += ["", _line("by kind", names, names)]
        for kind, figures in evaluation.by_kind.items():
            cells = [_figure(name, figures[name]) for name in names]
            lines.append(_line(f"  {kind}", cells, names))
    return "\n".join(lines) + "\n"


def baseline_lines(evaluation: Evaluation) -> str:
    """The ways of retrieving side by side, a figure a line; nothing where none were measured."""
    ways = evaluation.baselines
    if not ways:
        return ""
    heads = [side_by_side.TITLES.get(way, way) for way in ways]
    width = 2 + max(len(known.title) for known in side_by_side.MEASURES.values())
    lines = ["", "".ljust(width) + "".join(head.rjust(len(head) + 2) for head in heads)]
    for name, known in side_by_side.MEASURES.items():
        cells = (
            _figure(name, figures[name], known.unit).rjust(len(head) + 2)
            for figures, head in zip(ways.values(), heads, strict=True)
        )
        lines.append(known.title.ljust(width) + "".join(cells))
    return "\n".join(lines) + "\n"


def _line(name: str, cells: Sequence[str], heads: Sequence[str] = ("",)) -> str:
    columns = (
        cell.rjust(max(_WIDTH, len(head) + 2)) for cell, head in zip(cells, heads, strict=True)
    )
    return name.ljust(20) + "".join(columns)


def _figure(name: str, value: float | None, unit: Unit = "share") -> str:
    if value is None:
        return _UNKNOWN
    if name == "questions":
        return str(int(value))
    if name in _COUNTS or unit in ("words", "ms"):
        return f"{value:.1f}"
    # One misquote among ten thousand must not be rounded away to 1.000.
    return "0.999" if 0.9995 <= value < 1 else f"{value:.3f}"
