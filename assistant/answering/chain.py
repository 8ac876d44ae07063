"""The way of a question, as a LangChain Runnable: condense, retrieve, read or write, verify."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor
from pydantic import WithJsonSchema
from typing_extensions import TypedDict  # pydantic refuses typing's before Python 3.12

from assistant.answering.answer import NOT_FOUND, NOT_FOUND_BY_MODEL, Answer
from assistant.answering.composer import Composer
from assistant.answering.confidence import confidence
from assistant.answering.conversation import Standalone, Turn, condense
from assistant.answering.library_questions import answer_about_library, is_about_library
from assistant.answering.reader import choose_quotes
from assistant.answering.rewriting import rewrite
from assistant.answering.stopping import Stop
from assistant.answering.writer import Writer
from assistant.errors import ChatModelError, QuestionError

if TYPE_CHECKING:
    from assistant.answering.retriever import Retrieval, Retriever
    from assistant.library.catalog import Catalog
    from assistant.models.chat import ChatModel
    from assistant.settings import Settings


class _Asked(TypedDict):
    question: str


class ChainInput(_Asked, total=False):
    """A question, earlier turns, and the articles to ask (all that are open if absent).

    Whoever presses `stop` in another thread ends the wait for a chat model.
    """

    history: Sequence[Turn]
    sources: Sequence[str] | None
    stop: Annotated[Stop | None, WithJsonSchema({"type": "null"})]  # nothing that JSON can hold


class AnswerChain(Runnable[ChainInput, Answer]):
    """Turns `{"question", "history"}` into an `Answer`.

    `stream` yields the answer as it grows: with its passages only, when they are found, then with
    each statement of the chat model that is finished and checked, at last `complete`. Each chunk
    stands for all that came before it. `allowed` turns the sources that were named into those to
    search. Without a `chat` model the built-in reader answers, as it does when that model fails.
    Raises QuestionError for a question that is empty, has no words, or is too long, and whatever
    `allowed` raises.
    """

    def __init__(
        self,
        retriever: Retriever,
        catalog: Catalog,
        settings: Settings,
        allowed: Callable[[Sequence[str] | None], list[str] | None],
        chat: ChatModel | None = None,
    ) -> None:
        self._retriever, self._catalog, self._settings = retriever, catalog, settings
        self._allowed, self._chat = allowed, chat
        self._writer = Writer(chat, catalog, settings) if chat else None

    def invoke(
        self, input: ChainInput, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Answer:
        """The whole answer."""
        return self._call_with_config(self._last, input, config, run_type="chain")

    def stream(
        self, input: ChainInput, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[Answer]:
        """First the passages, then the whole answer."""
        yield from self._transform_stream_with_config(
            iter([input]), lambda inputs: self._steps(next(inputs)), config, run_type="chain"
        )

    async def astream(
        self, input: ChainInput, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AsyncIterator[Answer]:
        """The same as `stream`; each step runs in a thread."""

        async def given() -> AsyncIterator[ChainInput]:
            yield input

        async def answers(inputs: AsyncIterator[ChainInput]) -> AsyncIterator[Answer]:
            stop = input.get("stop") or Stop()
            steps = self._steps({**await anext(inputs), "stop": stop})
            try:
                while (step := await run_in_executor(config, next, steps, None)) is not None:
                    yield step
            except BaseException:  # whoever asked went away: the thread must not wait on
                stop.press()
                raise

        async for answer in self._atransform_stream_with_config(
            given(), answers, config, run_type="chain"
        ):
            yield answer

    def _last(self, given: ChainInput) -> Answer:
        *_, last = self._steps(given)
        return last

    def _steps(self, given: ChainInput) -> Iterator[Answer]:
        question = self._checked(given["question"])
        sources = self._allowed(given.get("sources"))
        # Nobody follows up on a greeting, or on the list of articles.
        turns = [turn for turn in given.get("history") or () if not is_about_library(turn[0])]
        if is_about_library(question, following=bool(turns)):
            text = answer_about_library(question, self._catalog.titles(sources))
            yield Answer(question, text, abstained=False, confidence=1.0, searched=question)
            return
        stop = given.get("stop") or Stop()
        began = time.perf_counter()
        standalone = self._condensed(question, turns, stop)
        condensed = time.perf_counter()
        retrieval = self._retriever.search(
            standalone.question, sources, context=standalone.context, said=standalone.said
        )
        timings = {
            **({"condense": (condensed - began) * 1000} if self._chat and turns else {}),
            "retrieve": _milliseconds_since(condensed),
        }
        found = Answer(
            question,
            text="",
            abstained=False,
            confidence=confidence(retrieval),
            passages=retrieval.passages[: self._settings.passages],
            searched=str(standalone),
            timings_ms=timings,
            complete=False,
        )
        yield found
        if self._writer and found.confidence >= self._settings.threshold and retrieval.sentences:
            yield from self._write(self._writer, str(standalone), retrieval, found, stop)
        else:
            yield self._read(retrieval, found)

    def _condensed(self, question: str, turns: Sequence[Turn], stop: Stop) -> Standalone:
        """By the chat model if there is one and it does it well, else by rule."""
        written = rewrite(question, turns, self._chat, stop) if self._chat and turns else None
        return written or condense(question, turns)

    def _read(self, retrieval: Retrieval, found: Answer) -> Answer:
        """The built-in reader's answer, or that there is none."""
        began = time.perf_counter()
        quotes = choose_quotes(retrieval, self._catalog, self._settings.quotes)
        read = Composer(self._catalog, self._settings).compose(quotes)
        took = {**found.timings_ms, "read": _milliseconds_since(began)}
        answer = replace(found, timings_ms=took, complete=True)
        if not quotes or found.confidence < self._settings.threshold:
            return _abstention(replace(answer, withheld=read.citations), NOT_FOUND)
        return replace(answer, text=read.text, citations=read.citations)

    def _write(
        self,
        writer: Writer,
        question: str,
        retrieval: Retrieval,
        found: Answer,
        stop: Stop,
    ) -> Iterator[Answer]:
        """The chat model's answer as it grows; the reader's, and why, if there is none."""
        began = time.perf_counter()
        composer = Composer(self._catalog, self._settings)
        answer, reply, failed = replace(found, model=writer.name), None, ""
        try:
            with closing(writer.write(question, retrieval, stop)) as replies:
                for reply in replies:
                    written = composer.compose(reply.quotes, reply.statements)
                    answer = written.put_in(replace(answer, context=reply.context))
                    if answer.citations:
                        yield answer
        except ChatModelError as exc:
            failed = exc.sentence
        took = {**found.timings_ms, "write": _milliseconds_since(began)}
        answer = replace(answer, timings_ms=took, complete=True)
        quotes = choose_quotes(retrieval, self._catalog, self._settings.quotes)
        if reply and reply.declined:
            written = composer.compose(quotes, reply.statements)
            told = replace(written.put_in(answer), withheld=written.citations + written.withheld)
            yield _abstention(told, NOT_FOUND_BY_MODEL)
        elif reply and answer.citations:
            broken = f"{reply.broken} What it had finished is shown."
            yield replace(answer, note=broken if reply.broken else "")
        else:
            broken = f"{reply.broken} " if reply and reply.broken else ""
            nothing = f"Nothing that the model {writer.name} said is backed by its quotes."
            why = failed or broken + nothing
            written = composer.compose(quotes, reply.statements if reply else ())
            note = f"{why} The built-in reader answered instead."
            yield replace(written.put_in(answer), model=None, note=note)

    def _checked(self, question: str) -> str:
        try:
            question.encode()
        except UnicodeEncodeError as exc:  # half of a pair, or a byte that is no UTF-8
            raise QuestionError("the question has characters that cannot be: retype it") from exc
        asked = " ".join(question.split())
        if not asked:
            raise QuestionError("the question is empty: type a few words")
        if not any(character.isalnum() for character in asked):
            raise QuestionError(f"the question {asked[:20]!r} has no words: type a few words")
        if len(asked) > (most := self._settings.question_characters):
            raise QuestionError(
                f"the question has {len(asked)} characters, at most {most} are read: shorten it"
            )
        return asked


def _abstention(answer: Answer, said: str) -> Answer:
    titles = list(dict.fromkeys(passage.title for passage in answer.passages))[:3]
    nearest = ", ".join(f"“{title}”" for title in titles)
    text = said + (f" The nearest passages are in {nearest}." if titles else "")
    return replace(answer, text=text, abstained=True, citations=(), statements=())


def _milliseconds_since(began: float) -> float:
    return (time.perf_counter() - began) * 1000
