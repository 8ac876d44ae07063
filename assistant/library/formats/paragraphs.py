"""The lines of printed pages become the paragraphs that they were set from.

Running heads and page numbers are left out, words that were divided at the end of a line are put
together, and paragraphs that run on over a column or a page are one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.types import Block, BlockKind, Span

DIVIDED = "\ufffe"  # stands at the end of a line for the hyphen of a word that goes on in the next
_EDGE = 0.09  # share of a page's height above and below in which running heads stand
_REPEATED = 0.4  # share of the pages on which a line stands that is a running head
_HEADING = 1.15  # so much larger than the text around it is a heading
_LONGEST_HEADING = 200
_NUMBER = re.compile(
    r"\W*(page|p\.|seite)?\s*(\d{1,5}|[ivxlc]{1,7})(\s*(of|/|von)\s*\d{1,5})?\W*", re.IGNORECASE
)
_WORD = re.compile(r"[\w-]+")
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BULLET = re.compile(r"([•‣▪●◦∙–—*-]|\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_DIVIDED = re.compile(rf"(\w+)(-|\u00ad|\u2010|{DIVIDED})$")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print.

    `box` is the same for lines that stand together, `left` and `right` are in points, `size` is
    that of its letters, `depth` how far down the page it stands, 0 to 1.
    """

    text: str
    box: int
    left: float
    right: float
    size: float
    depth: float


@dataclass
class _Paragraph:
    """Lines that belong together; `turns` are the lines that a page begins with, by page."""

    size: float
    heading: bool
    lines: list[str] = field(default_factory=list)
    turns: dict[int, int] = field(default_factory=dict)


def compose(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[Block, ...], tuple[int, ...]]:
    """The text of pages, its blocks, and where in it each page begins."""
    kept = _without_running_heads(pages)
    body = _body_size(kept)
    whole = Counter(word for page in kept for line in page for word in _WORD.findall(line.text))
    paragraphs: list[_Paragraph] = []
    for number, page in enumerate(kept):
        for place, lines in enumerate(_paragraphs(page)):
            size = lines[0].size
            text = " ".join(line.text for line in lines)
            heading = size >= _HEADING * body and len(text) <= _LONGEST_HEADING
            last = paragraphs[-1] if paragraphs else None
            if not (last and _runs_on(last, lines[0], size, heading)):
                last = _Paragraph(size, heading)
                paragraphs.append(last)
            if place == 0:
                last.turns[number] = len(last.lines)
            last.lines += [line.text.translate(_LIGATURES) for line in lines]
    return _joined(paragraphs, whole, len(kept))


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines without those at the edges that stand on many pages, and page numbers."""

    def at_edge(line: Line) -> bool:
        return line.depth < _EDGE or line.depth > 1 - _EDGE

    def alike(line: Line) -> str:
        return re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(line.text.lower().split()))

    seen = Counter(form for page in pages for form in {alike(x) for x in page if at_edge(x)})
    often = max(3, _REPEATED * len(pages) / 2)  # left and right pages may have other heads

    def runs(line: Line) -> bool:
        return at_edge(line) and (seen[alike(line)] >= often or bool(_NUMBER.fullmatch(line.text)))

    return [[line for line in page if not runs(line)] for page in pages]


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size in which most letters are set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=1.0)


def _paragraphs(page: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of a page, parted where a box ends, a size changes, an item or paragraph begins."""
    if not page:
        return
    widths: dict[int, float] = {}
    for line in page:
        widths[line.box] = max(widths.get(line.box, line.right), line.right)
    lines = [page[0]]
    for before, line in pairwise(page):
        short = before.right < widths[before.box] - 0.15 * (widths[before.box] - before.left)
        if (
            line.box != before.box
            or abs(line.size - before.size) > 0.1 * before.size
            or _BULLET.match(line.text)
            or (short and _ENDS.search(before.text))
            or (line.left > before.left + line.size and _ENDS.search(before.text))
        ):
            yield lines
            lines = []
        lines.append(line)
    yield lines


def _runs_on(last: _Paragraph, line: Line, size: float, heading: bool) -> bool:
    """Whether a paragraph goes on in another column or on another page."""
    if last.heading or heading or abs(size - last.size) > 0.1 * last.size:
        return False
    end = last.lines[-1]
    if _ENDS.search(end):
        return False
    start = line.text[:1]
    amid = bool(re.search(r"(^|\s)[a-zß-ÿ]+,?$", end))  # no name that ends a list or a caption
    return start.islower() or bool(_DIVIDED.search(end)) or (start.isdecimal() and amid)


def _joined(
    paragraphs: Sequence[_Paragraph], whole: Counter[str], pages: int
) -> tuple[str, tuple[Block, ...], tuple[int, ...]]:
    pieces: list[str] = []
    blocks: list[Block] = []
    starts: dict[int, int] = {}
    length = 0
    for paragraph in paragraphs:
        if pieces:
            pieces.append("\n\n")
            length += 2
        turns = {line: page for page, line in paragraph.turns.items()}
        text = ""
        for number, line in enumerate(paragraph.lines):
            text = _with_line(text, line, whole)
            if number in turns:
                starts[turns[number]] = length + len(text) - len(line)
        kind: BlockKind = "heading" if paragraph.heading else "paragraph"
        if kind == "paragraph" and _BULLET.match(text):
            kind = "item"
        blocks.append(Block(Span(length, length + len(text)), kind))
        pieces.append(text)
        length += len(text)
    text = "".join(pieces) + "\n" * bool(pieces)
    at = len(text)  # a page without text begins where the next one does
    places = []
    for page in reversed(range(pages)):
        at = starts.get(page, at)
        places.append(at)
    return text, tuple(blocks), tuple(reversed(places))


def _with_line(text: str, line: str, whole: Counter[str]) -> str:
    """A text with one more line, whose first word may be the rest of its last one."""
    if not text:
        return line
    divided = _DIVIDED.search(text)
    rest = re.match(r"\w+", line)
    if not (divided and rest):
        return f"{text.replace(DIVIDED, '-')} {line}"
    first, hyphen = divided[1], divided[2]
    compound = not rest[0][:1].islower() or (
        # Elsewhere it has its hyphen within a line: "well-known".
        hyphen != "\u00ad" and whole[f"{first}-{rest[0]}"] > whole[first + rest[0]]
    )
    if compound:
        return text[: divided.start(2)] + "-" + line
    return text[: divided.start(2)] + line
