"""Each question put twice: to the whole library, and to what is left without its article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.answering.asking import check_question
from assistant.answering.conversation import condense
from assistant.answering.reader import choose_quotes
from assistant.answering.signals import Signals, read_signals
from assistant.errors import QuestionError
from assistant.evaluation.metrics import answer_rank, fold

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant
    from assistant.answering.retriever import Retrieval
    from assistant.evaluation.question_sets.values import Question
    from assistant.library.indexer import Progress

Kind = Literal["here", "absent", "unanswerable"]


@dataclass(frozen=True, slots=True)
class Trial:
    """How one question went: what was seen of the first quote, and whether the quotes answer.

    A quote does if it holds an accepted answer, or where none is known if it is in the evidence:
    `right` if the first quoted sentence does, `helpful` if any does. `kind` says whether the
    library answers the question: it does, its article was left out, or the set says that it does
    not; `group` is the same for all questions about one article.
    """

    question: str
    kind: Kind
    group: str
    signals: Signals | None
    right: bool = False
    helpful: bool = False


def can_be_judged(question: Question) -> bool:
    """Whether it can be told if a quote answers the question."""
    if not question.answerable:
        return True
    return bool(question.evidence) or any(fold(answer) for answer in question.answers)


def try_questions(
    assistant: Assistant,
    questions: Sequence[Question],
    progress: Progress | None = None,
) -> tuple[Trial, ...]:
    """Put questions that can be judged to the index, each as soon as the one before is done.

    With its article all others of the same title are left out, such as further parts of it,
    unless nothing else is there. A question whose article is not known is put once, as is one
    that no other article is left to ask.
    """
    trials: list[Trial] = []
    titles = {entry.source: entry.title for entry in assistant.entries()}
    for done, question in enumerate(questions, start=1):
        trials += _both(assistant, question, titles)
        if progress:
            progress(done, len(questions), "")
    return tuple(trials)


def _both(assistant: Assistant, question: Question, titles: dict[str, str]) -> Iterator[Trial]:
    left_out = {titles[source] for source in question.gold if source in titles}
    group = min(left_out, default=question.id)
    try:
        check_question(question.text, assistant.settings.question_characters)
        first: Kind = "here" if question.answerable else "unanswerable"
        yield _trial(assistant, question, group, first, None)
        rest = [source for source, title in titles.items() if title not in left_out] or [
            source for source in titles if source not in question.gold
        ]
        if question.answerable and left_out and rest:
            yield _trial(assistant, question, group, "absent", rest)
    except QuestionError:  # such as one without words: nobody can be sure or unsure of it
        return


def _trial(
    assistant: Assistant, question: Question, group: str, kind: Kind, sources: list[str] | None
) -> Trial:
    asked = condense(question.text, question.history)
    found = assistant.retriever.search(
        asked.question, sources, context=asked.context, said=asked.said
    )
    rank = _rank(assistant, question, found) if kind == "here" else None
    seen = read_signals(asked.question, found)
    return Trial(question.id, kind, group, seen, right=rank == 1, helpful=rank is not None)


def _rank(assistant: Assistant, question: Question, found: Retrieval) -> int | None:
    """The place, from 1, of the first quoted sentence that answers."""
    catalog = assistant.store.catalog
    quoted = [
        (quote.chosen.source, span)
        for quote in choose_quotes(found, catalog, assistant.settings.quotes)
        for span in quote.sentences
    ]
    if any(fold(answer) for answer in question.answers):
        words = [(source, catalog.text(source, span.start, span.end)) for source, span in quoted]
        return answer_rank(words, question.answers, question.gold)
    for rank, (source, span) in enumerate(quoted, start=1):
        for piece in question.evidence:
            if piece.source == source and piece.start < span.end and span.start < piece.end:
                return rank
    return None
