"""Dates that say when something was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evaluation.drafting.tokens import PREPOSITIONS, STOPS, Token, shown

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    rf"(?:{_MONTH}) \d{{1,2}}, [12]\d{{3}}|\d{{1,2}} (?:{_MONTH}) [12]\d{{3}}"
    rf"|(?:{_MONTH}),? [12]\d{{3}}|(?:{_MONTH}) \d{{1,2}}(?!\d)|\d{{1,2}} (?:{_MONTH})"
    r"|[1-9]\d?(?:st|nd|rd|th) century|[12]\d{3}s?(?![\d,.-]*\d)"
)
_LONGEST = 6
_AFTER = PREPOSITIONS | STOPS | {",", "while", "although", "whereas"}
_BEFORE = frozenset("the early late mid-".split())


def date_in(rest: Sequence[Token]) -> tuple[int, int, Token] | None:
    """The first "in <date>" of some words: the places before and after it, and the date.

    "Early" before "in" is a part of it. None where the date belongs to what follows it.
    """
    for at, token in enumerate(rest):
        if token.low not in {"in", "on", "around"}:
            continue
        first = at + 1
        while first < len(rest) and rest[first].low in _BEFORE:
            first += 1
        for end in range(min(len(rest), first + _LONGEST), first, -1):
            text = shown(rest[first:end])
            if DATE.fullmatch(text):
                following = rest[end].low if end < len(rest) else ","
                if following not in _AFTER - {"and", "or", "to"}:
                    return None
                early = at > 0 and rest[at - 1].low in {"early", "late"}
                return at - early, end, Token(text, rest[first].start, rest[end - 1].end)
    return None


def is_dated(tokens: Sequence[Token], start: int) -> bool:
    """Whether "in" or "on" stands before the date at this place."""
    before = [t.low for t in tokens if t.end <= start]
    while before and before[-1] in _BEFORE:
        before.pop()
    return bool(before) and before[-1] in {"in", "on"}
