"""What is kept of users: one SQLite file in the data folder.

Unlike the index it cannot be built anew, so its layout is only ever changed by migrations.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.errors import RecordsError

RECORDS_FILE = "records.sqlite3"
_RESTORE = "put a copy of it back, or move it away to begin with none"
_CURES = {
    "SQLITE_CORRUPT": _RESTORE,
    "SQLITE_NOTADB": _RESTORE,
    "SQLITE_BUSY": "another program is writing to it, wait until that has ended",
}
_OTHER_CURE = "check the free space and the permissions of its folder"

_log = logging.getLogger(__name__)

# The statements at index n lead from version n to n + 1; what is published is never edited.
# Words are folded by `search.folded`, so SQLite has only to cut them at white space.
_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE conversations (
            number INTEGER PRIMARY KEY, user TEXT NOT NULL, id TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL, named INTEGER NOT NULL, started REAL NOT NULL,
            changed REAL NOT NULL)""",
        "CREATE INDEX conversations_by_user ON conversations (user, changed)",
        """CREATE TABLE turns (
            number INTEGER PRIMARY KEY,
            conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
            place INTEGER NOT NULL, asked REAL NOT NULL, complete INTEGER NOT NULL,
            record BLOB NOT NULL, feedback BLOB, UNIQUE (conversation, place))""",
        "CREATE INDEX turns_incomplete ON turns (number) WHERE NOT complete",
        "CREATE INDEX turns_judged ON turns (conversation) WHERE feedback IS NOT NULL",
        "CREATE VIRTUAL TABLE title_words USING fts5 (words, tokenize = 'ascii')",
        "CREATE VIRTUAL TABLE turn_words USING fts5 (words, tokenize = 'ascii')",
        """CREATE TRIGGER conversation_gone AFTER DELETE ON conversations BEGIN
            DELETE FROM title_words WHERE rowid = old.number; END""",
        """CREATE TRIGGER turn_gone AFTER DELETE ON turns BEGIN
            DELETE FROM turn_words WHERE rowid = old.number; END""",
        "CREATE TABLE preferences (user TEXT PRIMARY KEY, packed BLOB NOT NULL)",
    ),
)


class Database:
    """The records of one data folder; safe to use from several threads. Raises RecordsError."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file; a folder that is made is for its owner alone, as is the file."""
        self.file = folder / RECORDS_FILE
        self._lock = threading.RLock()
        self._make_private(folder)
        with self._guarded():
            self._connection = sqlite3.connect(
                self.file, check_same_thread=False, isolation_level=None, timeout=10
            )
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA foreign_keys = ON")
                # What a user deletes is overwritten, not only taken out of a list; see `wipe`.
                self._connection.execute("PRAGMA secure_delete = ON")
                self._migrate()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self._guarded():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is done inside happens, or nothing of it."""
        with self._guarded():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it already
                    self._connection.execute("ROLLBACK")
                raise

    def wipe(self) -> None:
        """Overwrite what was deleted in the index of words and in SQLite's log too.

        That needs some space for a moment; where there is none it is left to the next time.
        """
        try:
            with self.transaction() as connection:
                connection.execute("INSERT INTO title_words (title_words) VALUES ('optimize')")
                connection.execute("INSERT INTO turn_words (turn_words) VALUES ('optimize')")
            self.rows("PRAGMA wal_checkpoint (TRUNCATE)")
        except RecordsError as exc:
            _log.warning("what was deleted may still be read in the file's free space: %s", exc)

    def _migrate(self) -> None:
        with self.transaction() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > len(_MIGRATIONS):
                raise RecordsError(
                    f"{self.file} was written by a newer version of this program (its layout is "
                    f"{version}, known here are {len(_MIGRATIONS)}): update the program"
                )
            for statements in _MIGRATIONS[version:]:
                for statement in statements:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")

    def _make_private(self, folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # SQLite gives its further files the mode of this one.
            os.close(os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600))
            self.file.chmod(0o600)
        except OSError as exc:
            raise RecordsError(
                f"{self.file} cannot be made or opened ({exc.strerror}): check the permissions of "
                "its folder, or name another with --data"
            ) from exc

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """One caller at a time; SQLite's errors become RecordsErrors with a cure."""
        with self._lock:
            try:
                yield
            except sqlite3.Error as exc:
                name = getattr(exc, "sqlite_errorname", "")
                cures = (cure for start, cure in _CURES.items() if name.startswith(start))
                cure = next(cures, _OTHER_CURE)
                raise RecordsError(f"{self.file} cannot be used ({exc}): {cure}") from exc
            except UnicodeEncodeError as exc:
                raise RecordsError(
                    f"{exc.object!r:.60} cannot be kept: write it in whole characters"
                ) from exc
