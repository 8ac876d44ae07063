"""The quotes of an answer in their articles: where each stands, and the way through them.

What holds for the quotes of an answer holds for the nearest passages where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from assistant.answering.answer import Answer
from assistant.types import Article, Citation, Passage, Span
from assistant.ui.lights import Light
from assistant.ui.markup import button, escape, shortened
from assistant.ui.session import NEAREST, View
from assistant.ui.words import Words
from assistant.verify_receipt import find_again

_EXCERPT = 200  # more than the two lines that are shown of each


@dataclass(frozen=True, slots=True)
class Way:
    """The quotes of the answer that a view belongs to, in its order; `here` counts from 0."""

    found: tuple[Citation | Passage, ...] = ()
    here: int = 0

    @property
    def current(self) -> Citation | Passage | None:
        """The quote that is open; None when an article is only read."""
        return self.found[self.here] if self.found else None

    @property
    def sources(self) -> tuple[str, ...]:
        """The articles that they are from, in the order in which they come."""
        return tuple(dict.fromkeys(quote.source for quote in self.found))


def way_of(view: View, answer: Answer | None) -> Way:
    """The way that a view is on; without quotes when an article is only read."""
    if answer is None or not view.number:
        return Way()
    found = answer.passages[:NEAREST] if view.near else answer.citations
    return Way(tuple(found), view.number - 1) if view.number <= len(found) else Way()


def words_of(quote: Citation | Passage) -> str:
    """The words themselves."""
    return quote.quote if isinstance(quote, Citation) else quote.text


def standing(quote: Citation | Passage, article: Article) -> Span | None:
    """Where the words stand in this text of their article; None if they are not in it."""
    words, known = words_of(quote), [Span(quote.start, quote.end)]
    before = after = ""
    if isinstance(quote, Citation):
        before, after = quote.before, quote.after
        if quote.now:  # counts for the file as it is, which may not be the one that was read
            known.insert(0 if article.sha256 != quote.sha256 else 1, quote.now)
    for span in known:
        if span.of(article.text) == words:
            return span
    start = find_again(article.text, words, quote.start, before, after)
    return None if start is None else Span(start, start + len(words))


def lights_of(way: Way, article: Article) -> list[Light]:
    """What is lit in an article: its quotes, or the one passage that is open."""
    lights = []
    for number, quote in enumerate(way.found):
        now, near = number == way.here, isinstance(quote, Passage)
        if quote.source == article.source and (now or not near):
            span = standing(quote, article)
            lights += [Light(span, now, near)] if span else []
    return lights


def render_way(way: Way, view: View, words: Words) -> str:
    """Which quote this is, all of them to choose from, and the one before and after it."""
    total = len(way.found)
    if not total:
        return ""
    kind = "passage" if view.near else "quote"
    number, of = words.number(way.here + 1), words.number(total)
    name, at = words(f"reader.{kind}"), words("reader.at", number=number, total=of)
    place = f'<span class="at"><span class="hint">{escape(name)} </span>{escape(at)}</span>'
    sources = way.sources
    if len(sources) > 1:
        article = sources.index(way.found[way.here].source) + 1
        told = words("reader.article_at", number=article, total=len(sources))
        place += f'<span class="of">{escape(told)}</span>'
    label = escape(words(f"reader.through_{kind}s"))
    if total == 1:
        return f'<nav class="way" aria-label="{label}">{place}</nav>'
    listed = _list(way, view)
    steps = "".join(
        button(
            _id(view, (way.here + by) % total + 1),
            arrow,
            class_="step",
            aria_label=words(f"reader.{step}_{kind}"),
            title=words(f"reader.{step}_{kind}"),
        )
        for step, by, arrow in (("previous", -1, "←"), ("next", 1, "→"))
    )
    return (
        f'<nav class="way" aria-label="{label}"><details class="menu quotes">'
        f"<summary>{place}</summary>{listed}</details>{steps}</nav>"
    )


def _list(way: Way, view: View) -> str:
    """The beginnings of all quotes under the titles of their articles, each a button."""
    numbered = sorted(
        enumerate(way.found, start=1), key=lambda item: way.sources.index(item[1].source)
    )
    parts = []
    for _, group in groupby(numbered, key=lambda item: item[1].source):
        quotes = list(group)
        items = "".join(_item(number, quote, way, view) for number, quote in quotes)
        title = escape(quotes[0][1].title)
        parts.append(f'<li><p class="title" dir="auto">{title}</p><ol>{items}</ol></li>')
    return f'<ul class="listed">{"".join(parts)}</ul>'


def _item(number: int, quote: Citation | Passage, way: Way, view: View) -> str:
    excerpt = escape(shortened(" ".join(words_of(quote).split()), _EXCERPT))
    inner = (
        f'<span class="number">{number}</span> <span class="excerpt" dir="auto">{excerpt}</span>'
    )
    here = "true" if number == way.here + 1 else ""
    return f"<li>{button(_id(view, number), inner, aria_current=here)}</li>"


def _id(view: View, number: int) -> str:
    return f"{'near' if view.near else 'quote'}-{view.turn}-{number}"
