"""The same figures as Markdown."""

from __future__ import annotations

import pytest
from evaluations import NASTY, answer, evaluated, hostile, mixed
from lxml import html
from markdown_it import MarkdownIt

from assistant.evaluation.question_sets.values import Question
from assistant.evaluation.reporting.markdown import report_markdown
from assistant.evaluation.runner import Evaluation

RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")


def rendered(evaluation: Evaluation) -> html.HtmlElement:
    """What GitHub makes of it, more or less: markup in it would be markup."""
    return html.fromstring(f"<main>{RENDERER.render(report_markdown(evaluation))}</main>")


def test_figures_are_a_table() -> None:
    """Every row has its cells; numbers stand as they are."""
    written = report_markdown(mixed(70))
    assert "| Right article first | `recall@1` | 80.0% | " in written
    assert "| Evidence found, Passages that are evidence, Overlap with the evidence | " in written
    tables = rendered(mixed(70)).xpath("//table")
    assert len(tables) >= 7
    for table in tables:
        widths = {len(row.xpath("./td | ./th")) for row in table.xpath(".//tr")}
        assert len(widths) == 1


def test_text_of_a_set_is_no_markup() -> None:
    """Neither Markdown nor HTML, in headings, cells and lists."""
    tree = rendered(hostile())
    assert not tree.xpath("//script | //img | //*[@onerror]")
    shown = " ".join(NASTY.split()).translate({0x202E: "�", 0x202C: "�"})
    assert tree.xpath("//h2")[0].text_content() == f"Evaluation: {shown}"
    assert shown in [cell.text_content() for cell in tree.xpath("//td")]


@pytest.mark.parametrize(
    "evaluation",
    [evaluated([]), mixed(1), evaluated([(Question("1", "Q?", answerable=False), answer())])],
)
def test_every_set_has_its_markdown(evaluation: Evaluation) -> None:
    """Empty, one question, none that can be answered."""
    assert report_markdown(evaluation).startswith("## Evaluation: set.jsonl\n\n- ")
