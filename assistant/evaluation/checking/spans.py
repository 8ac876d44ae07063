"""Whether the evidence of a question set stands in its articles, and putting it where it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.errors import QuestionSetError
from assistant.evaluation.checking.findings import Finding, fault, warning
from assistant.evaluation.metrics import fold
from assistant.evaluation.question_sets.alignment import (
    Locate,
    articles_by_name,
    choose_moves,
    cut_edges,
    find_article,
    nearest,
)
from assistant.evaluation.question_sets.lines import read_lines, write_lines
from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.types import Article, Sentence

_SHOWN = 60


def check_spans(
    questions: Sequence[Question],
    articles: Sequence[Article],
    sentences: Mapping[str, Sequence[Sentence]],
    locate: Locate,
) -> Iterator[Finding]:
    """What is wrong with the evidence of each question, and with the answers it should hold.

    `sentences` holds those of each article, as the index cuts them; `locate` is as in
    `align_evidence`.
    """
    by_name = articles_by_name(articles)
    named: dict[str, Article] = {}
    lost: dict[str, str] = {}
    for question in questions:
        for piece in question.evidence:
            try:
                named[piece.source] = find_article(piece.source, question, by_name)
            except QuestionSetError as exc:
                lost[piece.source] = str(exc)
    moves = choose_moves(questions, named, locate)
    sources = {article.source for article in articles}
    for question in questions:
        held: list[str] = []
        for piece in question.evidence:
            if piece.source in lost:
                yield fault("evidence", question, lost[piece.source].partition(" has ")[2])
                continue
            article = named[piece.source]
            if piece.quote is None:
                move = moves[article.source]
                piece = Evidence(piece.source, move(piece.start), move(piece.end))
            elif (piece.start, piece.end) == (0, len(piece.quote)):  # read so where none are given
                at = max(0, article.text.find(piece.quote))
                piece = replace(piece, start=at, end=at + len(piece.quote))
            yield from _check_piece(question, piece, article, sentences[article.source])
            held.append(piece.quote or article.text[piece.start : piece.end])
        if not question.evidence:
            yield from _check_gold(question, sources)
        elif len(held) == len(question.evidence):
            yield from _check_answers(question, held)


def _check_piece(
    question: Question, piece: Evidence, article: Article, sentences: Sequence[Sentence]
) -> Iterator[Finding]:
    text, at = article.text, f"[{piece.start}, {piece.end}) of {article.source!r}"
    if piece.quote is not None and text[piece.start : piece.end] != piece.quote:
        shown = f"{' '.join(piece.quote.split())[:_SHOWN]!r}"
        if piece.quote in text:
            yield fault("evidence", question, f"quote {shown} is not at {at}: run with --fix")
        else:
            yield fault("evidence", question, f"quote {shown} is nowhere in {article.source!r}")
        return
    if not piece.start < piece.end <= len(text):
        yield fault("evidence", question, f"{at} is beyond its {len(text)} characters")
        return
    if piece.quote is not None and (count := text.count(piece.quote)) > 1:
        yield warning("evidence", question, f"the quote at {at} stands there {count} times")
    if piece.quote is None and cut_edges(text, piece.start, piece.end):
        yield warning("evidence", question, f"{at} begins or ends within a word")
    overlapping = (s for s in sentences if s.span.start < piece.end and piece.start < s.span.end)
    if not any(sentence.quotable for sentence in overlapping):
        yield warning("evidence", question, f"{at} holds no sentence that can be quoted")


def _check_gold(question: Question, sources: set[str]) -> Iterator[Finding]:
    """The judgements of a BEIR set name texts of its corpus."""
    for source in question.gold:
        if source not in sources:
            yield fault(
                "evidence",
                question,
                f"is judged to be answered by {source!r}, which is none of the articles",
            )


def _check_answers(question: Question, held: Iterable[str]) -> Iterator[Finding]:
    folded = [fold(text) for text in held]
    for answer in question.answers if question.answerable else ():
        if not any(fold(answer) in text for text in folded):
            yield fault("answer", question, f"answer {answer!r} is in none of its evidence")


def fix_spans(path: Path, articles: Sequence[Article]) -> int:
    """Write start and end of every quote of a JSONL set that can be found; how many changed.

    Raises QuestionSetError.
    """
    by_name = articles_by_name(articles)
    lines = read_lines(path)
    changed = 0
    for line in lines:
        pieces = line.get("evidence") or []
        placed = [_placed(piece, by_name) for piece in pieces]
        changed += sum(new != old for new, old in zip(placed, pieces, strict=True))
        if placed:
            line["evidence"] = placed
    if changed:
        write_lines(path, lines)
    return changed


def _placed(
    piece: Mapping[str, object], by_name: Mapping[str, Sequence[Article]]
) -> Mapping[str, object]:
    """The piece where its quote stands, as near as may be; unchanged where it is not found."""
    quote, source = piece.get("quote"), piece.get("source")
    if not isinstance(quote, str) or not quote or not isinstance(source, str):
        return piece
    try:
        text = find_article(source, Question("", ""), by_name).text
    except QuestionSetError:
        return piece
    stated = piece.get("start")
    start = nearest(text, quote, stated if isinstance(stated, int) else 0)
    if start is None:
        return piece
    rest = {name: value for name, value in piece.items() if name not in _PLACE}
    return {"source": source, "start": start, "end": start + len(quote), "quote": quote, **rest}


_PLACE = frozenset("source start end quote".split())
