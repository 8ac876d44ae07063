"""PDF, by PDFium: `letters` has the lines of its pages, `paragraphs` puts them together."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import ArticleError
from assistant.library.dates import as_date
from assistant.library.extract import Extract, library_version
from assistant.library.formats.letters import Page, read_page
from assistant.library.formats.paragraphs import compose
from assistant.library.titles import first_heading, one_line

if TYPE_CHECKING:
    import pypdfium2

_MOST_PAGES = 3000
_MOST_LETTERS = 20_000_000
_MOST_UNKNOWN = 0.02  # share of the letters
_PASSWORD = 4  # FPDF_ERR_PASSWORD
# What programs write where nobody gave a title: a name of a file, or of themselves.
_NO_TITLE = re.compile(
    r"untitled\W*\d*|microsoft word\b.*|.*\.(docx?|odt|indd|tex|dvi|qxd|pdf|html?)", re.IGNORECASE
)
_pdfium = threading.Lock()  # it is not made for several threads, whatever the documents


@dataclass(frozen=True)
class PdfLoader:
    """PDF with text in it. Scripts, forms, notes and attached files are not read."""

    @property
    def version(self) -> str:
        """As `Loader.version`."""
        return library_version("pypdfium2")

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        import pypdfium2

        with _pdfium:
            try:
                document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as exc:
                if exc.err_code == _PASSWORD:
                    raise ArticleError("is encrypted: save it without a password") from exc
                raise ArticleError(f"is no whole PDF ({exc}): save it anew") from exc
            try:
                if len(document) > _MOST_PAGES:
                    pages = f"{len(document)} pages, at most {_MOST_PAGES} are read"
                    raise ArticleError(f"has {pages}: split it")
                read = _pages(document)
                about = _about(_said(document))
            finally:
                document.close()
        warnings = _warnings(read)
        text, blocks, starts = compose([page.lines for page in read])
        return Extract(
            text,
            blocks,
            about["title"] or first_heading(text, blocks),
            about["date"],
            warnings,
            author=about["author"],
            pages=starts,
        )


loader = PdfLoader()


def _pages(document: pypdfium2.PdfDocument) -> list[Page]:
    read: list[Page] = []
    letters = 0
    for number in range(len(document)):
        read.append(read_page(document, number))
        letters += read[-1].letters
        if letters > _MOST_LETTERS:
            raise ArticleError(f"has more than {_MOST_LETTERS} letters: split it")
    return read


def _said(document: pypdfium2.PdfDocument) -> dict[str, str]:
    """What the document says of itself; of what is damaged nothing."""
    said = {}
    for name in ("Title", "Author", "CreationDate"):
        with suppress(UnicodeDecodeError):  # halves of pairs
            said[name] = document.get_metadata_value(name)
    return said


def _about(said: dict[str, str]) -> dict[str, str | None]:
    """Title, author and date as the document says them, where they say anything."""
    title, author = (one_line(said.get(name, "")) for name in ("Title", "Author"))
    day = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", said.get("CreationDate", ""))
    return {
        "title": None if _NO_TITLE.fullmatch(title) else title or None,
        "author": author or None,
        "date": as_date("-".join(day.groups())) if day else None,
    }


def _warnings(pages: Sequence[Page]) -> tuple[str, ...]:
    """What cannot be read of it. Raises ArticleError where that is too much."""
    if not any(page.lines for page in pages):
        if any(page.pictures for page in pages):
            raise ArticleError(
                f"is scanned: its {len(pages)} pages are pictures without text; recognise the text "
                "first (ocrmypdf FILE FILE)"
            )
        raise ArticleError("holds no text: check that it was saved whole")
    unknown = sum(page.unknown for page in pages)
    if unknown > _MOST_UNKNOWN * sum(page.letters for page in pages):
        raise ArticleError(
            "has fonts that do not say which letters they show: recognise the text first "
            "(ocrmypdf --force-ocr FILE FILE)"
        )
    said = []
    if unknown:
        said.append(f"{unknown} characters cannot be read: their font does not say what they are")
    empty = [
        str(number) for number, page in enumerate(pages, 1) if page.pictures and not page.lines
    ]
    if empty:
        shown = ", ".join(empty[:10]) + (" and others" if len(empty) > 10 else "")
        said.append(f"pages without text, perhaps scanned: {shown}")
    return tuple(said)
