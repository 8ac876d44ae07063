"""Conversations of each user, kept until they are deleted.

Every method takes the user whose conversations it may reach; another's are to it as if they were
not there. "" is the one user of a page that knows no sign-in.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from assistant.records import rows
from assistant.records.database import Database
from assistant.records.feedback import Feedback
from assistant.records.record import Conversation, Record
from assistant.records.search import find
from assistant.records.titles import one_line, title_from

INTERRUPTED = "The program ended before this was answered: ask again."
_LISTED = """
    SELECT number, id, title, named, started, changed,
    (SELECT count(*) FROM turns WHERE turns.conversation = conversations.number)
    FROM conversations WHERE user = ?"""
_TURNS = "SELECT record, feedback FROM turns WHERE conversation = ? ORDER BY place"


class Conversations:
    """All conversations in a database; safe to use from several threads.

    Raises UnknownConversationError for an id or a turn that the user does not have, RecordsError
    where nothing can be read or written. `clock` gives seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    def list(self, user: str, search: str = "", limit: int = 200) -> tuple[Conversation, ...]:
        """The user's conversations, those changed last first, or those with all words searched."""
        query, values = _LISTED, [user]
        matched: dict[int, tuple[int, ...]] = {}
        if search.strip():
            matched = find(self._database, user, search)
            query += " AND number IN (SELECT value FROM json_each(?))"
            values.append(json.dumps([*matched]))
        found = self._database.rows(
            f"{query} ORDER BY changed DESC, number DESC LIMIT {limit:d}", values
        )
        return tuple(_conversation(row, matched.get(row[0], ())) for row in found)

    def start(self, user: str, title: str = "") -> Conversation:
        """A new conversation; without a title it takes that of its first question."""
        now, id, line = self._clock(), secrets.token_hex(16), one_line(title)
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO conversations (user, id, title, named, started, changed) "
                "VALUES (?, ?, '', 0, ?, ?)",
                [user, id, now, now],
            )
            number = rows.find_conversation(connection, user, id)
            rows.set_title(connection, number, line, named=bool(line))
            return self.get(user, id)

    def get(self, user: str, id: str) -> Conversation:
        """One conversation."""
        found = self._database.rows(f"{_LISTED} AND id = ?", [user, id]) if rows.is_id(id) else []
        if not found:
            raise rows.unknown(id)
        return _conversation(found[0])

    def rename(self, user: str, id: str, title: str) -> Conversation:
        """Give it a title of at most 200 characters; a blank one brings back the first question."""
        line = one_line(title)
        with self._database.transaction() as connection:
            number = rows.find_conversation(connection, user, id)
            first = connection.execute(f"{_TURNS} LIMIT 1", [number]).fetchone()
            asked = title_from(rows.read_turn(*first).question) if first else ""
            rows.set_title(connection, number, line or asked, named=bool(line))
            return self.get(user, id)

    def delete(self, user: str, id: str) -> None:
        """Forget a conversation with all its turns; nothing of it stays in the file."""
        with self._database.transaction() as connection:
            number = rows.find_conversation(connection, user, id)
            connection.execute("DELETE FROM conversations WHERE number = ?", [number])
        self._database.wipe()

    def forget(self, user: str) -> int:
        """Delete all conversations of a user, such as one who is removed; how many there were."""
        with self._database.transaction() as connection:
            gone = connection.execute("DELETE FROM conversations WHERE user = ?", [user]).rowcount
        self._database.wipe()
        return gone

    def turns(self, user: str, id: str) -> tuple[Record, ...]:
        """All turns of a conversation, oldest first."""
        with self._database.transaction() as connection:
            number = rows.find_conversation(connection, user, id)
            found = connection.execute(_TURNS, [number]).fetchall()
        return tuple(rows.read_turn(*row) for row in found)

    def append(self, user: str, id: str, record: Record, place: int | None = None) -> int:
        """Add a turn, in place of turn `place` and all after it; its number, counted from 0."""
        with self._database.transaction() as connection:
            conversation = rows.find_conversation(connection, user, id)
            if place is not None:
                rows.cut_turns(connection, conversation, place)
            number = rows.insert_turn(connection, conversation, record)
            if number == 0 and not self.get(user, id).named:
                rows.set_title(connection, conversation, title_from(record.question), named=False)
            self._touch(connection, conversation)
        return number

    def update(self, user: str, id: str, number: int, record: Record) -> None:
        """Put a turn's new state, feedback included, in place of its old one.

        Only if that was `asked` at the same time: turns may have been cut meanwhile and another
        stand in this place, which the answer to the one that is gone must not overwrite.
        """
        with self._database.transaction() as connection:
            conversation = rows.find_conversation(connection, user, id)
            turn, asked = rows.find_turn(connection, conversation, number)
            if asked != record.asked:
                raise rows.unknown_turn(number)
            rows.replace_turn(connection, turn, record)
            self._touch(connection, conversation)

    def cut(self, user: str, id: str, number: int) -> None:
        """Drop a turn and all after it."""
        with self._database.transaction() as connection:
            conversation = rows.find_conversation(connection, user, id)
            rows.cut_turns(connection, conversation, number)
            self._touch(connection, conversation)

    def set_feedback(self, user: str, id: str, number: int, feedback: Feedback | None) -> None:
        """Keep what the user thinks of an answer; None takes it back."""
        with self._database.transaction() as connection:
            conversation = rows.find_conversation(connection, user, id)
            turn, _ = rows.find_turn(connection, conversation, number)
            connection.execute(
                "UPDATE turns SET feedback = ? WHERE number = ?",
                [rows.pack_feedback(feedback), turn],
            )

    def judged(self, user: str | None = None) -> Iterator[tuple[str, tuple[Record, ...]]]:
        """Id and turns of each conversation with feedback, of one user or of all, oldest first."""
        found = self._database.rows(
            "SELECT number, id FROM conversations WHERE user = coalesce(?, user) AND number IN "
            "(SELECT conversation FROM turns WHERE feedback IS NOT NULL) ORDER BY started, number",
            [user],
        )
        for number, id in found:
            turns = self._database.rows(_TURNS, [number])
            yield id, tuple(rows.read_turn(*row) for row in turns)

    def interrupted(self) -> int:
        """Close turns that were being answered when the program ended; how many there were.

        To be called before the first question is asked.
        """
        with self._database.transaction() as connection:
            found = connection.execute(
                "SELECT number, record, feedback FROM turns WHERE NOT complete"
            ).fetchall()
            for turn, *row in found:
                record = replace(rows.read_turn(*row), error=INTERRUPTED, complete=True)
                rows.replace_turn(connection, turn, record)
        return len(found)

    def _touch(self, connection: sqlite3.Connection, conversation: int) -> None:
        connection.execute(
            "UPDATE conversations SET changed = ? WHERE number = ?", [self._clock(), conversation]
        )


def _conversation(row: tuple[Any, ...], matched: tuple[int, ...] = ()) -> Conversation:
    _, id, title, named, started, changed, turns = row
    return Conversation(id, title, bool(named), started, changed, turns, matched)
