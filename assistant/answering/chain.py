"""The way of a question, as a LangChain Runnable: condense, retrieve, read or write, verify."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor
from pydantic import WithJsonSchema
from typing_extensions import TypedDict  # pydantic refuses typing's before Python 3.12

from assistant.answering.answer import Answer
from assistant.answering.asking import check_question
from assistant.answering.conversation import Standalone, Turn, condense
from assistant.answering.finding import find
from assistant.answering.library_questions import answer_about_library, is_about_library
from assistant.answering.replying import read_answer, write_answer
from assistant.answering.rewriting import rewrite
from assistant.answering.stopping import Stop
from assistant.answering.trust import BUILT_IN, Trust
from assistant.answering.writer import Writer
from assistant.models.usage import Meter

if TYPE_CHECKING:
    from assistant.answering.retriever import Retriever
    from assistant.library.catalog import Catalog
    from assistant.models.chat import ChatModel
    from assistant.settings import Settings


# From the sources that were named, or None, to those to search; None for the whole index.
Allowed = Callable[[Sequence[str] | None], list[str] | None]


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
    search. Articles are quoted as they were when they were found, whatever becomes of them
    meanwhile. Without a `chat` model the built-in reader answers, as it does when that model
    fails. Raises QuestionError for a question that is empty, has no words, or is too long, and
    whatever `allowed` raises.
    """

    def __init__(
        self,
        retriever: Retriever,
        catalog: Catalog,
        settings: Settings,
        allowed: Allowed,
        chat: ChatModel | None = None,
        trust: Trust = BUILT_IN,
    ) -> None:
        self._retriever, self._catalog, self._settings = retriever, catalog, settings
        self._allowed, self._chat, self._trust = allowed, chat, trust

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
        question = check_question(given["question"], self._settings.question_characters)
        named = given.get("sources")
        sources = self._allowed(named)
        asked_of = None if named is None else tuple(named)
        # Nobody follows up on a greeting, or on the list of articles.
        turns = [turn for turn in given.get("history") or () if not is_about_library(turn[0])]
        if is_about_library(question, following=bool(turns)):
            text = answer_about_library(question, self._catalog.titles(sources))
            yield Answer(question, text, False, 1.0, searched=question, sources=asked_of)
            return
        stop = given.get("stop") or Stop()
        meter = Meter(self._chat.count) if self._chat else None
        chat = replace(self._chat, meter=meter) if self._chat else None
        began = time.perf_counter()
        standalone = _condensed(question, turns, chat, stop)
        condensed = time.perf_counter()
        found = find(
            standalone,
            (lambda: self._allowed(None)) if named is None else (lambda: sources),
            self._retriever,
            self._catalog,
        )
        timings = {
            **({"condense": (condensed - began) * 1000} if chat and turns else {}),
            "retrieve": (time.perf_counter() - condensed) * 1000,
        }
        answer = Answer(
            question,
            text="",
            abstained=False,
            confidence=self._trust.confidence(standalone.question, found.retrieval),
            passages=found.retrieval.passages[: self._settings.passages],
            searched=str(standalone),
            timings_ms=timings,
            complete=False,
            sources=asked_of,
        )
        yield answer
        confident = answer.confidence >= self._trust.threshold(self._settings)
        if chat and confident and found.retrieval.sentences:
            writer = Writer(chat, found.articles, self._settings)
            steps = write_answer(writer, str(standalone), found, answer, stop, self._settings)
        else:
            steps = iter([read_answer(found, answer, confident, self._settings)])
        for step in steps:
            yield replace(step, usage=meter.usage()) if meter and step.complete else step


def _condensed(
    question: str, turns: Sequence[Turn], chat: ChatModel | None, stop: Stop
) -> Standalone:
    """By the chat model if there is one and it does it well, else by rule."""
    written = rewrite(question, turns, chat, stop) if chat and turns else None
    return written or condense(question, turns)
