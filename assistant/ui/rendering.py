"""The left-hand pane, questions and answers, as HTML. Pure functions; `escape` makes text safe."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from assistant.answering.answer import Answer
from assistant.types import Citation
from assistant.ui.session import NEAREST, Turn, View

STATUS = {
    "verbatim": "",
    "moved": "The file has changed since it was read; these words now stand elsewhere in it.",
    "changed": "The file has changed since it was read; these words are no longer in it.",
    "missing": "The file is gone; this is what it said when it was read.",
}
_STRONG = 0.9
_MATCH = {True: "Strong match", False: "Fair match: read the quotes where they stand"}
_MOST_SHOWN = 400
PROMISE = "Ask, and these articles answer in their own words, every quote a click from its place."


def escape(text: str) -> str:
    """Text as HTML that shows and contains exactly that text.

    A parser would turn a raw carriage return into a line feed, and drop a NUL.
    """
    return html.escape(text).replace("\r", "&#13;").replace("\0", "\ufffd")


def render_date(written: str | None) -> str:
    """`2019-10-08` as 8 October 2019; other forms of a date as they were written."""
    if not written:
        return ""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return f"<time>{escape(written)}</time>"
    return f'<time datetime="{day.isoformat()}">{day.day} {day:%B %Y}</time>'


def render_transcript(
    turns: Sequence[Turn], view: View, articles: int, examples: Sequence[str], choice: str = ""
) -> str:
    """The whole conversation, or the promise and the examples before there is one.

    `choice` is the HTML of the controls that choose who answers.
    """
    busy = bool(turns) and not turns[-1].done
    body = "".join(
        _turn(turn, number, view.place if view.source and view.turn == number else "", articles)
        for number, turn in enumerate(turns)
    )
    again = (
        f'<button type="button" class="quiet" data-event="clear"{" disabled" * busy}>'
        "New conversation</button>"
    )
    return (
        '<section class="side" id="chat-top" aria-label="Conversation">'
        f'<header class="bar"><h1>Quoting Assistant</h1>{choice}{again if turns else ""}</header>'
        f'<div class="log" role="log" aria-live="polite" aria-busy="{str(busy).lower()}" '
        f'tabindex="0" aria-label="Questions and answers" data-turns="{len(turns)}">'
        f"{body or _empty(examples)}</div></section>"
    )


def _empty(examples: Sequence[str]) -> str:
    buttons = "".join(
        f'<li><button type="button" data-event="submit" data-go="example-{number}">'
        f"{escape(example)}</button></li>"
        for number, example in enumerate(examples)
    )
    return (
        f'<div class="empty"><p class="promise">{PROMISE}</p>'
        f'<h2>For example</h2><ul class="examples">{buttons}</ul></div>'
    )


def _turn(turn: Turn, number: int, active: str, articles: int) -> str:
    asked = turn.question[:_MOST_SHOWN] + "…" * (len(turn.question) > _MOST_SHOWN)
    heading = f'<h2 class="question" dir="auto">{escape(asked)}</h2>' if asked.strip() else ""
    answer = turn.answer
    if answer and answer.searched and answer.searched != answer.question:
        heading += f'<p class="searched" dir="auto">Searched for: {escape(answer.searched)}</p>'
    if turn.error:
        said = f'<p class="error" role="alert">{escape(turn.error)}</p>'
    elif not turn.done:
        said = render_answer(answer, number, active) if answer and answer.citations else ""
        said += _reading(answer, articles)
    elif answer is None:
        said = ""
    else:
        said = render_answer(answer, number, active)
    return f'<article class="turn" data-turn="{number}">{heading}{said}</article>'


def _reading(answer: Answer | None, articles: int) -> str:
    """What is being done; a chat model, which may take long, can be stopped."""
    stop = '<button type="button" class="quiet" data-event="stop">Stop</button>'
    if answer is None:
        return f'<p class="reading"><span>Looking through {count(articles, "article")}…</span></p>'
    if answer.model:
        stage = "Checking what comes next" if answer.statements else "Waiting for the model"
        return f'<p class="reading"><span>{stage}…</span>{stop}</p>'
    titles = list(dict.fromkeys(passage.title for passage in answer.passages))
    names = ", ".join(f"<cite>{escape(title)}</cite>" for title in titles[:NEAREST])
    more = f" and {len(titles) - NEAREST} more" if len(titles) > NEAREST else ""
    passages = count(len(answer.passages), "passage")
    return f'<p class="reading"><span>Reading {passages} in {names}{more}…</span>{stop}</p>'


def render_answer(answer: Answer, turn: int, active: str = "") -> str:
    """Statements with their quotes, or quotes under the titles of their articles.

    `active` is the id of the place that is open.
    """
    if answer.abstained:
        return _note(answer) + _abstention(answer, turn, active)
    if not answer.citations:
        return _note(answer) + _statement(answer.text)
    if answer.statements:
        body = _statements(answer, turn, active)
    else:
        body = _sources(answer.citations, turn, active)
    match = _MATCH[answer.confidence >= _STRONG]
    foot = f'<p class="match">{match}</p>' if answer.complete else ""
    return f'<div class="answer">{_note(answer)}{body}{_left_out(answer)}{foot}</div>'


def _note(answer: Answer) -> str:
    """Why a chat model that was to answer did not, or not to the end."""
    return f'<p class="note">{escape(answer.note)}</p>' if answer.note else ""


def _statements(answer: Answer, turn: int, active: str) -> str:
    """A chat model's statements, each with its quotes; a quote stands below the first."""
    left = {citation.id: citation for citation in answer.citations}
    parts, last = [], ""
    for statement in answer.statements:
        links = "".join(_pointer(number, turn) for number in statement.citations)
        mark = statement.mark
        warning = f'<p class="mark">{escape(mark[:1].upper() + mark[1:])}</p>' if mark else ""
        quotes = [left.pop(number) for number in statement.citations if number in left]
        parts.append(
            f'<section class="said{" marked" * bool(mark)}"><p class="words" dir="auto">'
            f"{escape(statement.text)}&nbsp;{links}</p>{warning}"
            f"{_sources(quotes, turn, active, last)}</section>"
        )
        last = quotes[-1].source if quotes else last
    return "".join(parts)


def _pointer(number: int, turn: int) -> str:
    return (
        f'<a class="cite" href="#lit" data-event="click" data-go="quote-{turn}-{number}" '
        f'aria-label="Quote {number}">{number}</a>'
    )


def _left_out(answer: Answer) -> str:
    """The statements that no quote backs, folded up in a line that counts them."""
    if not answer.left_out:
        return ""
    items = "".join(
        f'<li dir="auto">{escape(statement.text)}'
        f'<span class="mark">{escape("; ".join(r.text for r in statement.reasons))}</span></li>'
        for statement in answer.left_out
    )
    number = count(len(answer.left_out), "statement")
    return (
        f'<details class="left-out"><summary>{number} left out: no quote backs '
        f"{'it' if len(answer.left_out) == 1 else 'them'}</summary><ul>{items}</ul></details>"
    )


def _sources(citations: Sequence[Citation], turn: int, active: str, titled: str = "") -> str:
    """Quotes under the titles of their articles, but for the one whose title stands just above."""
    return "".join(
        _source(list(group), turn, active, titled=source != titled)
        for source, group in groupby(citations, key=lambda citation: citation.source)
    )


def _source(citations: Sequence[Citation], turn: int, active: str, *, titled: bool) -> str:
    first = citations[0]
    quotes = "".join(_quote(citation, turn, active) for citation in citations)
    title = f'<h3 dir="auto">{escape(first.title)}</h3>{render_date(first.date)}'
    head = f"<header>{title}</header>" if titled else ""
    return f'<section class="source">{head}{quotes}</section>'


def _quote(citation: Citation, turn: int, active: str) -> str:
    place = f"quote-{turn}-{citation.id}"
    now = ' aria-current="true"' if place == active else ""
    link = (
        f'<a class="cite" id="{place}" href="#lit" data-event="click" data-go="{place}"{now} '
        f'aria-label="Quote {citation.id} in {escape(citation.title)}">{citation.id}</a>'
    )
    status = STATUS[citation.status]
    note = f'<figcaption class="status">{status}</figcaption>' if status else ""
    marked = ' class="marked"' * citation.quote.startswith(("“", '"'))  # no marks upon marks
    words = f"<q{marked}>{escape(citation.quote)}</q>&nbsp;{link}"
    words = f'<blockquote dir="auto">{words}</blockquote>'
    return f'<figure class="quote" data-event="click" data-go="{place}">{words}{note}</figure>'


def _abstention(answer: Answer, turn: int, active: str) -> str:
    nearest = "".join(
        f'<li><a id="near-{turn}-{number}" href="#lit" data-event="click" '
        f'data-go="near-{turn}-{number}"'
        f"{' aria-current=true' if active == f'near-{turn}-{number}' else ''}>"
        f'<span class="title" dir="auto">{escape(passage.title)}</span> '
        f'<span class="excerpt" dir="auto">{escape(passage.text)}</span></a></li>'
        for number, passage in enumerate(answer.passages[:NEAREST], start=1)
    )
    listed = f"<p>The nearest passages, which do not answer it:</p><ol>{nearest}</ol>"
    return (
        '<div class="abstention"><p class="none">Not in these articles</p>'
        f"{listed if nearest else ''}</div>"
    )


def _statement(text: str) -> str:
    """What the assistant says in its own words, as of the library itself: lines, some listed."""
    parts = []
    for listed, lines in groupby(text.splitlines(), key=lambda line: line.startswith("- ")):
        if listed:
            items = "".join(f'<li dir="auto">{escape(line[2:])}</li>' for line in lines)
            parts.append(f"<ul>{items}</ul>")
        else:
            parts += [f'<p dir="auto">{escape(line)}</p>' for line in lines]
    return f'<div class="answer plain">{"".join(parts)}</div>'


def count(number: int, noun: str) -> str:
    """`1 article`, `19 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
