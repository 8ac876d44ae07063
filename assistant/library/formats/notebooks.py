"""Jupyter notebooks (.ipynb): their text as Markdown, their code as code; no output."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import ArticleError
from assistant.library.decoding import decode
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
            notebook = json.loads(text)
            cells = _cells(notebook)
        except (ValueError, RecursionError, AttributeError, KeyError, TypeError) as exc:
            raise ArticleError(f"is no notebook ({exc}): save it anew") from exc
        found = TextLoader(render_markdown).extract("\n\n".join(cells).encode("utf-8", "replace"))
        return replace(found, steps=None, warnings=(*warnings, *found.warnings))


def _cells(notebook: Any) -> list[str]:
    sheets = notebook.get("worksheets") or [notebook]
    found = []
    for cell in (cell for sheet in sheets for cell in sheet["cells"]):
        source = cell.get("source", cell.get("input", ""))
        text = "".join(source) if isinstance(source, list) else str(source)
        if cell["cell_type"] in ("markdown", "heading"):
            level = cell.get("level", 1) if cell["cell_type"] == "heading" else 0
            found.append("#" * level + " " * bool(level) + text)
        elif cell["cell_type"] == "code" and text.strip():
            fence = "`" * 3
            while fence in text:
                fence += "`"
            found.append(f"{fence}\n{text}\n{fence}")
    return found
