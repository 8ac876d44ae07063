"""Whether a statement tells as done what its quotes only planned and then dropped."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.making_up import PLANNED, is_only_planned
from assistant.checking.matching import find_matches
from assistant.checking.polarity import Denials
from assistant.checking.values import Reason
from assistant.checking.words import stem

_FUTURE = frozenset("will would to plan planned due scheduled supposed should may might".split())
_NOT_HELD = frozenset(
    map(
        stem,
        "postpone delay cancel defer abandon scrap suspend adjourn block stop halt close".split(),
    )
) | {"put_off", "call_off", "on_hold", "put_back", "push_back", "fall_through"}


def check_plans(said: Denials, given: Sequence[Denials]) -> list[Reason]:
    """A reason for what the statement tells as done and the quotes as planned and dropped."""
    if said.negations or any(word.folded in _FUTURE | PLANNED for word in said.words):
        return []
    for index in said.meanings:
        if not said.words[index].is_content:
            continue
        for match in find_matches(said, index, given):
            quote = match.quote
            dropped = {key for keys in quote.meanings.values() for key in keys} & _NOT_HELD
            if not match.exact or not dropped or not is_only_planned(quote, match.index):
                continue
            if not any(key in _NOT_HELD for keys in said.meanings.values() for key in keys):
                planned, own = quote.words[match.index].text, said.words[index].text
                text = f"the source says “to {planned}”, the statement “{own}”"
                return [Reason("negation", text[:120])]
    return []
