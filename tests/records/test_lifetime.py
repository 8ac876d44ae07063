"""Conversations of a program that is used at once, grows old, and is killed."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

from assistant.records import conversations as module
from assistant.records.conversations import INTERRUPTED, Conversations
from assistant.records.database import Database
from assistant.records.record import Record

from .kept import ANSWER, GOOD, PENDING, RECORD, asked, questions


def test_two_at_once(conversations: Conversations) -> None:
    """Two tabs in one conversation, and another user: every turn gets a place of its own."""
    shared = conversations.start("aylin").id
    other = conversations.start("").id
    numbers: list[int] = []

    def ask(user: str, id: str, name: str) -> None:
        for count in range(25):
            record = replace(PENDING, question=f"{name} {count}?", asked=hash((name, count)) / 3)
            number = conversations.append(user, id, record)
            numbers.append(number)
            conversations.update(user, id, number, replace(record, complete=True))

    threads = [
        threading.Thread(target=ask, args=arguments)
        for arguments in [("aylin", shared, "one"), ("aylin", shared, "two"), ("", other, "three")]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(numbers) == sorted([*range(50), *range(25)])
    for name in ("one", "two"):
        own = [q for q in questions(conversations, shared, "aylin") if q.startswith(name)]
        assert own == [f"{name} {count}?" for count in range(25)]
    assert all(record.complete for record in conversations.turns("aylin", shared))
    assert len(questions(conversations, other)) == 25


def test_interrupted(conversations: Conversations) -> None:
    """Turns that were being answered say so at the next start, with what there was of them."""
    id = asked(conversations, "A?")
    conversations.append("", id, PENDING)
    conversations.append("", id, replace(PENDING, answer=ANSWER, feedback=GOOD))
    before = conversations.get("", id)

    assert conversations.interrupted() == 2
    first, second, third = conversations.turns("", id)
    assert first == replace(RECORD, question="A?")
    assert second == replace(PENDING, error=INTERRUPTED, complete=True)
    assert third == replace(second, answer=ANSWER, feedback=GOOD)
    assert conversations.get("", id) == before
    assert conversations.interrupted() == 0


def test_a_killed_process(tmp_path: Path) -> None:
    """What was asked before a kill is there at the next start, marked as interrupted."""
    code = (
        "import os, pathlib, sys\n"
        "from assistant.records.conversations import Conversations\n"
        "from assistant.records.database import Database\n"
        "from assistant.records.record import Record\n"
        "conversations = Conversations(Database(pathlib.Path(sys.argv[1])))\n"
        "id = conversations.start('aylin').id\n"
        "conversations.append('aylin', id, Record('Who kept the lamp?', 1.5, complete=False))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], check=False)
    assert done.returncode == -9

    with Database(tmp_path) as database:
        conversations = Conversations(database)
        assert conversations.interrupted() == 1
        (listed,) = conversations.list("aylin", "lamp")
        (record,) = conversations.turns("aylin", listed.id)
        assert record == Record("Who kept the lamp?", 1.5, error=INTERRUPTED)


def test_many_stay_quick(conversations: Conversations, database: Database) -> None:
    """With 2,000 conversations all are found, a bounded list is given, and none is read whole."""
    id = asked(conversations, *(f"Question {number}?" for number in range(100)))
    for number in range(2000):
        conversations.start("", f"Number {number} of many")

    assert len(conversations.turns("", id)) == 100
    assert len(conversations.list("")) == 200
    (found,) = conversations.list("", "number 1234")
    assert found.title == "Number 1234 of many"
    for query in (module._LISTED, module._TURNS):
        plan = database.rows(f"EXPLAIN QUERY PLAN {query}", [""])
        assert [step for *_, step in plan if step.startswith("SCAN")] == []
