"""Documents that another library turns into HTML are read as web pages are."""

from __future__ import annotations

from dataclasses import replace

from assistant.library.extract import Extract
from assistant.library.pages import HtmlLoader


def read_page(
    body: str,
    *,
    title: str | None = None,
    date: str | None = None,
    author: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Extract:
    """An extract of HTML that is all article; what the document says of itself comes first."""
    page = f"<!DOCTYPE html><meta charset=utf-8><body><article>{body}</article>"
    found = HtmlLoader().extract(page.encode("utf-8", "replace"))
    return replace(
        found,
        title=title or found.title,
        date=date or found.date,
        author=author or found.author,
        warnings=(*warnings, *found.warnings),
    )
