"""The orders in which the library lists its articles.

The program sorts, not the page: Gradio renders a pane anew by writing over the elements that are
there, one after the other, so that a row which a script had moved would become another article's
and keep its tick.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from assistant.library.catalog import Entry

SORTS = ("title", "date", "source", "size", "indexed")


def in_order(entries: Iterable[Entry], by: str) -> list[Entry]:
    """Titles and files from A to Z; dates, sizes and readings from the newest or largest."""
    named = sorted(entries, key=lambda entry: (_letters(entry.title), entry.source))
    if by == "source":
        return sorted(named, key=lambda entry: _letters(entry.source))
    if by == "date":  # what has none comes last
        return sorted(named, key=lambda entry: entry.date or "", reverse=True)
    if by == "size":
        return sorted(named, key=lambda entry: -entry.bytes)
    if by == "indexed":
        return sorted(named, key=lambda entry: -entry.indexed)
    return named


def _letters(text: str) -> list[tuple[int, int, str]]:
    """As people sort: without case and accents, numbers by their value."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    pieces = re.findall(r"[0-9]{1,300}|[^0-9]+", plain)
    return [(0, int(p), "") if p.isascii() and p.isdigit() else (1, 0, p) for p in pieces]
