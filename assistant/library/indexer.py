"""Bring the index up to date with files: what is new or changed goes in, what is gone goes out."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import ArticleError, LibraryError
from assistant.library.catalog import Entry, Failure
from assistant.library.chunks import make_chunks
from assistant.library.loaders import (
    FORMATS,
    extract_file,
    find_files,
    make_article,
    read_bytes,
)
from assistant.library.sentences import split_sentences
from assistant.library.store import Store
from assistant.settings import Settings
from assistant.types import Article, Chunk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.models.embeddings import Encoder

# Bytes done, bytes to do, the article at hand.
Progress = Callable[[int, int, str], None]

# Chunks encoded and written at a time: enough for batches of like length, few enough that a
# kill loses seconds.
_BATCH = 256
_SLICE = 64  # chunks between two steps of the progress bar


@dataclass
class IndexReport:
    """What one run of the indexer did; sources, in order."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    chunks: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class _Source:
    """Something that can be indexed: where it is, and how to get its text."""

    key: str
    root: str
    source: str
    path: Path | None
    sha256: str
    size: int
    load: Callable[[], tuple[Article, tuple[str, ...]]]


class Indexer:
    """Writes articles into a store."""

    def __init__(self, store: Store, encoder: Encoder, settings: Settings) -> None:
        self._store = store
        self._encoder = encoder
        self._fingerprint = settings.index_fingerprint()
        self._chunk_tokens = settings.chunk_tokens

    def index_paths(self, paths: Sequence[Path], progress: Progress | None = None) -> IndexReport:
        """Make the index mirror these files and folders; other paths in it stay as they are.

        Raises LibraryError if a path is missing or holds no article (nothing is removed then).
        """
        report = IndexReport()
        others: Counter[str] = Counter()
        found = find_articles(paths, others)
        if others:
            counts = ", ".join(f"{count} {ending}" for ending, count in others.most_common(8))
            where = ", ".join(str(path) for path in paths)
            report.warnings.append((where, f"left out {counts}: only {FORMATS} are read"))
        roots = {absolute(path) for path in paths}
        return self._update(list(self._readable(found, report)), roots, report, progress)

    def forget(self, paths: Sequence[Path]) -> IndexReport:
        """Drop the articles of these files and folders, whether they still exist or not."""
        return self._update([], {absolute(path) for path in paths}, IndexReport(), None)

    def index_articles(
        self, articles: Iterable[Article], root: str, progress: Progress | None = None
    ) -> IndexReport:
        """Make the index mirror articles that come from no file, such as a question set's."""
        sources = [
            _Source(
                f"{root}\n{article.source}",  # no NUL: SQLite's JSON ends a string there
                root,
                article.source,
                None,
                article.sha256,
                len(article.text),
                lambda article=article: (article, ()),  # type: ignore[misc]
            )
            for article in articles
        ]
        return self._update(sources, {root}, IndexReport(), progress)

    def _readable(self, found: dict[Path, list[Path]], report: IndexReport) -> Iterator[_Source]:
        """Files that can be read, each once whatever it is called; the rest go into the report."""
        taken = {entry.source: entry.key for entry in self._store.catalog.entries()}
        seen: set[str] = set()
        for root, file in ((root, file) for root, files in found.items() for file in files):
            key, name = absolute(file), _sayable(str(file))
            if key in seen:
                continue
            seen.add(key)
            if taken.get(name, key) != key:  # same relative name, another working directory
                name = key
            taken[name] = key
            try:
                data = read_bytes(file)
            except ArticleError as exc:
                report.failed.append(Failure(key, absolute(root), name, str(exc)))
                continue
            digest = hashlib.sha256(data).hexdigest()
            yield _Source(
                key,
                absolute(root),
                name,
                file.resolve(),
                digest,
                len(data),
                lambda file=file, name=name: _load(file, name),  # type: ignore[misc]
            )

    def _update(
        self,
        sources: list[_Source],
        roots: set[str],
        report: IndexReport,
        progress: Progress | None,
    ) -> IndexReport:
        began = time.perf_counter()
        store = self._store
        store.reconcile()
        known = {entry.key: entry for entry in store.catalog.entries()}
        present = {source.key for source in sources} | {f.key for f in report.failed}
        gone = [e for e in known.values() if is_under(e, roots) and e.key not in present]
        store.remove(entry.key for entry in gone)
        report.removed += [entry.source for entry in gone]
        changed = [source for source in sources if self._is_changed(source, known, report)]
        self._write(changed, known, report, progress)
        others = [f for f in store.catalog.failures() if not is_under(f, roots)]
        store.catalog.set_failures([*others, *report.failed])
        report.seconds = time.perf_counter() - began
        return report

    def _is_changed(self, source: _Source, known: dict[str, Entry], report: IndexReport) -> bool:
        entry = known.get(source.key)
        if (
            entry
            and (entry.sha256, entry.fingerprint) == (source.sha256, self._fingerprint)
            and is_under(entry, {source.root})  # else a link brought it below another root
        ):
            report.unchanged.append(entry.source)
            report.warnings += [(entry.source, warning) for warning in entry.warnings]
            return False
        return True

    def _write(
        self,
        sources: list[_Source],
        known: dict[str, Entry],
        report: IndexReport,
        progress: Progress | None,
    ) -> None:
        meter = _Meter(sum(source.size for source in sources), progress)
        waiting: list[tuple[Entry, Article, list[Chunk]]] = []
        # What the model would not read is never put into a chunk. Asking loads the model.
        limit = min(self._chunk_tokens, self._encoder.limit) if sources else 0
        for source in sources:
            try:
                article, warnings = source.load()
            except ArticleError as exc:
                report.failed.append(Failure(source.key, source.root, source.source, str(exc)))
                meter.skip(source.size)
                continue
            sentences = split_sentences(article.text, article.blocks)
            chunks = make_chunks(article, sentences, self._encoder.tokenize, limit)
            waiting.append((self._entry(source, article, warnings), article, chunks))
            meter.read(source.size, article.source)
            (report.updated if source.key in known else report.added).append(article.source)
            report.warnings += [(article.source, warning) for warning in warnings]
            report.chunks += len(chunks)
            if sum(len(of_article) for _, _, of_article in waiting) >= _BATCH:
                self._flush(waiting, meter)
        self._flush(waiting, meter)

    def _flush(self, waiting: list[tuple[Entry, Article, list[Chunk]]], meter: _Meter) -> None:
        """Encode and store the articles that wait, texts of like length together."""
        texts = [chunk.span.of(article.text) for _, article, chunks in waiting for chunk in chunks]
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        vectors: dict[int, NDArray[np.float32]] = {}
        for start in range(0, len(order), _SLICE):
            numbers = order[start : start + _SLICE]
            encoded = self._encoder.encode([texts[number] for number in numbers])
            vectors.update(zip(numbers, encoded, strict=True))
            meter.encoded(len(vectors) / len(texts))
        if waiting:
            self._store.put(waiting, np.array([vectors[number] for number in sorted(vectors)]))
            waiting.clear()

    def _entry(self, source: _Source, article: Article, warnings: tuple[str, ...]) -> Entry:
        return Entry(
            source.key,
            source.root,
            article.source,
            source.path,
            article.sha256,
            self._fingerprint,
            article.title,
            article.date,
            len(article.text),
            time.time(),
            warnings,
        )


class _Meter:
    """Adds up bytes: read ones count when their chunks are encoded, which is what takes time."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total, self._progress = total, progress
        self._done = self._read = 0
        self._label = ""

    def skip(self, size: int) -> None:
        self._done += size
        self._show(self._done)

    def read(self, size: int, label: str) -> None:
        self._read += size
        self._label = label
        self._show(self._done)

    def encoded(self, share: float) -> None:
        """`share` of what was read is encoded."""
        self._show(self._done + int(self._read * share))
        if share >= 1:
            self._done, self._read = self._done + self._read, 0

    def _show(self, done: int) -> None:
        if self._progress:
            self._progress(done, self._total, self._label)


def find_articles(
    paths: Iterable[Path], others: Counter[str] | None = None
) -> dict[Path, list[Path]]:
    """The files of each path; raises LibraryError if one is missing or holds none."""
    found = {path: list(find_files(path, others)) for path in paths}
    for path, files in found.items():
        if not files:
            raise LibraryError(
                f"no articles in {path}: put .txt, .md or .html files into it; if its articles "
                f"are gone for good: assistant index --forget {path}"
            )
    return found


def absolute(path: Path) -> str:
    """How the catalog names a root or a file, wherever the program was started."""
    return _sayable(os.path.realpath(path))  # Path.resolve raises on a link to itself


def is_under(item: Entry | Failure, roots: Iterable[str]) -> bool:
    """Whether an article, or what failed to be one, came from these roots or lies below them."""
    path = Path(item.key)
    return not {item.root, *map(str, [path, *path.parents])}.isdisjoint(roots)


def _sayable(name: str) -> str:
    """A name whose bytes are not UTF-8 in a form that can be stored and printed."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _load(file: Path, source: str) -> tuple[Article, tuple[str, ...]]:
    data = read_bytes(file)
    extract = extract_file(file, data)
    return make_article(source, data, extract), extract.warnings
