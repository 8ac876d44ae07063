"""One reader for each form of question set: JSONL, SQuAD and BEIR."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from assistant.errors import QuestionSetError
from assistant.evaluation.question_sets.fields import Record, read_records, read_text
from assistant.evaluation.question_sets.values import Evidence, Question, QuestionSet
from assistant.types import Article, Block, Span

_UNTITLED = "Untitled"
_LINE = re.compile(r"[^\r\n]+")


def read_jsonl(records: Iterable[Record]) -> QuestionSet:
    """One question a line; of its fields only `question` must be there."""
    return QuestionSet(tuple(_line(record, number) for number, record in enumerate(records, 1)))


def _line(record: Record, number: int) -> Question:
    evidence = tuple(map(_evidence, record.records("evidence")))
    return Question(
        id=record.label("id", str(number)),
        text=record.text("question"),
        answers=record.texts("answers"),
        answerable=record.flag("answerable", default=True),
        kind=record.text("kind", "") or None,
        gold=tuple(dict.fromkeys(piece.source for piece in evidence)),
        evidence=evidence,
        history=tuple(_turn(record, turn) for turn in record.items("history")),
    )


def _evidence(record: Record) -> Evidence:
    source = record.text("source")
    quote = record.text("quote", "") or None
    if quote and "start" not in record.values and "end" not in record.values:
        # The quote decides anyway: align_evidence moves the piece to where it stands.
        return Evidence(source, 0, len(quote), quote)
    start, end = record.number("start"), record.number("end")
    if start >= end:
        raise record.fault(
            f"has start {start}, not before end {end}", "count [start, end) in characters"
        )
    return Evidence(source, start, end, quote)


def _turn(record: Record, turn: object) -> tuple[str, str]:
    match Record(record.place, {"history": turn}).texts("history"):
        case (question, answer):
            return question, answer
        case _:
            raise record.fault(
                f"has {str(turn)!r:.40} in 'history'", 'write each turn as ["question", "answer"]'
            )


def read_squad(document: Record) -> QuestionSet:
    """SQuAD 1.1 and 2.0: every paragraph is an article of its own, `Title/0003`."""
    articles: list[Article] = []
    questions: list[Question] = []
    paragraphs: Counter[str] = Counter()
    for group in document.records("data"):
        title = group.text("title", "").strip() or _UNTITLED
        for paragraph in group.records("paragraphs"):
            source = f"{title}/{paragraphs[title]:04d}"
            paragraphs[title] += 1  # also across groups that share a title
            text = paragraph.text("context")
            articles.append(_article(source, title.replace("_", " "), text))
            for record in paragraph.records("qas"):
                questions.append(_squad_question(record, source, str(len(questions) + 1)))
    return QuestionSet(tuple(questions), tuple(articles))


def _squad_question(record: Record, source: str, number: str) -> Question:
    answerable = not record.flag("is_impossible", default=False)
    texts = (answer.text("text", "") for answer in record.records("answers"))
    return Question(
        id=record.label("id", number),
        text=record.text("question"),
        answers=tuple(dict.fromkeys(text for text in texts if text.strip())) if answerable else (),
        answerable=answerable,
        gold=(source,) if answerable else (),
    )


def read_beir(folder: Path) -> QuestionSet:
    """A BEIR folder; its questions are the queries that the judgements call answered."""
    gold = _judgements(_choose_judgements(folder))
    articles = tuple(_beir_article(record) for record in _read_file(folder / "corpus.jsonl"))
    questions = tuple(
        Question(id=name, text=record.text("text"), gold=tuple(gold[name]))
        for record in _read_file(folder / "queries.jsonl")
        if (name := record.label("_id", "")) in gold
    )
    twice = [name for name, count in Counter(a.source for a in articles).items() if count > 1]
    if twice:
        raise QuestionSetError(
            f"{folder / 'corpus.jsonl'} has {twice[0]!r} more than once: give each its own _id"
        )
    lost = sorted(set(gold) - {question.id for question in questions})
    if lost:
        raise QuestionSetError(
            f"{folder / 'queries.jsonl'} lacks the judged query {lost[0]!r}: get the whole set"
        )
    return QuestionSet(questions, articles)


def _read_file(path: Path) -> Iterable[Record]:
    return read_records(path, read_text(path))


def _beir_article(record: Record) -> Article:
    source = record.label("_id", "")
    if not source:
        raise record.fault("has no '_id'", "give every text one")
    return _article(source, "", record.text("text", ""), heading=record.text("title", "").strip())


def _choose_judgements(folder: Path) -> Path:
    """The test split where there is one, since that is what published figures are of."""
    files = sorted((folder / "qrels").glob("*.tsv"), key=lambda p: (p.name != "test.tsv", p.name))
    if not files:
        raise QuestionSetError(f"{folder} has no qrels/*.tsv: put the judgements there")
    return files[0]


def _judgements(path: Path) -> dict[str, list[str]]:
    """Query id to the ids of the texts judged relevant, with a score above 0."""
    gold: dict[str, list[str]] = defaultdict(list)
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        columns = [column.strip() for column in line.split("\t")]
        try:
            query, text, score = columns[0], columns[1], float(columns[2])
        except (IndexError, ValueError) as exc:
            if number == 1 and len(columns) == 3:
                continue  # the header
            raise QuestionSetError(
                f"{path} line {number} is not query-id, corpus-id, score: separate them by tabs"
            ) from exc
        if score > 0 and text not in gold[query]:
            gold[query].append(text)
    return {query: texts for query, texts in gold.items() if texts}


def _article(source: str, title: str, text: str, heading: str = "") -> Article:
    """An article of its own text, or with a heading put before it.

    A title is what a BEIR text is often found by, and searches of that benchmark read both.
    """
    whole = f"{heading}\n\n{text}" if heading else text
    blocks = [
        Block(span, "heading" if heading and span.start == 0 else "paragraph")
        for line in _LINE.finditer(whole)
        if (span := Span(line.start(), line.end()).trimmed(whole))
    ]
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return Article(source, digest, title or heading or source, None, whole, tuple(blocks))
