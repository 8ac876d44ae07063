"""A line of print, and which lines of printed pages are no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

DIVIDED = "\ufffe"  # stands at the end of a line for the hyphen of a word that goes on in the next
_EDGE = 0.09  # share of a page's height above and below in which running heads stand
_REPEATED = 0.2  # share of the pages on which a running head stands, on left or on right ones
_NUMBER = re.compile(
    r"\W*(page|p\.|seite)?\s*(\d{1,5}|[ivxlc]{1,7})(\s*(of|/|von)\s*\d{1,5})?\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print.

    `left`, `right` and `base` (which grows upwards) are in points, `size` is that of its letters,
    `depth` how far down the page it stands, 0 to 1.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    depth: float


def without_running_heads(pages: Sequence[Sequence[Line]], apart: float) -> list[list[Line]]:
    """The lines without those at the edges that stand on many pages, and page numbers.

    They stand by themselves: so many sizes of letters apart from the text. A line that belongs to a
    paragraph stays, however often its words begin or end a page.
    """

    def at_edge(line: Line) -> bool:
        return line.depth < _EDGE or line.depth > 1 - _EDGE

    def alike(line: Line) -> str:
        return re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(line.text.lower().split()))

    seen = Counter(form for page in pages for form in {alike(x) for x in page if at_edge(x)})
    often = max(3, _REPEATED * len(pages))

    def runs(line: Line) -> bool:
        enough = min(often, len(pages)) if _NUMBER.fullmatch(line.text) else often
        return at_edge(line) and seen[alike(line)] >= enough

    kept = []
    for page in pages:
        heads = _by_themselves(page, {n for n, line in enumerate(page) if runs(line)}, apart)
        kept.append([line for number, line in enumerate(page) if number not in heads])
    return kept if any(kept) else [list(page) for page in pages]


def _by_themselves(page: Sequence[Line], heads: set[int], apart: float) -> set[int]:
    """Those lines that no other line stands close to; of several together all or none."""
    left = set(heads)
    todo = [number for number in range(len(page)) if number not in left]
    while todo and left:
        beside = page[todo.pop()]
        touched = {number for number in left if _stand_close(page[number], beside, apart)}
        left -= touched
        todo += touched
    return left


def _stand_close(one: Line, other: Line, apart: float) -> bool:
    over = one.left < other.right and other.left < one.right
    return over and abs(one.base - other.base) <= apart * max(one.size, other.size)
