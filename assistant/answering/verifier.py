"""Where a quote stands against today's file."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answering.places import find_quote
from assistant.errors import ArticleError
from assistant.library.files import read_bytes
from assistant.library.today import TodaysTexts
from assistant.types import Citation, Span

if TYPE_CHECKING:
    from assistant.library.snapshot import Texts

_today = TodaysTexts()


def verify(citation: Citation, catalog: Texts) -> Citation:
    """The citation with its status: compared with the indexed text, then with the file.

    Raises ValueError if the quote is not what the indexed text has at its place: such a citation
    was not made by slicing and is never shown.
    """
    article = catalog.article(citation.source)
    if article.text[citation.start : citation.end] != citation.quote:
        raise ValueError(
            f"citation {citation.id} is not the text of {citation.source} at "
            f"[{citation.start}, {citation.end}): quotes must be sliced, not written"
        )
    path = catalog.path(citation.source)
    # Without a file the indexed text is all there is; of an unchanged one it is the text.
    if path is None or _is_unchanged(path, citation.sha256):
        return replace(citation, status="verbatim", now=None)
    return stands(citation, path)


def stands(citation: Citation, path: Path | None) -> Citation:
    """The citation, from whenever it is, with its status against the file at `path` today.

    Where the quote has moved, `now` is its place; without a path it is missing. Nothing is asked
    of the index: the article may have been indexed anew since, or dropped.
    """
    if path is None:
        return replace(citation, status="missing", now=None)
    try:
        text = _today.text(path)
    except ArticleError:
        # Not `path.exists()`: that raises for a name that no file can have.
        return replace(citation, status="changed" if os.path.exists(path) else "missing", now=None)
    place = find_quote(text, citation)
    if place is None:
        return replace(citation, status="changed", now=None)
    if place == Span(citation.start, citation.end) and place.of(text) == citation.quote:
        return replace(citation, status="verbatim", now=None)
    return replace(citation, status="moved", now=place)


def _is_unchanged(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest() == sha256
    except ArticleError:
        return False
