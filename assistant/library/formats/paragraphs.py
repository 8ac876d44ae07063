"""The lines of printed pages become the paragraphs that they were set from.

Words that were divided at the end of a line are put together, and paragraphs that run on over a
column or a page are one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.library.formats.lines import DIVIDED, Line, without_running_heads
from assistant.types import Block, BlockKind, Span

_HEADING = 1.15  # so much larger than the text around it is a heading
_LONGEST_HEADING = 200
# They keep their hyphen, where the document does not tell: no word is divided after them.
_COMPOUNDS = frozenset(
    "self well half quasi twenty thirty forty fifty sixty seventy eighty ninety".split()
)
_LONGEST_WORD = 100
_APART = 1.25  # times the usual distance of lines: from there on they do not stand together
_WIDEST = 2.5  # sizes of letters: so far apart no program sets the lines of a paragraph
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_DOT = re.compile(r"[•‣▪●◦∙]\s*\S")  # always begins an item
_ITEM = re.compile(r"([•‣▪●◦∙–—*-]|\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_WORD = re.compile(r"[\w-]+")
_DIVIDED = re.compile(rf"(\w+)[-\u2010{DIVIDED}]$")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


@dataclass
class _Paragraph:
    """Lines that belong together; `turns` are the lines that a page begins with, by line."""

    size: float
    heading: bool
    lines: list[str] = field(default_factory=list)
    turns: dict[int, int] = field(default_factory=dict)


def compose(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[Block, ...], tuple[int, ...]]:
    """The text of pages, its blocks, and where in it each page begins."""
    kept = without_running_heads(pages, _APART * _usual_distance(pages))
    body, usual = _body_size(kept), _usual_distance(kept)
    paragraphs: list[_Paragraph] = []
    for number, page in enumerate(kept):
        for place, lines in enumerate(_parted(page, usual)):
            size = lines[0].size
            length = sum(len(line.text) for line in lines)
            heading = size >= _HEADING * body and length <= _LONGEST_HEADING
            last = paragraphs[-1] if paragraphs else None
            if not (last and _runs_on(last, lines[0], size, heading)):
                last = _Paragraph(size, heading)
                paragraphs.append(last)
            if place == 0:
                last.turns[len(last.lines)] = number
            last.lines += [line.text.translate(_LIGATURES) for line in lines]
    return _joined(paragraphs, len(kept))


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size in which most letters are set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=1.0)


def _usual_distance(pages: Sequence[Sequence[Line]]) -> float:
    """How far most lines stand from the next one, in sizes of their letters."""
    distances = Counter(
        round(distance, 1)
        for page in pages
        for before, line in pairwise(page)
        if 0.5 < (distance := _distance(before, line)) <= _WIDEST
    )
    return max(distances, key=lambda distance: (distances[distance], -distance), default=1.2)


def _distance(before: Line, line: Line) -> float:
    """How far below the one before it a line stands, in sizes of its letters; -1 if beside it."""
    over = line.left < before.right and before.left < line.right
    return (before.base - line.base) / line.size if over else -1.0


def _parted(page: Sequence[Line], usual: float) -> Iterator[list[Line]]:
    """The lines of a page, parted where a column ends, a size changes, a paragraph begins."""
    for column in _columns(page, usual):
        left, right = column[0].left, max(line.right for line in column)
        lines = [column[0]]
        for before, line in pairwise(column):
            ended = bool(_ENDS.search(before.text))
            room = (right - before.right) / max(1.0, right - min(left, before.left))
            short = room > 0.15
            stub = room > 0.4 and not line.text[:1].islower()  # an item, a line of an address
            indented = line.left > before.left + line.size
            item = _is_item(line) and (ended or short or _is_item(lines[0]))
            if item or stub or _DOT.match(line.text) or (ended and (short or indented)):
                yield lines
                lines = []
            lines.append(line)
        yield lines


def _is_item(line: Line) -> bool:
    """Whether a line begins as those of a list do."""
    return bool(_ITEM.match(line.text))


def _columns(page: Sequence[Line], usual: float) -> Iterator[list[Line]]:
    """The lines of a page that stand together, one below the other, in letters of one size."""
    column: list[Line] = []
    for line in page:
        if column:
            same = abs(line.size - column[-1].size) <= 0.1 * column[-1].size
            if not (same and 0 < _distance(column[-1], line) <= _APART * usual):
                yield column
                column = []
        column.append(line)
    if column:
        yield column


def _runs_on(last: _Paragraph, line: Line, size: float, heading: bool) -> bool:
    """Whether a paragraph goes on in another column or on another page."""
    if last.heading or heading or abs(size - last.size) > 0.1 * last.size:
        return False
    end = last.lines[-1]
    if _ENDS.search(end):
        return False
    start = line.text[:1]
    amid = bool(re.search(r"(^|\s)[a-zß-ÿ]+,?$", end))  # no name that ends a list or a caption
    divided = bool(_DIVIDED.search(end[-_LONGEST_WORD:]))
    return start.islower() or divided or (amid and not start.isupper() and not _is_item(line))


def _joined(
    paragraphs: Sequence[_Paragraph], pages: int
) -> tuple[str, tuple[Block, ...], tuple[int, ...]]:
    whole = Counter(
        word for paragraph in paragraphs for line in paragraph.lines for word in _WORD.findall(line)
    )
    pieces: list[str] = []
    blocks: list[Block] = []
    starts: dict[int, int] = {}
    length = 0
    for paragraph in paragraphs:
        if pieces:
            pieces.append("\n\n")
            length += 2
        begin = length
        for number, line in enumerate(paragraph.lines):
            if number in paragraph.turns:
                starts[paragraph.turns[number]] = length
            pieces.append(_ended(line, paragraph.lines[number + 1 : number + 2], whole))
            length += len(pieces[-1])
        kind: BlockKind = "heading" if paragraph.heading else "paragraph"
        if kind == "paragraph" and _ITEM.match(paragraph.lines[0]):
            kind = "item"
        blocks.append(Block(Span(begin, length), kind))
    text = "".join(pieces) + "\n" * bool(pieces)
    at = len(text)  # a page without text begins where the next one does
    places = []
    for page in reversed(range(pages)):
        at = starts.get(page, at)
        places.append(at)
    return text, tuple(blocks), tuple(reversed(places))


def _ended(line: str, following: Sequence[str], whole: Counter[str]) -> str:
    """A line with what parts it from the following one, whose first word may be the rest of its."""
    if not following:
        return line.replace(DIVIDED, "-")
    divided = _DIVIDED.search(line[-_LONGEST_WORD:])
    rest = _WORD.match(following[0])
    if not (divided and rest):
        return line.replace(DIVIDED, "-") + " "
    first, second = divided[1], rest[0]
    apart, together = whole[f"{first}-{second}"], whole[first + second]
    compound = not second[:1].islower() or (
        # Elsewhere it has its hyphen within a line: "well-known".
        apart > together or (apart == together and first.lower() in _COMPOUNDS)
    )
    return line[:-1] + "-" * compound
