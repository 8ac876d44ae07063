"""Whether words that were taken out of a sentence still make sense by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evaluation.drafting.clauses import Clause
from assistant.evaluation.drafting.pointing import points_outside
from assistant.evaluation.drafting.subjects import is_finite
from assistant.evaluation.drafting.tokens import (
    CUTTING,
    FUNCTION,
    PREPOSITIONS,
    STOPS,
    Token,
    content,
    is_one_name,
)
from assistant.evaluation.drafting.verbs import AUXILIARIES, PAST, SAYING

_ADJUNCTS = frozenset("in at during with after before through under across among within".split())
# What comes after these is a part of what is meant.
_NARROWING = frozenset("including especially particularly such except not like even".split())
_SUBJECTS = frozenset("he she they it him them".split())
_LAST = frozenset("early late just only both ,".split())
_UNFINISHED = (FUNCTION - {"it", "they"}) | STOPS | CUTTING | _LAST
_MOST_CONTENT = 10


def noun_end(tokens: Sequence[Token], at: int) -> int:
    """Where a noun phrase ends that begins at a place, with what "of" adds to it."""
    end = at
    while end < len(tokens):
        token = tokens[end]
        verb = (token.text in PAST or token.low.endswith("ing")) and not token.is_capital
        if token.low in STOPS | CUTTING | AUXILIARIES | PREPOSITIONS | {","} or (verb and end > at):
            break
        end += 1
    return end


def shortened(rest: Sequence[Token], keep: int = 2) -> list[Token]:
    """Up to the first comma or subordinate clause; late adjuncts go too where it is still long.

    Nothing is left where what was cut off is needed. At least `keep` words stay.
    """
    tokens = list(rest)
    for at, token in enumerate(tokens):
        if at and (is_break(tokens, at) or token.low in CUTTING):
            needed = any(t.low in _NARROWING for t in tokens[at + 1 : at + 2])
            tokens = [] if needed or _is_begun(tokens[:at]) else tokens[:at]
            break
    while len(content(tokens)) > _MOST_CONTENT and "both" not in {t.low for t in tokens}:
        places = range(len(tokens) - 1, keep, -1)
        cut = next((at for at in places if tokens[at].low in _ADJUNCTS), None)
        if cut is None:
            break
        tokens = tokens[:cut]
    return tokens


def _is_begun(tokens: Sequence[Token]) -> bool:
    """Whether "that" begins a clause whose verb is still to come."""
    at = next((at for at, token in enumerate(tokens) if token.low == "that"), len(tokens))
    return at < len(tokens) and not any(is_finite(tokens, i) for i in range(at + 1, len(tokens)))


def is_break(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma stands here that is no part of a date."""
    if tokens[at].text != ",":
        return False
    following = tokens[at + 1 : at + 2]
    return not (at and following and tokens[at - 1].text.isdigit() and following[0].text.isdigit())


def dangles(rest: Sequence[Token]) -> bool:
    """Whether words end before they are finished, or begin after something was cut out."""
    last = rest[-1].low
    return (
        last in _UNFINISHED
        or (last in PREPOSITIONS and last not in {"out", "off", "over"})
        or rest[0].text == ","
    )


def stands_alone(clause: Clause, rest: Sequence[Token]) -> bool:
    """Whether nothing in subject and rest needs other sentences to be understood."""
    lows = [token.low for token in rest]
    if lows[:1] == ["that"] and clause.base not in SAYING:
        return False  # "replaced that law"
    if _SUBJECTS.intersection(lows) and not is_one_name(clause.subject):
        return False
    if "and" in lows and AUXILIARIES.intersection(lows[lows.index("and") :]):
        return False
    return not (points_outside(clause.subject) or points_outside(rest))
