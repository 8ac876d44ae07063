"""PDF, by PDFium: the letters in the order in which the file sets them, and where they stand.

That order is the one in which a text was written, columns included, in what is made by today's
programs. Orders guessed from the places of letters were tried, too: they swapped words between the
lines of justified columns, which would be misquoted. `paragraphs` puts the lines together.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from assistant.errors import ArticleError
from assistant.library.dates import as_date
from assistant.library.extract import Extract
from assistant.library.formats.paragraphs import DIVIDED, Line, compose
from assistant.library.titles import first_heading

_MOST_PAGES = 3000
_MOST_UNKNOWN = 0.02  # share of the letters
_SMALLEST = 2.0  # points; what is smaller is not there to be read
_APART = 1.8  # line heights from which on lines do not stand together
_HYPHEN = 2  # how PDFium gives the hyphen of a word that goes on in the next line
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_NO_TITLES = ("untitled", "microsoft word", ".doc", ".indd", ".tex", ".dvi", ".qxd", ".pdf")
_pdfium = threading.Lock()  # it is not made for several threads, whatever the documents


@dataclass(frozen=True)
class PdfLoader:
    """PDF with text in it. Scripts, forms, notes and attached files are not read."""

    @property
    def version(self) -> str:
        """As `Loader.version`."""
        return f"pypdfium2 {metadata.version('pypdfium2')}"

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
                read = [_read(document, number) for number in range(len(document))]
                about = _about(document.get_metadata_dict(skip_empty=True))
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


@dataclass(frozen=True)
class _Page:
    lines: list[Line]
    letters: int
    unknown: int
    pictures: bool


def _read(document: Any, number: int) -> _Page:
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[number]
        letters = page.get_textpage()
    except pypdfium2.PdfiumError:  # one page that is damaged; the rest may be read
        return _Page([], 0, 0, True)
    try:
        count = letters.count_chars()
        codes = [raw.FPDFText_GetUnicode(letters, at) for at in range(count)]
        unknown = sum(
            code in (0, 0xFFFD) or raw.FPDFText_HasUnicodeMapError(letters, at) == 1
            for at, code in enumerate(codes)
            if code not in (_HYPHEN, 13, 10, 32)
        )
        lines = list(_placed(letters, codes, page.get_height() or 1.0))
        pictures = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        return _Page(lines, count, unknown, pictures)
    finally:
        letters.close()
        page.close()


def _placed(letters: Any, codes: Sequence[int], height: float) -> Iterator[Line]:
    """The lines of a page and where they stand; a new box where the next one is not below."""
    from pypdfium2 import raw

    number, before = 0, (0.0, 0.0, 0.0, 0.0)
    for start, end in _breaks(codes):
        shown = [at for at in range(start, end) if codes[at] > 32 or codes[at] == _HYPHEN]
        if not shown:
            continue
        size = float(raw.FPDFText_GetFontSize(letters, shown[0]))
        first, last = _box(letters, shown[0]), _box(letters, shown[-1])
        box = (first[0], min(first[1], last[1]), last[2], max(first[3], last[3]))
        # Some writers set all letters in size 1 and scale the page.
        size = size if size >= _SMALLEST else box[3] - box[1]
        if size < _SMALLEST or not (-1 <= box[3] <= height + 1 + size):
            continue
        below = before[1] >= box[1] and before[1] - box[3] < (_APART - 1) * size
        beside = box[0] < before[2] and before[0] < box[2]
        number += not (below and beside)
        before = box
        text = "".join(map(_character, codes[start:end]))
        yield Line(
            " ".join(text.split()),
            box=number,
            left=box[0],
            right=box[2],
            size=round(size, 1),
            depth=min(1.0, max(0.0, (height - box[3]) / height)),
        )


def _breaks(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where lines begin and end: at an end of line, and after the mark of a divided word."""
    start = 0
    for at, code in enumerate(codes):
        if code in (10, _HYPHEN):
            yield start, at + (code != 10)
            start = at + 1
    yield start, len(codes)


def _character(code: int) -> str:
    if code == _HYPHEN:
        return DIVIDED
    # Lone surrogates and control characters come out of damaged fonts.
    return " " if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _box(letters: Any, at: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a letter, in points from the lower left."""
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(letters, at, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _about(said: dict[str, str]) -> dict[str, str | None]:
    """Title, author and date as the document says them, where they say anything."""
    title = " ".join(said.get("Title", "").split()) or None
    if title and any(part in title.lower() for part in _NO_TITLES):
        title = None
    day = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", said.get("CreationDate", ""))
    return {
        "title": title,
        "author": " ".join(said.get("Author", "").split()) or None,
        "date": as_date("-".join(day.groups())) if day else None,
    }


def _warnings(pages: Sequence[_Page]) -> tuple[str, ...]:
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
