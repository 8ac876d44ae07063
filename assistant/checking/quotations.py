"""Whether what a statement puts in quotation marks stands in its quotes, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.values import Reason
from assistant.checking.words import fold_characters

_MARKED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"“”]+)\"|“([^“”\"]+)\""
    r"|(?<![^\W_])‘([^‘]+?)’(?![^\W_])|(?<![^\W_])'([^']+ [^']+ [^']+)'(?![^\W_])"
)
_ELLIPSIS = re.compile(r"\[?\s?(?:…|\.\s?\.\s?\.)\s?\]?|\[[^\]]*\]")
_LONGEST_SHOWN = 60


def check_quotations(statement: str, quotes: Sequence[str]) -> list[Reason]:
    """A reason for each quotation that no one quote holds as it stands."""
    folded_quotes = [_folded(quote) for quote in quotes]
    reasons: list[Reason] = []
    for match in _MARKED.finditer(statement):
        quotation = next(group for group in match.groups() if group is not None).strip()
        parts = [_folded(part) for part in _ELLIPSIS.split(quotation)]
        parts = [part for part in parts if part]
        if not any(_holds_in_order(quote, parts) for quote in folded_quotes):
            shown = quotation if len(quotation) <= _LONGEST_SHOWN else quotation[:57] + "…"
            text = f"the words “{shown}” do not stand in the source like this"
            if " " not in quotation:
                text = f"“{shown}” is not in the source"
            reasons.append(Reason("quotation", text))
    return reasons


def _folded(text: str) -> str:
    """The text without what quoting may change: case, marks at the ends, kinds of marks."""
    plain = fold_characters(text).lower().replace('"', "").replace("'", "")
    plain = re.sub(r"\s*-+\s*", "-", plain)
    return re.sub(r"\s+", " ", plain).strip(" .,;:!?-")


def _holds_in_order(quote: str, parts: list[str]) -> bool:
    place = 0
    for part in parts:
        found = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)").search(quote, place)
        if not found:
            return False
        place = found.end()
    return True
