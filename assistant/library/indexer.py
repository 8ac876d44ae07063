"""Bring the index up to date with files: what is new or changed goes in, what is gone goes out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import ArticleError
from assistant.library.catalog import Entry, Failure
from assistant.library.chunks import make_chunks
from assistant.library.loaders import extractor, formats
from assistant.library.sentences import split_sentences
from assistant.library.sources import (
    Loaded,
    Source,
    absolute,
    article_sources,
    find_articles,
    find_what_is_left,
    is_under,
    readable_sources,
)
from assistant.library.store import Store
from assistant.library.tokens import KeptTokens
from assistant.models.packed import PackedTokens
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
_MOST_TOKENS = 2**26  # bytes of vectors of words that wait to be written


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


class Indexer:
    """Writes articles into a store."""

    def __init__(self, store: Store, encoder: Encoder, settings: Settings) -> None:
        self._store = store
        self._encoder = encoder
        self._fingerprint = settings.index_fingerprint()
        self._chunk_tokens = settings.chunk_tokens
        self._tokens = KeptTokens(store.catalog, settings.kept_megabytes)

    def index_paths(self, paths: Sequence[Path], progress: Progress | None = None) -> IndexReport:
        """Make the index mirror these files and folders; other paths in it stay as they are.

        Raises LibraryError if a path is missing or holds no article (nothing is removed then).
        """
        return self._mirror(paths, find_articles, progress)

    def update_paths(
        self,
        paths: Sequence[Path],
        progress: Progress | None = None,
        leave: Collection[str] = (),
    ) -> IndexReport:
        """The same, but of a path that is gone or holds no article all articles are dropped.

        What is in the index of the files to `leave`, by their real paths, stays as it is. Raises
        LibraryError if a path is there and cannot be listed (nothing is removed then).
        """
        return self._mirror(paths, find_what_is_left, progress, leave)

    def forget(self, paths: Sequence[Path]) -> IndexReport:
        """Drop the articles of these files and folders, whether they still exist or not."""
        return self._update([], {absolute(path) for path in paths}, IndexReport(), None)

    def index_articles(
        self, articles: Iterable[Article], root: str, progress: Progress | None = None
    ) -> IndexReport:
        """Make the index mirror articles that come from no file, such as a question set's."""
        return self._update(list(article_sources(articles, root)), {root}, IndexReport(), progress)

    def _mirror(
        self,
        paths: Sequence[Path],
        find: Callable[[Sequence[Path], Counter[str]], dict[Path, list[Path]]],
        progress: Progress | None,
        leave: Collection[str] = (),
    ) -> IndexReport:
        report = IndexReport()
        others: Counter[str] = Counter()
        with self._store.changing:
            found = find(paths, others)
            if others:
                counts = ", ".join(f"{count} {ending}" for ending, count in others.most_common(8))
                where = ", ".join(str(path) for path in paths)
                report.warnings.append((where, f"left out {counts}: only {formats()} are read"))
            taken = {entry.source: entry.key for entry in self._store.catalog.entries()}
            sources = list(readable_sources(found, taken, report.failed, leave))
            roots = {absolute(path) for path in paths}
            return self._update(sources, roots, report, progress, leave)

    def _update(
        self,
        sources: list[Source],
        roots: set[str],
        report: IndexReport,
        progress: Progress | None,
        leave: Collection[str] = (),
    ) -> IndexReport:
        began = time.perf_counter()
        store = self._store
        with store.changing:
            store.reconcile()
            known = {entry.key: entry for entry in store.catalog.entries()}
            present = {s.key for s in sources} | {f.key for f in report.failed} | set(leave)
            gone = [e for e in known.values() if is_under(e, roots) and e.key not in present]
            store.remove(entry.key for entry in gone)
            report.removed += [entry.source for entry in gone]
            changed = [source for source in sources if self._is_changed(source, known, report)]
            self._write(changed, known, report, progress)
            others = [
                f for f in store.catalog.failures() if not is_under(f, roots) or f.key in leave
            ]
            store.catalog.set_failures([*others, *report.failed])
        report.seconds = time.perf_counter() - began
        return report

    def _is_changed(self, source: Source, known: dict[str, Entry], report: IndexReport) -> bool:
        entry = known.get(source.key)
        if (
            entry
            and (entry.sha256, entry.fingerprint) == (source.sha256, self._made_by(source))
            and is_under(entry, {source.root})  # else a link brought it below another root
        ):
            report.unchanged.append(entry.source)
            report.warnings += [(entry.source, warning) for warning in entry.warnings]
            return False
        return True

    def _made_by(self, source: Source) -> str:
        """What decides the chunks of a file: the settings, and what reads it."""
        return f"{self._fingerprint} {extractor(Path(source.source))}".rstrip()

    def _write(
        self,
        sources: list[Source],
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
                loaded = source.load()
            except ArticleError as exc:
                report.failed.append(Failure(source.key, source.root, source.source, str(exc)))
                meter.skip(source.size)
                continue
            article = loaded.article
            sentences = split_sentences(article.text, article.blocks)
            chunks = make_chunks(article, sentences, self._encoder.tokenize, limit)
            waiting.append((self._entry(source, loaded), article, chunks))
            meter.read(source.size, article.source)
            (report.updated if source.key in known else report.added).append(article.source)
            report.warnings += [(article.source, warning) for warning in loaded.warnings]
            report.chunks += len(chunks)
            if sum(len(of_article) for _, _, of_article in waiting) >= _BATCH:
                self._flush(waiting, meter)
        self._flush(waiting, meter)

    def _flush(self, waiting: list[tuple[Entry, Article, list[Chunk]]], meter: _Meter) -> None:
        """Encode and store the articles that wait, texts of like length together."""
        texts = [chunk.span.of(article.text) for _, article, chunks in waiting for chunk in chunks]
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        vectors: dict[int, NDArray[np.float32]] = {}
        tokens: dict[int, PackedTokens] = {}
        size = 0
        for start in range(0, len(order), _SLICE):
            numbers = order[start : start + _SLICE]
            encoded, words = self._encoder.encode_tokens([texts[number] for number in numbers])
            vectors.update(zip(numbers, encoded, strict=True))
            if size < _MOST_TOKENS:  # of a longer article the rest is made when it is read
                tokens |= dict(zip(numbers, map(PackedTokens.of, words), strict=True))
                size += sum(tokens[number].size for number in numbers)
            meter.encoded(len(vectors) / len(texts))
        if waiting:
            self._store.put(waiting, np.array([vectors[number] for number in sorted(vectors)]))
            chunks = [chunk for _, _, of_article in waiting for chunk in of_article]
            self._tokens.keep((chunks[n], texts[n], tokens[n]) for n in sorted(tokens))
            waiting.clear()

    def _entry(self, source: Source, loaded: Loaded) -> Entry:
        article = loaded.article
        return Entry(
            source.key,
            source.root,
            article.source,
            source.path,
            article.sha256,
            self._made_by(source),
            article.title,
            article.date,
            len(article.text),
            time.time(),
            loaded.warnings,
            article.author,
            loaded.size,
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
