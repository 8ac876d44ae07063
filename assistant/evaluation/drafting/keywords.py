"""Queries of keywords: what somebody types who wants an answer and has no time for grammar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, groupby, takewhile

from assistant.checking.word_lists import FUNCTION_WORDS
from assistant.evaluation.drafting.asking import Asked, Wording
from assistant.evaluation.drafting.dating import DATE, is_dated
from assistant.evaluation.drafting.figures import begins_name, counted_figures
from assistant.evaluation.drafting.tokens import Token, has_name, shown, tokenize

_MOST, _FEWEST, _SUBJECT = 8, 3, 3
_SHORTEST, _LONGEST = 6, 32
_LEADING = re.compile(
    r"In which (?:year|century)|When|How (?:many|much money|much|long|tall|high|wide|deep|old)"
    r"|What percentage|Who|Where|Why"
)
_VAGUE = frozenset(
    """he she it they this these those here there i we you his her its their such another one who
    which both""".split()
)
_POINTING = frozenset("this these those another same such each other one".split())
_QUOTED = ("“", '"', "„", "«", "‘")
# Without these a query asks for the opposite.
_KEPT = frozenset("not no never without except".split())
_EMPTY = frozenset("early late mid jr sr inc ahead".split())


def query_of_question(wording: Wording) -> str | None:
    """What a question asks for and those of its words that say something; None for "What …?"."""
    leading = _LEADING.match(wording.text)
    if not leading:
        return None
    asked = "when" if leading[0].startswith("In") else leading[0].lower()
    return _query(asked, _content(tokenize(wording.text[leading.end() : -1]))[:_MOST])


def keyword_queries(sentence: str, is_name: Callable[[str], bool]) -> Iterator[Wording]:
    """Queries for the one date or figure of a sentence, which need not be understood as a whole."""
    tokens = tokenize(sentence)
    if tokens and not (begins_name(tokens) or is_name(tokens[0].text)):
        tokens[0] = replace(tokens[0], text=tokens[0].low)
    # Who "it" is stands in another sentence.
    vague = any(t.low in _VAGUE for t in tokens[:4]) or any(t.low in _POINTING for t in tokens)
    vague = vague or sentence[:1] in _QUOTED
    if vague or not _SHORTEST <= len(tokens) <= _LONGEST:
        return
    dates = list(DATE.finditer(sentence))
    if len(dates) == 1 and is_dated(tokens, dates[0].start()):
        start, end = dates[0].span()
        yield from _around(tokens, start, end, "when", "when")
    denied = any(t.low in _KEPT or t.low.endswith(("n't", "n’t")) for t in tokens)
    figures = [] if denied else list(counted_figures(tokens))
    if len(figures) == 1:
        figure, noun = figures[0]
        also = f"{sentence[figure.start : figure.end]} {shown(noun)}"
        rest = [t for t in tokens if t not in noun]
        asked = f"how many {shown(noun)}"
        yield from _around(rest, figure.start, figure.end, "how many", asked, (also,))


def _around(
    tokens: Sequence[Token],
    start: int,
    end: int,
    asked: Asked,
    words: str,
    also: tuple[str, ...] = (),
) -> Iterator[Wording]:
    """A query of the first name and the words that stand nearest to the answer `[start, end)`."""

    def distance(token: Token) -> int:
        return min(abs(token.start - end), abs(start - token.end))

    outside = _content([t for t in tokens if t.end <= start or t.start >= end])
    subject = list(takewhile(lambda t: t.is_name, dropwhile(lambda t: not t.is_name, outside)))
    near = [t for t in sorted(outside, key=distance) if t not in subject]
    kept = subject[:_SUBJECT] + near[: _MOST - len(subject[:_SUBJECT])]
    if query := _query(words, sorted(kept, key=lambda token: token.start)):
        yield Wording(query, asked, start, end, also)


def _content(tokens: Sequence[Token]) -> list[Token]:
    return [
        t
        for t in tokens
        if t.low not in (FUNCTION_WORDS - _KEPT) | _EMPTY
        and t.text[0].isalpha()
        and len(t.text) > 1
    ]


def _query(asked: str, words: Sequence[Token]) -> str | None:
    kept = [text for text, _ in groupby(t.text for t in words)]
    while kept and kept[-1] in _KEPT:
        kept.pop()
    return " ".join([asked, *kept]) if len(kept) >= _FEWEST and has_name(words) else None
