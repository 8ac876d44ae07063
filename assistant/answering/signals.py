"""What can be seen of an answer before anybody has judged it, as a few named numbers.

To add one: a field with its meaning here, its weight in answering/confidence.py, and another
`VERSION`, so that no calibration of the old ones is taken for one of the new.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from assistant.answering.contradictions import contrary_signs, missing_details
from assistant.checking.words import stem
from assistant.library.lexical import content_words

if TYPE_CHECKING:
    from assistant.answering.retriever import Retrieval, ScoredSentence
    from assistant.types import Passage

VERSION = 2
# Further behind than this is no rival, nor is one that there is not.
_MOST_MARGIN = 0.3
# How many passages of its article, best first, may have a detail that its own has not. Long
# articles name things once; what is beyond these does not belong to the answer.
_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Signals:
    """Of the sentence that would be quoted first.

    `similarity` is its MaxSim, -1 to 1; `margin` how far that is above the best of any other
    passage, at most 0.3; `covered` the share of the question's content words that stand in it or
    in its article's title, in any form; `missing` how many of its names, numbers and dates, each
    kind counting once, are in neither the title nor the best passages of its article; `contrary`
    how many signs there are that it says the contrary.
    """

    similarity: float
    margin: float
    covered: float
    missing: float = 0.0
    contrary: float = 0.0


NAMES = tuple(field.name for field in fields(Signals))


def read_signals(question: str, retrieval: Retrieval) -> Signals | None:
    """The signals of what was found for a question; None if nothing of it can be quoted."""
    quotable = [s for s in retrieval.sentences if s.sentence.quotable]
    if not quotable:
        return None
    best = quotable[0]
    home = next((p for p in retrieval.passages if _holds(p, best)), None)
    rivals = [s.similarity for s in quotable if home is None or not _holds(home, s)]
    return Signals(
        similarity=best.similarity,
        margin=min(_MOST_MARGIN, best.similarity - max(rivals, default=-1.0)),
        covered=_covered(question, f"{best.title} {best.text}"),
        missing=_missing(question, best, home, retrieval),
        contrary=contrary_signs(question, best.text),
    )


def _missing(
    question: str, best: ScoredSentence, home: Passage | None, retrieval: Retrieval
) -> int:
    """Details that its article lacks; other passages are read only if its own lacks any."""
    near = [best.title, home.text if home else best.text]
    others = [p.text for p in retrieval.passages if p.source == best.source and p is not home]
    return missing_details(question, near) and missing_details(
        question, [*near, *others[: _PASSAGES - 1]]
    )


def _holds(passage: Passage, sentence: ScoredSentence) -> bool:
    span = sentence.sentence.span
    return (
        passage.source == sentence.source
        and passage.start <= span.start
        and span.end <= passage.end
    )


def _covered(question: str, text: str) -> float:
    there = {stem(word) for word in re.findall(r"\w+", text.lower())}
    asked = [stem(word.lower()) for word in content_words(question)]
    return sum(word in there for word in asked) / len(asked) if asked else 0.0
