"""Who is signed in: random tokens, kept as hashes so that a stolen file opens nothing."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.accounts.users import Users
from assistant.errors import AssistantError

SESSIONS_FILE = "sessions.sqlite3"
IDLE, LONGEST = 30 * 86400.0, 90 * 86400.0  # seconds
_MOST_EACH = 50  # of one user: the one that was idle longest makes room
_NOTED = 3600.0  # seconds between two notes that a session is in use
_TOKEN_CHARACTERS = 43  # 256 bits
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (
    token BLOB PRIMARY KEY, user TEXT NOT NULL, mark TEXT NOT NULL,
    started REAL NOT NULL, seen REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_by_user ON sessions (user, seen);
"""
_log = logging.getLogger(__name__)


class Sessions:
    """The sessions of one file, which outlive the program; safe to use from several threads.

    A session ends by itself when its user is removed or has another password: it holds the `mark`
    of the password it began with (see `Users.mark`). Raises AssistantError.
    """

    def __init__(self, file: Path, users: Users, clock: Callable[[], float] = time.time) -> None:
        self._file, self._users, self._clock = file, users, clock
        self._lock = threading.Lock()
        with self._guarded():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite would let others read
            self._connection = sqlite3.connect(
                file, check_same_thread=False, isolation_level=None, timeout=5
            )
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.executescript(_SCHEMA)
            except BaseException:
                self._connection.close()
                raise

    def start(self, user: str, mark: str) -> str:
        """The token of a new session, begun with the password that `mark` stands for."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._guarded(), self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "DELETE FROM sessions WHERE seen <= ? OR started <= ?", (now - IDLE, now - LONGEST)
            )
            connection.execute(
                "DELETE FROM sessions WHERE token IN (SELECT token FROM sessions WHERE user = ? "
                "ORDER BY seen DESC LIMIT -1 OFFSET ?)",
                (user, _MOST_EACH - 1),
            )
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", (_hash(token), user, mark, now, now)
            )
        return token

    def user(self, token: str) -> str | None:
        """Whose session this is; None if there is no such session, or no longer."""
        if len(token) != _TOKEN_CHARACTERS:
            return None
        now = self._clock()
        with self._guarded():
            found = self._connection.execute(
                "SELECT user, mark, started, seen FROM sessions WHERE token = ?", (_hash(token),)
            ).fetchone()
        if found is None:
            return None
        user, mark, started, seen = found
        if self._users.mark(user) != mark or now >= seen + IDLE or now >= started + LONGEST:
            self.end(token)
            return None
        if now >= seen + _NOTED:
            self._note(token, now)
        return str(user)

    def end(self, token: str) -> None:
        """End a session, if there is one."""
        with self._guarded():
            self._connection.execute("DELETE FROM sessions WHERE token = ?", (_hash(token),))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _note(self, token: str, now: float) -> None:
        try:
            with self._guarded():
                self._connection.execute(
                    "UPDATE sessions SET seen = ? WHERE token = ?", (now, _hash(token))
                )
        except AssistantError as exc:  # a full disk signs nobody out
            _log.warning("%s", exc)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except sqlite3.DatabaseError as exc:
                raise AssistantError(
                    f"cannot use {self._file} ({exc}): make room or make it writable; if it is "
                    "damaged, delete it, and everybody signs in again"
                ) from exc
            except OSError as exc:
                raise AssistantError(
                    f"cannot use {self._file} ({exc.strerror}): make it writable, or give another "
                    "folder with --data"
                ) from exc


def _hash(token: str) -> bytes:
    # Not slow like a password's: nobody can try 2**256 tokens.
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
