"""An article as HTML, with spans of its text lit. Pure functions.

The text content of what `render_text` returns is the article's text, character for character;
what is lit is one `<mark>` whose text content is exactly that slice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.types import Article, Span
from assistant.ui.lights import Light, apart
from assistant.ui.markup import escape

_TAGS = {"heading": "h3", "paragraph": "p"}
# So many blocks are laid out together; a browser leaves those out that are out of sight.
_STRETCH = 40
# Prose with a line break every 55 to 100 characters was wrapped by a program, not by its author.
_WRAPPED = re.compile(r"(?:[^\r\n]{55,100}(?:\r\n|[\r\n]))+[^\r\n]{1,100}")
# What stands before an item, and the bars and rules of tables: layout written in characters.
_LEAD = {
    "item": re.compile(r"(?:[-*+•]|[0-9]{1,9}[.)])[ \t]+\Z"),
    "code": re.compile(r"(?<=[\r\n])[ \t]+\Z"),
}
_SCAFFOLD = re.compile(r"[\s|:=_*~+>-]*")
_BLANK_LINE = re.compile(r"(?:\r\n|[\r\n])[ \t]*(?:\r\n|[\r\n])")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block up to the next one: its lead (a bullet), its words, and the gap after them."""

    start: int
    words: int
    gap: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text and the id of its element."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """An article's text as HTML, and the headings in it."""

    html: str
    headings: tuple[Heading, ...]


def render_text(
    article: Article,
    lights: Iterable[Light] = (),
    beside: str = "",
    named: Callable[[int], str] = str,
) -> Text:
    """The whole text, block by block, with `lights`; the one that is `now` gets the id `lit`.

    `beside` is HTML that follows the light that is `now`; it must hold no text. `named` says what
    a page is called: the name stands before the block in which the page begins.
    """
    shown = apart(lights, len(article.text))
    groups: list[list[_Piece]] = []
    for piece in _pieces(article):
        crossed = any(light.span.start < piece.start < light.span.end for light in shown)
        if groups and crossed:  # one element for all, so that the quote stays one mark
            groups[-1].append(piece)
        else:
            groups.append([piece])
    parts, headings = [], []
    for group in groups:
        kind = _kind(article, group)
        inner = _inner(article.text, group, shown, beside)
        tag, place = _TAGS.get(kind.split()[0], "div"), ""
        if kind == "heading":
            words = article.text[group[0].words : group[0].gap]
            headings.append(Heading(f"part-{group[0].start}", " ".join(words.split())))
            place = f' id="{headings[-1].id}" tabindex="-1"'
        turns = _turns(article, Span(group[0].start, group[-1].end), named)
        parts.append(f'{turns}<{tag} class="{kind}"{place} dir="auto">{inner}</{tag}>')
    return Text("".join(_stretches(parts)), tuple(headings))


def _turns(article: Article, span: Span, named: Callable[[int], str]) -> str:
    """The names of the pages that begin in a span, none of which is text."""
    first, last = (bisect_left(article.pages, place) for place in (span.start, span.end))
    begun = {article.pages[at]: at + 1 for at in range(first, last)}  # empty ones are not
    names = [escape(named(number)) for number in begun.values()]
    return "".join(
        f'<div class="leaf" role="separator" aria-label="{name}" data-page="{name}"></div>'
        for name in names
        if len(article.pages) > 1
    )


def _stretches(parts: list[str]) -> list[str]:
    """The blocks of a long text, so many together."""
    if len(parts) <= 2 * _STRETCH:
        return parts
    cuts = range(0, len(parts), _STRETCH)
    return [f'<div class="stretch">{"".join(parts[at : at + _STRETCH])}</div>' for at in cuts]


def _kind(article: Article, group: Sequence[_Piece]) -> str:
    """What a group is laid out as."""
    first = group[0]
    words = article.text[first.words : first.gap]
    if len(group) > 1:
        return "joined"
    if first.kind == "heading" and first.start == 0 and words.strip() == article.title.strip():
        return "heading repeated"  # the title already stands above the text
    if first.kind == "paragraph" and _WRAPPED.fullmatch(words):
        return "paragraph wrapped"
    return first.kind


def _pieces(article: Article) -> list[_Piece]:
    text = article.text
    found: list[_Piece] = []
    last = _Piece(0, 0, 0, 0, "loose")  # what stands before the first block
    for block in sorted(article.blocks, key=lambda block: block.span):
        span = block.span
        if not last.gap <= span.start < span.end <= len(text):
            continue  # a block inside another
        lead = _LEAD[block.kind].search(text, last.gap, span.start) if block.kind in _LEAD else None
        start = lead.start() if lead else span.start
        found += _closed(last, text, start)
        gap = text[last.gap : start]
        # A further paragraph of an item stands after a blank line and has no bullet of its own.
        bare = block.kind == "item" and not lead
        follows = bare and last.kind.startswith("item") and _BLANK_LINE.search(gap)
        kind = "item bullet" if bare and not follows else block.kind
        last = _Piece(start, span.start, span.end, span.end, kind)
    return found + _closed(last, text, len(text))


def _closed(piece: _Piece, text: str, end: int) -> list[_Piece]:
    """The piece with all that follows up to `end`; words that no block holds are one more piece."""
    if _SCAFFOLD.fullmatch(text, piece.gap, end):
        whole = replace(piece, end=end)
        return [whole] if whole.start < whole.end else []
    loose = _Piece(piece.gap, piece.gap, end, end, "loose")
    return [piece, loose] if piece.start < piece.end else [loose]


def _inner(text: str, group: Sequence[_Piece], lights: Sequence[Light], beside: str) -> str:
    first, last = group[0], group[-1]
    parts, position = [], first.start
    for light in lights:
        if first.start <= light.span.start < last.end:
            parts.append(_slice(text, group, Span(position, light.span.start)))
            parts.append(_mark(light, _slice(text, group, light.span)))
            parts.append(beside * light.now)
            position = light.span.end
    parts.append(_slice(text, group, Span(position, last.end)))
    return "".join(parts)


def _slice(text: str, group: Sequence[_Piece], span: Span) -> str:
    """The pieces of a group as far as they lie in `span`."""
    parts = []
    for piece in group:
        ends = (piece.start, piece.words, piece.gap, piece.end)
        lead, words, gap = (
            escape(text[max(start, span.start) : min(end, span.end)])
            for start, end in pairwise(ends)
        )
        if piece.kind == "row":
            words = words.replace(" | ", '<span class="cell"> | </span>')
        parts += [f'<span class="lead">{lead}</span>' if lead else "", words]
        if gap and piece is not group[-1] and not gap.strip():
            parts.append(gap)  # inside a quote that runs on, blank lines show as they are
        elif gap:
            parts.append(f'<span class="gap" aria-hidden="true">{gap}</span>')
            parts.append("<br>" if piece is not group[-1] else "")
    return "".join(parts)


def _mark(light: Light, inner: str) -> str:
    name = ("near" if light.near else "lit") + (" now" if light.now else "")
    place = ' id="lit" tabindex="-1"' if light.now else ""
    span = f'data-start="{light.span.start}" data-end="{light.span.end}"'
    return f'<mark{place} class="{name}" {span}>{inner}</mark>'
