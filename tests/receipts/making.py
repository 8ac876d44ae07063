"""Receipts of small folders, made as the program makes them, and what two checks say of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.answering.answer import Answer
from assistant.errors import ArticleError
from assistant.library.files import load_article
from assistant.library.loaders import endings, extract_file
from assistant.library.sentences import split_sentences
from assistant.receipts.receipt import Receipt, make_receipt
from assistant.types import Citation, Span
from assistant.verify_receipt import Finding, check

ASKED = 1_760_000_000.0  # 9 October 2025, in the morning
CONTEXT = 120


def cite(path: Path, source: str, span: Span, number: int = 1) -> Citation:
    """A citation sliced from a file, as a reader makes it."""
    article = load_article(path, source)
    return Citation(
        id=number,
        source=source,
        title=article.title,
        sha256=article.sha256,
        start=span.start,
        end=span.end,
        quote=span.of(article.text),
        date=article.date,
        author="Osman Kaya",
        page=article.page(span.start),
        extractor=article.extractor,
        before=article.text[max(0, span.start - CONTEXT) : span.start],
        after=article.text[span.end : span.end + CONTEXT],
    )


def sentences(path: Path) -> list[Span]:
    """The spans of a file that can be quoted."""
    article = load_article(path)
    return [s.span for s in split_sentences(article.text, article.blocks) if s.quotable]


def receipt_of(folder: Path, citations: Sequence[Citation], question: str = "Who?") -> Receipt:
    """The receipt of an answer with these quotes."""
    text = "\n".join(citation.quote for citation in citations)
    answer = Answer(question, text, False, 0.9, citations=tuple(citations))
    return make_receipt(question, answer, asked=ASKED, paths=lambda source: folder / source)


def whole_receipt(folder: Path) -> dict[str, Any]:
    """A receipt that quotes every sentence of a folder, as it is read from a file."""
    citations = [
        cite(path, str(path.relative_to(folder)), span)
        for path in sorted(folder.rglob("*"))
        if path.suffix in endings()
        for span in sentences(path)
    ]
    record: dict[str, Any] = json.loads(receipt_of(folder, citations).to_json())
    return record


def read_text(path: Path, data: bytes) -> str:
    """The text that a receipt's offsets count."""
    try:
        return extract_file(path, data).text
    except ArticleError as exc:
        raise ValueError(str(exc)) from exc


def both(record: dict[str, Any], folder: Path) -> tuple[list[Finding], list[Finding]]:
    """What the script finds alone, and with the program's own text."""
    return check(record, folder), check(record, folder, read_text)


def statuses(record: dict[str, Any], folder: Path) -> list[str]:
    """The statuses of a receipt's quotes, on which both checks must agree."""
    alone, exact = ([finding.status for finding in found] for found in both(record, folder))
    assert alone == exact
    return alone
