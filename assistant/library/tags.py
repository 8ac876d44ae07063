"""HTML written inside Markdown: which of it is markup, and which hides its content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.library.edits import Edit
from assistant.types import Span

# Elements that a person may write into Markdown. `<unk>` or `<name>` is no element: it is text.
_ELEMENTS = frozenset(
    "a abbr address article aside audio b blockquote br button caption center cite code col "
    "colgroup dd del details dfn div dl dt em embed figcaption figure font footer form h1 h2 h3 "
    "h4 h5 h6 head header hr html i iframe img input ins kbd label li link main map mark meta nav "
    "noscript object ol option p picture pre q s samp script section select small source span "
    "strike strong style sub summary sup svg table tbody td template textarea tfoot th thead "
    "title tr track tt u ul var video wbr".split()
)
_UNSEEN = frozenset("script style template iframe noscript svg object head title".split())
_VOID = frozenset("br col embed hr img input link meta source track wbr".split())
_PARTING = frozenset("br dd div dt h1 h2 h3 h4 h5 h6 li option p td th tr".split())
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+{_ATTRIBUTE.pattern})*\s*|\s[^<>]*)/?>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MARKUP = re.compile(rf"{_COMMENT.pattern}|{_TAG.pattern}", re.DOTALL)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3}"
    r"|(?<![-\w])(?:font-size|opacity|(?:max-)?height|(?:max-)?width)\s*:\s*0(?![.\d])"
)


def hides(attributes: Mapping[str, str]) -> bool:
    """Whether an element with these attributes (names in lower case) is not shown."""
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").strip().lower() == "true"
        or bool(_HIDDEN_STYLE.search(attributes.get("style", "").lower()))
    )


def tag_edits(text: str, span: Span, limit: int) -> Iterator[Edit]:
    """Take tags, comments and hidden elements out of `span`; an element may reach to `limit`."""
    position = span.start
    while match := _MARKUP.search(text, position, span.end):
        position = match.end()
        if match.group(2) is None:
            yield Edit(match.start(), position)
        elif match.group(2).lower() in _ELEMENTS:
            closing, name = match.group(1), match.group(2).lower()
            if not closing and name not in _VOID and (name in _UNSEEN or _is_hidden(match)):
                position = _element_end(text, name, position, limit)
                yield Edit(match.start(), position)
            else:
                parts = name in _PARTING and (closing or name == "br")
                yield Edit(match.start(), position, " " if parts else "")


def _is_hidden(tag: re.Match[str]) -> bool:
    found = _ATTRIBUTE.finditer(tag.group(3))
    return hides({a.group(1).lower(): (a.group(2) or "").strip("\"'") for a in found})


def _element_end(text: str, name: str, position: int, limit: int) -> int:
    """Where the element ends whose content begins at `position`: at `limit` if never closed."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b[^<>]*>", re.IGNORECASE).finditer(text, position, limit):
        depth += -1 if tag.group(1) else 1
        if depth == 0:
            return tag.end()
    return limit
