"""Figures among the words of a sentence, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.word_lists import FUNCTION_WORDS
from assistant.evaluation.drafting.tokens import CUTTING, PREPOSITIONS, STOPS, Token
from assistant.evaluation.drafting.verbs import AUXILIARIES, PAST

_NUMBER = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety"
)
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_SCALE = frozenset("hundred thousand million billion trillion".split())
_ABOUT = tuple(
    tuple(words.split())
    for words in (
        "more than|less than|fewer than|at least|up to|about|around|nearly|almost|approximately"
        "|roughly|over|some|only|exactly|just"
    ).split("|")
)
_PLURALS = frozenset("people men women children feet mice teeth police cattle sheep".split())
TIMES = frozenset("seconds minutes hours days weeks months years decades centuries times".split())
_LONGEST_NOUN = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of some tokens: `first` is "about" or the figure, `last` the place after it.

    `[start, end)` is the place of the figure alone in the sentence.
    """

    first: int
    last: int
    start: int
    end: int
    money: bool
    percent: bool


def figure_at(tokens: Sequence[Token], first: int) -> Figure | None:
    """A figure that begins here, words like "about" before it included; no year."""
    at = first
    for about in _ABOUT:
        if tuple(t.low for t in tokens[at : at + len(about)]) == about:
            at += len(about)
            break
    if at >= len(tokens):
        return None
    text = tokens[at].low
    bare = text.lstrip("$€£").rstrip("%")
    if not _NUMBER.fullmatch(bare):
        return None
    money, percent = text[0] in "$€£", text.endswith("%")
    last = at + 1
    while last < len(tokens) and tokens[last].low in _SCALE:
        last += 1
    if last < len(tokens) and tokens[last].low in {"percent", "%"}:
        percent, last = True, last + 1
    if last == at + 1 and not money and not percent and _YEAR.fullmatch(bare):
        return None
    return Figure(first, last, tokens[at].start, tokens[last - 1].end, money, percent)


def begins_name(tokens: Sequence[Token]) -> bool:
    """Whether the first word of a sentence keeps its capital because of the next.

    As in "President Obama", "Dr. Ada" and "New Mexico", not in "The ACLU" and "Three Illinois
    residents".
    """
    named = len(tokens) > 1 and (tokens[1].is_capital or tokens[1].text == ".")
    return named and tokens[0].low not in FUNCTION_WORDS and figure_at(tokens, 0) is None


def counted_end(tokens: Sequence[Token], at: int) -> int | None:
    """Where the noun phrase ends that is counted from this place; None where none is."""
    end = at
    while end < len(tokens):
        low = tokens[end].low
        verb = (tokens[end].text in PAST or low.endswith("ing")) and end > at
        if verb or not low[0].isalnum() or low in STOPS | CUTTING | AUXILIARIES | PREPOSITIONS:
            break
        end += 1
    head = [t.low for t in tokens[at:end]]
    if not head or len(head) > _LONGEST_NOUN or head[0] in {"-", "to"}:
        return None
    if head[0] == "of":  # "26 of the 120 members"
        return end if len(head) > 2 else None
    noun = head[(head.index("of") if "of" in head else len(head)) - 1]
    plural = (noun.endswith("s") and not noun.endswith("ss")) or noun in _PLURALS
    return end if plural else None


def counted_figures(tokens: Sequence[Token]) -> Iterator[tuple[Figure, Sequence[Token]]]:
    """The figures that count something, and what; none where there are figures of other kinds."""
    found = [
        figure
        for at in range(len(tokens))
        if (figure := figure_at(tokens, at)) and tokens[at].start == figure.start
    ]
    for figure in found if len(found) == 1 else ():
        end = counted_end(tokens, figure.last)
        noun = tokens[figure.last : end] if end else ()
        named = figure.first > 0 and tokens[figure.first].is_capital  # "Six Flags"
        timed = any(t.low in TIMES for t in noun)  # "within 12 hours of the check"
        if noun and not timed and noun[0].low != "of" and not named:
            yield figure, noun
