"""Turns and titles as rows of the database, with the words that they are found by.

All functions take the connection of a transaction that is open.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import sys
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assistant.errors import RecordsError, UnknownConversationError
from assistant.records.answers import pack
from assistant.records.feedback import Feedback
from assistant.records.packing import from_bytes, pack_value, to_bytes
from assistant.records.record import Record
from assistant.records.search import words_of_title, words_of_turn

_ID = re.compile("[0-9a-f]{32}")
_log = logging.getLogger(__name__)


def is_id(id: str) -> bool:
    """Whether a conversation can have this id; what a browser sends may be anything."""
    return bool(_ID.fullmatch(id))


def unknown(id: str) -> UnknownConversationError:
    """The error for an id that a user does not have, in the same words whoever else has it."""
    return UnknownConversationError(
        f"there is no conversation {id[:40]!r}: it may have been deleted, choose another"
    )


def unknown_turn(number: int) -> UnknownConversationError:
    """The error for a turn that is not there any more."""
    return UnknownConversationError(
        f"the conversation has no such turn {number + 1}: it may have been deleted, ask again"
    )


def find_conversation(connection: sqlite3.Connection, user: str, id: str) -> int:
    """The row number of a user's conversation."""
    query = "SELECT number FROM conversations WHERE id = ? AND user = ?"
    row = connection.execute(query, [id, user]).fetchone() if is_id(id) else None
    if row is None:
        raise unknown(id)
    return int(row[0])


def find_turn(connection: sqlite3.Connection, conversation: int, number: int) -> tuple[int, float]:
    """The row number of a turn, and when it was asked."""
    place = max(-1, min(number, sys.maxsize))  # SQLite takes no larger one
    row = connection.execute(
        "SELECT number, asked FROM turns WHERE conversation = ? AND place = ?",
        [conversation, place],
    ).fetchone()
    if row is None:
        raise unknown_turn(number)
    return int(row[0]), float(row[1])


def insert_turn(connection: sqlite3.Connection, conversation: int, record: Record) -> int:
    """Add a turn behind the others; its place among them."""
    (place,) = connection.execute(
        "SELECT count(*) FROM turns WHERE conversation = ?", [conversation]
    ).fetchone()
    cursor = connection.execute(
        "INSERT INTO turns (asked, complete, record, feedback, conversation, place) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [*_columns(record), conversation, place],
    )
    _index(connection, "turn_words", cursor.lastrowid, words_of_turn(record))
    return int(place)


def replace_turn(connection: sqlite3.Connection, turn: int, record: Record) -> None:
    """Put a new state in the row of a turn."""
    connection.execute(
        "UPDATE turns SET asked = ?, complete = ?, record = ?, feedback = ? WHERE number = ?",
        [*_columns(record), turn],
    )
    _index(connection, "turn_words", turn, words_of_turn(record))


def cut_turns(connection: sqlite3.Connection, conversation: int, place: int) -> None:
    """Drop a turn and all after it."""
    find_turn(connection, conversation, place)
    connection.execute(
        "DELETE FROM turns WHERE conversation = ? AND place >= ?", [conversation, place]
    )


def set_title(connection: sqlite3.Connection, conversation: int, title: str, named: bool) -> None:
    """Give a conversation a title."""
    connection.execute(
        "UPDATE conversations SET title = ?, named = ? WHERE number = ?",
        [title, named, conversation],
    )
    _index(connection, "title_words", conversation, words_of_title(title))


def pack_feedback(feedback: Feedback | None) -> bytes | None:
    """Feedback as its column holds it."""
    return to_bytes(feedback) if feedback else None


@lru_cache(maxsize=1000)  # a page that grows asks for the same turns again and again
def read_turn(packed: bytes, feedback: bytes | None) -> Record:
    """The turn of a row; one that cannot be read says so as its error, and hides no other."""
    try:
        record = from_bytes(Record, packed, "the turn")
        verdict = from_bytes(Feedback, feedback, "the feedback") if feedback else None
    except RecordsError as exc:
        _log.warning("a turn of a conversation cannot be read: %s", exc)
        return Record("", 0.0, error=f"This turn cannot be shown. {exc.sentence}")
    return replace(record, feedback=verdict)


def _columns(record: Record) -> list[Any]:
    bare = pack_value(replace(record, answer=None, feedback=None))
    packed = to_bytes({**bare, "answer": record.answer and pack(record.answer)})
    return [record.asked, record.complete, packed, pack_feedback(record.feedback)]


def _index(connection: sqlite3.Connection, table: str, row: int | None, words: str) -> None:
    query = f"REPLACE INTO {table} (rowid, words) VALUES (?, ?)"  # noqa: S608 - one of two names
    connection.execute(query, [row, words])
