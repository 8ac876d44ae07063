"""How a quote is referred to in one line, in exports and when it is copied."""

from __future__ import annotations

import re

from assistant.types import Citation

# Line ends, control characters, and marks that reverse or hide what stands beside them.
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def reference(citation: Citation) -> str:
    """Author or site, title, date, file, page, section, and characters of the text; on one line."""
    parts = (citation.author, citation.title, citation.date, file_name(citation.source))
    known = [words for part in parts if part and (words := one_line(part))]
    known += [f"p. {citation.page}"] if citation.page else []
    known += [f"under “{one_line(citation.section)}”"] if citation.section else []
    return ", ".join([*known, f"characters {citation.start}–{citation.end}"])


def file_name(source: str) -> str:
    """The last part of a source's path: where it lies is nobody's business."""
    return re.split(r"[\\/]", source.rstrip("\\/"))[-1] or source


def one_line(text: str) -> str:
    """Words that stay on their line and run in the direction they are written in."""
    return _UNFIT.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip()
