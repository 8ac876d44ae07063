"""The left-hand pane, questions and answers, as HTML. Pure functions; `escape` makes text safe."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from assistant.answering.answer import Answer, Statement
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
_ABSENT = " is not in the source"  # how the check says it of a number, a date, a name
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
        _turn(turn, number, view.place if view.source else "", articles)
        for number, turn in enumerate(turns)
    )
    again = (
        f'<button type="button" class="quiet" data-event="clear"{" disabled" * busy}>'
        'New<span class="hint"> conversation</span></button>'
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
        said += _reading(turn, articles)
    elif answer is None:
        said = ""
    else:
        said = render_answer(answer, number, active)
    return f'<article class="turn" data-turn="{number}">{heading}{said}</article>'


def _reading(turn: Turn, articles: int) -> str:
    """What is being done; a chat model, which may take long, can be stopped."""
    button = '<button type="button" class="stop" data-event="stop">Stop</button>'
    stop = button if turn.stoppable else ""
    return f'<p class="reading"><span>{_stage(turn, articles)}…</span>{stop}</p>'


def _stage(turn: Turn, articles: int) -> str:
    answer = turn.answer
    if turn.queued:
        return "Waiting for its turn"
    if answer is None:
        return f"Looking through {count(articles, 'article')}"
    if answer.model:
        return "Checking what comes next" if answer.statements else "Waiting for the model"
    titles = list(dict.fromkeys(passage.title for passage in answer.passages))
    names = ", ".join(f"<cite>{escape(title)}</cite>" for title in titles[:NEAREST])
    more = f" and {len(titles) - NEAREST} more" if len(titles) > NEAREST else ""
    passages = count(len(answer.passages), "passage")
    return f"Reading {passages} in {names}{more}"


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
    # That a model broke off is said below what it had finished, which so stays where it is.
    above, below = ("", _note(answer)) if answer.model else (_note(answer), "")
    rest = _left_out(answer, turn)
    return f'<div class="answer">{above}{body}{rest}{below}{foot}</div>'


def _note(answer: Answer) -> str:
    """Why a chat model that was to answer did not, or not to the end."""
    return f'<p class="note">{escape(answer.note)}</p>' if answer.note else ""


def _statements(answer: Answer, turn: int, active: str) -> str:
    """A chat model's statements, each with its quotes; a quote stands below the first.

    Below the others that rest on it stands where to find it. What a model only copied has no
    words: the quote stands for itself.
    """
    left = {citation.id: citation for citation in answer.citations}
    parts, last = [], ""
    for statement in answer.statements:
        again = [number for number in statement.citations if number not in left]
        quotes = [left.pop(number) for number in statement.citations if number in left]
        below = ""
        for quote in quotes:
            below += _quote(quote, turn, active, titled=quote.source != last)
            last = quote.source
        if statement.text:
            below = f"{_words(statement, turn, active)}{below}"
            below += "".join(_above(number, turn, active) for number in again)
        marked = " marked" * bool(statement.reasons)
        parts.append(f'<section class="said{marked}">{below}</section>' if below else "")
    return "".join(parts)


def _words(statement: Statement, turn: int, active: str) -> str:
    """What a statement says, where it points, and what is wrong with it."""
    links = "".join(_pointer(number, turn, active) for number in statement.citations)
    words = f"<span>{escape(statement.text)}</span>&nbsp;{links}"
    return f'<p class="words" dir="auto">{words}</p>{_warning(statement)}'


def _pointer(number: int, turn: int, active: str) -> str:
    return f'<a class="cite" {_way(number, turn, active)} aria-label="Quote {number}">{number}</a>'


def _above(number: int, turn: int, active: str) -> str:
    return f'<p class="above"><a {_way(number, turn, active)}>Quote {number}, above</a></p>'


def _way(number: int, turn: int, active: str) -> str:
    """What makes a link lead to a quote, and whether that is open.

    The page notes itself what is opened later; a rendering only must not put it out again.
    """
    place = f"quote-{turn}-{number}"
    now = ' aria-current="true"' * (place == active)
    return f'href="#lit" data-event="click" data-go="{place}"{now}'


def _warning(statement: Statement) -> str:
    """What is wrong with a statement that is shown although its quotes do not back it."""
    if not statement.reasons:
        return ""
    quotes = "its quotes" if len(statement.citations) > 1 else "its quote"
    return f'<p class="mark">Not backed by {quotes}. {_reasons(statement)}</p>'


def _reasons(statement: Statement) -> str:
    """Why a statement is not backed, a line each; what is just not in the source shares one."""
    texts = [reason.text for reason in statement.reasons]
    absent = [text.removesuffix(_ABSENT) for text in texts if text.endswith(_ABSENT)]
    lines = [f"Not in the source: {', '.join(absent)}"] if absent else []
    lines += [text[:1].upper() + text[1:] for text in texts if not text.endswith(_ABSENT)]
    return " ".join(f'<span class="reason">{escape(line)}</span>' for line in lines)


def _left_out(answer: Answer, turn: int) -> str:
    """The statements that no quote backs, folded up in a line that counts them."""
    if not answer.left_out:
        return ""
    items = "".join(
        f'<li dir="auto">{escape(statement.text)} <span class="mark">{_reasons(statement)}</span>'
        "</li>"
        for statement in answer.left_out
    )
    number = count(len(answer.left_out), "statement")
    them = "it" if len(answer.left_out) == 1 else "them"
    return (
        f'<details class="left-out" data-key="left-out-{turn}"><summary>{number} left out: '
        f"no quote backs {them}</summary><ul>{items}</ul></details>"
    )


def _sources(citations: Sequence[Citation], turn: int, active: str) -> str:
    """Quotes under the titles of their articles."""
    return "".join(
        _source(list(group), turn, active)
        for _, group in groupby(citations, key=lambda citation: citation.source)
    )


def _source(citations: Sequence[Citation], turn: int, active: str) -> str:
    first = citations[0]
    quotes = "".join(_quote(citation, turn, active) for citation in citations)
    title = f'<h3 dir="auto">{escape(first.title)}</h3>{render_date(first.date)}'
    return f'<section class="source"><header>{title}</header>{quotes}</section>'


def _quote(citation: Citation, turn: int, active: str, *, titled: bool = False) -> str:
    """A quote, if `titled` with the article that it is from; its numeral opens it there."""
    place = f"quote-{turn}-{citation.id}"
    link = (
        f'<a class="cite" id="{place}" {_way(citation.id, turn, active)} '
        f'aria-label="Quote {citation.id} in {escape(citation.title)}">{citation.id}</a>'
    )
    status = STATUS[citation.status]
    note = f'<figcaption class="status">{status}</figcaption>' if status else ""
    marked = ' class="marked"' * citation.quote.startswith(("“", '"'))  # no marks upon marks
    words = f"<q{marked}>{escape(citation.quote)}</q>&nbsp;{link}"
    words = f'<blockquote dir="auto">{words}</blockquote>'
    title = f'<span dir="auto">{escape(citation.title)}</span> {render_date(citation.date)}'
    head = f'<div class="from">{title}</div>' if titled else ""
    figure = f'<figure class="quote" data-event="click" data-go="{place}">'
    return f"{figure}{head}{words}{note}</figure>"


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
