"""Where a quote stands against today's file."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ArticleError
from assistant.library.loaders import extract_file, read_bytes
from assistant.types import Citation, Status

if TYPE_CHECKING:
    from assistant.library.catalog import Catalog


def verify(citation: Citation, catalog: Catalog) -> Citation:
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
    if path is None:  # the article came from no file: the indexed text is all there is
        return replace(citation, status="verbatim")
    return replace(citation, status=_status(citation, path))


def _status(citation: Citation, path: Path) -> Status:
    try:
        data = read_bytes(path)
        if hashlib.sha256(data).hexdigest() == citation.sha256:
            return "verbatim"
        text = extract_file(path, data).text
    except ArticleError:
        return "changed" if path.exists() else "missing"
    if text[citation.start : citation.end] == citation.quote:
        return "verbatim"
    return "moved" if citation.quote in text else "changed"
