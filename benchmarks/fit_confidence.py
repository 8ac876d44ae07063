"""Fit what turns the similarity of the best sentence into a confidence.

    python benchmarks/fit_confidence.py SET[=ARTICLES] [SET[=ARTICLES] ...] [--limit N]

For example `xquad-en.json squad2-dev-part.json seeds/questions.jsonl=seeds/articles`. Each
question is put to its own library (the answer is there), to the same library without the
articles that answer it, and to the libraries of the other sets (it is not). A logistic
regression separates the first from the others; questions whose article was taken away count a
seventh, since what is left often comes close to an answer.
Prints slope and middle for assistant/answering/confidence.py and what thresholds would cost.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant import Assistant, Settings
from assistant.answering.retriever import Retrieval
from assistant.evaluation.questions import load_questions, sample
from assistant.evaluation.values import Question

_REMOVED_WEIGHT = 0.15


@dataclass
class Library:
    """A question set with its opened articles."""

    name: str
    assistant: Assistant
    questions: list[Question]

    def similarity(self, question: Question, without: tuple[str, ...] = ()) -> float:
        """Similarity of the best sentence, with some articles left out."""
        sources = [entry.source for entry in self.assistant.entries()]
        kept = [s for s in sources if not any(s == w or s.endswith(f"/{w}") for w in without)]
        retrieval: Retrieval = self.assistant.retriever.search(question.text, kept)
        return next((s.similarity for s in retrieval.sentences if s.sentence.quotable), -1.0)


def open_library(argument: str, folder: Path, limit: int) -> Library:
    """`SET=ARTICLES`, or a SET that brings its articles."""
    name, _, articles = argument.partition("=")
    found = load_questions(Path(name))
    assistant = Assistant(Settings(store=folder))
    if articles:
        assistant.index(articles)
    else:
        assistant.index_articles(found.articles or (), name)
    alone = [question for question in found.questions if not question.history]
    return Library(Path(name).stem, assistant, list(sample(alone, limit)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--limit", type=int, default=250)
    arguments = parser.parse_args()
    here: list[float] = []
    removed: list[float] = []
    elsewhere: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        libraries = [
            open_library(argument, Path(folder, str(number)), arguments.limit)
            for number, argument in enumerate(arguments.sets)
        ]
        for library in libraries:
            own = [question for question in library.questions if question.answerable]
            present = [library.similarity(question) for question in own]
            without = [library.similarity(question, question.gold) for question in own]
            tricks = [library.similarity(q) for q in library.questions if not q.answerable]
            others = [
                library.similarity(question)
                for other in libraries
                if other is not library
                for question in other.questions
            ]
            here, removed, elsewhere = here + present, removed + without, elsewhere + others
            print(f"{library.name}: AUROC against")
            for name, scores in (
                ("the same without its article", without),
                ("questions of the other sets", others),
                ("unanswerable questions of the set", tricks),
            ):
                if scores:
                    print(f"  {name:36} {auroc(present, scores):.3f} ({len(scores)})")
        for library in libraries:
            library.assistant.close()
    slope, intercept = fit(here, removed, elsewhere)
    print(f"slope {slope:.1f}, middle {-intercept / slope:.3f}")
    print("threshold  refused though here  answered though removed  answered though elsewhere")
    for threshold in (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        cut = (np.log(threshold / (1 - threshold)) - intercept) / slope
        shares = [np.mean(np.array(scores) >= cut) for scores in (here, removed, elsewhere)]
        print(f"{threshold:9.2f} {1 - shares[0]:20.3f} {shares[1]:24.3f} {shares[2]:26.3f}")


def fit(here: list[float], removed: list[float], elsewhere: list[float]) -> tuple[float, float]:
    """Slope and intercept of a logistic regression on the similarity."""
    scores = np.array([*here, *removed, *elsewhere])[:, None]
    labels = [1] * len(here) + [0] * (len(removed) + len(elsewhere))
    weights = [1.0] * len(here) + [_REMOVED_WEIGHT] * len(removed) + [1.0] * len(elsewhere)
    model = LogisticRegression(C=1000).fit(scores, labels, sample_weight=weights)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def auroc(positives: list[float], negatives: list[float]) -> float:
    """How often a positive scores above a negative."""
    labels = [1] * len(positives) + [0] * len(negatives)
    return float(roc_auc_score(labels, positives + negatives))


if __name__ == "__main__":
    main()
