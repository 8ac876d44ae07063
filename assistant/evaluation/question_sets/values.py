"""What a question set is made of."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Article


@dataclass(frozen=True, slots=True)
class Evidence:
    """The piece `[start, end)` of an article that answers a question.

    As read from a set, `source` may be the end of a path, the offsets may count characters of
    the file rather than of the text, and a `quote` has the last word; `align_evidence` turns
    all that into places in the text of the articles.
    """

    source: str
    start: int
    end: int
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what is known about its answer.

    `answers` are accepted wordings, `gold` the sources of the articles that hold the answer,
    `history` the (question, answer) turns before; each is empty where nothing is known.
    """

    id: str
    text: str
    answers: tuple[str, ...] = ()
    answerable: bool = True
    kind: str | None = None
    gold: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    history: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, with the articles they are about where the set brings them along."""

    questions: tuple[Question, ...]
    articles: tuple[Article, ...] | None = None
