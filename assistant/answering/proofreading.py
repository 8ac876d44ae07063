"""Any text against any folder of articles: which of its sentences do they back, and which not."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.answering.assistant import Assistant
from assistant.answering.reader import cite, quote_of
from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.checking.pairs import Check
from assistant.checking.statement import check_statement
from assistant.checking.values import Reason
from assistant.errors import CheckError, QuestionError
from assistant.library.extract import Extract
from assistant.library.files import read_bytes
from assistant.library.loaders import extract_file, loader_of
from assistant.library.sentences import split_sentences
from assistant.settings import Settings

# Sentences that a statement is compared with: first the nearest alone, then several together.
_TOGETHER = (1, 3, 6)
# The similarity of the nearest sentence below which nothing is compared with it.
_ALIKE = 0.51


def read_text(given: str) -> list[str]:
    """The sentences of a file, of standard input (`-`), or of the text itself.

    Headings and scraps are left out. Raises CheckError or ArticleError if nothing can be read.
    """
    path = Path(given)
    if given == "-":
        try:
            extract = _as_markdown(sys.stdin.read())
        except UnicodeDecodeError as exc:
            raise CheckError("what came in is no UTF-8 text: convert it first") from exc
    elif _is(path, Path.is_dir):
        raise CheckError(f"{given} is a folder: give a file or a text to check")
    elif _is(path, Path.is_file):
        extract = extract_file(path, read_bytes(path))
    else:
        extract = _as_markdown(given)
    sentences = split_sentences(extract.text, extract.blocks)
    found = [s.span.of(extract.text) for s in sentences if s.quotable]
    if not any(re.search(r"\w", sentence) for sentence in found):
        raise CheckError("there is no sentence to check: give a file or a text that has one")
    return found


def _as_markdown(text: str) -> Extract:
    return loader_of(".md").extract(text.replace("\0", " ").encode("utf-8", "replace"))


def check_text(sentences: Sequence[str], articles: Path, settings: Settings) -> list[Check]:
    """Check each sentence against what the articles say, from a throw-away index.

    A sentence is backed if the sentences nearest to it back it, alone or together. Raises
    LibraryError, StoreError or ModelError.
    """
    with (
        tempfile.TemporaryDirectory(prefix="assistant-check-") as folder,
        Assistant(replace(settings, store=Path(folder))) as assistant,
    ):
        assistant.index(articles)
        return [
            _check(str(number), sentence, assistant)
            for number, sentence in enumerate(sentences, start=1)
        ]


def _check(name: str, sentence: str, assistant: Assistant) -> Check:
    try:
        retrieval = assistant.retriever.search(sentence)
    except QuestionError:
        words = sentence.split()
        reason = Reason("source", f"its {len(words)} words are too long to look for: split it")
        return Check(name, sentence, (reason,))
    quotable = (near.similarity for near in retrieval.sentences if near.sentence.quotable)
    if next(quotable, -1.0) < _ALIKE:
        return Check(name, sentence, (Reason("source", "nothing in the articles is like it"),))
    checks = [_compare(name, sentence, nearest, assistant) for nearest in _nearest(retrieval)]
    return min(checks, key=lambda check: len(check.reasons))


def _nearest(retrieval: Retrieval) -> list[list[ScoredSentence]]:
    """The sentences to compare with: those of one article that are nearest, ever more of them."""
    quotable = [s for s in retrieval.sentences if s.sentence.quotable]
    of_best = [s for s in quotable if s.source == quotable[0].source]
    return [of_best[:count] for count in _TOGETHER]


def _compare(
    name: str, sentence: str, nearest: Sequence[ScoredSentence], assistant: Assistant
) -> Check:
    catalog = assistant.store.catalog
    citations = cite([quote_of(near, catalog) for near in nearest], catalog)
    return Check(name, sentence, check_statement(sentence, [c.quote for c in citations]), citations)


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    try:
        return kind(path)
    except (OSError, ValueError):  # a text is too long to be a name, or has a NUL
        return False
