"""Turns as rows: what is not there, and what is damaged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import UnknownConversationError
from assistant.records import rows
from assistant.records.conversations import Conversations
from assistant.records.database import Database

from .kept import HOSTILE, RECORD


@pytest.mark.parametrize("number", [-1, 1, 2**63 - 1, 2**63, 10**40, -(10**40)])
def test_no_such_turn(conversations: Conversations, database: Database, number: int) -> None:
    """Any number that a browser may send is a turn or an error that names it."""
    id = conversations.start("").id
    conversations.append("", id, RECORD)

    with database.transaction() as connection:
        conversation = rows.find_conversation(connection, "", id)
        assert rows.find_turn(connection, conversation, 0)[1] == RECORD.asked
        with pytest.raises(UnknownConversationError, match=f"no such turn {number + 1}"):
            rows.find_turn(connection, conversation, number)


@pytest.mark.parametrize("id", ["", "a", "g" * 32, "a" * 33, "A" * 32, "a" * 32 + "\n", HOSTILE])
def test_no_such_id(database: Database, id: str) -> None:
    """Any text that a browser may send is an id or an error of one short line."""
    assert not rows.is_id(id)
    with database.transaction() as connection:
        with pytest.raises(UnknownConversationError, match="there is no conversation") as raised:
            rows.find_conversation(connection, "", id)
        assert str(raised.value).isprintable()
        assert len(str(raised.value)) < 400


def test_a_damaged_turn(
    conversations: Conversations, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """A turn that cannot be read says so where it stands, and the others are shown."""
    id = conversations.start("").id
    for number in range(3):
        conversations.append("", id, replace(RECORD, question=f"Question {number}?"))
    with database.transaction() as connection:
        connection.execute("UPDATE turns SET record = x'7b7d' WHERE place = 1")

    first, damaged, last = conversations.turns("", id)

    assert (first.question, last.question) == ("Question 0?", "Question 2?")
    assert damaged.error == "This turn cannot be shown. The turn has no 'question': it was damaged."
    assert damaged.complete
    assert "cannot be read" in caplog.text
