"""The writer: a chat model points at sentences, the program quotes them and checks what it says."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.answering.backing import Backing, Written
from assistant.answering.context import Context, fit_context
from assistant.answering.prompts import (
    plain,
    prose_prompt,
    quotes_prompt,
    quotes_schema,
    repair_prompt,
)
from assistant.answering.reader import Quote, choose_quotes, quoted_span
from assistant.answering.refusals import declines, refuses, says_nothing
from assistant.answering.replies import closed_statements, parse_numbers, parse_statements
from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.errors import ChatModelError

if TYPE_CHECKING:
    from assistant.answering.stopping import Stop
    from assistant.library.snapshot import Texts
    from assistant.models.chat import ChatModel, Message
    from assistant.models.replies import Reply
    from assistant.settings import Settings

# Tokens of the prompt's own words and of the chat's wrapping, beside question and sentences.
_RESERVED = 500
# A small model reads slowly and loses the thread in more: it gets what scores best.
_SENTENCES_FOR_SMALL = 8
_TOKENS_FOR_SMALL = 250
_LONGEST_REPLY = 20_000  # characters
# What the choice of a small model is worth beside the score of a sentence.
_CHOICE_BONUS = 0.005


@dataclass(frozen=True, slots=True)
class Writing:
    """What a model has said so far: statements, or quotes alone; `declined`: that none answers.

    `broken` says why there is no more of it, if it broke off.
    """

    context: Context
    statements: tuple[Written, ...] = ()
    quotes: tuple[Quote, ...] = ()
    declined: bool = False
    broken: str = ""


class Writer:
    """Asks a chat model to answer from what was retrieved."""

    def __init__(self, chat: ChatModel, catalog: Texts, settings: Settings) -> None:
        self._chat, self._catalog, self._settings = chat, catalog, settings
        auto = "quotes" if chat.small else "prose"
        self._style = auto if settings.style == "auto" else settings.style

    @property
    def name(self) -> str:
        """The model's name, as the user gave it."""
        return self._chat.name

    def write(self, question: str, retrieval: Retrieval, stop: Stop) -> Generator[Writing]:
        """The reply each time it has grown by a finished and checked statement.

        Raises ChatModelError if the model fails, refuses, or points at no sentence even when
        asked again.
        """
        context = self._context(question, retrieval)
        write = self._prose if self._style == "prose" else self._quotes
        yield from write(question, context, stop)

    def _context(self, question: str, retrieval: Retrieval) -> Context:
        settings, chat = self._settings, self._chat
        room = chat.limit - settings.reply_tokens - _RESERVED - chat.count(plain(question))
        context = fit_context(
            retrieval,
            passages=settings.context_passages,
            sentences=_SENTENCES_FOR_SMALL if chat.small else None,
            whole=self._whole,
            limit=min(settings.context_tokens, room),
            count=chat.count,
        )
        if not context.offered:
            raise ChatModelError(f"the question leaves the model {chat.name} no room for sentences")
        return context

    def _whole(self, sentence: ScoredSentence) -> str:
        """The words of a sentence, all of them where it had to be indexed in pieces."""
        span = quoted_span(sentence.sentence)
        return self._catalog.text(sentence.source, span.start, span.end)

    def _prose(self, question: str, context: Context, stop: Stop) -> Generator[Writing]:
        offered, backing = len(context.offered), Backing(self._catalog, context)
        prompt = prose_prompt(question, context)
        for asked, replies in self._two_tries(prompt, prose=True):
            reply, seen = "", 0
            try:
                with stop.reading(self._ask(asked)) as pieces:
                    for piece in pieces:
                        reply += piece
                        done = closed_statements(reply, offered) if "\n" in piece else []
                        if len(done) > seen:
                            seen = len(done)
                            yield Writing(context, backing.check(done))
                        if len(reply) > _LONGEST_REPLY:
                            raise ChatModelError(f"the model {self.name} does not come to an end")
            except ChatModelError as exc:
                finished = backing.check(closed_statements(reply, offered))
                if not any(statement.quotes for statement in finished):
                    raise
                yield Writing(context, finished, broken=exc.sentence)
                return
            drafts = parse_statements(reply, offered)
            if any(context.at(number) for draft in drafts for number in draft.numbers):
                yield Writing(
                    context,
                    backing.check(drafts),
                    declined=all(says_nothing(d.text) for d in drafts if d.numbers),
                )
                return
            if declines(reply):
                yield Writing(context, declined=True)
                return
            replies.append(reply)

    def _quotes(self, question: str, context: Context, stop: Stop) -> Generator[Writing]:
        # A model that small denies most of what it is asked: that is no question for it.
        most, may_decline = self._settings.quotes, not self._chat.small
        prompt = quotes_prompt(question, context, most, may_decline=may_decline)
        schema = quotes_schema(context, most, may_decline=may_decline)
        for asked, replies in self._two_tries(prompt, prose=False):
            with stop.reading(self._ask(asked, schema)) as pieces:
                reply = "".join(pieces)
            numbers = [n for n in parse_numbers(reply) if context.at(n)]
            if numbers:
                yield Writing(context, quotes=self._chosen(numbers, context))
                return
            if declines(reply):
                yield Writing(context, declined=True)
                return
            replies.append(reply)

    def _two_tries(
        self, prompt: list[Message], *, prose: bool
    ) -> Iterator[tuple[list[Message], list[str]]]:
        """The prompt, and one that asks again after the reply that is then in the list.

        Raises ChatModelError where asking again makes no sense, or did not help.
        """
        replies: list[str] = []
        yield prompt, replies
        if refuses(replies[0]):
            raise ChatModelError(f"the model {self.name} refused to answer")
        yield repair_prompt(prompt, replies[0], prose=prose), replies
        raise ChatModelError(f"the model {self.name}, asked twice, pointed at no sentence")

    def _ask(self, prompt: Sequence[Message], schema: Mapping[str, Any] | None = None) -> Reply:
        most = self._settings.reply_tokens
        if self._chat.small:
            most = min(most, _TOKENS_FOR_SMALL)
        return self._chat.stream(prompt, most_tokens=most, schema=schema)

    def _chosen(self, numbers: Sequence[int], context: Context) -> tuple[Quote, ...]:
        """The quotes in the model's order; a small model's choice only tips the balance."""
        most = self._settings.quotes
        if not self._chat.small:
            return Backing(self._catalog, context).quotes(numbers)[:most]
        chosen = {context.at(number) for number in numbers}
        tipped = [
            replace(s, score=s.score + _CHOICE_BONUS) if s in chosen else s for s in context.offered
        ]
        tipped.sort(key=lambda s: (-s.score, s.source, s.sentence.span.start))
        return tuple(choose_quotes(Retrieval(sentences=tuple(tipped)), self._catalog, most))
