"""Queries of keywords: what somebody types who wants an answer and has no time for grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checking.word_lists import FUNCTION_WORDS
from assistant.evaluation.drafting.clauses import DATE, Token, tokenize
from assistant.evaluation.drafting.vocabulary import Vocabulary
from assistant.evaluation.drafting.wording import Wording, counted_figures, dated, is_name, shown

_MOST, _FEWEST = 8, 3
_LONGEST = 48
_LEADING = re.compile(
    r"In which (?:year|century)|When|How (?:many|much money|much|long|tall|high|wide|deep|old)"
    r"|What percentage|Who|Where|Why"
)
_VAGUE = frozenset(
    """he she it they this these those here there i we you his her its their such another one who
    which""".split()
)
_POINTING = frozenset("this these those another same such each other one".split())
_EMPTY = frozenset("early late mid jr sr inc ahead".split())


def query_of_question(wording: Wording, vocabulary: Vocabulary) -> str | None:
    """The words that say something of a question, behind what it asks for."""
    leading = _LEADING.match(wording.text)
    if not leading:
        return None
    asked = "when" if leading[0].startswith("In") else leading[0].lower()
    words = _content(tokenize(wording.text[leading.end() : -1]))
    return _query(asked, words, vocabulary)


def keyword_queries(sentence: str, vocabulary: Vocabulary) -> Iterator[Wording]:
    """Queries for the date or the figure of a sentence that need not be understood as a whole."""
    tokens = tokenize(sentence)
    # Who "it" is stands in another sentence.
    vague = any(t.low in _VAGUE for t in tokens[:4]) or any(t.low in _POINTING for t in tokens)
    if vague or not _FEWEST < len(tokens) <= _LONGEST:
        return
    found = list(DATE.finditer(sentence))
    if len(found) == 1 and dated(tokens, found[0].start()):
        start, end = found[0].span()
        words = _content([t for t in tokens if t.end <= start or t.start >= end])
        if query := _query("when", words, vocabulary, fewest=_FEWEST + 1):
            yield Wording(query, "when", start, end)
    figures = list(counted_figures(tokens))
    if len(figures) == 1:
        start, end, noun = figures[0]
        inside = {t.text for t in noun}
        words = _content([t for t in tokens if t.end <= start or t.start >= end])
        words = [t for t in words if t.text not in inside]
        if query := _query(f"how many {shown(noun)}", words, vocabulary):
            also = f"{sentence[start:end]} {shown(noun)}"
            yield Wording(query, "how many", start, end, (also,))


def _content(tokens: Sequence[Token]) -> list[Token]:
    return [
        t
        for t in tokens
        if t.low not in FUNCTION_WORDS | _EMPTY and t.text[0].isalpha() and len(t.text) > 1
    ]


def _query(
    asked: str, words: Sequence[Token], vocabulary: Vocabulary, fewest: int = _FEWEST
) -> str | None:
    kept = vocabulary.rarest((t.text for t in words), _MOST)
    names = [t.text for t in words if is_name(t) and vocabulary.is_name(t.text)]
    if len(kept) < fewest or not names:
        return None
    return " ".join([asked, *kept])
