"""Text as Markdown that renders as that text, whatever is in it."""

from __future__ import annotations

import re

_UNFIT = re.compile("[\0\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&#~|$!]|(?<=www)\.|:(?=//)|(?<=\w)@(?=\w)")
# What a line may not begin with: a list, a heading's underline, a break, a table's.
_FIRST = re.compile(r"^(?:[-+=:]|\d{1,9}(?=[.)]))")


def escape(text: str) -> str:
    """Text as Markdown: no letter of it is markup, white space aside it renders as it is."""
    lines = (" ".join(_UNFIT.sub("\ufffd", line).split()) for line in text.splitlines())
    return "\n".join(_line(line) for line in lines if line)


def quoted(markdown: str) -> str:
    """Markdown as a block quotation."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))


def _line(line: str) -> str:
    first = _FIRST.match(line)
    rest = _SPECIAL.sub(r"\\\g<0>", line[first.end() :] if first else line)
    if not first:
        return rest
    return f"{first[0]}\\{rest}" if first[0][0].isdigit() else f"\\{first[0]}{rest}"
