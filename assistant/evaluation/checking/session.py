"""A question set checked from beginning to end: the set, its articles, what retrieval says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.answering.answer import Answer
from assistant.errors import QuestionError, QuestionSetError
from assistant.evaluation.checking.findings import Finding
from assistant.evaluation.checking.questions import check_questions
from assistant.evaluation.checking.retrieval import check_retrieval
from assistant.evaluation.checking.spans import check_spans, fix_spans
from assistant.evaluation.question_sets.alignment import align_evidence
from assistant.evaluation.question_sets.opening import articles_of, locate_in, opened
from assistant.evaluation.question_sets.questions import load_questions
from assistant.evaluation.question_sets.values import Question, QuestionSet
from assistant.library.indexer import Progress
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found; `fixed` counts the pieces of evidence whose offsets were written."""

    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
    fixed: int = 0
    not_read: tuple[tuple[str, str], ...] = ()
    articles: int = 0

    @property
    def faults(self) -> int:
        """How many of the findings are faults."""
        return sum(finding.is_fault for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """The object that `assistant questions check --json` writes."""
        return {
            "questions": len(self.questions),
            "articles": self.articles,
            "faults": self.faults,
            "warnings": len(self.findings) - self.faults,
            "fixed": self.fixed,
            "not_read": [list(pair) for pair in self.not_read],
            "findings": [finding.to_dict() for finding in self.findings],
        }


def run_checks(
    path: Path,
    *,
    articles: Path | None = None,
    settings: Settings,
    fix: bool = False,
    confidence: float | None = None,
    indexing: Progress | None = None,
    asking: Progress | None = None,
) -> Checked:
    """All checks that the set and its articles allow.

    With a `confidence` the articles are indexed in a throw-away folder and asked, see
    `check_retrieval`. `fix` first writes the offsets of a JSONL set. Raises QuestionSetError,
    LibraryError.
    """
    found = load_questions(path)
    loaded = articles_of(found, articles)
    fixed = 0
    if fix:
        if loaded is None or found.articles is not None:
            raise QuestionSetError(
                f"{path} cannot be fixed: --fix writes the offsets of a JSONL set, whose "
                "articles are named with --articles PATH"
            )
        fixed = fix_spans(path, loaded.articles)
        found = load_questions(path)
    findings = list(check_questions(found.questions))
    if loaded is not None:
        findings += check_spans(
            found.questions,
            loaded.articles,
            loaded.sentences,
            lambda source: locate_in(loaded.files.get(source)),
        )
        if confidence is not None:
            findings += _ask(found, articles, settings, confidence, indexing, asking)
    order = {id: at for at, id in enumerate(q.id for q in found.questions)}
    findings.sort(key=lambda finding: (not finding.is_fault, order[finding.id]))
    return Checked(
        found.questions,
        tuple(findings),
        fixed,
        loaded.failed if loaded else (),
        len(loaded.articles) if loaded else 0,
    )


def _ask(
    found: QuestionSet,
    articles: Path | None,
    settings: Settings,
    confidence: float,
    indexing: Progress | None,
    asking: Progress | None,
) -> list[Finding]:
    """What retrieval says; questions whose evidence is faulty are asked without it."""
    with opened(found, articles, replace(settings, llm="none"), indexing) as assistant:
        entries = assistant.entries()
        files = {entry.source: entry.path for entry in entries}
        known = [assistant.article(entry.source) for entry in entries]

        def placed(question: Question) -> Question:
            try:
                only: Sequence[Question] = align_evidence(
                    [question], known, lambda source: locate_in(files[source])
                )
            except QuestionSetError:
                return replace(question, evidence=())
            return only[0]

        def ask(question: Question) -> Answer:
            try:
                return assistant.ask(question.text, question.history)
            except QuestionError as exc:  # not a question that can be put
                return Answer(question.text, str(exc), abstained=True, confidence=0.0)

        def tell(done: int, total: int) -> None:
            if asking:
                asking(done, total, "")

        aligned = [placed(q) if found.articles is None else q for q in found.questions]
        return list(check_retrieval(aligned, ask, confidence, tell))
