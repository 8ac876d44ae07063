"""A whole conversation as a file: Markdown, HTML or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answering.answer import Answer, Statement
from assistant.receipts import markup
from assistant.receipts.markdown import escape, quoted
from assistant.receipts.record import NEAREST, answer_record, as_json, moment, program
from assistant.receipts.reference import file_name, reference
from assistant.types import Citation

FORMAT, VERSION = "quoting-assistant/conversation", 1
_SHORT = 12  # characters of a hash that tell files apart


@dataclass(frozen=True, slots=True)
class Exported:
    """A question with its answer, or with the error that came instead; `asked` in seconds."""

    question: str
    answer: Answer | None
    error: str
    asked: float


def export_json(title: str, turns: Sequence[Exported]) -> str:
    """The conversation as the text of a JSON file."""
    head = {"format": FORMAT, "version": VERSION, "program": program(), "title": title}
    return as_json({**head, "turns": [_record(turn) for turn in turns]})


def export_html(title: str, turns: Sequence[Exported]) -> str:
    """The conversation as one HTML file that needs nothing else."""
    body = f'<header><h1 dir="auto">{markup.escape(title)}</h1></header>\n'
    return markup.document(title, body + "\n".join(_section(turn) for turn in turns))


def export_markdown(title: str, turns: Sequence[Exported]) -> str:
    """The conversation as Markdown, quotes as block quotations with a reference each."""
    blocks = [f"# {_heading(title)}"]
    for turn in turns:
        blocks += [f"## {_heading(turn.question)}", f"Asked {moment(turn.asked)}"]
        blocks += [escape(turn.error)] if turn.error else []
        blocks += _answer(turn.answer) if turn.answer else []
    return "\n\n".join(filter(None, blocks)) + "\n"


def _record(turn: Exported) -> dict[str, Any]:
    return {
        "question": turn.question,
        "asked": moment(turn.asked),
        "error": turn.error or None,
        "answer": answer_record(turn.answer) if turn.answer else None,
    }


def _section(turn: Exported) -> str:
    return (
        f'<section class="turn"><h2 dir="auto">{markup.escape(turn.question)}</h2>'
        f'<p class="small">{markup.render_moment(turn.asked)}</p>\n'
        + (f'<p class="mark">{markup.escape(turn.error)}</p>\n' if turn.error else "")
        + (markup.render_answer(turn.answer) if turn.answer else "")
        + "</section>"
    )


def _heading(text: str) -> str:
    return escape(" ".join(text.split())) or "Untitled"


def _answer(answer: Answer) -> list[str]:
    """The blocks of an answer: its notes, its statements and quotes, or what comes nearest."""
    blocks = [escape(answer.note)]
    blocks += [escape(answer.disagreement.text)] if answer.disagreement else []
    if answer.abstained or not answer.citations:
        blocks += [escape(line) for line in answer.text.splitlines()]
    if answer.abstained and answer.passages:
        blocks.append("The nearest passages, which do not answer it:")
        for passage in answer.passages[:NEAREST]:
            place = f"{passage.title}, {file_name(passage.source)}"
            blocks.append(quoted(f"{escape(passage.text)}\n\n{_heading(place)}"))
    left = {citation.id: citation for citation in answer.citations}
    for statement in answer.statements:
        blocks += _statement(statement)
        blocks += [_quote(left.pop(number)) for number in statement.citations if number in left]
    blocks += [_quote(citation) for citation in left.values()]
    if answer.left_out:
        blocks.append("Left out, as no quote backs it:")
        blocks += [block for statement in answer.left_out for block in _statement(statement)]
    return blocks


def _statement(statement: Statement) -> list[str]:
    if not statement.text:
        return []
    marks = "".join(f"[{number}]" for number in statement.citations)
    return [escape(f"{statement.text} {marks}".rstrip()), escape(statement.mark)]


def _quote(citation: Citation) -> str:
    place = f"[{citation.id}] {reference(citation)}"
    standing = f"sha256 {citation.sha256[:_SHORT]}, {citation.status}"
    return quoted(f"{escape(citation.quote)}\n\n{escape(place)}; {escape(standing)}")
