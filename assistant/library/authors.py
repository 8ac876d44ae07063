"""Who wrote an article, or the site that it is from: by its front matter, or by its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.library.titles import one_line

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

AUTHOR_CHARACTERS = 120
_MOST_NAMES = 20
# The first that names somebody counts, so the order matters.
_PEOPLE = ("author", "authors", "byline")
_SITES = ("site", "publisher", "source")
_PAGE_PEOPLE = ("author", "article:author", "dc.creator")
_PAGE_SITES = ("og:site_name", "application-name")
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/@\s]*@)?(?:www\.)?(?P<host>[^/:?#\s]*)", re.IGNORECASE
)
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)


def matter_author(fields: Mapping[str, Sequence[str]]) -> str | None:
    """The author, else the site, that front matter names."""
    return _first(fields, _PEOPLE, _SITES)


def page_author(page: BeautifulSoup) -> str | None:
    """The author, else the site, that a page names in its `<meta>` elements."""
    fields: dict[str, list[str]] = {}
    for meta in page.find_all("meta", attrs={"content": True}):
        for attribute in ("name", "property"):
            name = str(meta.get(attribute, "")).strip().lower()
            fields.setdefault(name, []).append(str(meta["content"]))
    return _first(fields, _PAGE_PEOPLE, _PAGE_SITES)


def _first(
    fields: Mapping[str, Sequence[str]], people: Iterable[str], sites: Iterable[str]
) -> str | None:
    for field in people:
        names = dict.fromkeys(map(_person, fields.get(field, ())[:_MOST_NAMES]))
        if line := ", ".join(filter(None, names)):
            return one_line(line, AUTHOR_CHARACTERS)
    for field in sites:
        for name in fields.get(field, ())[:_MOST_NAMES]:
            if site := one_line(_site(name), AUTHOR_CHARACTERS):
                return site
    return None


def _person(name: str) -> str:
    """A name as it is said; empty for the address of somebody's page."""
    plain = one_line(name, AUTHOR_CHARACTERS).removeprefix("[[").removesuffix("]]")  # wiki link
    return "" if _ADDRESS.match(plain) else _BY.sub("", plain, count=1).strip()


def _site(name: str) -> str:
    """A site's name; of an address its host."""
    address = _ADDRESS.match(name.strip())
    return address["host"] if address else name
