"""The way of a question, as a LangChain Runnable: condense, retrieve, read, verify."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor
from typing_extensions import TypedDict  # pydantic refuses typing's before Python 3.12

from assistant.answering.answer import NOT_FOUND, Answer
from assistant.answering.confidence import confidence
from assistant.answering.conversation import Turn, condense
from assistant.answering.library_questions import answer_about_library, is_about_library
from assistant.answering.reader import choose_quotes, cite, compose
from assistant.answering.verifier import verify
from assistant.errors import QuestionError

if TYPE_CHECKING:
    from assistant.answering.retriever import Retriever
    from assistant.library.catalog import Catalog
    from assistant.settings import Settings


class _Asked(TypedDict):
    question: str


class ChainInput(_Asked, total=False):
    """A question, earlier turns, and the articles to ask (all that are open if absent)."""

    history: Sequence[Turn]
    sources: Sequence[str] | None


class AnswerChain(Runnable[ChainInput, Answer]):
    """Turns `{"question", "history"}` into an `Answer`.

    `stream` yields the answer twice: once with its passages only, when they are found, then
    whole. Each chunk stands for all that came before it. `allowed` turns the sources that were
    named into those to search. Raises QuestionError for a question that is empty, has no words,
    or is too long, and whatever `allowed` raises.
    """

    def __init__(
        self,
        retriever: Retriever,
        catalog: Catalog,
        settings: Settings,
        allowed: Callable[[Sequence[str] | None], list[str] | None],
    ) -> None:
        self._retriever, self._catalog, self._settings = retriever, catalog, settings
        self._allowed = allowed

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
            steps = self._steps(await anext(inputs))
            while (step := await run_in_executor(config, next, steps, None)) is not None:
                yield step

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
        began = time.perf_counter()
        standalone = condense(question, turns)
        retrieval = self._retriever.search(
            standalone.question, sources, context=standalone.context, said=standalone.said
        )
        timings = {"retrieve": _milliseconds_since(began)}
        found = Answer(
            question,
            text="",
            abstained=False,
            confidence=confidence(retrieval),
            passages=retrieval.passages[: self._settings.passages],
            searched=str(standalone),
            timings_ms=timings,
        )
        yield found
        began = time.perf_counter()
        quotes = choose_quotes(retrieval, self._catalog, self._settings.quotes)
        citations = tuple(verify(c, self._catalog) for c in cite(quotes, self._catalog))
        timings = {**timings, "read": _milliseconds_since(began)}
        if not citations or found.confidence < self._settings.threshold:
            text = _not_found(found)
            yield replace(found, text=text, abstained=True, withheld=citations, timings_ms=timings)
        else:
            yield replace(found, text=compose(citations), citations=citations, timings_ms=timings)

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


def _not_found(answer: Answer) -> str:
    titles = list(dict.fromkeys(passage.title for passage in answer.passages))[:3]
    nearest = ", ".join(f"“{title}”" for title in titles)
    return NOT_FOUND + (f" The nearest passages are in {nearest}." if titles else "")


def _milliseconds_since(began: float) -> float:
    return (time.perf_counter() - began) * 1000
