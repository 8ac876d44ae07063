"""HTML written inside Markdown: which of it is markup, and which hides its content."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from assistant.library.edits import Edit
from assistant.library.styles import hidden_by_style
from assistant.types import Span

# Elements whose content no browser shows.
UNSEEN = frozenset(
    "script style template iframe noscript noembed noframes svg object head title textarea "
    "datalist canvas audio video progress meter rp".split()
)
# Elements that a person may write into Markdown. `<unk>` or `<name>` is no element: it is text.
_ELEMENTS = UNSEEN | frozenset(
    "a abbr address article aside b blockquote br button caption center cite code col "
    "colgroup dd del details dfn dialog div dl dt em embed figcaption figure font footer form h1 "
    "h2 h3 h4 h5 h6 header hr html i img input ins kbd label li link main map mark meta nav "
    "ol option p picture pre q rb rt rtc ruby s samp section select small source span "
    "strike strong sub summary sup table tbody td tfoot th thead "
    "tr track tt u ul var wbr".split()
)
_RAW = frozenset("script style textarea title iframe noembed noframes".split())
_VOID = frozenset("br col embed hr img input link meta source track wbr".split())
_PARTING = frozenset("br dd div dt h1 h2 h3 h4 h5 h6 li option p td th tr".split())
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
# Possessive, or an open quotation mark would be tried in every way.
_ATTRIBUTES = r"[\s/](?:[^<>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+(?=>)|[\s/][^<>]*+"
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9:._-]*+)((?:{_ATTRIBUTES})?)>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"<(?:(\?)|(!\[CDATA\[)|![A-Za-z])")
_MARKUP = re.compile(rf"{_COMMENT.pattern}|{_TAG.pattern}|{_DECLARATION.pattern}", re.DOTALL)
_BRACKET = re.compile(r"\s?[^\w\s<>]\s?")


def hides(name: str, attributes: Mapping[str, str], on_white: bool = False) -> bool:
    """Whether an element with these attributes (all names in lower case) is not shown.

    `on_white` says that nothing on the page has a background other than white.
    """
    return (
        name in UNSEEN
        or (name == "dialog" and "open" not in attributes)
        or "hidden" in attributes
        or "popover" in attributes
        or attributes.get("aria-hidden", "").strip().lower() == "true"
        or hidden_by_style(
            attributes.get("style", ""),
            on_white,
            attributes.get("color", "") if name == "font" else "",
        )
    )


def is_bracket(text: str) -> bool:
    """Whether an `<rp>` holds what it is for: what parts a word from its reading."""
    return bool(_BRACKET.fullmatch(text))


def tag_edits(text: str, span: Span, limit: int, on_white: bool = False) -> Iterator[Edit]:
    """Take tags, comments and hidden elements out of `span`; an element may reach to `limit`."""
    position = span.start
    unclosed: set[str] = set()
    while match := _MARKUP.search(text, position, span.end):
        position = match.end()
        name = (match.group(2) or "").lower()
        if text.startswith(("<?", "<!"), match.start()) and not text.startswith(
            "<!--", match.start()
        ):
            position = _declaration_end(text, match, span.end, unclosed)
            yield Edit(match.start(), position)
        elif not name:
            yield Edit(match.start(), position)
        elif name in _ELEMENTS or match.group(3)[:1].isspace():
            closing = match.group(1)
            if not closing and name not in _VOID and hides(name, _attributes(match), on_white):
                if name != "rp" or not is_bracket(text[position : position + 4].partition("<")[0]):
                    position = _element_end(text, name, position, limit)
                yield Edit(match.start(), position)
            else:
                parts = name in _PARTING and (closing or name == "br")
                yield Edit(match.start(), position, " " if parts else "")


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    """Of an attribute that is given twice the first counts, as in browsers."""
    found = [
        (a.group(1).lower(), html.unescape((a.group(2) or "").strip("\"'")))
        for a in _ATTRIBUTE.finditer(tag.group(3))
    ]
    return dict(reversed(found))


def _declaration_end(text: str, opening: re.Match[str], limit: int, unclosed: set[str]) -> int:
    """Where `<?…?>`, `<![CDATA[…]]>` or `<!X …>` ends: without its mark at the next `>`."""
    mark = "?>" if opening.group(4) else "]]>" if opening.group(5) else ">"
    for end_mark in (mark, ">"):
        if end_mark not in unclosed:  # else every opening would be followed to the end
            end = text.find(end_mark, opening.end(), limit)
            if end >= 0:
                return end + len(end_mark)
            unclosed.add(end_mark)
    return limit


def _element_end(text: str, name: str, position: int, limit: int) -> int:
    """Where the element ends whose content begins at `position`: at `limit` if never closed."""
    if name in _RAW:  # neither tags nor comments in there mean anything
        closing = re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(text, position, limit)
        return closing.end() if closing else limit
    depth = 1
    while tag := _MARKUP.search(text, position, limit):
        position = tag.end()
        found, closes = (tag.group(2) or "").lower(), tag.group(1)
        if found == name:
            depth += -1 if closes else 1
            if depth == 0:
                return position
        elif found in _RAW and not closes:
            position = _element_end(text, found, position, limit)
    return limit
