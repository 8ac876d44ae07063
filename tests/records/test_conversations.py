"""Conversations: kept, found again, changed and forgotten, each user's apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from assistant import Answer
from assistant.answering.context import Context
from assistant.errors import UnknownConversationError
from assistant.records.conversations import Conversations
from assistant.records.database import Database
from assistant.records.feedback import Feedback
from assistant.records.record import Conversation, Record

from .kept import ANSWER, GOOD, HOSTILE, PENDING, RECORD, REFUSAL, answers, asked, questions


def test_a_conversation_comes_back(database: Database, conversations: Conversations) -> None:
    """Every turn is as it was, also when the file is opened again."""
    records = (
        RECORD,
        replace(RECORD, answer=REFUSAL, sources=None, paths={}, feedback=GOOD),
        Record(HOSTILE, 5.5, error="The model is asleep.", sources=()),
        PENDING,
    )
    id = conversations.start("aylin").id
    assert [conversations.append("aylin", id, record) for record in records] == [0, 1, 2, 3]

    assert conversations.turns("aylin", id) == records
    database.close()
    with Database(database.file.parent) as again:
        assert Conversations(again).turns("aylin", id) == records


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(answers)
def test_any_answer_comes_back(conversations: Conversations, answer: Answer) -> None:
    """Whatever characters an answer has, it is kept and shown as it was."""
    id = conversations.start("").id
    record = Record(answer.question, 1.0, answer, error=answer.note, paths={answer.text: "/x"})
    conversations.append("", id, record)

    assert conversations.turns("", id) == (record,)


def test_what_a_model_read_is_not_kept(conversations: Conversations) -> None:
    """Of an answer only the context is dropped."""
    id = conversations.start("").id
    read = replace(ANSWER, context=Context((), (), 0, 3000))
    conversations.append("", id, replace(RECORD, answer=read))

    assert conversations.turns("", id) == (RECORD,)


def test_ids_cannot_be_guessed(conversations: Conversations) -> None:
    """Each id has 128 random bits, in letters that are safe in an address and a file's name."""
    ids = {conversations.start("").id for _ in range(50)}

    assert len(ids) == 50
    assert all(re.fullmatch("[0-9a-f]{32}", id) for id in ids)


def test_the_list(conversations: Conversations) -> None:
    """The one changed last stands first, with its title, times and number of turns."""
    first = asked(conversations, "Who kept the lamp?", "And then?")  # clock: 1000, 1001, 1002
    second = conversations.start("").id  # 1003
    assert conversations.list("") == (
        Conversation(second, "", False, 1003.0, 1003.0, 0),
        Conversation(first, "Who kept the lamp?", False, 1000.0, 1002.0, 2),
    )

    conversations.append("", first, PENDING)  # 1004
    listed = conversations.list("", limit=1)
    assert listed == (Conversation(first, "Who kept the lamp?", False, 1000.0, 1004.0, 3),)
    assert conversations.get("", first) == listed[0]

    conversations.set_feedback("", first, 0, GOOD)
    conversations.rename("", second, "Renamed")
    assert [found.id for found in conversations.list("")] == [first, second]


def test_titles(conversations: Conversations) -> None:
    """The first question is the title until the user names the conversation."""
    id = asked(conversations, "Who kept\nthe lamp?", "And then?")
    assert conversations.get("", id).title == "Who kept the lamp?"

    renamed = conversations.rename("", id, f"  Lamps\x00 {'x' * 300}")
    assert (renamed.title, renamed.named) == (f"Lamps {'x' * 194}", True)
    assert renamed == conversations.get("", id)
    conversations.cut("", id, 0)
    conversations.append("", id, replace(RECORD, question="Something else?"))
    assert conversations.get("", id).title == renamed.title

    unnamed = conversations.rename("", id, " \n ")
    assert (unnamed.title, unnamed.named) == ("Something else?", False)
    conversations.cut("", id, 0)
    conversations.append("", id, replace(RECORD, question="A third thing?"))
    assert conversations.get("", id).title == "A third thing?"


def test_a_title_from_the_start(conversations: Conversations) -> None:
    """A conversation that was started under a name keeps it; one without turns has none."""
    named = conversations.start("", "Lamps")
    conversations.append("", named.id, RECORD)
    assert (conversations.get("", named.id).title, named.named) == ("Lamps", True)

    empty = conversations.start("")
    assert conversations.rename("", empty.id, "").title == ""


def test_an_answer_takes_its_place(conversations: Conversations) -> None:
    """A turn is replaced as the answer grows, feedback included; the others stay."""
    id = asked(conversations, "First?")
    number = conversations.append("", id, PENDING)
    for answer in (replace(ANSWER, complete=False), ANSWER):
        conversations.update("", id, number, replace(PENDING, answer=answer))
    done = replace(PENDING, answer=ANSWER, complete=True, feedback=GOOD)
    conversations.update("", id, number, done)

    assert conversations.turns("", id)[1:] == (done,)
    assert questions(conversations, id)[0] == "First?"


def test_an_answer_to_a_turn_that_was_cut(conversations: Conversations) -> None:
    """It does not overwrite the turn that stands in its place by then."""
    id = asked(conversations, "First?")
    number = conversations.append("", id, PENDING)
    conversations.cut("", id, number)
    with pytest.raises(UnknownConversationError, match="no such turn 2"):
        conversations.update("", id, number, RECORD)

    other = replace(PENDING, question="Other?", asked=PENDING.asked + 1)
    conversations.append("", id, other)
    with pytest.raises(UnknownConversationError, match="no such turn 2"):
        conversations.update("", id, number, RECORD)
    assert conversations.turns("", id)[1] == other


def test_cutting(conversations: Conversations) -> None:
    """A turn goes with all after it, and the next is added where it was."""
    id = asked(conversations, "A?", "B?", "C?", "D?")
    conversations.cut("", id, 2)
    assert questions(conversations, id) == ["A?", "B?"]
    assert conversations.append("", id, RECORD) == 2

    conversations.cut("", id, 0)
    assert conversations.turns("", id) == ()


def test_feedback(conversations: Conversations) -> None:
    """A verdict is kept beside its turn, replaced, and taken back."""
    id = asked(conversations, "A?", "B?")
    for feedback in (GOOD, Feedback("down", "misleading", "torn"), None):
        conversations.set_feedback("", id, 1, feedback)
        assert [record.feedback for record in conversations.turns("", id)] == [None, feedback]
        assert conversations.turns("", id)[1] == replace(RECORD, question="B?", feedback=feedback)


def test_judged(conversations: Conversations) -> None:
    """Conversations with a verdict in them, of one user or of all, the oldest first."""
    first, _, third = (
        asked(conversations, "A?", "B?", user=user) for user in ("aylin", "aylin", "")
    )
    conversations.set_feedback("", third, 0, GOOD)
    conversations.set_feedback("aylin", first, 1, GOOD)

    assert [id for id, _ in conversations.judged()] == [first, third]
    assert [id for id, _ in conversations.judged("")] == [third]
    assert dict(conversations.judged("aylin")) == {first: conversations.turns("aylin", first)}
    assert [*conversations.judged("bora")] == []


CALLS: dict[str, Callable[[Conversations, str, str], Any]] = {
    "get": lambda c, user, id: c.get(user, id),
    "rename": lambda c, user, id: c.rename(user, id, "Mine"),
    "delete": lambda c, user, id: c.delete(user, id),
    "turns": lambda c, user, id: c.turns(user, id),
    "append": lambda c, user, id: c.append(user, id, RECORD),
    "update": lambda c, user, id: c.update(user, id, 0, RECORD),
    "cut": lambda c, user, id: c.cut(user, id, 0),
    "set_feedback": lambda c, user, id: c.set_feedback(user, id, 0, GOOD),
}


@pytest.mark.parametrize("name", CALLS)
def test_nobody_reaches_what_is_not_theirs(conversations: Conversations, name: str) -> None:
    """Another's id is refused in the words for one that there is not, and nothing changes."""
    owners = ("", "aylin", "aylin2", "Aylin", "%", "aylin' OR '1'='1")
    ids = {user: asked(conversations, f"Of {user!r}?", user=user) for user in owners}
    before = {user: (conversations.list(user), conversations.turns(user, ids[user]))
              for user in owners}  # fmt: skip

    for user in owners:
        for id in [*(ids[other] for other in owners if other != user), "0" * 32, HOSTILE]:
            with pytest.raises(UnknownConversationError) as raised:
                CALLS[name](conversations, user, id)
            assert str(raised.value).replace(repr(id[:40]), "…") == (
                "there is no conversation …: it may have been deleted, choose another"
            )

    assert before == {
        user: (conversations.list(user), conversations.turns(user, ids[user])) for user in owners
    }


def test_a_deleted_conversation(database: Database, conversations: Conversations) -> None:
    """Nothing that was said in it stays in any file, not even its words."""
    kept = asked(conversations, "Who kept the lighthouse?")
    gone = asked(conversations, "Who is Zyxwabc?", "What did Qwopqwop say?")
    conversations.update("", gone, 1, replace(RECORD, question="And Vutsrqp?"))
    conversations.delete("", gone)

    with pytest.raises(UnknownConversationError):
        conversations.turns("", gone)
    assert questions(conversations, kept) == ["Who kept the lighthouse?"]
    files = [*database.file.parent.iterdir()]
    said = b"".join(file.read_bytes() for file in files).lower()
    assert len(files) == 3
    assert [
        said.count(word) > 0 for word in (b"lighthouse", b"zyxwabc", b"qwopqwop", b"vutsrqp")
    ] == [
        True,
        False,
        False,
        False,
    ]


def test_a_user_who_is_removed(conversations: Conversations) -> None:
    """All of theirs goes, and nobody else's."""
    for user in ("aylin", "aylin", ""):
        asked(conversations, "A?", user=user)

    assert conversations.forget("aylin") == 2
    assert conversations.list("aylin") == conversations.list("aylin", "a") == ()
    assert len(conversations.list("")) == 1
    assert conversations.forget("aylin") == 0
