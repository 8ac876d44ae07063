"""Books (.epub): the chapters in their order, each read as a web page is."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from assistant.errors import ArticleError
from assistant.library.dates import as_date
from assistant.library.extract import Extract
from assistant.library.formats.converted import read_page
from assistant.library.formats.packages import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_XENC = "{http://www.w3.org/2001/04/xmlenc#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PAGES = ("application/xhtml+xml", "text/html")


@dataclass(frozen=True)
class BookLoader:
    """EPUB 2 and 3 (www.w3.org/TR/epub-33): what the spine names, without the contents' list."""

    version = "epub 1"

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        from bs4 import BeautifulSoup

        package = Package(data, "EPUB book")
        place, book = _opened(package)
        locked = _locked(package)
        bodies = []
        chapters, warnings = _chapters(place, book)
        for name in chapters:
            if name in locked:
                raise ArticleError("is encrypted: only the reader of its shop can open it")
            try:
                page = BeautifulSoup(package.read(name), "lxml")
            except KeyError:
                warnings.append(f"a chapter is not in the book: {name!r}")
                continue
            if page.body:
                bodies.append(page.body.decode_contents())
            else:
                warnings.append(f"a chapter holds no text: {name!r}")
        found = {
            name: " ".join((book.findtext(f".//{_DC}{name}") or "").split()) or None
            for name in ("title", "creator", "date")
        }
        return read_page(
            "".join(f"<section>{body}</section>" for body in bodies),
            title=found["title"],
            author=found["creator"],
            date=as_date(found["date"][:10]) if found["date"] else None,
            warnings=tuple(warnings),
        )


loader = BookLoader()


def _opened(package: Package) -> tuple[str, _Element]:
    """The part that says what the book is made of, and its name."""
    try:
        container = package.xml(_CONTAINER)
        root = container.find(".//{*}rootfile")
        place = "" if root is None else str(root.get("full-path") or "")
        return place, package.xml(place)
    except KeyError as exc:
        raise ArticleError(f"is no EPUB book ({exc}): save it anew") from exc


def _locked(package: Package) -> set[str]:
    """The names of the parts that are encrypted; in many books only fonts are."""
    if _ENCRYPTION not in package.names():
        return set()
    found = package.xml(_ENCRYPTION).iter(f"{_XENC}CipherReference")
    return {posixpath.normpath(unquote(reference.get("URI") or "")) for reference in found}


def _chapters(place: str, book: _Element) -> tuple[list[str], list[str]]:
    """The names of the pages in the order of the spine, and what is said of those not read."""
    items = {item.get("id"): item for item in book.iter(f"{_OPF}item")}
    names, warnings = [], []
    for reference in book.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is None:
            warnings.append(f"a chapter is not in the book: {reference.get('idref') or ''!r}")
        elif "nav" in (item.get("properties") or "").split():
            continue
        elif (kind := item.get("media-type") or "") not in _PAGES:
            warnings.append(f"a chapter is no web page: {item.get('href') or ''!r} ({kind!r})")
        else:
            href = unquote(item.get("href") or "")
            names.append(posixpath.normpath(posixpath.join(posixpath.dirname(place), href)))
    return names, warnings
