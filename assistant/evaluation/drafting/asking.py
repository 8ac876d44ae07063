"""A question in the making."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.evaluation.drafting.clauses import Clause
from assistant.evaluation.drafting.phrases import dangles, shortened, stands_alone
from assistant.evaluation.drafting.tokens import Token, content, has_name, shown
from assistant.evaluation.drafting.verbs import PLAINER

Asked = Literal["when", "how many", "who", "what", "where", "why"]
FEWEST_CONTENT = 3
_SELF_SUFFICIENT = frozenset("die retire resign abdicate".split())
_BEFORE_OBJECTS = frozenset("the a an its their his her".split())


@dataclass(frozen=True, slots=True)
class Wording:
    """A question, the place `[start, end)` of its answer in the sentence, and other wordings."""

    text: str
    asked: Asked
    start: int
    end: int
    also: tuple[str, ...] = ()


def ask(
    word: str, clause: Clause, rest: Sequence[Token], *, fewest: int = FEWEST_CONTENT
) -> str | None:
    """The question "When did … …?", None if its words do not say enough of what is asked about.

    At least `fewest` of them must say something, a participle counting as one.
    """
    rest = shortened(rest, keep=1 if clause.copula else 2)
    whole = [*clause.subject, *rest]
    if clause.base in _SELF_SUFFICIENT:
        fewest = 1
    if len(content(whole)) < fewest - (not clause.base) or not has_name(whole):
        return None
    if rest and dangles(rest):
        return None
    if not stands_alone(clause, rest) or (not content(rest) and fewest == FEWEST_CONTENT):
        return None
    has_object = rest and (rest[0].low in _BEFORE_OBJECTS or rest[0].is_capital)
    verb = PLAINER.get(clause.base, clause.base) if has_object else clause.base
    adverb = shown(clause.adverb)
    return put([word, clause.helper, shown(clause.subject), adverb, verb, shown(rest)])


def put(parts: Sequence[str]) -> str:
    """The parts that are not empty as one question."""
    return " ".join(part for part in parts if part) + "?"
