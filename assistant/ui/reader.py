"""The right-hand pane as HTML: one article with its quotes lit, or what is left of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answer import Answer
from assistant.library.sections import section_at
from assistant.receipts.reference import reference
from assistant.types import Article, Citation, Passage, Span
from assistant.ui.card import after, before
from assistant.ui.markup import button, escape, icon, render_date
from assistant.ui.quotes import Way, lights_of, render_way, standing, way_of, words_of
from assistant.ui.session import View, key_of
from assistant.ui.viewer import Heading, render_text
from assistant.ui.words import Words

# With fewer headings a list of them is no help.
_OUTLINED = 3


def render_reader(
    article: Article, view: View, answer: Answer | None, citation: Citation | None, words: Words
) -> str:
    """The right-hand pane with one article: its head, its text, the way through the quotes."""
    way = way_of(view, answer)
    quote = citation or way.current
    span = standing(quote, article) if quote else None
    copy = _copy(citation, span, article, words) if citation and span else ""
    text = render_text(article, lights_of(way, article), copy, lambda page: _page(page, words))
    body = _was(quote, words) if quote and not span else ""
    body += _outline(text.headings, article, words)
    body += f'<div class="text">{text.html}</div>'
    note = _note(quote, span, words) if quote else ""
    return _pane(article, view, way, note, body, words, find=_find(words))


def render_gone(view: View, answer: Answer | None, citation: Citation, words: Words) -> str:
    """The right-hand pane for a quote whose article is no longer in the library."""
    note = words("chat.status.missing")
    return _pane(citation, view, way_of(view, answer), note, _was(citation, words), words)


def _pane(
    shown: Article | Citation,
    view: View,
    way: Way,
    note: str,
    body: str,
    words: Words,
    find: str = "",
) -> str:
    status = f'<p class="status" role="status">{escape(note)}</p>' if note else ""
    author = (
        f'<span class="author" dir="auto">{escape(shown.author)}</span>' if shown.author else ""
    )
    file = f'<span class="file" dir="auto">{escape(shown.source)}</span>'
    meta = " · ".join(filter(None, (author, render_date(shown.date, words), file)))
    return (
        f'<section class="side reader" aria-label="{escape(words("reader.label"))}" '
        f'data-shown="{view.shown}" data-by="{view.by}" data-place="{view.place}" '
        f'data-at="{view.at}">'
        f"{_bar(render_way(way, view, words), find, words)}{status}"
        f'<article class="page" tabindex="0" aria-label="{escape(words("reader.text"))}">'
        f'<h2 tabindex="-1" dir="auto">{escape(shown.title)}</h2><p class="meta">{meta}</p>'
        f"{body}</article></section>"
    )


def _bar(way: str, find: str, words: Words) -> str:
    """The pane's own buttons, where one is, and how far one has read; the search is below."""
    label = escape(words("reader.find"))
    search = (
        '<button type="button" class="tool" data-find="article" aria-expanded="false" '
        f'aria-label="{label}" title="{label}">{icon("search")}</button>'
    )
    where = escape(words("reader.where", percent="{percent}", heading="{heading}"))
    library = button("library", escape(words("library.all")), class_="quiet")
    return (
        '<header class="bar"><div class="whence"><div class="ways">'
        f'<a class="back" href="#chat-top" data-back>{escape(words("reader.back"))}'
        f'<span class="hint"> {escape(words("reader.back_to"))}</span></a>{library}</div>'
        f'<span class="running" aria-hidden="true" dir="auto" data-where="{where}"></span></div>'
        f'{search * bool(find)}{way}<span class="progress" aria-hidden="true" hidden></span>'
        f"</header>{find}"
    )


def _find(words: Words) -> str:
    """The search in the article, which a script shows and works."""
    found = escape(words("reader.find_here", here="{here}", total="{total}"))
    label, none = escape(words("reader.find")), escape(words("reader.find_none"))
    tools = "".join(
        f'<button type="button" class="step" data-match="{way}" '
        f'aria-label="{escape(words(f"reader.find_{way}"))}">{inner}</button>'
        for way, inner in (("previous", "↑"), ("next", "↓"), ("close", icon("close")))
    )
    return (
        f'<div class="find" role="search" hidden><input type="search" aria-label="{label}" '
        f'placeholder="{label}" autocomplete="off" spellcheck="false" enterkeyhint="search" '
        f'dir="auto"/><span class="found" role="status" data-found="{found}" data-none="{none}">'
        f"</span>{tools}</div>"
    )


def _note(quote: Citation | Passage, span: Span | None, words: Words) -> str:
    """What became of the words since they were quoted; nothing if they stand where they stood."""
    status = quote.status if isinstance(quote, Citation) else "verbatim"
    if span is None:
        return words("chat.status.changed")
    if span.start != quote.start:
        return words(
            "reader.moved_to",
            start=words.number(quote.start),
            end=words.number(quote.end),
            now_start=words.number(span.start),
            now_end=words.number(span.end),
        )
    return words(f"chat.status.{status}") if status != "verbatim" else ""


def _was(quote: Citation | Passage, words: Words) -> str:
    """A quote that its article does not have any more, with what stood around it."""
    kind = "quote" if isinstance(quote, Citation) else "passage"
    around = [before(quote), after(quote)] if isinstance(quote, Citation) else ["", ""]
    left, right = (f'<span class="around">{escape(text)}</span>' for text in around)
    return (
        '<figure class="was" id="lit" tabindex="-1">'
        f"<figcaption>{escape(words(f'reader.was_{kind}'))}</figcaption>"
        f'<blockquote dir="auto">{left}<strong>{escape(words_of(quote))}</strong>{right}'
        "</blockquote></figure>"
    )


def _page(number: int, words: Words) -> str:
    return words("reader.page", page=words.number(number))


def _copy(citation: Citation, span: Span, article: Article, words: Words) -> str:
    """The button that copies a quote with where it stands now; its text is not in the text."""
    quoted = words("reader.quoted", quote=citation.quote)
    page, section = article.page(span.start), section_at(article, span.start)
    stands = replace(citation, start=span.start, end=span.end, page=page, section=section)
    attributes = {
        "data-copy": f"{quoted}\n{reference(stands)}",
        "data-label": words("reader.copy"),
        "data-done": words("page.copied"),
        "data-failed": words("page.not_copied"),
        "aria-label": words("reader.copy_label"),
    }
    given = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f'<button type="button" class="copy" {given}></button>'


def _outline(headings: Sequence[Heading], article: Article, words: Words) -> str:
    """The article's headings, folded up, each a link to its place."""
    if len(headings) < _OUTLINED:
        return ""
    items = "".join(
        f'<li><a href="#{heading.id}" data-part dir="auto">{escape(heading.text)}</a></li>'
        for heading in headings
    )
    return (
        f'<details class="outline" data-key="outline-{key_of(article.source)}"><summary>'
        f"{escape(words('reader.contents'))}</summary><ol>{items}</ol></details>"
    )
