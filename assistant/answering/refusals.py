"""Whether a chat model's reply says that nothing answers, or that it will not work."""

from __future__ import annotations

import re

from assistant.answering.prompts import NONE

# What a reply calls the sentences that it was given.
_GIVEN = (
    r"(?:the|these|those|any of the|provided|given|available)\s+(?:(?:provided|given|numbered|"
    r"available)\s+)?(?:sentences|articles|passages|excerpts|sources|texts?|context|information)"
    r"(?:\s+(?:provided|given|above))?"
)
_SILENT = (
    rf"\b{_GIVEN}\s+(?:do(?:es)? not|don[’']t|doesn[’']t|cannot|can[’']t|are not|is not)\s+"
    r"(?:directly |explicitly |actually )?"
    r"(?:answer|mention|contain|provide|say|state|specify|include|address|give|discuss|relevant)\b"
)
# Said beside numbers, only this is taken for a refusal to state anything.
_SILENT_FIRST = re.compile(rf"^\W*{_SILENT}", re.IGNORECASE)
_DECLINED = re.compile(
    rf"{_SILENT}|\b(?:not|cannot|can[’']t|nothing|no (?:answer|information|mention))\b"
    rf"[^.\n]{{0,60}}\b(?:in|from|by)\s+{_GIVEN}|\bno (?:answer to the|sentence answers)\b"
    r"|\bnone of the (?:sentences|passages|articles) (?:answer|mention|say)"
    rf"|\bnothing in {_GIVEN} answers|\bcould not find an answer\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"^\W{0,9}(?:i[’']?m sorry|i am sorry|sorry,|my apologies|i apologi[sz]e|i[’']?m afraid i\b"
    r"|i must decline|as an ai (?:language )?model|as an ai,|unfortunately, i\b"
    r"|i (?:can ?not|can[’']t|won[’']t|will not|am (?:not able|unable))\s+(?:to\s+)?"
    r"(?:help|assist|answer|provide|comply|do that|do this|continue|discuss|fulfil)"
    r"|i[’']m (?:not able|unable) to\b)",
    re.IGNORECASE,
)


def declines(reply: str) -> bool:
    """Whether a reply without numbers says that the sentences do not answer."""
    text = reply.strip()
    if _says_none(text) or re.fullmatch(r"\{[^{}]*\[\s*\]\s*\}|\[\s*\]", text):
        return True
    return bool(_DECLINED.search(text))


def _says_none(text: str) -> bool:
    return bool(re.match(rf"\W{{0,9}}{NONE}\b", text))


def says_nothing(statement: str) -> bool:
    """Whether a statement with numbers only says that the sentences do not answer."""
    return bool(_SILENT_FIRST.search(statement)) or _says_none(statement)


def refuses(reply: str) -> bool:
    """Whether a reply declines to work at all."""
    return bool(_REFUSED.search(reply.strip()))
