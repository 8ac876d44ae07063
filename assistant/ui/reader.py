"""The right-hand pane as HTML: one article with its quotes lit, or the list of articles."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.answer import Answer
from assistant.library.catalog import Entry
from assistant.types import Article, Citation
from assistant.ui.rendering import STATUS, count, escape, render_date
from assistant.ui.session import View, key_of, places
from assistant.ui.viewer import Light, render_text


def render_reader(
    article: Article, view: View, answer: Answer | None, citation: Citation | None, articles: int
) -> str:
    """The right-hand pane with one article: its head, its text, the way through the quotes."""
    spots = places(answer, view.near) if answer and view.number else []
    here = view.number - 1
    note = STATUS[citation.status] if citation else ""
    if citation and article.text[citation.start : citation.end] != citation.quote:
        note, spots = "The article was read anew since this answer; ask again for its quotes.", []
    lights = [
        Light(span, index == here, view.near)
        for index, (source, span) in enumerate(spots)
        if source == article.source and (index == here or not view.near)
    ]
    status = f'<p class="status">{note}</p>' if note else ""
    date = render_date(article.date)
    return (
        f'<section class="side" aria-label="Article" data-shown="{view.shown}" '
        f'data-by="{view.by}" data-place="{view.place}"><header class="bar">'
        '<button type="button" class="quiet" data-event="click" data-go="library">'
        f"{_all(articles)}</button>"
        '<a class="back" href="#chat-top" data-back>Back<span class="hint"> to the chat</span></a>'
        f'<span class="running" aria-hidden="true">{escape(article.title)}</span>'
        f"{_steps(view, len(spots))}</header>"
        '<article class="page" tabindex="0" aria-label="Text of the article">'
        f'<h2 tabindex="-1" dir="auto">{escape(article.title)}</h2>'
        f'<p class="meta">{date}{" · " if date else ""}<span>{escape(article.source)}</span></p>'
        f'{status}<div class="text">{render_text(article, lights)}</div></article></section>'
    )


def _all(articles: int) -> str:
    """The way to the list; phones do without the number."""
    number, noun = count(articles, "article").split(" ")
    return f'All <span class="hint">{number} </span>{noun}'


def _steps(view: View, total: int) -> str:
    """Which quote of the answer this is, with a button to the one before and after it."""
    if not total:
        return ""
    noun = "passage" if view.near else "quote"
    kind = "near" if view.near else "quote"
    buttons = [
        f'<button type="button" class="step" data-event="click" aria-label="{word} {noun}" '
        f'data-go="{kind}-{view.turn}-{number}">{arrow}</button>'
        for word, arrow, number in (
            ("Previous", "←", (view.number - 2) % total + 1),
            ("Next", "→", view.number % total + 1),
        )
        if total > 1
    ]
    where = (
        f'<span role="status"><span class="hint">{noun.capitalize()} </span>'
        f"{view.number} of {total}</span>"
    )
    return f'<nav aria-label="Through the {noun}s">{where}{"".join(buttons)}</nav>'


def render_library(entries: Sequence[Entry], view: View) -> str:
    """The list of articles, each a button that opens it."""
    items = "".join(
        f'<li><button type="button" data-event="click" data-go="article-{key_of(entry.source)}">'
        f'<span class="title" dir="auto">{escape(entry.title)}</span>{render_date(entry.date)}'
        "</button></li>"
        for entry in entries
    )
    return (
        f'<section class="side" aria-label="Library" data-shown="{view.shown}" '
        f'data-by="{view.by}"><header class="bar"><h2 tabindex="-1">Library</h2>'
        f'<span class="count">{count(len(entries), "article")}</span></header>'
        f'<div class="page" tabindex="0" role="region" aria-label="List of articles">'
        f'<ul class="library">{items}</ul></div></section>'
    )
