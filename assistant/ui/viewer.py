"""An article as HTML, with spans of its text lit. Pure functions.

The text content of what `render_text` returns is the article's text, character for character;
what is lit is one `<mark>` whose text content is exactly that slice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answering.answer import Answer
from assistant.types import Article, Citation, Span
from assistant.ui.rendering import STATUS, count, escape, render_date
from assistant.ui.session import View, places

_TAGS = {"heading": "h3", "paragraph": "p"}
# Prose with a line break every 55 to 100 characters was wrapped by a program, not by its author.
_WRAPPED = re.compile(r"(?:[^\r\n]{55,100}(?:\r\n|[\r\n]))+[^\r\n]{1,100}")


@dataclass(frozen=True, slots=True)
class Light:
    """A span to light: `now` strongly (at most one), else softly; `near` for what is no quote."""

    span: Span
    now: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block of the text up to the next one; the white space after it begins at `gap`."""

    start: int
    gap: int
    end: int
    kind: str


def render_text(article: Article, lights: Iterable[Light] = ()) -> str:
    """The whole text, block by block, with `lights`; the one that is `now` gets the id `lit`."""
    text, shown = article.text, _apart(lights, len(article.text))
    groups: list[list[_Piece]] = []
    for piece in _pieces(article):
        crossed = any(light.span.start < piece.start < light.span.end for light in shown)
        if groups and crossed:  # one element for all, so that the quote stays one mark
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return "".join(_group(text, group, shown, article.title) for group in groups)


def _pieces(article: Article) -> list[_Piece]:
    text, position = article.text, 0
    found: list[tuple[Span, str]] = []
    for block in sorted(article.blocks, key=lambda block: block.span):
        span = block.span
        if position <= span.start < span.end <= len(text):
            if text[position : span.start].strip() or (position == 0 < span.start):
                found.append((Span(position, span.start), "loose"))
            found.append((span, block.kind))
            position = span.end
    if text[position:].strip() or not found:
        found.append((Span(position, len(text)), "loose"))
    ends = [after.start for (_, (after, _)) in pairwise(found)] + [len(text)]
    return [
        _Piece(span.start, _gap(text, span.start, end), end, kind)
        for (span, kind), end in zip(found, ends, strict=True)
    ]


def _gap(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _apart(lights: Iterable[Light], length: int) -> list[Light]:
    """The lights in the order of the text, none over another; what is `now` stays whole."""
    apart: list[Light] = []
    for light in sorted(lights, key=lambda light: (not light.now, light.span)):
        free = [Span(min(light.span.start, length), min(light.span.end, length))]
        for taken in (other.span for other in apart):
            free = [
                part
                for span in free
                for part in _without(span, taken)
            ]
        apart += [Light(span, light.now, light.near) for span in free if len(span)]
    return sorted(apart, key=lambda light: light.span)


def _without(span: Span, taken: Span) -> list[Span]:
    if taken.end <= span.start or span.end <= taken.start:
        return [span]
    before = [Span(span.start, taken.start)] if span.start < taken.start else []
    after = [Span(taken.end, span.end)] if taken.end < span.end else []
    return before + after


def _group(text: str, group: Sequence[_Piece], lights: Sequence[Light], title: str) -> str:
    first, last = group[0], group[-1]
    kind = first.kind if len(group) == 1 else "joined"
    parts, position = [], first.start
    for light in lights:
        if first.start <= light.span.start < last.end:
            parts.append(_plain(text, position, light.span.start, last.gap, kind))
            parts.append(_mark(light, _plain(text, *_ends(light.span), last.gap, kind)))
            position = light.span.end
    parts.append(_plain(text, position, last.end, last.gap, kind))
    words = text[first.start : last.gap]
    if kind == "heading" and first.start == 0 and words.strip() == title.strip():
        kind += " repeated"  # the title already stands above the text
    elif kind == "paragraph" and _WRAPPED.fullmatch(words):
        kind += " wrapped"
    tag = _TAGS.get(first.kind, "div") if len(group) == 1 else "div"
    return f'<{tag} class="{kind}" dir="auto">{"".join(parts)}</{tag}>'


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _plain(text: str, start: int, end: int, gap: int, kind: str) -> str:
    """A slice, the white space from `gap` on set apart: the layout stands for it on the page."""
    middle = max(start, min(gap, end))
    words = escape(text[start:middle])
    if kind == "row":
        words = words.replace(" | ", '<span class="cell"> | </span>')
    blank = f'<span class="gap">{escape(text[middle:end])}</span>' if middle < end else ""
    return words + blank


def _mark(light: Light, inner: str) -> str:
    name = ("near" if light.near else "lit") + (" now" if light.now else "")
    place = ' id="lit" tabindex="-1"' if light.now else ""
    start, end = _ends(light.span)
    return f'<mark{place} class="{name}" data-start="{start}" data-end="{end}">{inner}</mark>'


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
        f'data-by="{view.by}"><header class="bar">'
        '<a class="back" href="#chat-top" data-back>Back to the chat</a>'
        '<button type="button" class="quiet" data-event="click" data-go="library">'
        f"All {count(articles, 'article')}</button>{_steps(view, len(spots))}</header>"
        '<article class="page" tabindex="0" aria-label="Text of the article">'
        f'<h2 tabindex="-1" dir="auto">{escape(article.title)}</h2>'
        f'<p class="meta">{date}{" · " if date else ""}<span>{escape(article.source)}</span></p>'
        f'{status}<div class="text">{render_text(article, lights)}</div></article></section>'
    )


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
    where = f'<span role="status">{noun.capitalize()} {view.number} of {total}</span>'
    return f'<nav aria-label="Through the {noun}s">{where}{"".join(buttons)}</nav>'
