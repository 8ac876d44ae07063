"""Statements with the quotes that they point at, sliced here, and whether those back them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.context import Context
from assistant.answering.reader import Quote, quote_of
from assistant.answering.replies import Draft
from assistant.checking.statement import check_statement
from assistant.checking.values import Reason

if TYPE_CHECKING:
    from assistant.library.snapshot import Texts

# How far before a sentence the name of whom it is about may stand.
_SENTENCES_BACK = 3
_MOST_OF_QUOTE = 0.7
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Written:
    """A statement with the quotes that it points at, and why they do not back it, if so.

    `text` is empty where the model did no more than copy its quote.
    """

    text: str
    quotes: tuple[Quote, ...]
    reasons: tuple[Reason, ...] = ()


class Backing:
    """Backs statements with sentences of one context."""

    def __init__(self, catalog: Texts, context: Context) -> None:
        self._catalog, self._context = catalog, context
        self._checked: dict[Draft, Written] = {}  # a reply is read again each time it has grown

    def check(self, drafts: Sequence[Draft]) -> tuple[Written, ...]:
        """Each statement with its quotes and what the check finds."""
        for draft in drafts:
            if draft not in self._checked:
                self._checked[draft] = self._check(draft)
        return tuple(self._checked[draft] for draft in drafts)

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
        reasons += found if quotes else ()
        text = draft.text if reasons else _as_quote(draft.text, self._texts(quotes))
        return Written(text, quotes, tuple(reasons))

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
        return check_statement(draft.text, self._texts(quotes))

    def _texts(self, quotes: Sequence[Quote]) -> list[str]:
        text = self._catalog.text
        return [text(q.chosen.source, q.span.start, q.span.end) for q in quotes]


def _as_quote(statement: str, quotes: Sequence[str]) -> str:
    """The statement; if it is nothing but words of a quote, those words as they stand there.

    Then it is no statement of the model's, and is shown as what it is: in quotation marks, or not
    at all where it would say most of the quote over again.
    """
    words = [word.casefold() for word in _WORD.findall(statement)]
    for quote in quotes:
        places = list(_WORD.finditer(quote))
        own = [place[0].casefold() for place in places]
        for at in range(len(own) - len(words) + 1):
            if words and own[at : at + len(words)] == words:
                if len(words) > _MOST_OF_QUOTE * len(own):
                    return ""
                return f"“{quote[places[at].start() : places[at + len(words) - 1].end()]}”"
    return statement


def _holds(one: Quote, other: Quote) -> bool:
    return (
        one.chosen.source == other.chosen.source
        and one.span.start <= other.span.start
        and other.span.end <= one.span.end
    )
