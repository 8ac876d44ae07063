"""Text as HTML: what every pane is made of. Pure functions."""

from __future__ import annotations

import html
import re
from datetime import date, datetime

from assistant.ui.words import Words

_HALVES = re.compile("[\ud800-\udfff]")


def escape(text: str) -> str:
    """Text as HTML that shows and contains exactly that text.

    A parser would turn a raw carriage return into a line feed, and drop a NUL; no response can
    carry half of a pair of surrogates.
    """
    if not text.isascii():
        text = _HALVES.sub("\ufffd", text)
    return html.escape(text).replace("\r", "&#13;").replace("\0", "\ufffd")


def shortened(text: str, most: int) -> str:
    """The beginning of a text, with an ellipsis where more follows."""
    return text if len(text) <= most else f"{text[:most]}…"


def render_date(written: str | None, words: Words) -> str:
    """`2019-10-08` as 8 October 2019; other forms of a date as they were written."""
    if not written:
        return ""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return f"<time>{escape(written)}</time>"
    return f'<time datetime="{day.isoformat()}">{escape(words.date(day))}</time>'


def render_moment(seconds: float, words: Words) -> str:
    """A time in seconds as its day; today as its hour."""
    then = datetime.fromtimestamp(seconds)
    today = then.date() == datetime.now().date()
    shown = f"{then:%H:%M}" if today else words.date(then.date())
    return f'<time datetime="{then.isoformat(timespec="seconds")}">{escape(shown)}</time>'


def button(go: str, inner: str, *, event: str = "click", **attributes: str | bool) -> str:
    """A button that sends `go`; `inner` is HTML. A true attribute stands without a value."""
    given = "".join(
        f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(value)}"')
        for name, value in attributes.items()
        if value is not False and value != ""
    )
    return f'<button type="button" data-event="{event}" data-go="{go}"{given}>{inner}</button>'


def back(words: Words) -> str:
    """The way back to the chat, where only one pane shows at a time."""
    return f'<a class="back" href="#chat-top" data-back>{words("page.back")}</a>'


def icon(name: str) -> str:
    """A drawing that only decorates: its button has a name of its own."""
    paths = {
        "copy": '<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/>',
        "up": '<path d="M7 11v9H3v-9zM7 11l4-8c2 0 3 1 3 3l-1 4h6c1 0 2 1 1.700 2.200l-1.500 6'
        'C19 19.400 18 20 17 20H7"/>',
        "down": '<path d="M7 13V4H3v9zM7 13l4 8c2 0 3-1 3-3l-1-4h6c1 0 2-1 1.700-2.200l-1.500-6'
        'C19 4.600 18 4 17 4H7"/>',
        "again": '<path d="M20 11A8 8 0 1 0 18 17.500M20 5v6h-6"/>',
        "edit": '<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"/>',
        "receipt": '<path d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6"/>',
        "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
        "more": '<circle cx="5" cy="12" r="1"/><circle cx="12" cy="12" r="1"/>'
        '<circle cx="19" cy="12" r="1"/>',
        "plus": '<path d="M12 5v14M5 12h14"/>',
        "search": '<circle cx="11" cy="11" r="6.500"/><path d="M16 16l4.500 4.500"/>',
        "close": '<path d="M6 6l12 12M18 6L6 18"/>',
        "library": '<path d="M5 4h4v16H5zM9 4h4v16H9zM14 5l4-1 3 15-4 1z"/>',
        "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/>'
        '<circle cx="9" cy="17" r="2"/>',
        "chat": '<path d="M4 5h16v11H10l-5 4v-4H4z"/>',
    }
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{paths[name]}</svg>'
