"""HTML: the article of a page as text, without what surrounds it.

BeautifulSoup with lxml parses; the text is put together from the visible elements of the main
part, one block a paragraph, heading, list item or table row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.element import PreformattedString

from assistant.types import Block, BlockKind, Span

_DROPPED = (
    "script style noscript template iframe object embed svg canvas math nav footer aside form "
    "button select input textarea dialog audio video picture map menu"
).split()
_BLOCKS = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody "
    "tfoot tr caption blockquote figure figcaption pre address details summary hr body".split()
)
_KINDS: dict[str, BlockKind] = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "li": "item",
    "dd": "item",
    "tr": "row",
    "pre": "code",
}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])")
_FURNITURE = re.compile(
    r"(^|[-_ ])(cookies?|consent|gdpr|newsletter|subscribe|share|sharing|social|breadcrumbs?|"
    r"related|recommended|comments?|sidebar|promo|advert\w*|ads?|banner|popup|modal|paywall|"
    r"skip|nav|navbar|navigation|menu|footer|visually-hidden|sr-only)([-_ ]|$)",
    re.IGNORECASE,
)
_FURNITURE_ROLES = frozenset("navigation banner contentinfo search dialog alertdialog menu".split())
_DATES = (
    {"property": "article:published_time"},
    {"itemprop": "datePublished"},
    {"name": "date"},
    {"name": "dc.date"},
)


def parse_html(data: bytes | str) -> BeautifulSoup:
    """Parse a page; its encoding is found from its marks and its `<meta charset>`."""
    return BeautifulSoup(data, "lxml")


def html_title(page: BeautifulSoup) -> str | None:
    """The page's title: its only first-level heading, else `og:title`, else `<title>`."""
    headings = page.find_all("h1")
    if len(headings) == 1 and (title := headings[0].get_text(" ", strip=True)):
        return title
    meta = page.find("meta", attrs={"property": "og:title"})
    if isinstance(meta, Tag) and (title := str(meta.get("content") or "").strip()):
        return title
    return page.title.get_text(" ", strip=True) or None if page.title else None


def html_date(page: BeautifulSoup) -> str | None:
    """When the page says it was published, as it says it."""
    for attributes in _DATES:
        meta = page.find(attrs=attributes)
        if isinstance(meta, Tag) and (date := meta.get("content") or meta.get("datetime")):
            return str(date).strip()
    time = page.find("time", attrs={"datetime": True})
    return str(time["datetime"]).strip() if isinstance(time, Tag) else None


def render_html(page: BeautifulSoup) -> tuple[str, list[Block]]:
    """The article's text, paragraphs parted by blank lines, and its blocks. Changes `page`."""
    _remove_furniture(page)
    pieces: list[str] = []
    blocks: list[Block] = []
    length = 0
    for kind, text in _merge_rows(_walk(_main_part(page), "paragraph")):
        if not text:
            continue
        if pieces:
            gap = "\n" if kind == blocks[-1].kind in ("item", "row", "code") else "\n\n"
            pieces.append(gap)
            length += len(gap)
        blocks.append(Block(Span(length, length + len(text)), kind))
        pieces.append(text)
        length += len(text)
    return "".join(pieces) + ("\n" if pieces else ""), blocks


def _remove_furniture(page: BeautifulSoup) -> None:
    for element in page.find_all(_DROPPED):
        element.decompose()
    whole = len(page.get_text())
    for element in page.find_all(True):
        if element.decomposed or element.name in ("html", "body", "main", "article"):
            continue
        names = " ".join([*(element.get_attribute_list("class") or []), element.get("id") or ""])
        role = str(element.get("role") or "").lower()
        style = str(element.get("style") or "").lower()
        hidden = (
            element.has_attr("hidden")
            or str(element.get("aria-hidden")).lower() == "true"
            or bool(_HIDDEN_STYLE.search(style))
        )
        # A wrapper of the whole page may be called "has-sidebar"; it is no sidebar.
        named = bool(_FURNITURE.search(names)) or role in _FURNITURE_ROLES
        if hidden or (named and len(element.get_text()) < 0.4 * whole):
            element.decompose()
    for header in page.find_all("header"):
        if not header.find_parent(["article", "main"]):
            header.decompose()


def _main_part(page: BeautifulSoup) -> Tag:
    """`<article>` if it holds most of the text, else `<main>`, else the body."""
    body = page.body or page
    whole = len(body.get_text())
    for found in (page.find_all("article"), page.select("main, [role=main]")):
        best = max(found, key=lambda tag: len(tag.get_text()), default=None)
        if best is not None and len(best.get_text()) >= 0.4 * whole:
            return best
    return body


def _walk(tag: Tag, kind: BlockKind) -> Iterator[tuple[BlockKind, str]]:
    """Blocks under `tag` in reading order; the text between two block elements is one block."""
    line: list[str] = []

    def flush() -> Iterator[tuple[BlockKind, str]]:
        text = "".join(line)
        line.clear()
        if kind == "code":
            yield from ((kind, part.rstrip()) for part in text.split("\n") if part.strip())
        else:
            yield kind, "\n".join(filter(None, map(_fold, text.split("\n"))))

    for child in tag.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, (Comment, PreformattedString)):
                line.append(child if kind == "code" else re.sub(r"\s+", " ", child))
        elif isinstance(child, Tag):
            if child.name == "br":
                line.append("\n")
            elif child.name in _BLOCKS:
                yield from flush()
                yield from _block(child, kind)
            elif child.find(list(_BLOCKS)):
                yield from flush()
                yield from _walk(child, kind)
            else:
                text = "".join("\n" if d.name == "br" else "" if isinstance(d, Tag) else str(d)
                               for d in child.descendants
                               if not isinstance(d, (Comment, PreformattedString)))
                line.append(text if kind == "code" else re.sub(r"[^\S\n]+", " ", text))
    yield from flush()


def _block(tag: Tag, outer: BlockKind) -> Iterator[tuple[BlockKind, str]]:
    kind = _KINDS.get(tag.name, outer)
    if tag.name == "tr":
        cells = [_fold(cell.get_text(" ")) for cell in tag.find_all(["td", "th"])]
        yield "row", " | ".join(filter(None, cells))
    else:
        yield from _walk(tag, kind)


def _merge_rows(blocks: Iterator[tuple[BlockKind, str]]) -> Iterator[tuple[BlockKind, str]]:
    yield from ((kind, text.strip()) if kind != "code" else (kind, text) for kind, text in blocks)


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
