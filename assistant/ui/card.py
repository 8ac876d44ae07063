"""A quote in its context, for the small card that a page shows beside a link to it."""

from __future__ import annotations

import re
from datetime import date

from assistant.types import Citation
from assistant.ui.markup import escape
from assistant.ui.words import Words

# What is kept of the context may begin and end in the middle of a word.
_FIRST_WORD = re.compile(r"\A\S*\s+(?=\S)")
_LAST_WORD = re.compile(r"(?<=\S)\s+\S*\Z")


def render_card(citation: Citation, words: Words, place: str) -> str:
    """What the card of the links to `place` shows, in an element that itself shows nothing.

    All of it stands in attributes: it is no part of the text around it, whoever copies that, and
    a page that is rendered anew over an older one takes it over.
    """
    shown = {
        "card": place,
        "title": citation.title,
        "date": " · ".join(filter(None, _whence(citation, words))),
        "before": before(citation),
        "quote": citation.quote,
        "after": after(citation),
        "status": citation.status,
        "note": words(f"card.status.{citation.status}"),
    }
    data = " ".join(f'data-{name}="{escape(value)}"' for name, value in shown.items())
    return f"<span hidden {data}></span>"


def _whence(citation: Citation, words: Words) -> tuple[str, str, str]:
    """The date of a quote's article, and the page and section in which it begins, if known."""
    page = words("reader.page", page=words.number(citation.page)) if citation.page else ""
    return _date(citation.date, words), page, citation.section or ""


def before(citation: Citation) -> str:
    """What stands before a quote, from the beginning of a word."""
    if len(citation.before) == citation.start:  # all that there is
        return citation.before
    return "…" + _FIRST_WORD.sub("", citation.before)


def after(citation: Citation) -> str:
    """What stands after a quote, to the end of a word."""
    return _LAST_WORD.sub("", citation.after) + "…" if citation.after.strip() else ""


def _date(written: str | None, words: Words) -> str:
    """A full date written out, any other as it is."""
    try:
        return words.date(date.fromisoformat(written or ""))
    except ValueError:
        return written or ""
