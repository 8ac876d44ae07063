"""Tables of comma-separated values (.csv, .tsv): a row is a block, its cells stand in a line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from assistant.errors import ArticleError
from assistant.library.decoding import decode
from assistant.library.extract import Extract
from assistant.types import Block, Span

_MOST_ROWS = 200_000
_SAMPLE = 64 * 1024


@dataclass(frozen=True)
class TableLoader:
    """Rows of cells; what parts them is told by the file itself."""

    version = "csv 1"

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        text, warnings = decode(data)
        pieces: list[str] = []
        blocks: list[Block] = []
        length = 0
        try:
            for number, cells in enumerate(
                csv.reader(io.StringIO(text, newline=""), _dialect(text))
            ):
                if number >= _MOST_ROWS:
                    raise ArticleError(f"has more than {_MOST_ROWS} rows: split it")
                row = " | ".join(filter(None, (" ".join(cell.split()) for cell in cells)))
                if row:
                    blocks.append(Block(Span(length, length + len(row)), "row"))
                    pieces.append(row)
                    length += len(row) + 1
        except csv.Error as exc:
            raise ArticleError(f"cannot be read as a table ({exc}): save it anew") from exc
        return Extract("\n".join(pieces) + "\n" * bool(pieces), tuple(blocks), warnings=warnings)


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(text[:_SAMPLE], delimiters=",;\t|")
    except csv.Error:
        return csv.excel
