"""What each choice of the retriever is worth, on all sets at once: rows of docs/retrieval.md.

    python benchmarks/retrieval_lab.py SET[=ARTICLES] [SET[=ARTICLES] ...] [--rows NAME ...]
        [--limit N] [--signals]

For example `xquad-en.json squad2-dev-part.json seeds/questions.jsonl=seeds/articles`. Each row is
the program with one choice changed, put to every question. Prints recall@1, answer@1, answer@3,
evidence recall and precision, the mean number of quoted sentences, and for answer@1 and answer@3
how many questions a row wins and loses against the program as it is.

`--signals` instead tells how well questions with an answer are told from those without one: the
set's own unanswerable ones, its answerable ones without their article, and those without all
articles of its title (AUROC), by similarity alone and with what speaks against an answer.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant, Settings
from assistant.answering import late_interaction, reader, retriever
from assistant.answering.answer_types import AnswerType
from assistant.answering.conversation import condense
from assistant.answering.signals import read_signals
from assistant.evaluation import metrics
from assistant.evaluation.outcomes import Outcome
from assistant.evaluation.question_sets.alignment import align_evidence
from assistant.evaluation.question_sets.questions import load_questions, sample
from assistant.evaluation.question_sets.values import Question
from assistant.evaluation.runner import evaluate

# A change: what is set in which module, until the row is done.
Change = tuple[Any, str, Any]


@dataclass(frozen=True)
class Library:
    """A question set with its opened articles."""

    name: str
    assistant: Assistant
    questions: tuple[Question, ...]
    texts: dict[str, str]


def rows(library: Library) -> dict[str, Sequence[Change]]:
    """The rows by name; the first is the program as it is."""
    search = library.assistant.retriever
    return {
        "as it is": (),
        "no answer type": [(retriever, "answer_type", _no_type)],
        "answer type .03": [(retriever, "_TYPE_BONUS", 0.03)],
        "answer type .08": [(retriever, "_TYPE_BONUS", 0.08)],
        "title .98": [(late_interaction, "_TITLE_DISCOUNT", 0.98)],
        "earlier .90": [(late_interaction, "_EARLIER_DISCOUNT", 0.9)],
        "distance .85": [(late_interaction, "_DISTANCE_DISCOUNT", 0.85)],
        "passage .02": [(retriever, "_PASSAGE_WEIGHT", 0.02)],
        "passage .03": [(retriever, "_PASSAGE_WEIGHT", 0.03)],
        "BM25 .5": [(retriever, "_LEXICAL_WEIGHT", 0.5)],
        "BM25 1": [(retriever, "_LEXICAL_WEIGHT", 1.0)],
        "read 16": [(search, "_settings", replace(search._settings, reranked=16))],
        "paragraph .3": [(retriever, "score_sentences", _with_paragraph)],
        "margin .15": [(reader, "_MARGIN", 0.15)],
    }


def _no_type(question: str) -> AnswerType | None:
    return None


def _with_paragraph(*given: Any) -> NDArray[np.float32]:
    """The score of a sentence and 0.3 of that of its whole chunk, read as one sentence."""
    scores = late_interaction.score_sentences(*given)
    question, weights, chunk, tokens, title = given
    one = replace(chunk.sentences[0], span=chunk.span)
    whole = late_interaction.score_sentences(
        question, weights, replace(chunk, sentences=(one,)), tokens, title
    )
    return np.where(scores <= -1, scores, scores + np.float32(0.3) * whole[0])


def open_library(argument: str, folder: Path, limit: int | None) -> Library:
    """`SET=ARTICLES`, or a SET that brings its articles."""
    name, _, articles = argument.partition("=")
    found = load_questions(Path(name))
    assistant = Assistant(Settings(store=folder, llm="none", passages=100))
    if found.articles is not None:
        assistant.index_articles(found.articles, name)
    else:
        assistant.index(articles)
    known = [assistant.article(entry.source) for entry in assistant.entries()]
    questions = found.questions
    if found.articles is None:
        questions = align_evidence(questions, known, lambda source: None)
    return Library(
        Path(name).stem,
        assistant,
        tuple(sample(questions, limit or len(questions))),
        {article.source: article.text for article in known},
    )


def measure(library: Library, changes: Sequence[Change]) -> tuple[Outcome, ...]:
    """How the questions go with these changes."""
    with ExitStack() as changed:
        for change in changes:
            changed.enter_context(mock.patch.object(*change))
        return evaluate(
            library.questions,
            lambda question: library.assistant.ask(question.text, question.history),
            library.texts,
        ).outcomes


def line(outcomes: Sequence[Outcome], base: Sequence[Outcome]) -> str:
    """The figures of a row, and what it wins and loses."""
    names = ("recall@1", "answer@1", "answer@3", "evidence_recall", "evidence_precision")
    parts = []
    for name in names:
        mean = metrics.mean(outcome.scores[name] for outcome in outcomes)
        parts.append("  –  " if mean is None else f"{mean:.3f}")
        if name.startswith("answer"):
            pairs = [
                (one.scores[name] or 0, two.scores[name] or 0)
                for one, two in zip(base, outcomes, strict=True)
            ]
            parts.append(f"(+{sum(a < b for a, b in pairs)} -{sum(a > b for a, b in pairs)})")
    return " ".join(parts)


def signals(library: Library) -> None:
    """Print how well similarity and contradictions tell what is answered here."""
    here: dict[str, list[tuple[float, float, float]]] = {"answerable": [], "unanswerable": []}
    without: dict[str, list[tuple[float, float, float]]] = {
        "without article": [],
        "without title": [],
    }
    titles = {entry.source: entry.title for entry in library.assistant.entries()}
    for question in library.questions:
        kind = "answerable" if question.answerable else "unanswerable"
        name = f"{kind} {question.kind}" if kind == "unanswerable" and question.kind else kind
        here.setdefault(name, []).append(_seen(library, question, None))
        if question.answerable and question.gold:
            gone = {titles[source] for source in question.gold}
            for key, kept in (
                ("without article", [s for s in titles if s not in question.gold]),
                ("without title", [s for s, title in titles.items() if title not in gone]),
            ):
                without[key].append(_seen(library, question, kept))
    for label, missing, contrary in (
        ("similarity", 0.0, 0.0),
        ("- .08 missing", 0.08, 0.0),
        ("- .06 contrary", 0.0, 0.06),
        ("- .08 missing - .06 contrary", 0.08, 0.06),
    ):
        values = {
            key: [s - missing * m - contrary * c for s, m, c in seen]
            for key, seen in {**here, **without}.items()
            if seen
        }
        positive = values.pop("answerable")
        print(
            f"  {label:30}",
            {k: round(metrics.auroc(positive, v) or 0, 3) for k, v in values.items()},
        )


def _seen(
    library: Library, question: Question, sources: Sequence[str] | None
) -> tuple[float, float, float]:
    """Similarity of the best sentence, missing details, contrary signs."""
    alone = condense(question.text, question.history)
    found = library.assistant.retriever.search(
        alone.question, sources, context=alone.context, said=alone.said
    )
    seen = read_signals(alone.question, found)
    return (seen.similarity, seen.missing, seen.contrary) if seen else (-1.0, 0.0, 0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--rows", nargs="+", help="only these, besides the program as it is")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--signals", action="store_true")
    arguments = parser.parse_args()
    for argument in arguments.sets:
        with tempfile.TemporaryDirectory() as folder:
            library = open_library(argument, Path(folder), arguments.limit)
            print(f"{library.name}: {len(library.questions)} questions", flush=True)
            if arguments.signals:
                signals(library)
            else:
                base: tuple[Outcome, ...] = ()
                for name, changes in rows(library).items():
                    if base and arguments.rows and name not in arguments.rows:
                        continue
                    outcomes = measure(library, changes)
                    base = base or outcomes
                    print(f"  {name:26} {line(outcomes, base)}", flush=True)
            library.assistant.close()


if __name__ == "__main__":
    main()
