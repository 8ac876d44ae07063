"""From what a chat model wrote to what is shown: citations with numbers, statements, one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering.answer import Answer, Statement
from assistant.answering.backing import Written
from assistant.answering.composition import quote_parts, statement_parts
from assistant.answering.reader import Quote, cite
from assistant.answering.verifier import verify
from assistant.types import Citation, Span

if TYPE_CHECKING:
    from assistant.library.snapshot import Texts
    from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Composed:
    """The parts of an answer. `withheld` are the quotes of the statements that were left out."""

    text: str
    citations: tuple[Citation, ...]
    statements: tuple[Statement, ...] = ()
    left_out: tuple[Statement, ...] = ()
    withheld: tuple[Citation, ...] = ()

    def put_in(self, answer: Answer) -> Answer:
        """The answer with these parts."""
        return replace(
            answer,
            text=self.text,
            citations=self.citations,
            statements=self.statements,
            left_out=self.left_out,
            withheld=self.withheld,
        )


class Composer:
    """Composes one answer, again each time its reply has grown; a quote is verified once.

    When `settings.strict`, statements that their quotes do not back are left out. Those without
    any quote always are.
    """

    def __init__(self, catalog: Texts, settings: Settings) -> None:
        self._catalog, self._strict = catalog, settings.strict
        self._verified: dict[tuple[str, Span], Citation] = {}

    def compose(self, quotes: Sequence[Quote], statements: Sequence[Written] = ()) -> Composed:
        """Quotes that stand for themselves, or statements with theirs, where there are no others.

        Beside quotes that stand for themselves, all statements are left out.
        """
        shown = [
            s for s in statements if s.quotes and not quotes and not (self._strict and s.reasons)
        ]
        hidden = [s for s in statements if s not in shown]
        numbers: dict[tuple[str, Span], int] = {}
        own = quotes or [quote for s in shown for quote in s.quotes]
        citations = self._numbered(own, numbers)
        withheld = self._numbered([quote for s in hidden for quote in s.quotes], numbers)
        told = tuple(_statement(s, numbers) for s in shown)
        parts = statement_parts(told, citations) if shown else quote_parts(citations)
        text = "".join(part for part, _ in parts)
        left_out = tuple(_statement(s, numbers) for s in hidden)
        return Composed(text, citations, told, left_out, withheld)

    def _numbered(
        self, quotes: Sequence[Quote], numbers: dict[tuple[str, Span], int]
    ) -> tuple[Citation, ...]:
        """A verified citation for each quote that is not in `numbers` yet, which it joins."""
        citations = []
        for quote in quotes:
            place = _place(quote)
            if place in numbers:
                continue
            numbers[place] = len(numbers) + 1
            if place not in self._verified:
                self._verified[place] = verify(cite([quote], self._catalog)[0], self._catalog)
            citations.append(replace(self._verified[place], id=numbers[place]))
        return tuple(citations)


def _statement(written: Written, numbers: dict[tuple[str, Span], int]) -> Statement:
    ids = tuple(dict.fromkeys(numbers[_place(quote)] for quote in written.quotes))
    return Statement(written.text, ids, written.reasons)


def _place(quote: Quote) -> tuple[str, Span]:
    return quote.chosen.source, quote.span
