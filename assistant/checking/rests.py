"""Numbers of a statement that are the rest of what its quotes count: 60 percent did not, 40 did."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose

from assistant.checking.parsed import Parsed
from assistant.checking.quantities import Quantity
from assistant.checking.shares import share_of

_LESS_THAN_HALF = frozenset("less|at most|equal|about|nearly".split("|"))
_MOST = frozenset("most majority".split())
_SAME = 0.006


def find_rests(statement: Parsed, quotes: Sequence[Parsed]) -> list[Quantity] | None:
    """The numbers of a statement that are the rest of what the quotes count; None without any.

    Such a number is right where the statement denies what the quotes affirm, and only there.
    """
    given = [one for quote in quotes for one in _all_shares(quote)]
    theirs = [share for one in given if (share := share_of(one)) is not None]
    rests = [
        one
        for one in _all_shares(statement)
        if (share := share_of(one)) is not None
        and any(abs(share + other - 1) < _SAME for other in theirs)
        and not any(isclose(share, other, abs_tol=_SAME) for other in theirs)
    ]
    if rests:
        return rests
    few = any(
        one.relation in _LESS_THAN_HALF and (share_of(one) or 1.0) < 0.5 and one.start < one.end
        for one in given
    )
    denied = bool(statement.denials.negations)
    return [] if few and denied and _MOST & statement.names else None


def _all_shares(text: Parsed) -> list[Quantity]:
    return [*text.quantities, *text.ratios, *text.derived]
