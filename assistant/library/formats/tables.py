"""Tables of comma-separated values (.csv, .tsv): a row is a block, its cells stand in a line."""

from __future__ import annotations

import csv
import io
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from assistant.errors import ArticleError
from assistant.library.decoding import decode, remove_invisible
from assistant.library.extract import Extract
from assistant.types import Block, Span

_MOST_ROWS = 200_000
_SAMPLE = 64 * 1024
_SAMPLED = 50  # rows


@dataclass(frozen=True)
class TableLoader:
    """Rows of cells; which of `separators` parts them is told by the first rows."""

    separators: str = ",;\t|"
    version = "csv 1"

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        text, warnings = decode(data)
        pieces: list[str] = []
        blocks: list[Block] = []
        length = 0
        for row in _rows(text, max(self.separators, key=lambda mark: _evenness(text, mark))):
            blocks.append(Block(Span(length, length + len(row)), "row"))
            pieces.append(f"{row}\n")
            length += len(row) + 1
        return Extract("".join(pieces), tuple(blocks), warnings=warnings)


loader = TableLoader()
tab_loader = TableLoader("\t")


def _rows(text: str, separator: str) -> Iterator[str]:
    """The rows that are not empty, cells parted by bars."""
    quoted = _is_quoted(text, separator)
    try:
        for number, cells in enumerate(_read(text, separator, quoted=quoted)):
            if number >= _MOST_ROWS:
                raise ArticleError(f"has more than {_MOST_ROWS} rows: split it")
            seen = (" ".join(remove_invisible(cell).split()) for cell in cells)
            if row := " | ".join(filter(None, seen)):
                yield row
    except csv.Error as exc:
        raise ArticleError(f"cannot be read as a table ({exc}): save it anew") from exc


def _is_quoted(text: str, separator: str) -> bool:
    """Whether quotation marks enclose cells; others, such as of inches, would join the rows."""
    try:
        deque(_read(text, separator, strict=True), maxlen=0)
    except csv.Error:
        return False
    return True


def _read(
    text: str, separator: str, *, quoted: bool = True, strict: bool = False
) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    if quoted:
        return csv.reader(lines, delimiter=separator, strict=strict)
    return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """In how many of the first rows a separator makes equally many cells, and how many."""
    try:
        rows = list(islice(_read(text[:_SAMPLE], separator), _SAMPLED))
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
