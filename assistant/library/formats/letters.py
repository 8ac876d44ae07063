"""The letters of a PDF's pages, in the order in which the file sets them, as lines of print.

That order is the one in which a text was written, columns included, in what is made by today's
programs. Orders guessed from the places of letters were tried, too: they swapped words between the
lines of justified columns, which would be misquoted.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from assistant.errors import ArticleError
from assistant.library.decoding import remove_invisible
from assistant.library.formats.lines import DIVIDED, Line

_MOST_LETTERS = 10_000_000  # of a page: a sheet of print has some thousands
_SMALLEST = 2.0  # points; what is smaller is not there to be read
_HYPHEN = 2  # how PDFium gives the hyphen of a word that goes on in the next line
_BREAK = 10
_ASKED = 200  # letters of a page that are asked which way they run
_NEITHER = (_HYPHEN, _BREAK, 13, 32)  # no letters that a font could fail to name


@dataclass(frozen=True)
class Page:
    """The lines of a page; of its `letters` those whose font does not say what they are."""

    lines: tuple[Line, ...]
    letters: int = 0
    unknown: int = 0
    pictures: bool = False


@dataclass(frozen=True)
class _Sheet:
    """The edges of a page in its own units, by how many degrees it is turned to be read."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @property
    def height(self) -> float:
        upright = self.turned % 180 == 0
        return max(1.0, self.top - self.bottom if upright else self.right - self.left)

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """A place as the reader sees it, from the lower left corner."""
        return {
            90: (y - self.bottom, self.right - x),
            180: (self.right - x, self.top - y),
            270: (self.top - y, x - self.left),
        }.get(self.turned, (x - self.left, y - self.bottom))


def read_page(document: Any, number: int) -> Page:
    """One page of a document of pypdfium2. Raises ArticleError if it holds too much."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[number]
        letters = page.get_textpage()
    except pypdfium2.PdfiumError:  # one page that is damaged; the rest may be read
        return Page((), pictures=True)
    try:
        if (count := letters.count_chars()) > _MOST_LETTERS:
            raise ArticleError(f"has a page {number + 1} of {count} letters: split it")
        codes = [raw.FPDFText_GetUnicode(letters, at) for at in range(count)]
        unknown = sum(
            code in (0, 0xFFFD) or raw.FPDFText_HasUnicodeMapError(letters, at) == 1
            for at, code in enumerate(codes)
            if code not in _NEITHER
        )
        left, bottom, right, top = page.get_bbox()
        sheet = _Sheet(left, bottom, right, top, _turned(letters, codes))
        lines = tuple(_lines(letters, codes, sheet))
        if sheet.turned != page.get_rotation() and _rises(lines):
            lines = lines[::-1]
        pictures = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        return Page(lines, count, unknown, pictures)
    finally:
        letters.close()
        page.close()


def _turned(letters: Any, codes: Sequence[int]) -> int:
    """By how many degrees a page is turned so that most of its letters stand upright.

    That need not be what it says of itself: sideways tables stand on pages that are not turned.
    """
    from pypdfium2 import raw

    shown = [at for at, code in enumerate(codes) if code > 32]
    turns: Counter[int] = Counter()
    scale = raw.FS_MATRIX()
    for at in shown[:: max(1, len(shown) // _ASKED)]:
        raw.FPDFText_GetMatrix(letters, at, scale)
        turns[round(math.degrees(math.atan2(scale.b, scale.a)) / 90) % 4 * 90] += 1
    return max(turns, key=lambda turned: (turns[turned], -turned), default=0)


def _rises(lines: Sequence[Line]) -> bool:
    """Whether lines come from the last to the first, as PDFium has those that run downwards."""
    steps = [below.base - above.base for above, below in pairwise(lines)]
    return sum(step > 0 for step in steps) > sum(step < 0 for step in steps)


def _lines(letters: Any, codes: Sequence[int], sheet: _Sheet) -> Iterator[Line]:
    """The lines of a page that a reader sees."""
    for start, end in _breaks(codes):
        text = _text(codes[start:end])
        shown = [at for at in range(start, end) if codes[at] > 32 or codes[at] == _HYPHEN]
        if not text or not shown:
            continue
        (left, _), (_, right) = (_sides(letters, shown[at], sheet) for at in (0, -1))
        size, base = _set(letters, shown, sheet)
        depth = (sheet.height - base) / sheet.height
        if size >= _SMALLEST and 0 <= depth <= 1:
            yield Line(text, left, right, base, round(size, 1), depth)


def _breaks(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where lines begin and end: at an end of line, and after the mark of a divided word."""
    start = 0
    for at, code in enumerate(codes):
        if code in (_BREAK, _HYPHEN):
            yield start, at + (code == _HYPHEN)
            start = at + 1
    yield start, len(codes)


def _text(codes: Sequence[int]) -> str:
    """Letters as text; damaged fonts give halves of pairs and control characters."""
    last = bool(codes) and codes[-1] in (_HYPHEN, 0xAD)
    text = "".join(" " if code < 32 or code > 0x10FFFF else chr(code) for code in codes)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    seen = " ".join(remove_invisible(whole.replace(DIVIDED, " ").replace("\uffff", " ")).split())
    return seen + DIVIDED if last and seen else seen


def _set(letters: Any, shown: Sequence[int], sheet: _Sheet) -> tuple[float, float]:
    """The size of a line's letters and where it stands, whatever is raised or begins it."""
    from pypdfium2 import raw

    x, y, scale = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    found = []
    for at in (shown[0], shown[len(shown) // 2], shown[-1]):
        raw.FPDFText_GetCharOrigin(letters, at, x, y)
        raw.FPDFText_GetMatrix(letters, at, scale)
        size = float(raw.FPDFText_GetFontSize(letters, at)) * math.hypot(scale.c, scale.d)
        found.append((size, sheet.seen(x.value, y.value)[1]))
    return sorted(found)[1]


def _sides(letters: Any, at: int, sheet: _Sheet) -> tuple[float, float]:
    """Left and right of a letter."""
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(letters, at, left, right, bottom, top)
    one, _ = sheet.seen(left.value, bottom.value)
    other, _ = sheet.seen(right.value, top.value)
    return min(one, other), max(one, other)
