"""Titles of conversations: one short line, whatever was typed."""

from __future__ import annotations

import unicodedata

MOST_TITLE_CHARACTERS = 200
_FIRST_QUESTION_CHARACTERS = 60
# Controls, halves of characters, and marks that turn the text around them the other way.
_UNFIT = ("Cc", "Cs")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def one_line(text: str) -> str:
    """A text as a title, cut to its bound."""
    fit = (c for c in " ".join(text.split()) if not _is_unfit(c))
    return " ".join("".join(fit).split())[:MOST_TITLE_CHARACTERS].rstrip()


def title_from(question: str) -> str:
    """A question as a title, shortened at a word where it is long."""
    line = one_line(question)
    if len(line) <= _FIRST_QUESTION_CHARACTERS:
        return line
    cut = line[:_FIRST_QUESTION_CHARACTERS]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > _FIRST_QUESTION_CHARACTERS // 2 else cut[:-1]).rstrip(" ,;:") + "…"


def _is_unfit(character: str) -> bool:
    return character in _TURNING or unicodedata.category(character) in _UNFIT
