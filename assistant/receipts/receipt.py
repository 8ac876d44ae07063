"""A receipt: an answer with its quotes in a form that others can check against the files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answering.answer import Answer
from assistant.errors import ArticleError
from assistant.library.extract import Extract
from assistant.library.files import read_bytes
from assistant.library.loaders import extract_file
from assistant.receipts.record import answer_record, as_json, moment, program
from assistant.types import Citation
from assistant.verify_receipt import (
    FORMAT,
    VERSION,
    View,
    best_place,
    file_view,
    places,
    reads,
    text_view,
)


@dataclass(frozen=True, slots=True)
class InFile:
    """Where a quote stands in its file as `verify_receipt.py` alone reads it, markup included."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """What ties a quote to its file: `size` in bytes, None if those that were quoted are gone."""

    size: int | None = None
    place: InFile | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A question and its answer, with an anchor for each of the answer's citations.

    `asked` is in seconds since 1970.
    """

    question: str
    answer: Answer
    asked: float
    anchors: tuple[Anchor, ...]

    def to_dict(self) -> dict[str, Any]:
        """The form of a receipt in JSON, see docs/receipts.md."""
        record = answer_record(self.answer)
        for citation, anchor in zip(record["citations"], self.anchors, strict=True):
            place = anchor.place
            citation["bytes"] = anchor.size
            citation["in_file"] = place and {
                "start": place.start,
                "end": place.end,
                "line": place.line,
            }
        head = {"format": FORMAT, "version": VERSION, "program": program()}
        return {**head, "asked": moment(self.asked), "question": self.question, **record}

    def to_json(self) -> str:
        """The receipt as the text of a JSON file."""
        return as_json(self.to_dict())


def make_receipt(
    question: str, answer: Answer, *, asked: float, paths: Callable[[str], Path | None]
) -> Receipt:
    """The receipt of an answer; `paths` gives the file of a source, None where it has none."""
    files: dict[str, _File | None] = {}
    anchors = []
    for citation in answer.citations:
        source = citation.source
        if source not in files:
            files[source] = _open(paths(source), citation.sha256)
        file = files[source]
        anchors.append(file.anchor(citation) if file else Anchor())
    return Receipt(question, answer, asked, tuple(anchors))


@dataclass(frozen=True, slots=True)
class _File:
    """A file that still has the bytes that were quoted: its text, and as the script reads it.

    There is no `view` of what the script alone does not read.
    """

    size: int
    extract: Extract
    text: View
    view: View | None

    def anchor(self, citation: Citation) -> Anchor:
        view = self.view
        if view is None or citation.quote != self.extract.text[citation.start : citation.end]:
            return Anchor(self.size)
        try:
            found = self._found(citation, view)
        except ValueError:  # the file repeats itself too often
            found = None
        if found is None:
            return Anchor(self.size)
        start, end = view.offsets(found)
        line = view.text.count("\n", 0, found[0]) + 1
        return Anchor(self.size, InFile(start, end, line))

    def _found(self, citation: Citation, view: View) -> tuple[int, int] | None:
        """Of several places the one that became this one in the text."""
        found = places(view, citation.quote)
        if self.extract.steps:
            found = [p for p in found if self.extract.locate(p[0]) == citation.start] or found
        in_text = [start for start, _ in places(self.text, citation.quote)]
        if len(found) == len(in_text) and citation.start in in_text:
            return found[in_text.index(citation.start)]
        return best_place(view.shown, found, citation.before, citation.after)


def _open(path: Path | None, sha256: str) -> _File | None:
    if path is None:
        return None
    try:
        data = read_bytes(path)
        if hashlib.sha256(data).hexdigest() != sha256:
            return None
        extract = extract_file(path, data)
    except ArticleError:
        return None
    view = file_view(path, data) if reads(path) else None
    return _File(len(data), extract, text_view(extract.text), view)
