"""What the index knows of each article and chunk, and its words: one SQLite file.

A file's old state is replaced by its new one in one transaction, so that the catalog is whole
after a kill at any moment. The words of the chunks are an FTS5 table of the same file: SQLite
keeps BM25 up to date without building anything anew.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import StoreError
from assistant.library.rows import (
    SCHEMA,
    chunk_row,
    delete_article,
    insert_article,
    packed_blocks,
    read_blocks,
    read_sentences,
)
from assistant.library.sections import section_at
from assistant.types import Article, Chunk, Sentence, Span

CATALOG_FILE = "catalog.sqlite3"
# Bytes of the file that are read where the system keeps them, without a copy of each page: BM25 of
# a question looks into thousands of pages.
_MAPPED = 2**30


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the catalog lists it, without its text.

    `key` tells files apart whatever they are called (an absolute path), `root` is the path that
    was asked to be indexed, `path` is None where the article came from no file. `bytes` is the
    size of the file, else that of the text in UTF-8.
    """

    key: str
    root: str
    source: str
    path: Path | None
    sha256: str
    fingerprint: str
    title: str
    date: str | None
    characters: int
    indexed: float
    warnings: tuple[str, ...] = ()
    author: str | None = None
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read the last time, and why."""

    key: str
    root: str
    source: str
    reason: str


class Catalog:
    """The SQLite file of a store; safe to use from several threads. Raises StoreError.

    `file` is where it is, `changes` another number whenever articles have come or gone since it was
    opened.
    """

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        self.changes = 0
        self.file = file
        self._lock = threading.RLock()
        with self.guarded():
            uri = f"{file.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            self._connection = sqlite3.connect(
                uri, uri=True, check_same_thread=False, isolation_level=None, timeout=10
            )
            try:
                self._connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
                if not read_only:
                    self._connection.execute("PRAGMA journal_mode = WAL")
                    self._connection.executescript(SCHEMA)
                self._connection.execute("SELECT count(*) FROM articles").fetchone()
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """One caller at a time; SQLite's errors become StoreErrors with a cure."""
        with self._lock:
            try:
                yield
            except sqlite3.Error as exc:
                raise StoreError(
                    f"the catalog {self.file} cannot be used ({exc}): check the free space and "
                    f"permissions, or {self._cure()}"
                ) from exc

    def _cure(self) -> str:
        return f"build it anew: assistant index PATH --store {self.file.parent} --rebuild"

    def refresh(self) -> None:
        """Learn what others have changed: nothing, where one process owns the index."""

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self.guarded():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Changes that take effect together, or not at all if one of them fails."""
        with self.guarded():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it already
                    self._connection.execute("ROLLBACK")
                raise

    def meta(self) -> dict[str, str]:
        """What the index was made with."""
        return dict(self.rows("SELECT name, value FROM meta"))

    def set_meta(self, values: dict[str, str]) -> None:
        """Note what the index is made with."""
        with self.transaction() as connection:
            connection.executemany("REPLACE INTO meta VALUES (?, ?)", values.items())

    def entries(self) -> list[Entry]:
        """All articles, by source."""
        rows = self.rows(
            "SELECT key, root, source, path, sha256, fingerprint, title, date, characters, "
            "indexed, warnings, author, bytes FROM articles ORDER BY source"
        )
        return [
            Entry(*[*r[:3], r[3] and Path(r[3]), *r[4:10], tuple(json.loads(r[10])), *r[11:]])
            for r in rows
        ]

    def article(self, source: str) -> Article:
        """One article with its text. Raises KeyError if it is not in the index."""
        rows = self.rows(
            "SELECT source, sha256, title, date, text, blocks, author, pages, extractor "
            "FROM articles WHERE source = ?",
            [source],
        )
        if not rows:
            raise KeyError(source)
        *fields, blocks, author, pages, extractor = rows[0]
        return Article(*[*fields, read_blocks(blocks), author, tuple(json.loads(pages)), extractor])

    def titles(self, sources: Sequence[str] | None = None) -> list[str]:
        """Titles of all articles, or of those named, by source."""
        if sources is None:
            return [row[0] for row in self.rows("SELECT title FROM articles ORDER BY source")]
        rows = self.rows(
            "SELECT title FROM articles WHERE source IN (SELECT value FROM json_each(?)) "
            "ORDER BY source",
            [json.dumps(list(sources))],
        )
        return [row[0] for row in rows]

    def path(self, source: str) -> Path | None:
        """The file of an article; None if it came from no file."""
        rows = self.rows("SELECT path FROM articles WHERE source = ?", [source])
        return Path(rows[0][0]) if rows and rows[0][0] else None

    def text(self, source: str, start: int, end: int) -> str:
        """A piece of an article's text."""
        return self.article(source).text[start:end]

    def sentences(self, source: str) -> list[Sentence]:
        """All sentences of an article, in order."""
        rows = self.rows("SELECT sentences FROM chunks WHERE source = ? ORDER BY start", [source])
        return [sentence for (packed,) in rows for sentence in read_sentences(packed)]

    def section(self, source: str, offset: int) -> str | None:
        """The nearest heading above a character of an article."""
        return section_at(self.article(source), offset)

    def chunks(self, ids: Iterable[str]) -> dict[str, tuple[Chunk, str, str]]:
        """Chunks by id, each with its text and its article's title; unknown ids are left out."""
        rows = self.rows(
            "SELECT c.id, c.source, c.start, c.end, c.sentences, w.text, a.title FROM chunks c "
            "JOIN words w ON w.rowid = c.number JOIN articles a USING (source) "
            "WHERE c.id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        return {
            row[0]: (Chunk(row[0], row[1], Span(row[2], row[3]), read_sentences(row[4])), *row[5:])
            for row in rows
        }

    def sources_of(self, ids: Iterable[str]) -> dict[str, str]:
        """The articles of chunks, by their ids; unknown ids are left out."""
        query = "SELECT id, source FROM chunks WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self.rows(query, [json.dumps(list(ids))]))

    def chunk_ids(self, keys: Iterable[str] | None = None) -> set[str]:
        """The ids of all chunks, or of the chunks of the articles with these keys."""
        if keys is None:
            return {row[0] for row in self.rows("SELECT id FROM chunks")}
        rows = self.rows(
            "SELECT c.id FROM chunks c JOIN articles a USING (source) "
            "WHERE a.key IN (SELECT value FROM json_each(?))",
            [json.dumps(list(keys))],
        )
        return {row[0] for row in rows}

    def keys_of(self, chunk_ids: Iterable[str]) -> list[str]:
        """The keys of the articles that these chunks are of."""
        rows = self.rows(
            "SELECT DISTINCT a.key FROM chunks c JOIN articles a USING (source) "
            "WHERE c.id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(chunk_ids))],
        )
        return [row[0] for row in rows]

    def chunk_count(self) -> int:
        """The number of all chunks."""
        return int(self.rows("SELECT count(*) FROM chunks")[0][0])

    def failures(self) -> list[Failure]:
        """Files that could not be read."""
        rows = self.rows("SELECT key, root, source, reason FROM failures ORDER BY source")
        return [Failure(*row) for row in rows]

    def put(self, items: Sequence[tuple[Entry, Article, Sequence[Chunk]]]) -> None:
        """Replace the state of these articles, all at once."""
        now = time.time()
        with self.transaction() as connection:
            for entry, article, chunks in items:
                insert_article(connection, article_row(entry, article, now), map(chunk_row, chunks))
            self.changes += 1

    def remove(self, keys: Iterable[str]) -> None:
        """Forget articles."""
        with self.transaction() as connection:
            for key in keys:
                delete_article(connection, key)
            self.changes += 1

    def expire(self, keys: Iterable[str]) -> None:
        """Have articles read anew by the next run, as if their files had changed."""
        with self.transaction() as connection:
            connection.executemany(
                "UPDATE articles SET fingerprint = '' WHERE key = ?", [[key] for key in keys]
            )

    def set_failures(self, failures: Iterable[Failure]) -> None:
        """Note which files cannot be read; earlier notes go."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM failures")
            connection.executemany(
                "REPLACE INTO failures VALUES (?, ?, ?, ?)",
                [(f.key, f.root, f.source, f.reason) for f in failures],
            )


def article_row(entry: Entry, article: Article, indexed: float) -> dict[str, Any]:
    """An article as it stands in a row."""
    return {
        "key": entry.key,
        "root": entry.root,
        "source": article.source,
        "path": str(entry.path) if entry.path else None,
        "sha256": article.sha256,
        "fingerprint": entry.fingerprint,
        "title": article.title,
        "date": article.date,
        "author": article.author,
        "characters": len(article.text),
        "bytes": entry.bytes,
        "indexed": indexed,
        "warnings": json.dumps(entry.warnings),
        "blocks": packed_blocks(article.blocks),
        "pages": json.dumps(article.pages),
        "extractor": article.extractor,
        "text": article.text,
    }
