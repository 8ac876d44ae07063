"""Word documents (.docx), by mammoth: headings, paragraphs, lists, tables, notes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from assistant.errors import ArticleError
from assistant.library.dates import as_date
from assistant.library.extract import Extract, library_version
from assistant.library.formats.converted import read_page
from assistant.library.formats.packages import Package, parse_xml
from assistant.library.titles import one_line

# Office on the web also names it "document2.xml"; the package says which one it is.
_MAIN = re.compile(r"word/document\d*\.xml")
_ABOUT = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
# Above what mammoth knows; a list of contents repeats the headings.
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name^='toc '] => !"
_BACK = re.compile(r'\s*<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')  # mammoth's own
_TERMS = "{http://purl.org/dc/terms/}"


@dataclass(frozen=True)
class WordLoader:
    """Word documents as they are kept since 2007. Changes that were deleted are not read."""

    @property
    def version(self) -> str:
        """As `Loader.version`."""
        return library_version("mammoth")

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        import mammoth

        package = Package(data, "Word document")
        if not any(map(_MAIN.fullmatch, package.names())):
            raise ArticleError("is no Word document (it has no word/document.xml): save it anew")
        try:
            converted = mammoth.convert_to_html(
                _checked(package),
                style_map=_STYLES,
                convert_image=lambda *_: [],
                external_file_access=False,
            )
        except (KeyError, ValueError) as exc:  # a link to nothing, a document without a body
            reason = one_line(f"{type(exc).__name__}: {exc}")
            raise ArticleError(f"is no whole Word document ({reason}): save it anew") from exc
        return read_page(_BACK.sub("", converted.value), **_about(package))


loader = WordLoader()


def _checked(package: Package) -> io.BytesIO:
    """The same parts, each of which was read within the bounds and is XML without entities."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as archive:
        for name in package.names():
            if name.endswith((".xml", ".rels")):
                part = package.read(name)
                parse_xml(part, name)
                archive.writestr(name, part)
    copy.seek(0)
    return copy


def _about(package: Package) -> dict[str, Any]:
    """Title, author and the date that it was last changed, as its properties say."""
    if _ABOUT not in package.names():
        return {}
    properties = package.xml(_ABOUT)

    def said(name: str) -> str | None:
        return (properties.findtext(name) or "").strip() or None

    date = said(f"{_TERMS}modified") or said(f"{_TERMS}created")
    return {
        "title": said(f"{_DC}title"),
        "author": said(f"{_DC}creator"),
        "date": as_date(date[:10]) if date else None,
    }
