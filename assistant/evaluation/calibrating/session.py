"""A calibration from beginning to end: questions, trials, a fit, figures, the file."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.assistant import Assistant
from assistant.answering.calibration import (
    NO_RERANKER,
    Calibration,
    fingerprint,
    made_with,
    save_calibration,
)
from assistant.answering.trust import BUILT_IN
from assistant.errors import CalibrationError, QuestionSetError
from assistant.evaluation.calibrating.fitting import fit_trust, judge, judge_held_out
from assistant.evaluation.calibrating.report import Report
from assistant.evaluation.calibrating.trials import Trial, can_be_judged, try_questions
from assistant.evaluation.calibrating.worth import measure_worth
from assistant.evaluation.drafting import draft_questions, draft_with_model
from assistant.evaluation.question_sets.alignment import align_evidence
from assistant.evaluation.question_sets.opening import locate_in
from assistant.evaluation.question_sets.questions import load_questions, sample
from assistant.evaluation.question_sets.values import Question, QuestionSet
from assistant.library.indexer import Progress
from assistant.library.sources import find_articles
from assistant.models.providers import open_chat_model
from assistant.settings import Settings
from assistant.types import Article, Sentence

DRAFTED = 300
# With fewer nothing is told apart but by accident.
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to calibrate by: the user's `questions`, or as many drafted ones as `limit` says.

    These come from the chat model `llm` where one is named, as many as it can give, then by rule.
    """

    risk: float = 0.05
    questions: Path | None = None
    articles: Path | None = None
    limit: int | None = None
    llm: str = "none"
    llm_url: str | None = None

    def check(self) -> None:
        """Raise CalibrationError for what cannot be."""
        if not 0 < self.risk < 1:
            raise CalibrationError(
                f"--risk {self.risk:g} is no share of answers: give one between 0 and 1, like .05"
            )
        if self.limit is not None and self.limit < FEWEST:
            raise CalibrationError(
                f"--limit {self.limit} is too few to calibrate by: give {FEWEST} or more"
            )


def run_calibration(
    wanted: Wanted, settings: Settings, indexing: Progress | None, asking: Progress | None
) -> Report:
    """Fit confidence and thresholds to the index of `settings.store` and keep them beside it.

    `wanted.articles` are brought up to date in it first; articles that a set brings go into an
    index that is empty. Raises CalibrationError, QuestionSetError, LibraryError, StoreError,
    ChatModelError.
    """
    wanted.check()
    if wanted.articles:
        find_articles([wanted.articles])  # a wrong path must not empty the index
    found = load_questions(wanted.questions) if wanted.questions else None
    with Assistant(settings) as assistant:
        if wanted.articles:
            assistant.update([wanted.articles], progress=indexing)
        elif found and found.articles and not assistant.entries():
            assistant.index_articles(found.articles, str(wanted.questions), progress=indexing)
        if not assistant.entries():
            raise CalibrationError(
                f"no articles are indexed in {settings.store}: name them with --articles PATH"
            )
        questions = _questions(assistant, found, wanted)
        judged = [question for question in questions if can_be_judged(question)]
        trials = try_questions(assistant, judged, asking)
        _check(trials, wanted)
        put = sum(trial.kind != "absent" for trial in trials)
        report = _report(assistant, trials, wanted, put, len(questions) - put)
        save_calibration(assistant.store.notes, report.calibration)
    return report


def _questions(
    assistant: Assistant, found: QuestionSet | None, wanted: Wanted
) -> Sequence[Question]:
    entries = assistant.entries()
    articles = [assistant.article(entry.source) for entry in entries]
    if found is None:
        sentences = {e.source: assistant.store.catalog.sentences(e.source) for e in entries}
        return _drafted(articles, sentences, wanted)
    known = {entry.source for entry in entries}
    lost = [q for q in found.questions if found.articles and not known.issuperset(q.gold)]
    if lost:
        raise QuestionSetError(
            f"{wanted.questions} brings articles that {assistant.settings.store} does not hold: "
            "give the name of an empty folder with --store, and they are indexed there"
        )
    aligned = found.questions
    if found.articles is None:
        files = {entry.source: entry.path for entry in entries}
        aligned = align_evidence(aligned, articles, lambda source: locate_in(files[source]))
    return sample(aligned, wanted.limit or len(aligned))


def _drafted(
    articles: Sequence[Article], sentences: Mapping[str, Sequence[Sentence]], wanted: Wanted
) -> Sequence[Question]:
    most = wanted.limit or DRAFTED
    chat = open_chat_model(wanted.llm, url=wanted.llm_url)
    found = list(draft_with_model(chat, articles, sentences, most)) if chat else []
    asked = {question.evidence for question in found}
    by_rule = draft_questions(articles, sentences, most)
    return [*found, *(q for q in by_rule if q.evidence not in asked)][:most]


def _check(trials: Sequence[Trial], wanted: Wanted) -> None:
    """Raise CalibrationError where nothing can be learned, and say what is missing."""
    named = str(wanted.questions) if wanted.questions else "the articles"
    answerable = sum(trial.kind == "here" for trial in trials)
    if answerable < FEWEST:
        cure = (
            "give more, with answers or evidence in these articles"
            if wanted.questions
            else "index more text, or write questions and name them with --questions FILE"
        )
        raise CalibrationError(
            f"{named} gave {answerable} questions that can be judged and have an answer, too few "
            f"to calibrate by ({FEWEST}): {cure}"
        )
    if all(trial.kind == "here" for trial in trials):
        raise CalibrationError(
            f"{named} gave nothing that should be refused, since no article can be left out: "
            "index a second article, add unanswerable questions, or name the evidence"
        )
    if not any(trial.right for trial in trials):
        raise CalibrationError(
            f"none of {answerable} questions was answered right: check that {named} and the index "
            "belong together"
        )


def _report(
    assistant: Assistant, trials: Sequence[Trial], wanted: Wanted, questions: int, skipped: int
) -> Report:
    fitted = fit_trust(trials, wanted.risk)
    threshold = BUILT_IN.choices["balanced"].threshold
    calibration = Calibration(
        fitted.trust,
        risk=wanted.risk,
        kept=fitted.chosen["balanced"].kept,
        questions=questions,
        made=time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        made_with=made_with(assistant.store.catalog.meta()),
        articles=fingerprint(assistant.entries()),
        reranker=assistant.settings.reranker or NO_RERANKER,
    )
    return Report(
        calibration,
        fitted.chosen,
        before=measure_worth(judge(trials, BUILT_IN, threshold)),
        after=measure_worth(judge_held_out(trials, wanted.risk)),
        threshold_before=threshold,
        absent=sum(trial.kind == "absent" for trial in trials),
        skipped=skipped,
    )
