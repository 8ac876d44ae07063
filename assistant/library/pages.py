"""Web pages as articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.library.authors import page_author
from assistant.library.dates import as_date
from assistant.library.decoding import invisible_edits
from assistant.library.edits import Edits
from assistant.library.extract import Extract
from assistant.library.html import html_date, html_title, parse_html, render_html
from assistant.library.texts import moved_span
from assistant.library.titles import first_heading
from assistant.types import Block

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


@dataclass(frozen=True)
class HtmlLoader:
    """A web page, reduced to its article."""

    version = ""

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        return extract_page(*parse_html(data))


loader = HtmlLoader()


def extract_page(page: BeautifulSoup, warnings: tuple[str, ...]) -> Extract:
    """The article of a page that was parsed."""
    title, date, author = html_title(page), as_date(html_date(page)), page_author(page)
    text, blocks = render_html(page)
    hidden = Edits(invisible_edits(text))
    visible = hidden.apply(text)
    moved = tuple(
        Block(span, block.kind)
        for block in blocks
        if (span := moved_span(hidden, block.span).trimmed(visible))
    )
    title = title or first_heading(visible, moved)
    return Extract(visible, moved, title, date, warnings, author=author)
