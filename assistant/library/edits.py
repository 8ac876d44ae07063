"""Small changes that turn a file's characters into an article's text, with offsets kept right.

Rendering a text or Markdown file only takes markup away. Held as a list of edits, that gives the
text and, for any offset in the file, the offset in the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

# Stands where something between two paragraphs was taken away; a paragraph separator.
PARTED = "\u2029"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `replacement` where `[start, end)` stood."""

    start: int
    end: int
    replacement: str = ""


class Edits:
    """Edits in order; of two that overlap, the one that starts first (then the longer) stands."""

    def __init__(self, edits: Iterable[Edit] = ()) -> None:
        kept: list[Edit] = []
        for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
            if not kept or edit.start >= kept[-1].end:
                kept.append(edit)
        self._edits = tuple(kept)
        self._starts = [edit.start for edit in kept]
        self._shifts = [0]
        for edit in kept:
            change = len(edit.replacement) - (edit.end - edit.start)
            self._shifts.append(self._shifts[-1] + change)

    def apply(self, text: str) -> str:
        """`text` with every edit made."""
        pieces: list[str] = []
        position = 0
        for edit in self._edits:
            pieces += (text[position : edit.start], edit.replacement)
            position = edit.end
        pieces.append(text[position:])
        return "".join(pieces)

    def locate(self, offset: int) -> int:
        """Where a character of the old text stands in the new one.

        A character that was taken away gives the place it was taken from.
        """
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        edit = self._edits[index]
        if offset < edit.end:
            return (
                edit.start + self._shifts[index] + min(offset - edit.start, len(edit.replacement))
            )
        return offset + self._shifts[index + 1]
