"""OpenDocument texts (.odt): headings, paragraphs, lists and tables of `content.xml`."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from assistant.errors import ArticleError
from assistant.library.dates import as_date
from assistant.library.extract import Extract
from assistant.library.formats.converted import read_page
from assistant.library.formats.packages import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TAGS = {
    f"{_TEXT}p": "p",
    f"{_TEXT}list": "ul",
    f"{_TEXT}list-item": "li",
    f"{_TABLE}table": "table",
    f"{_TABLE}table-row": "tr",
    f"{_TABLE}table-cell": "td",
}
_SPACES = {f"{_TEXT}tab": " ", f"{_TEXT}s": " ", f"{_TEXT}line-break": "<br>"}
# What was deleted, comments, pictures, and what fields and lists of contents are made from.
_LEFT_OUT = {
    f"{_TEXT}tracked-changes",
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
    f"{_TEXT}table-of-content",
    f"{_TEXT}sequence-decls",
    f"{_TEXT}variable-decls",
    f"{_TEXT}note-citation",
    f"{_SVG}title",
    f"{_SVG}desc",
}
_MANIFEST = "META-INF/manifest.xml"


@dataclass(frozen=True)
class OfficeLoader:
    """OpenDocument texts (docs.oasis-open.org/office/OpenDocument)."""

    version = "odt 1"

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        package = Package(data, "OpenDocument text")
        if _MANIFEST in package.names() and b"encryption-data" in package.read(_MANIFEST):
            raise ArticleError("is encrypted: save it without a password")
        try:
            body = package.xml("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
        except KeyError as exc:
            raise ArticleError(f"is no OpenDocument text ({exc}): save it anew") from exc
        if body is None:
            raise ArticleError("is no OpenDocument text (it has no text): save it anew")
        about = package.xml("meta.xml") if "meta.xml" in package.names() else None

        def said(name: str) -> str | None:
            found = about.findtext(f".//{name}") if about is not None else None
            return " ".join((found or "").split()) or None

        notes: list[_Element] = []
        pieces = _html(body, notes)
        for number, note in enumerate(notes, 1):
            inside = note.find(f"{_TEXT}note-body")
            if inside is not None:
                text = "".join(_html(inside)).replace("<p>", "", 1)  # which stands by its number
                pieces.append(f"<div>[{number}] {text}</div>")
        date = said(f"{_DC}date") or said(f"{_META}creation-date")
        return read_page(
            "".join(pieces),
            title=said(f"{_DC}title"),
            author=said(f"{_META}initial-creator") or said(f"{_DC}creator"),
            date=as_date(date[:10]) if date else None,
        )


loader = OfficeLoader()


def _html(root: _Element, notes: list[_Element] | None = None) -> list[str]:
    """An element as HTML, its notes kept for later; without recursion, for a file may nest deep."""
    pieces: list[str] = []
    todo: list[_Element | str] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif not isinstance(node.tag, str) or node.tag in _LEFT_OUT:
            continue
        elif node.tag == f"{_TEXT}note":
            if notes is not None:
                notes.append(node)
                pieces.append(f"<sup><a>{len(notes)}</a></sup>")
        elif node.tag in _SPACES:
            pieces.append(_SPACES[node.tag])
        else:
            tag = f"h{_level(node)}" if node.tag == f"{_TEXT}h" else _TAGS.get(node.tag)
            inside: list[_Element | str] = [escape(node.text or "")]
            for child in node:
                inside += [child, escape(child.tail or "")]
            if tag:
                inside = [f"<{tag}>", *inside, f"</{tag}>"]
            todo += reversed(inside)
    return pieces


def _level(heading: _Element) -> int:
    level = heading.get(f"{_TEXT}outline-level") or "1"
    return min(6, max(1, int(level))) if level.isdecimal() and level.isascii() else 1
