"""Whether words point to what only other sentences say."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evaluation.drafting.figures import figure_at
from assistant.evaluation.drafting.tokens import PREPOSITIONS, STOPS, Token
from assistant.evaluation.drafting.verbs import PAST

_POINTING = frozenset(
    """this these those him them such here there another other others former latter same one ones
    aforementioned respectively following previous similar""".split()
)
_REFERRING = frozenset(
    "its their his her it they he she itself him them themselves himself herself".split()
)
# "The whole company" is as much of a riddle as "the company".
_EMPTY = frozenset(
    """whole entire new parent final present current resulting original remaining first second
    third last next old only very so-called""".split()
)
_UNIQUE = frozenset(
    """world public internet sun moon earth police poor rich press media west east north south
    environment universe atmosphere""".split()
)
_NARROWED = frozenset("of that who which where".split())
_NO_NOUN = PREPOSITIONS | STOPS | {"of", ","}


def points_back(tokens: Sequence[Token]) -> bool:
    """Whether a pronoun is among the words."""
    return any(t.low in _REFERRING for t in tokens)


def points_outside(tokens: Sequence[Token]) -> bool:
    """Whether "this law", or "the law" and nothing more, stands for one that was named before."""
    return any(
        token.low in _POINTING
        or (token.low == "that" and at > 0 and tokens[at - 1].low in PREPOSITIONS | {"of"})
        or (token.low in {"second", "third"} and at > 0 and tokens[at - 1].low in {"a", "an"})
        or (token.low == "the" and not _is_known(tokens, at + 1))
        for at, token in enumerate(tokens)
    )


def _is_known(tokens: Sequence[Token], at: int) -> bool:
    """Whether one knows which thing is meant by the noun that begins here, behind "the"."""
    end = at
    while end < len(tokens):
        word = tokens[end]
        if word.low in _NO_NOUN or (word.text in PAST and end > at and not word.is_capital):
            break
        if figure_at(tokens, end) and any(t.low not in _EMPTY for t in tokens[at:end]):
            break  # "fined the company 20 million euros"
        end += 1
        if word.low.endswith(("'s", "’s")):
            break
    noun = [t for t in tokens[at:end] if t.low not in _EMPTY]
    if len(noun) > 1 or (end < len(tokens) and tokens[end].low in _NARROWED):
        return True
    return bool(noun) and (
        noun[0].is_capital or noun[0].text[0].isdigit() or noun[0].low in _UNIQUE
    )
