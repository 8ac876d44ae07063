"""An evaluation as Markdown for a README or a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.evaluation import side_by_side
from assistant.evaluation.reporting.chart import Table
from assistant.evaluation.reporting.charts import charts
from assistant.evaluation.reporting.questions import worst
from assistant.evaluation.reporting.summary import judged_by, summary
from assistant.evaluation.reporting.tables import (
    baseline_table,
    figure_rows,
    kinds_table,
    loss_rows,
    setup_rows,
)
from assistant.evaluation.reporting.wording import shown
from assistant.evaluation.runner import Evaluation
from assistant.receipts.markdown import escape


def report_markdown(evaluation: Evaluation) -> str:
    """The figures of the page, without its pictures; the worst questions folded away."""
    return "\n\n".join(_blocks(evaluation)) + "\n"


def markdown_table(table: Table, names: int | None = None) -> str:
    """A table as GitHub reads it: the first column to the left, figures to the right.

    The column `names`, if any, holds names of figures, which are set as code.
    """
    lines = [
        [_cell(head) for head in table.heads],
        [":--", *["--:"] * (len(table.heads) - 1)],
        *(
            [f"`{cell}`" if place == names else _cell(cell) for place, cell in enumerate(row)]
            for row in table.rows
        ),
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _blocks(evaluation: Evaluation) -> Iterator[str]:
    name = evaluation.setup.questions if evaluation.setup else "a question set"
    yield f"## Evaluation: {escape(name)}"
    yield _list(summary(evaluation))
    rows = [
        (row.title, row.name, row.value, row.interval)
        for group in figure_rows(evaluation).values()
        for row in group
    ]
    yield markdown_table(Table(("Figure", "Name", "Value", "95% interval"), tuple(rows)), names=1)
    if losses := loss_rows(evaluation):
        yield "### Where questions were lost"
        yield _text(judged_by(evaluation.outcomes))
        counts = [(row.title, f"{row.count:,}", shown(row.share, "share")) for row in losses]
        yield markdown_table(Table(("Step", "Questions", "Share"), tuple(counts)))
    if kinds := kinds_table(evaluation):
        yield "### By kind of question"
        yield markdown_table(kinds)
    if ways := baseline_table(evaluation):
        yield "### Beside plainer ways"
        yield markdown_table(ways)
        yield _text(side_by_side.NOTE)
    for chart in charts(evaluation):
        yield f"### {chart.title}"
        yield _text(chart.caption)
        if chart.table:
            yield markdown_table(chart.table)
    if groups := worst(evaluation):
        yield "<details><summary>The worst questions</summary>"
        for group in groups:
            yield f"**{group.heading}**"
            yield _list(outcome.question.text for outcome in group.outcomes)
        yield "</details>"
    if setup := list(setup_rows(evaluation)):
        yield _list(f"{title}: {text}" for title, text in setup)


def _text(text: str) -> str:
    return escape(text).replace("\n", " ")


def _cell(text: str) -> str:
    # A cell does not begin a line: there alone "12." would be a list.
    return _text(f".{text}")[1:]


def _list(texts: Sequence[str] | Iterator[str]) -> str:
    return "\n".join(f"- {_text(text)}" for text in texts)
