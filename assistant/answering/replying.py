"""From what was found to an answer: the built-in reader's, or a chat model's as it grows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.answer import NOT_FOUND, NOT_FOUND_BY_MODEL, Answer
from assistant.answering.composer import Composer
from assistant.answering.disagreement import (
    Differing,
    find_differing,
    include_sides,
    show_differing,
)
from assistant.answering.reader import Quote, choose_quotes
from assistant.errors import ChatModelError

if TYPE_CHECKING:
    from assistant.answering.finding import Found
    from assistant.answering.stopping import Stop
    from assistant.answering.writer import Writer
    from assistant.settings import Settings


def read_answer(found: Found, answer: Answer, confident: bool, settings: Settings) -> Answer:
    """The built-in reader's answer; that there is none if it is not `confident` enough."""
    began = time.perf_counter()
    # Where nothing is answered, nothing is said to differ.
    quotes, differing = _quotes(answer.searched if confident else "", found, settings)
    read = Composer(found.articles, settings).compose(quotes)
    took = {**answer.timings_ms, "read": _milliseconds_since(began)}
    answer = replace(answer, timings_ms=took, complete=True)
    if not quotes or not confident:
        return _abstention(replace(answer, withheld=read.citations), NOT_FOUND)
    answer = replace(answer, text=read.text, citations=read.citations)
    return show_differing(differing, answer, found.articles)


def write_answer(
    writer: Writer, question: str, found: Found, answer: Answer, stop: Stop, settings: Settings
) -> Iterator[Answer]:
    """The chat model's answer as it grows; the reader's, and why, if there is none."""
    began = time.perf_counter()
    composer = Composer(found.articles, settings)
    answer, reply, failed = replace(answer, model=writer.name), None, ""
    try:
        with closing(writer.write(question, found.retrieval, stop)) as replies:
            for reply in replies:
                written = composer.compose(reply.quotes, reply.statements)
                answer = written.put_in(replace(answer, context=reply.context))
                if answer.citations:
                    yield answer
    except ChatModelError as exc:
        failed = exc.sentence
    took = {**answer.timings_ms, "write": _milliseconds_since(began)}
    answer = replace(answer, timings_ms=took, complete=True)
    quotes, differing = _quotes(question, found, settings)
    if reply and reply.declined:
        written = composer.compose(quotes, reply.statements)
        told = replace(written.put_in(answer), withheld=written.citations + written.withheld)
        yield _abstention(told, NOT_FOUND_BY_MODEL)
    elif reply and answer.citations:
        broken = f"{reply.broken} What it had finished is shown."
        answer = replace(answer, note=broken if reply.broken else "")
        differing = find_differing(question, found.retrieval, found.articles, answer.citations)
        yield show_differing(differing, answer, found.articles)
    else:
        broken = f"{reply.broken} " if reply and reply.broken else ""
        nothing = f"Nothing that the model {writer.name} said is backed by its quotes."
        why = failed or broken + nothing
        written = composer.compose(quotes, reply.statements if reply else ())
        note = f"{why} The built-in reader answered instead."
        answer = replace(written.put_in(answer), model=None, note=note)
        yield show_differing(differing, answer, found.articles)


def _quotes(
    question: str, found: Found, settings: Settings
) -> tuple[list[Quote], Differing | None]:
    """The built-in reader's quotes, those of all sides among them where articles differ."""
    most = settings.quotes
    quotes = choose_quotes(found.retrieval, found.articles, most)
    differing = find_differing(question, found.retrieval, found.articles)
    return include_sides(differing, quotes, most), differing


def _abstention(answer: Answer, said: str) -> Answer:
    titles = list(dict.fromkeys(passage.title for passage in answer.passages))[:3]
    nearest = ", ".join(f"“{title}”" for title in titles)
    text = said + (f" The nearest passages are in {nearest}." if titles else "")
    return replace(answer, text=text, abstained=True, citations=(), statements=())


def _milliseconds_since(began: float) -> float:
    return (time.perf_counter() - began) * 1000
