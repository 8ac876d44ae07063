"""HTML: the article of a page as text, without what surrounds it.

BeautifulSoup with lxml parses; the text is put together from the visible elements of the main
part, one block a paragraph, heading, list item or table row.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PageElement, PreformattedString

from assistant.library.colours import is_white
from assistant.library.decoding import decode
from assistant.library.tags import hides, is_bracket
from assistant.types import Block, BlockKind, Span

# Left out like what `hides()` names, which is gone before: here only from the text.
_DROPPED = (
    "head title embed math nav footer aside button select input dialog picture map menu del s "
    "strike"
).split()
_BLOCKS = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody "
    "tfoot tr td th caption blockquote figure figcaption pre address details summary hr "
    "body".split()
)
_KINDS: dict[str, BlockKind] = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "li": "item",
    "dd": "item",
    "pre": "code",
}
_LAYOUT = "table h1 h2 h3 h4 h5 h6 ul ol pre blockquote article section".split()
_FURNITURE = re.compile(
    r"(^|[-_ ])(cookies?|consent|gdpr|newsletter|subscribe|share|sharing|social|breadcrumbs?|"
    r"related|recommended|comments?|sidebar|promo|advert\w*|ads?|banner|popup|modal|paywall|"
    r"skip|nav|navbar|navigation|menu|footer|visually-hidden|sr-only)"
    # "related-work" or "social-security" may name what the article is about.
    r"([-_](bars?|box|buttons?|container|content|form|icons?|items?|links?|lists?|notice|policy|"
    r"posts?|articles?|stories|section|signup|toolbar|tools|widget|wrap|wrapper|consent|banner))*"
    r"( |$)",
    re.IGNORECASE,
)
_FURNITURE_ROLES = frozenset("navigation banner contentinfo search dialog alertdialog menu".split())
_ALMOST_ALL = 0.67
_MOST = 0.4  # share of a page's text from which on an element is no furniture but its article
_ARTICLES = ("article", "main")
_DATES: tuple[dict[str, Any], ...] = (
    {"property": "article:published_time"},
    {"itemprop": "datePublished"},
    {"name": "date"},
    {"name": "dc.date"},
)
# Any file that is called .html is read as HTML: XHTML and a page of three words, too.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)
warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)


def parse_html(data: bytes) -> tuple[BeautifulSoup, tuple[str, ...]]:
    """Parse a page and say what had to be mended to read it; `<meta charset>` counts.

    What a browser would not show is gone from the page.
    """
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    text, mended = decode(data, declared)
    page = BeautifulSoup(text, "lxml")
    _remove_hidden(page, is_white(text))
    return page, mended


def _remove_hidden(page: BeautifulSoup, on_white: bool) -> None:
    """Take hidden elements out before title, date and text are read from the page."""
    lengths: dict[int, int] = {}
    gone: set[int] = set()  # by `id()`: `tag.decomposed` would look through all that is in the tag
    for tag in page.find_all(True):
        if id(tag) in gone or tag.name in ("html", "head", "body", "title"):
            continue
        attributes = {key.lower(): str(value) for key, value in tag.attrs.items()}
        if not hides(tag.name, attributes, on_white):
            continue
        if tag.name == "rp" and len(tag.contents) == 1 and is_bracket(str(tag.contents[0])):
            continue
        if tag.name in _ARTICLES:
            # Scripts fade in the article of some pages; most of a page is no hidden part of it.
            lengths = lengths or _lengths(page, set())
            if lengths[id(tag)] >= _MOST * lengths[id(page)]:
                continue
        inside = tag.find_all(True)
        gone.update(map(id, inside))
        for element in inside:
            if element.name == "meta":  # a date stands well there
                page.append(element.extract())
        tag.extract()


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
        meta = page.find(None, attributes)
        if isinstance(meta, Tag) and (date := meta.get("content") or meta.get("datetime")):
            return str(date).strip()
    time = page.find("time", attrs={"datetime": True})
    return str(time["datetime"]).strip() if isinstance(time, Tag) else None


def render_html(page: BeautifulSoup) -> tuple[str, list[Block]]:
    """The article's text, paragraphs parted by blank lines, and its blocks."""
    left_out = _furniture(page)
    pieces: list[str] = []
    blocks: list[Block] = []
    length = 0
    for kind, text in _walk(_main_part(page, left_out), left_out):
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


def _furniture(page: BeautifulSoup) -> set[int]:
    """Elements that are no part of the article or not shown, by `id()`."""
    left_out = {id(element) for element in page.find_all(_DROPPED)}
    lengths = _lengths(page, left_out)
    inside: set[int] = set()  # what stands in an article, by `id()`
    for element in page.find_all(True):
        parent = element.parent
        if parent is not None and (parent.name in _ARTICLES or id(parent) in inside):
            inside.add(id(element))
        if element.name in ("html", "body", *_ARTICLES):
            continue
        names = " ".join(map(str, [*element.get_attribute_list("class"), element.get("id", "")]))
        named = (
            element.name == "form"
            or str(element.get("role", "")).lower() in _FURNITURE_ROLES
            or _FURNITURE.search(names)
        )
        if (
            # A wrapper of the whole page may be called "has-sidebar"; it is no sidebar.
            (named and lengths[id(element)] < _MOST * lengths[id(page)])
            or (element.name == "header" and id(element) not in inside)
        ):
            left_out.add(id(element))
    return left_out


def _main_part(page: BeautifulSoup, left_out: set[int]) -> Tag:
    """`<article>` if it holds most of the text, else `<main>`, else the body."""
    body = page.body or page
    lengths = _lengths(body, left_out)
    articles = [tag for tag in body.find_all("article") if not tag.find_parent("article")]
    for found in (articles, body.select("main, [role=main]")):
        best = max(found, key=lambda tag: lengths[id(tag)], default=None)
        beside = sum(lengths[id(tag)] for tag in found)
        # Of several articles one may be read alone only if the others are teasers.
        if best is not None and lengths[id(best)] >= max(
            _MOST * lengths[id(body)], _ALMOST_ALL * beside
        ):
            return best
    return body


def _lengths(root: Tag, left_out: set[int]) -> dict[int, int]:
    """Characters of text in each element from `root` down, by the element's `id()`."""
    lengths: dict[int, int] = {}
    for tag in [*reversed(root.find_all(True)), root]:  # children come before their parents
        contents = [] if id(tag) in left_out else tag.contents
        lengths[id(tag)] = sum(
            lengths[id(child)] if isinstance(child, Tag) else len(str(child))
            for child in contents
            if not isinstance(child, PreformattedString)
        )
    return lengths


def _walk(root: Tag, left_out: set[int]) -> Iterator[tuple[BlockKind, str]]:
    """Blocks under `root` in reading order; the text between two block elements is one block.

    Without recursion: pages nest thousands of elements.
    """
    line: list[str] = []
    todo: list[tuple[PageElement | None, BlockKind]] = [(root, "paragraph")]
    while todo:
        node, kind = todo.pop()
        if node is None:  # a block element ends here
            yield from _flush(line, kind)
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):  # a comment or the like
                line.append(node if kind == "code" else re.sub(r"\s+", " ", node))
        elif isinstance(node, Tag) and node.name == "br":
            line.append("\n")
        elif isinstance(node, Tag) and node.name in ("sup", "sub"):
            line.append(_raised(node))
        elif isinstance(node, Tag) and id(node) not in left_out:
            if node.name in _BLOCKS:
                yield from _flush(line, kind)
                if node.name == "tr" and _is_row(node):
                    cells = (_cell(cell, left_out) for cell in node.find_all(["td", "th"]))
                    yield "row", " | ".join(filter(None, cells))
                    continue
                kind = _KINDS.get(node.name, kind)
                todo.append((None, kind))
            todo += [(child, kind) for child in reversed(node.contents)]


def _raised(tag: Tag) -> str:
    """A raised or lowered piece that does not run into the figure before it.

    The mark of a note is set in brackets; any other figure gets the mark of a power or an index,
    or "10<sup>3</sup>" would be quoted as 103.
    """
    text = _fold(tag.get_text())
    if re.fullmatch(r"\[.*\]", text) or not re.fullmatch(r"[\d\W]+|[a-z*†‡]", text):
        return text
    if tag.name == "sup" and (tag.find("a") or tag.find_parent("a")):
        return f"[{text}]"
    return ("^" if tag.name == "sup" else "_") + text


def _flush(line: list[str], kind: BlockKind) -> Iterator[tuple[BlockKind, str]]:
    lines = "".join(line).split("\n")
    line.clear()
    if kind == "code":
        yield from ((kind, part.rstrip()) for part in lines)
    else:
        yield kind, "\n".join(filter(None, map(_fold, lines)))


def _is_row(tag: Tag) -> bool:
    """Whether a `<tr>` holds data: tables are used to lay out whole pages, too."""
    return not tag.find(_LAYOUT) and all(
        len(cell.find_all("p")) < 2 for cell in tag.find_all(["td", "th"])
    )


def _cell(tag: Tag, left_out: set[int]) -> str:
    return _fold(" ".join(text for _, text in _walk(tag, left_out)))


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
