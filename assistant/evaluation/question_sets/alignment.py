"""Evidence is put where it stands in the text of the articles.

Offsets here count characters of an article's text, but sets made by other programs count those
of the file, markup included. Which of the two a set means is told from the words its spans cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from assistant.errors import QuestionSetError
from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.types import Article

Move = Callable[[int], int]
Locate = Callable[[str], Move | None]
"""From an article's source to the way from file to text offsets, None where there is none."""


def align_evidence(
    questions: Iterable[Question], articles: Iterable[Article], locate: Locate
) -> tuple[Question, ...]:
    """The questions with evidence and gold by article source and offsets in its text.

    A quote decides where there is one; for the others one reading is chosen for each article.
    Raises QuestionSetError for a source that names no article or several, and for evidence
    that is not in its article.
    """
    questions = tuple(questions)
    by_name = articles_by_name(articles)
    named = {
        piece.source: find_article(piece.source, question, by_name)
        for question in questions
        for piece in question.evidence
    }
    moves = choose_moves(questions, named, locate)
    return tuple(
        _align(question, named, moves) if question.evidence else question for question in questions
    )


def articles_by_name(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """The articles by the last part of their path."""
    by_name: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_name[_parts(article.source)[-1]].append(article)
    return by_name


def find_article(
    source: str, question: Question, by_name: Mapping[str, Sequence[Article]]
) -> Article:
    """The one article of this source, or whose path ends in it. Raises QuestionSetError."""
    wanted = _parts(source)
    near = by_name.get(wanted[-1], [])
    found = [article for article in near if article.source == source] or [
        article for article in near if _parts(article.source)[-len(wanted) :] == wanted
    ]
    if not found:
        raise QuestionSetError(
            f"question {question.id!r} has evidence in {source!r}, which is none of the articles: "
            "add the article or correct the source"
        )
    if len(found) > 1:
        raise QuestionSetError(
            f"question {question.id!r} has evidence in {source!r}, which may be "
            f"{found[0].source!r} or {found[1].source!r}: write more of its path"
        )
    return found[0]


def _parts(source: str) -> tuple[str, ...]:
    return PurePosixPath(source.replace("\\", "/")).parts or (source,)


def choose_moves(
    questions: Iterable[Question], named: Mapping[str, Article], locate: Locate
) -> dict[str, Move]:
    """For each article with evidence that has no quote, the reading that cuts fewer words."""
    texts: dict[str, str] = {}
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for question in questions:
        for piece in question.evidence:
            article = named.get(piece.source)
            if article and piece.quote is None:
                texts[article.source] = article.text
                spans[article.source].append((piece.start, piece.end))
    moves: dict[str, Move] = {}
    for source, text in texts.items():
        move = locate(source)
        if move is None or _cuts(text, spans[source], _stay) <= _cuts(text, spans[source], move):
            move = _stay
        moves[source] = move
    return moves


def _stay(offset: int) -> int:
    return offset


def _cuts(text: str, spans: Iterable[tuple[int, int]], move: Move) -> int:
    """Edges that stand inside a word; both edges of a span that the text cannot hold."""
    return sum(cut_edges(text, move(start), move(end)) for start, end in spans)


def cut_edges(text: str, start: int, end: int) -> int:
    """How many ends of a span stand inside a word; 2 for one that the text cannot hold."""
    if not start < end <= len(text):
        return 2
    return sum(
        text[edge - 1 : edge].isalnum() and text[edge : edge + 1].isalnum() for edge in (start, end)
    )


def _align(question: Question, named: dict[str, Article], moves: dict[str, Move]) -> Question:
    placed = tuple(
        _place(piece, named[piece.source], moves, question) for piece in question.evidence
    )
    return replace(
        question, evidence=placed, gold=tuple(dict.fromkeys(piece.source for piece in placed))
    )


def _place(
    piece: Evidence, article: Article, moves: dict[str, Move], question: Question
) -> Evidence:
    if piece.quote is not None:
        start = nearest(article.text, piece.quote, piece.start)
        if start is None:
            raise QuestionSetError(
                f"question {question.id!r} has a quote that is not in {article.source!r}: "
                "copy it from the article again"
            )
        return replace(piece, source=article.source, start=start, end=start + len(piece.quote))
    move = moves[article.source]
    start, end = move(piece.start), move(piece.end)
    if not start < end <= len(article.text):
        raise QuestionSetError(
            f"question {question.id!r} has evidence [{piece.start}, {piece.end}), which is not in "
            f"{article.source!r} ({len(article.text)} characters): count it again"
        )
    return replace(piece, source=article.source, start=start, end=end)


def nearest(text: str, quote: str, start: int) -> int | None:
    """Where `quote` stands: at `start`, else as near to it as it occurs."""
    before = text.rfind(quote, 0, start + len(quote))
    after = text.find(quote, start)
    return min(
        (at for at in (before, after) if at >= 0), key=lambda at: abs(at - start), default=None
    )
