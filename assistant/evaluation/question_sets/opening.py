"""The articles of a question set: as files, as texts, as an index that is thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.answering.assistant import Assistant
from assistant.errors import ArticleError, LibraryError
from assistant.evaluation.question_sets.values import QuestionSet
from assistant.library.files import find_files, load_article, read_bytes
from assistant.library.indexer import Progress
from assistant.library.loaders import extract_file
from assistant.library.sentences import split_sentences
from assistant.settings import Settings
from assistant.types import Article, Sentence

_NONE = "{} has no article that can be read: name a folder that has"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The articles of a file or folder by source, which is the path below that folder.

    `failed` are the files that could not be read, each with the reason.
    """

    articles: tuple[Article, ...]
    sentences: dict[str, list[Sentence]]
    files: dict[str, Path]
    failed: tuple[tuple[str, str], ...] = ()


def load_articles(path: Path) -> Loaded:
    """Read a file or folder without indexing it; raises LibraryError if it holds no article."""
    articles: list[Article] = []
    files: dict[str, Path] = {}
    failed: list[tuple[str, str]] = []
    for file in find_files(path):
        source = file.name if file == path else file.relative_to(path).as_posix()
        try:
            articles.append(load_article(file, source))
            files[source] = file
        except ArticleError as exc:
            failed.append((source, str(exc)))
    if not articles:
        raise LibraryError(_NONE.format(path))
    sentences = {a.source: split_sentences(a.text, a.blocks) for a in articles}
    return Loaded(tuple(articles), sentences, files, tuple(failed))


def articles_of(found: QuestionSet, path: Path | None) -> Loaded | None:
    """Those of a path, else those that the set brings; None where there are neither."""
    if path is not None:
        return load_articles(path)
    if found.articles is None:
        return None
    sentences = {a.source: split_sentences(a.text, a.blocks) for a in found.articles}
    return Loaded(found.articles, sentences, {})


def _say_nothing(source: str, reason: str) -> None: ...


@contextmanager
def opened(
    found: QuestionSet,
    articles: Path | None,
    settings: Settings,
    indexing: Progress | None,
    not_read: Callable[[str, str], None] = _say_nothing,
) -> Iterator[Assistant]:
    """An assistant over the set's own articles or those of a path, in a throw-away index.

    Over the index of `settings.store` where there are neither. `not_read` is told of each file
    that could not be read, and why. Raises LibraryError if the path holds no article.
    """
    if found.articles is None and articles is None:
        with Assistant(settings) as assistant:
            yield assistant
        return
    with (
        tempfile.TemporaryDirectory(prefix="assistant-evaluate-") as folder,
        Assistant(replace(settings, store=Path(folder))) as assistant,
    ):
        if articles is not None:
            for failure in assistant.index(articles, progress=indexing).failed:
                not_read(failure.source, failure.reason)
            if not assistant.entries():
                raise LibraryError(_NONE.format(articles))
        elif found.articles is not None:
            assistant.index_articles(found.articles, "question set", progress=indexing)
        yield assistant


def locate_in(path: Path | None) -> Callable[[int], int] | None:
    """From offsets in the decoded file to offsets in its text, where the loader can tell."""
    if path is None:
        return None
    try:
        extract = extract_file(path, read_bytes(path))
    except ArticleError:
        return None
    return extract.locate if extract.steps is not None else None
