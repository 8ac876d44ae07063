"""A process's own copy of what a server knows of the articles, kept up to date from its journal.

It is a catalog like that of a folder, so that BM25, quotes and all that is asked of a catalog are
the same. What is changed goes to the journal first. The server's clock tells what is new; whatever
that would miss, a comparison of all heads finds, when a replica is opened and now and then.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.library.catalog import CATALOG_FILE, Catalog, Entry, Failure, article_row
from assistant.library.journal import Journal
from assistant.library.rows import chunk_row, delete_article, insert_article
from assistant.library.states import Head, State, head_id
from assistant.types import Article, Chunk

_HEADS = """
CREATE TABLE IF NOT EXISTS heads (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL,
    parts INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pulled (journal TEXT NOT NULL);
"""
_PAUSE = 1.0  # seconds between two looks
_WHOLE = 600.0  # seconds between two comparisons of all heads
# Milliseconds by which one looks back, for a head is written a while after it was given its time:
# at each look, and every `_FAR_PAUSE` seconds, for writers that had to wait for the server.
_NEAR, _FAR, _FAR_PAUSE = 5_000, 120_000, 20.0
_TRIES = 3
_log = logging.getLogger(__name__)


class Replica(Catalog):
    """The catalog of a server, in a folder of this process; safe to use from several threads."""

    def __init__(self, folder: Path, journal: Journal, made_with: dict[str, str]) -> None:
        super().__init__(folder / CATALOG_FILE)
        self._journal, self._made_with = journal, made_with
        self._pulling = threading.Lock()
        self._due = self._far_due = self._whole_due = 0.0
        self._writes = 0  # what was read before one of our own is older than that
        with self.guarded():
            self._connection.executescript(_HEADS)
            # It can be had again: what a loss of power takes is not worth waiting for a disk.
            self._connection.execute("PRAGMA synchronous = NORMAL")

    def _cure(self) -> str:
        return f"delete {self.file.parent}: it is a copy of what the server has"

    def meta(self) -> dict[str, str]:
        """What the index was made with."""
        return dict(self._made_with)

    def refresh(self, *, at_once: bool = False, whole: bool = False) -> None:
        """Learn what others have changed, at most once a second unless `at_once`.

        `whole` compares everything. Raises StoreError if the server does not answer.
        """
        with self._pulling:
            now = time.monotonic()
            if now < self._due and not (at_once or whole):
                return
            far, whole = now >= self._far_due, whole or now >= self._whole_due
            complete = False
            try:
                complete = any(self._pull(far=far, whole=whole) for _ in range(_TRIES))
            finally:  # whoever waits behind need not wait for the same silence
                self._due = time.monotonic() + _PAUSE
                if not complete:  # what was copied may be newer than what was not
                    self._whole_due = 0.0
            if far or whole:
                self._far_due = time.monotonic() + _FAR_PAUSE
            if whole and complete:
                self._whole_due = time.monotonic() + _WHOLE

    def put(self, items: Sequence[tuple[Entry, Article, Sequence[Chunk]]]) -> None:
        """Replace the state of these articles, each at once, for all processes."""
        now = time.time()
        self._write(
            [
                _article(article_row(entry, article, now), [chunk_row(chunk) for chunk in chunks])
                for entry, article, chunks in items
            ]
        )

    def remove(self, keys: Iterable[str]) -> None:
        """Forget articles, for all processes."""
        named = [json.dumps(list(keys))]
        rows = self.rows(
            "SELECT key FROM articles WHERE key IN (SELECT value FROM json_each(?))", named
        )
        self._write([State("article", key, None) for (key,) in rows])

    def expire(self, keys: Iterable[str]) -> None:
        """Have articles read anew by the next run, whoever starts it."""
        known = self._known(head_id("article", key) for key in keys)
        # What somebody else has just replaced is not ours to write over.
        current = [head for head in self._journal.named(known) if known[head.id] == head]
        self._write([self._expired(head.name) for head in current if head.parts])

    def set_failures(self, failures: Iterable[Failure]) -> None:
        """Note which files cannot be read; earlier notes go."""
        now, before = _by_root(failures), _by_root(self.failures())
        changed = [root for root in now.keys() | before.keys() if now.get(root) != before.get(root)]
        self._write(
            [
                State("failures", root, json.dumps(now[root]).encode() if root in now else None)
                for root in sorted(changed)
            ]
        )

    def _write(self, states: Sequence[State]) -> None:
        if not states:
            return
        heads = self._journal.write(states)
        with self.transaction() as connection:
            for head, state in zip(heads, states, strict=True):
                known = self._known([head.id]).get(head.id)
                if known is None or known.revision <= head.revision:
                    _apply(connection, head, state.content)
            self._writes += 1
            self.changes += 1

    def _pull(self, *, far: bool, whole: bool) -> bool:
        """Copy what is new; False if it has to be done again."""
        writes = self._writes
        if whole:
            found = self._journal.heads()
        else:
            [(last,)] = self.rows("SELECT coalesce(max(revision), 0) FROM heads")
            found = self._journal.heads(last - (_FAR if far else _NEAR))
        if self.rows("SELECT journal FROM pulled") != [(self._journal.id,)]:
            self._begin_anew()
            if not whole:
                return False
        known = self._known(None if whole else (head.id for head in found))
        new = [head for head in found if known.get(head.id) != head]
        gone = known.keys() - {head.id for head in found} if whole else set()
        # A page may have skipped one while another was deleted.
        gone -= {head.id for head in self._journal.named(gone)}
        contents = self._journal.read(head for head in new if head.parts and head.kind != "note")
        return self._take([(head, None) for head in new if not head.parts], gone, writes) and all(
            self._take([pair], set(), writes) for pair in contents
        )

    def _take(
        self, states: Sequence[tuple[Head, bytes | None]], gone: set[str], writes: int
    ) -> bool:
        """Make what was read hold here, unless something was written since."""
        if not states and not gone:
            return True
        with self.transaction() as connection:
            if self._writes != writes:
                return False
            for head in self._known(gone).values():
                _apply(connection, head, None)
                connection.execute("DELETE FROM heads WHERE id = ?", [head.id])
            for head, content in states:
                try:
                    _apply(connection, head, content)
                except (ValueError, KeyError, TypeError):
                    _log.warning("What the server has of %s cannot be read.", head.name)
            self.changes += 1
        return True

    def _begin_anew(self) -> None:
        """Forget what another journal said."""
        with self.transaction() as connection:
            for table in ("articles", "chunks", "words", "failures", "heads", "pulled"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the names above
            connection.execute("INSERT INTO pulled VALUES (?)", [self._journal.id])
            self.changes += 1

    def _known(self, ids: Iterable[str] | None) -> dict[str, Head]:
        """The heads that hold here, of these ids or all. An article that gave way has none."""
        query = (
            "SELECT id, kind, name, revision, parts, sha256 FROM heads WHERE "
            "(kind != 'article' OR parts = 0 OR name IN (SELECT key FROM articles))"
        )
        if ids is None:
            rows = self.rows(query)
        else:
            query += " AND id IN (SELECT value FROM json_each(?))"
            rows = self.rows(query, [json.dumps(list(ids))])
        return {row[0]: Head(*row) for row in rows}

    def _expired(self, key: str) -> State:
        with self.guarded():
            cursor = self._connection.execute("SELECT * FROM articles WHERE key = ?", [key])
            names = [column[0] for column in cursor.description]
            row = dict(zip(names, cursor.fetchone(), strict=True))
        chunks = self.rows(
            "SELECT id, source, start, end, sentences FROM chunks WHERE source = ? ORDER BY start",
            [row["source"]],
        )
        return _article(row | {"fingerprint": ""}, chunks)


def _article(row: dict[str, Any], chunks: Sequence[Sequence[Any]]) -> State:
    content = json.dumps({"article": row, "chunks": chunks})
    return State("article", row["key"], content.encode())


def _apply(connection: sqlite3.Connection, head: Head, content: bytes | None) -> None:
    """Make a state hold in the tables of a catalog."""
    if head.kind == "article":
        delete_article(connection, head.name)
        if content is not None:
            found = json.loads(content)
            if _gets_its_name(connection, head, found["article"]["source"]):
                insert_article(connection, found["article"], found["chunks"])
    elif head.kind == "failures":
        connection.execute("DELETE FROM failures WHERE root = ?", [head.name])
        connection.executemany(
            "REPLACE INTO failures VALUES (?, ?, ?, ?)", json.loads(content or b"[]")
        )
    connection.execute(
        "REPLACE INTO heads VALUES (?, ?, ?, ?, ?, ?)",
        [head.id, head.kind, head.name, head.revision, head.parts, head.sha256],
    )


def _gets_its_name(connection: sqlite3.Connection, head: Head, source: str) -> bool:
    """Whether an article gets the name it has, which another may have got at the same time.

    The later one has it, in every process; the other is indexed under another name by the next
    run that sees its file.
    """
    query = (
        "SELECT h.revision, h.name FROM articles a JOIN heads h ON h.name = a.key "
        "WHERE a.source = ? AND h.kind = 'article'"
    )
    for revision, key in connection.execute(query, [source]).fetchall():
        if (revision, key) > (head.revision, head.name):
            return False
        delete_article(connection, key)
    return True


def _by_root(failures: Iterable[Failure]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for failure in failures:
        rows = found.setdefault(failure.root, [])
        rows.append([failure.key, failure.root, failure.source, failure.reason])
    return {root: sorted(rows) for root, rows in found.items()}
