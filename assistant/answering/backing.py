"""Statements with the quotes that they point at, sliced here, and whether those back them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.context import Context
from assistant.answering.reader import Quote, quote_of
from assistant.answering.replies import Draft
from assistant.checking.statement import check_statement
from assistant.checking.values import Reason

if TYPE_CHECKING:
    from assistant.library.catalog import Catalog

# How far before a sentence the name of whom it is about may stand.
_SENTENCES_BACK = 3


@dataclass(frozen=True, slots=True)
class Written:
    """A statement with the quotes that it points at, and why they do not back it, if so."""

    text: str
    quotes: tuple[Quote, ...]
    reasons: tuple[Reason, ...] = ()


class Backing:
    """Backs statements with sentences of one context."""

    def __init__(self, catalog: Catalog, context: Context) -> None:
        self._catalog, self._context = catalog, context

    def check(self, drafts: Sequence[Draft]) -> tuple[Written, ...]:
        """Each statement with its quotes and what the check finds."""
        return tuple(self._check(draft) for draft in drafts)

    def quotes(self, numbers: Sequence[int]) -> tuple[Quote, ...]:
        """One quote a sentence, in the order given, none inside another."""
        found = [quote_of(s, self._catalog) for n in numbers if (s := self._context.at(n))]
        return tuple(
            quote
            for index, quote in enumerate(found)
            if not any(
                _holds(other, quote) and (other.span != quote.span or at < index)
                for at, other in enumerate(found)
            )
        )

    def _check(self, draft: Draft) -> Written:
        if not draft.numbers:
            return Written(draft.text, (), (Reason("source", "no sentence is given for it"),))
        reasons = [
            Reason("source", f"there is no sentence {number}")
            for number in draft.numbers
            if self._context.at(number) is None
        ]
        quotes, found = self._named(draft)
        return Written(draft.text, quotes, (*reasons, *(found if quotes else ())))

    def _named(self, draft: Draft) -> tuple[tuple[Quote, ...], tuple[Reason, ...]]:
        """The check of a statement, if need be with a quote more: one that names whom it is about.

        A model writes "IBM" where its sentence says "the company". The sentence shortly before
        that names it is then quoted too, if with it nothing is left to object to.
        """
        quotes = self.quotes(draft.numbers)
        reasons = self._compare(draft, quotes)
        if not reasons or any(reason.kind != "name" for reason in reasons):
            return quotes, reasons
        for number in draft.numbers:
            own = self._context.at(number)
            for earlier in range(number - 1, number - 1 - _SENTENCES_BACK, -1):
                before = self._context.at(earlier)
                if before and own and before.source == own.source:
                    more = self.quotes([earlier, *draft.numbers])
                    if not self._compare(draft, more):
                        return more, ()
        return quotes, reasons

    def _compare(self, draft: Draft, quotes: Sequence[Quote]) -> tuple[Reason, ...]:
        text = self._catalog.text
        return check_statement(
            draft.text, [text(q.chosen.source, q.span.start, q.span.end) for q in quotes]
        )


def _holds(one: Quote, other: Quote) -> bool:
    return (
        one.chosen.source == other.chosen.source
        and one.span.start <= other.span.start
        and other.span.end <= one.span.end
    )
