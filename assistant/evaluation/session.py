"""An evaluation from beginning to end: the set, its articles, an index, the figures."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from assistant.answering.answer import Answer
from assistant.answering.assistant import Assistant
from assistant.errors import QuestionError, QuestionSetError
from assistant.evaluation.baselines import open_baselines
from assistant.evaluation.measures import intervals_of
from assistant.evaluation.question_sets.alignment import align_evidence
from assistant.evaluation.question_sets.opening import locate_in, opened
from assistant.evaluation.question_sets.questions import load_questions, sample
from assistant.evaluation.question_sets.values import Question
from assistant.evaluation.runner import Evaluation, evaluate
from assistant.evaluation.setup import Drawn, describe
from assistant.evaluation.side_by_side import side_by_side
from assistant.library.indexer import Progress
from assistant.library.opening import has_index
from assistant.settings import Settings

# Recall is measured to a depth of ten articles, each of which may hold several passages.
_PASSAGES = 100
_SEED = 0


def run_evaluation(
    questions: Path,
    *,
    articles: Path | None = None,
    settings: Settings,
    limit: int | None = None,
    baseline: bool = False,
    indexing: Progress | None = None,
    asking: Progress | None = None,
    not_read: Callable[[str, str], None] = lambda source, reason: None,
) -> Evaluation:
    """Ask a question set and measure the answers.

    Articles that the set brings, or that `articles` names, are indexed in a throw-away folder,
    all of them whatever `limit` says; else the index of `settings.store` is asked. With
    `baseline` plainer ways of retrieving are measured beside it, and `asking` is told of their
    questions too; `not_read` of files that could not be read, and why. Raises QuestionSetError,
    LibraryError, StoreError.
    """
    found = load_questions(questions)
    if limit is not None and limit < 1:
        raise QuestionSetError(f"--limit {limit} asks nothing: give 1 or more")
    nothing = QuestionSetError(
        f"{questions} brings no articles and none are indexed in {settings.store}: "
        "name them with --articles PATH"
    )
    own = found.articles is None and articles is None
    if own and not has_index(settings.place):  # opening it would make one
        raise nothing
    deep = replace(settings, passages=_PASSAGES)
    with opened(found, articles, deep, indexing, not_read) as assistant:
        entries = assistant.entries()
        if not entries:
            raise nothing
        files = {entry.source: entry.path for entry in entries}
        known = [assistant.article(entry.source) for entry in entries]
        # All evidence is placed before a sample is drawn: whether a set counts characters of
        # the files or of the texts is told from all its spans.
        aligned = found.questions
        if found.articles is None:
            aligned = align_evidence(aligned, known, lambda source: locate_in(files[source]))
        chosen = sample(aligned, limit or len(aligned), _SEED)
        texts = {article.source: article.text for article in known}
        assistant.encoder.encode(["the model is loaded before anything is timed"])
        ways = open_baselines(assistant, known, _PASSAGES) if baseline else nullcontext(())
        with ways as others:
            counters = _counters(asking, len(chosen), 1 + len(others))
            evaluation = evaluate(
                chosen,
                lambda question: _ask(assistant, question),
                texts,
                counters[0],
                read=settings.reranked,
            )
            beside = {
                way.name: (evaluate(chosen, way.ask, texts, tell, finish=way.point), way.depth)
                for way, tell in zip(others, counters[1:], strict=True)
            }
        drawn = Drawn(len(chosen), len(aligned), limit, _SEED)
        setup = describe(questions, settings, assistant, drawn)
    return replace(
        evaluation,
        intervals=intervals_of(evaluation),
        setup=setup,
        baselines=side_by_side(evaluation, beside),
    )


def _counters(
    progress: Progress | None, questions: int, runs: int
) -> list[Callable[[int, int], None]]:
    """For each run over the questions what tells of them all."""

    def counter(before: int) -> Callable[[int, int], None]:
        def tell(done: int, _: int) -> None:
            if progress:
                progress(before + done, questions * runs, "")

        return tell

    return [counter(run * questions) for run in range(runs)]


def _ask(assistant: Assistant, question: Question) -> Answer:
    try:
        return assistant.ask(question.text, question.history)
    except QuestionError as exc:  # such as a question without words: refused, as a user would see
        return Answer(question.text, str(exc), abstained=True, confidence=0.0)
