"""What a chat model's reply points at.

Models write the numbers of sentences as `[3]`, `[3, 7]`, `[3][7]`, `[3-5]`, `【3】` or `(3)`,
before or after the full stop, or all of them at the end. Nothing else is taken for a number.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.library.decoding import remove_invisible
from assistant.types import Span

_NUMBER = r"[0-9]{1,4}"
_LIST = rf"{_NUMBER}(?:\s*(?:[,;&]|and|-|–|—|to)\s*{_NUMBER}){{0,40}}"
_BRACKETED = rf"\[\s*{_LIST}\s*\]|【\s*{_LIST}\s*】|\(\s*{_LIST}\s*\)"
_JOINT = r"[ \t]{0,9}[,;]?[ \t]{0,9}(?:(?:and|&)[ \t]{1,9})?"
_GROUP = re.compile(rf"(?:{_BRACKETED})(?:{_JOINT}(?:{_BRACKETED})){{0,40}}")
_PART = re.compile(rf"({_NUMBER})(?:\s*(?:-|–|—|to)\s*({_NUMBER}))?")
_LABEL = re.compile(
    r"(?:sources?|references?|citations?|quotes?|sentences?|ids?)?\s*:?\s*", re.IGNORECASE
)
_END = re.compile(r"[ \t]*[.!?…;]+[”\"’')]*|[ \t]*$")
_ENDED = re.compile(r"[.!?…;][”\"’')]*\s*$")
_BULLET = re.compile(r"^\s*(?:[-*•–]|[0-9]{1,2}[.)]|#{1,6})\s+")
_EMPHASIS = re.compile(
    r"(?<!\w)(?:\*{1,3}|_{1,3})|(?:\*{1,3}|_{1,3})(?!\w)|`+|~~|(?<=\w)\*\*+(?=\w)"
)
_DEFINITION = re.compile(r"^[ \t]*\[[^\]\n]{1,300}\]:[ \t]*(?=\S{0,60}[/#.]\S)\S+.*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,300}\])?")
_LINK = re.compile(r"\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)")
_ADDRESS = re.compile(
    r"\S{0,60}://\S+|\bwww\.\S+|\b(?:data|javascript|mailto|file|vbscript):\S+", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z!|][^<>\n]{0,2000}>")
_WORD = re.compile(r"\w")
_MOST_IN_RANGE = 20
_MOST_PASSES = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as a model wrote it, without its markup, and the numbers that it points with."""

    text: str
    numbers: tuple[int, ...] = ()


def parse_statements(reply: str, offered: int) -> list[Draft]:
    """The statements of a reply, each with the numbers behind it, in order.

    A statement ends with its line, or with numbers at the end of a sentence. A number in round
    brackets is one only if it is among the `offered` first, as `(1999)` is often just a year. A
    line of nothing but numbers belongs to all statements without any.
    """
    drafts: list[Draft] = []
    behind: list[int] = []
    for line in _without_markup(reply).splitlines():
        own: list[Draft] = []
        for draft in _statements_in(_BULLET.sub("", line.strip()), offered):
            if _WORD.search(_LABEL.sub("", draft.text, count=1)):
                own.append(draft)
            elif own:  # more numbers of what they stand behind
                own[-1] = replace(own[-1], numbers=_once(*own[-1].numbers, *draft.numbers))
            elif draft.numbers and drafts:
                behind += draft.numbers
        drafts += own
    return [replace(d, numbers=d.numbers or _once(*behind)) for d in drafts]


def closed_statements(reply: str, offered: int) -> list[Draft]:
    """The statements with numbers that nothing which follows in the reply can change."""
    lines, newline, _ = reply.rpartition("\n")
    return [draft for draft in parse_statements(lines + newline, offered) if draft.numbers]


def parse_numbers(reply: str) -> list[int]:
    """The numbers in a reply that was to hold nothing else, as JSON or as people write them."""
    try:
        held = json.loads(reply)
    except (ValueError, RecursionError):
        held = None
    if isinstance(held, dict):
        held = next((value for value in held.values() if isinstance(value, list)), None)
    if isinstance(held, list):
        return list(dict.fromkeys(n for n in held if isinstance(n, int) and type(n) is int))
    text = _without_markup(reply)
    if bare := re.fullmatch(rf"\W*(?:{_LIST})\W*", text.strip()):
        return _numbers(bare.group())
    return list(dict.fromkeys(n for group in _GROUP.finditer(text) for n in _numbers(group[0])))


def _statements_in(line: str, offered: int) -> list[Draft]:
    """The statements of a line; what no numbers follow is the last of them."""
    groups = [(group.span(), _numbers(group[0])) for group in _GROUP.finditer(line)]
    groups = [
        (span, numbers)
        for span, numbers in groups
        if line[span[0]] != "(" or all(0 < number <= offered for number in numbers)
    ]
    if groups and groups[0][0][0] == 0 and groups[-1][0][1] < len(line.rstrip(" .!?")):
        starts = [span[0] for span, _ in groups]  # numbers stand before what they belong to
    else:
        starts = [0, *(end for span, _ in groups if (end := _ends_after(line, span)))]
    places = [span[0] for span, _ in groups]
    return [
        _draft(
            line, Span(start, end), groups[bisect_left(places, start) : bisect_left(places, end)]
        )
        for start, end in pairwise([*starts, len(line)])
        if line[start:end].strip()
    ]


def _ends_after(line: str, group: tuple[int, int]) -> int | None:
    """Where the statement ends that has this group of numbers; None if it goes on behind it."""
    stop = _END.match(line, group[1])
    if stop:
        return stop.end()
    return group[1] if _ENDED.search(line[: group[0]]) else None


def _draft(line: str, span: Span, groups: Sequence[tuple[tuple[int, int], list[int]]]) -> Draft:
    """The words of one statement without its groups of numbers, and those."""
    words, numbers, at = "", [], span.start
    for (start, end), pointed in groups:
        words += line[at:start].rstrip() + " "
        numbers += pointed
        at = end
    text = " ".join((words + line[at : span.end]).split())
    text = re.sub(r"\s+([.,;!?])", r"\1", text)
    return Draft(text.lstrip(" .,;:)-–—").rstrip(" ,;-–—:"), _once(*numbers))


def _once(*numbers: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))


def _numbers(group: str) -> list[int]:
    numbers: list[int] = []
    for first, last in _PART.findall(group):
        low, high = int(first), int(last or first)
        if low <= high < low + _MOST_IN_RANGE:
            numbers += range(low, high + 1)
        else:
            numbers += [low, high]
    return list(dict.fromkeys(numbers))


def _without_markup(reply: str) -> str:
    """A reply without links, images, tags, emphasis and what cannot be seen."""
    text = remove_invisible(reply)
    for _ in range(_MOST_PASSES):  # what was taken away may have held something together
        before = text
        text = _IMAGE.sub("", _EMPHASIS.sub("", text))
        text = _LINK.sub(_of_link, _DEFINITION.sub("", text))
        text = _ADDRESS.sub("", _TAG.sub("", text))
        if text == before:
            break
    return text


def _of_link(link: re.Match[str]) -> str:
    """A link's words; numbers keep their brackets."""
    return f"[{link[1]}]" if re.fullmatch(_LIST, link[1].strip()) else link[1]
