"""Jupyter notebooks (.ipynb): their text as Markdown, their code as code; no output."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import ArticleError
from assistant.library.decoding import decode, remove_invisible
from assistant.library.extract import Extract
from assistant.library.markdown import render_markdown
from assistant.library.texts import TextLoader


@dataclass(frozen=True)
class NotebookLoader:
    """Notebooks of version 4 (nbformat.readthedocs.io) and 3."""

    version = "ipynb 1"

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        text, warnings = decode(data)
        try:
            cells = _cells(json.loads(text))
        except (ValueError, RecursionError, AttributeError, LookupError, TypeError) as exc:
            reason = f"{type(exc).__name__}: {exc}"[:100]
            raise ArticleError(f"is no notebook ({reason!r}): save it anew") from exc
        source = remove_invisible("\n\n".join(cells)).encode("utf-8", "replace")
        found = TextLoader(render_markdown).extract(source)
        return replace(found, steps=None, warnings=(*warnings, *found.warnings))


loader = NotebookLoader()


def _cells(notebook: Any) -> list[str]:
    sheets = notebook.get("worksheets") or [notebook]
    found = []
    for cell in (cell for sheet in sheets for cell in sheet["cells"]):
        source = cell.get("source", cell.get("input", ""))
        text = "".join(source) if isinstance(source, list) else str(source)
        if cell["cell_type"] == "markdown":
            found.append(text)
        elif cell["cell_type"] == "heading":
            found.append("#" * min(6, max(1, cell.get("level", 1))) + " " + text)
        elif cell["cell_type"] == "code" and text.strip():
            longest = max(map(len, re.findall("`+", text)), default=0)
            fence = "`" * max(3, longest + 1)
            found.append(f"{fence}\n{text}\n{fence}")
    return found
