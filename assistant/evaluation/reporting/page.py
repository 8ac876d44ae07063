"""An evaluation as one HTML page that needs no script and no other file."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evaluation import side_by_side
from assistant.evaluation.outcomes import Outcome
from assistant.evaluation.reporting.chart import Chart, Table
from assistant.evaluation.reporting.charts import charts
from assistant.evaluation.reporting.questions import about, expected, worst
from assistant.evaluation.reporting.style import document
from assistant.evaluation.reporting.summary import judged_by, summary
from assistant.evaluation.reporting.tables import (
    FigureRow,
    LossRow,
    baseline_table,
    figure_rows,
    kinds_table,
    loss_rows,
    setup_rows,
)
from assistant.evaluation.reporting.wording import shown
from assistant.evaluation.runner import Evaluation
from assistant.receipts.markup import escape
from assistant.receipts.record import shown_source

_INTERVALS = (
    "The interval is where the figure of all such questions may well be: in 95 of 100 sets drawn "
    "like this one it holds that figure (bootstrap over the questions, 2000 draws)."
)


def report_page(evaluation: Evaluation) -> str:
    """The report; whatever is in questions and articles shows as text."""
    name = evaluation.setup.questions if evaluation.setup else "a question set"
    sections = {
        "figures": ("Figures", _figures(evaluation)),
        "lost": ("Where questions were lost", _losses(evaluation)),
        "curves": ("Curves", "\n".join(map(_chart, charts(evaluation)))),
        "baselines": ("Beside plainer ways", _baselines(evaluation)),
        "worst": ("The worst questions", _worst(evaluation)),
        "setup": ("How it was measured", _setup(evaluation)),
    }
    kept = {key: section for key, section in sections.items() if section[1]}
    points = "".join(f"<li>{escape(sentence)}</li>" for sentence in summary(evaluation))
    links = " ".join(f'<a href="#{key}">{title}</a>' for key, (title, _) in kept.items())
    body = (
        f'<header><p class="kind">Evaluation</p><h1 dir="auto">{escape(name)}</h1></header>\n'
        f'<ul class="summary">{points}</ul>\n'
        f'<nav aria-label="Contents">{links}</nav>\n'
        + "\n".join(
            f'<section id="{key}"><h2>{title}</h2>\n{content}</section>'
            for key, (title, content) in kept.items()
        )
    )
    return document(f"Evaluation: {name}", body)


def _figures(evaluation: Evaluation) -> str:
    groups = "\n".join(
        f"<h3>{escape(title)}</h3>\n{_figure_table(rows)}"
        for title, rows in figure_rows(evaluation).items()
    )
    kinds = kinds_table(evaluation)
    by_kind = f"<h3>By kind of question</h3>\n{_table(kinds, 'full')}" if kinds else ""
    return f'<p class="small">{_INTERVALS}</p>\n{groups}\n{by_kind}'


def _figure_table(rows: Sequence[FigureRow]) -> str:
    lines = "\n".join(
        f'<tr><th scope="row">{escape(row.title)} <code class="small">{escape(row.name)}</code>'
        f'<span class="says">{escape(row.says)}</span></th>'
        f'<td class="value"><b>{escape(row.value)}</b> '
        f'<span class="within">{escape(row.interval)}</span></td></tr>'
        for row in rows
    )
    return (
        '<div class="scroll"><table class="full"><thead><tr><th scope="col">Figure</th>'
        '<th scope="col">Value <span class="within">95% interval</span></th></tr></thead>\n'
        f"<tbody>\n{lines}\n</tbody></table></div>"
    )


def _losses(evaluation: Evaluation) -> str:
    rows = loss_rows(evaluation)
    if not rows:
        return ""
    lines = "\n".join(map(_loss, rows))
    return (
        f'<p class="small">{escape(judged_by(evaluation.outcomes))} Shares are of the questions '
        "that have an answer, the last one of those that have none.</p>\n"
        '<div class="scroll"><table class="full"><thead><tr><th scope="col">Step</th>'
        '<th scope="col">Questions</th><th scope="col">Share</th><td class="bars"></td>'
        f"</tr></thead>\n<tbody>\n{lines}\n</tbody></table></div>"
    )


def _loss(row: LossRow) -> str:
    return (
        f'<tr><th scope="row">{escape(row.title)}<span class="says">{escape(row.says)}</span></th>'
        f'<td><b>{row.count:,}</b></td><td>{shown(row.share, "share")}</td><td class="bars">'
        f'<span class="bar" style="width: {100 * row.share:.1f}%"></span></td></tr>'
    )


def _chart(chart: Chart) -> str:
    """A picture with its table beside it, or the sentence that says why there is none."""
    note = f'<p class="small">{escape(chart.note)}</p>' if chart.note else ""
    caption = f"<figcaption>{escape(chart.caption)}</figcaption>"
    head = f"<figure><h3>{escape(chart.title)}</h3>\n{caption}"
    if chart.draw is None or chart.table is None:
        return f"{head}</figure>"
    picture = f'<div>{chart.draw()}</div><div class="scroll">{_bare(chart.table)}</div>'
    return f'{head}\n<div class="pair">{picture}</div>\n{note}</figure>'


def _baselines(evaluation: Evaluation) -> str:
    table = baseline_table(evaluation)
    if table is None:
        return ""
    ways = "".join(
        f"<li>{escape(side_by_side.TITLES[way])}: {escape(says)}.</li>"
        for way, says in side_by_side.WAYS.items()
        if way in evaluation.baselines
    )
    return (
        f'{_table(table, "full")}\n<ul class="small">{ways}</ul>\n'
        f'<p class="small">{escape(side_by_side.NOTE)}</p>'
    )


def _worst(evaluation: Evaluation) -> str:
    return "\n".join(
        f"<h3>{escape(group.heading)}</h3>\n" + "\n".join(map(_question, group.outcomes))
        for group in worst(evaluation)
    )


def _question(outcome: Outcome) -> str:
    wanted = "".join(f'<li dir="auto">{escape(text)}</li>' for text in expected(outcome))
    before = "".join(
        f'<p class="label" dir="auto">before: {escape(asked)}</p>'
        for asked, _ in outcome.question.history
    )
    quoted = '<p class="small">nothing</p>'
    if outcome.quote is not None and outcome.source is not None:
        quoted = (
            f'<blockquote dir="auto">{escape(outcome.quote)}</blockquote>'
            f'<p class="label" dir="auto">{escape(shown_source(outcome.source))}</p>'
        )
    return (
        f'<article class="question">{before}<h4 dir="auto">{escape(outcome.question.text)}</h4>'
        f'<div class="sides"><div><p class="label">Expected</p><ul>{wanted}</ul></div>'
        f'<div><p class="label">Quoted first</p>{quoted}</div></div>'
        f'<p class="small" dir="auto">{escape(about(outcome))}</p></article>'
    )


def _setup(evaluation: Evaluation) -> str:
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in setup_rows(evaluation)
    )
    return f"<dl>{rows}</dl>" if rows else ""


def _table(table: Table, kind: str) -> str:
    return f'<div class="scroll">{_bare(table, kind)}</div>'


def _bare(table: Table, kind: str = "full") -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in table.rows
    )
    return (
        f'<table class="{kind}"><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>'
    )
