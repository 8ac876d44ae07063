"""Questions that a clause answers: a date, a figure, a name, a place or a reason is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.evaluation.drafting.asking import Wording, ask
from assistant.evaluation.drafting.clauses import Clause
from assistant.evaluation.drafting.counting import word_counts
from assistant.evaluation.drafting.dating import date_in
from assistant.evaluation.drafting.naming import word_names
from assistant.evaluation.drafting.phrases import is_break, noun_end
from assistant.evaluation.drafting.tokens import CUTTING, Token, is_one_name, without_article
from assistant.evaluation.drafting.verbs import AUXILIARIES, PAST

_PLACED = frozenset(
    """born based headquartered located situated held buried died lived opened founded built
    established grew signed settled crowned educated raised unveiled arrested""".split()
)
_OPENING = AUXILIARIES | {"that", "who", "which", "where"}


def word_questions(clause: Clause) -> Iterator[Wording]:
    """All questions that the rules make of one clause."""
    yield from _when(clause)
    yield from word_counts(clause)
    yield from word_names(clause)
    yield from _where(clause)
    yield from _why(clause)


def _when(clause: Clause) -> Iterator[Wording]:
    date, rest = clause.date, clause.rest
    if clause.helper == "would":  # what was to come is seen from a place in the story
        return
    if date is None:
        found = date_in(rest)
        if found is None:
            return
        at, end, date = found
        before = rest[:at]
        if _is_cut(before) or _has_verb(before[0 if clause.base else 1 :]):
            return
        rest = (*before, *rest[end:])
    words = ["In which century" if date.text.endswith("century") else "When"]
    if re.fullmatch(r"\d{4}", date.text):
        words.append("In which year")
    for word in words:
        if text := ask(word, clause, rest):
            yield Wording(text, "when", date.start, date.end)


def _is_cut(tokens: Sequence[Token]) -> bool:
    return any(is_break(tokens, at) or tokens[at].low in CUTTING for at in range(1, len(tokens)))


def _has_verb(tokens: Sequence[Token]) -> bool:
    """Whether another verb stands among these, to which what follows may belong."""
    return any(t.low in _OPENING or t.text in PAST for t in tokens)


def _where(clause: Clause) -> Iterator[Wording]:
    rest = clause.rest
    if (clause.verb if clause.base else rest[0].low) not in _PLACED:
        return
    for at, token in enumerate(rest):
        end = noun_end(rest, at + 1)
        place = rest[at + 1 : end]
        if token.low not in {"in", "at", "near"} or not is_one_name(place):
            continue
        after = rest[end:]
        if _is_cut(rest[:at]) or [t.low for t in after[:1]] in (["and"], ["or"], ["that"]):
            return
        if after and after[0].text == ",":  # "in Portland, Oregon"
            after = ()
        if text := ask("Where", clause, [*rest[:at], *after]):
            yield Wording(text, "where", place[0].start, place[-1].end, without_article(place))
        return


def _why(clause: Clause) -> Iterator[Wording]:
    words = [t.low for t in clause.rest]
    if "because" not in words:
        return
    at = words.index("because")
    if _is_cut(clause.rest[:at]):  # then it may be the reason of what came between
        return
    reason = clause.rest[at + 1 :]
    if reason and reason[0].low == "of":
        reason = reason[1:]
    if len(reason) < 2:
        return
    if text := ask("Why", clause, clause.rest[:at]):
        yield Wording(text, "why", reason[0].start, reason[-1].end)
