"""Documents that another library turns into HTML are read as web pages are."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.library.extract import Extract
from assistant.library.html import parse_html
from assistant.library.pages import extract_page

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What tells the article of a web page from what surrounds it. A document is all article: a part of
# it that is called "Comments", or stands at the side, is text like any other.
_NAMES = ("class", "id", "role")
_BESIDE = ("aside", "header", "footer")


def read_page(
    body: str,
    *,
    title: str | None = None,
    date: str | None = None,
    author: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Extract:
    """An extract of HTML that is all article; what the document says of itself comes first."""
    article = f"<!DOCTYPE html><meta charset=utf-8><body><article>{_CONTROL.sub(' ', body)}"
    page, mended = parse_html(article.encode("utf-8", "replace"))
    for tag in page.find_all(True):
        tag.attrs = {name: value for name, value in tag.attrs.items() if name not in _NAMES}
        if tag.name in _BESIDE:
            tag.name = "div"
    found = extract_page(page, mended)
    return replace(
        found,
        title=title or found.title,
        date=date or found.date,
        author=author or found.author,
        warnings=(*warnings, *found.warnings),
    )
