"""The check of one statement against its quotes, from their words alone."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.addresses import check_addresses
from assistant.checking.date_check import check_dates
from assistant.checking.exchange import check_exchanges
from assistant.checking.names import check_names
from assistant.checking.number_check import check_numbers
from assistant.checking.parsed import Parsed, parse
from assistant.checking.polarity_check import check_polarity
from assistant.checking.quotations import check_quotations
from assistant.checking.rests import find_rests
from assistant.checking.roles import check_roles
from assistant.checking.values import Reason

_FEW_WORDS = 4


def check_statement(statement: str, quotes: Sequence[str]) -> tuple[Reason, ...]:
    """Why a statement is not backed by its quotes; nothing if it is."""
    if not quotes:
        return (Reason("source", "no quote backs it"),)
    said = parse(statement)
    given = [parse(quote) for quote in quotes]
    if any(_folded(said) == _folded(quote) for quote in given):
        return ()
    polarity = check_polarity(said, given)
    rests = find_rests(said, given) if polarity else None
    reasons = [
        *check_numbers(said, given, rests or ()),
        *check_dates(said, given),
        *check_names(said, given),
        *(polarity if rests is None else ()),
        *check_quotations(statement, quotes),
        *check_addresses(statement, quotes),
    ]
    if not reasons:
        reasons = [*check_exchanges(said, given), *check_roles(said, given)]
    if not reasons and _speaks_of_something_else(said, given):
        reasons = [Reason("source", "its quotes speak of something else")]
    return tuple(dict.fromkeys(reasons))


def _folded(parsed: Parsed) -> str:
    return " ".join(parsed.text.folded.split())


def _speaks_of_something_else(said: Parsed, given: Sequence[Parsed]) -> bool:
    """Whether next to no word of the statement is in the quotes."""
    own = {word.stem for word in said.text.words if word.is_content}
    if len(own) < _FEW_WORDS:
        return False
    theirs = frozenset().union(*(quote.stems for quote in given))
    shared = sum(stem in theirs or any(_alike(stem, other) for other in theirs) for stem in own)
    return shared == 0 or (shared == 1 and len(own) > 8)


def _alike(one: str, other: str) -> bool:
    return len(one) > 4 and len(other) > 4 and one[:5] == other[:5]
