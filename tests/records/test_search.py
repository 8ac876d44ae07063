"""Finding conversations by words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.records.conversations import Conversations
from assistant.records.database import Database
from assistant.records.search import find, folded, words_of_turn

from .kept import ANSWER, CITATION, HOSTILE, RECORD, texts


def say(conversations: Conversations, *questions: str, user: str = "", title: str = "") -> str:
    """A conversation of unanswered questions; its id."""
    id = conversations.start(user, title).id
    for question in questions:
        conversations.append(user, id, replace(RECORD, question=question, answer=None))
    return id


def titles(conversations: Conversations, search: str, user: str = "") -> list[str]:
    """The titles of those that are found, the last first."""
    return [found.title for found in conversations.list(user, search)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The BRIDGE, 44.5-meters!", ["the", "bridge", "44", "5", "meters"]),
        ("İğneada Straße Ｆｕｌｌ ﬁn", ["igneada", "strasse", "full", "fin"]),
        ("Žižek’s naïve_café", ["zizek", "s", "naive", "cafe"]),
        ("東京タワー ok", ["東", "京", "タ", "ワ", "ok"]),
        ("\x00\ud83d 😀 “” __", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """Words without case, accents and width; where none are parted, each character is one."""
    found = folded(text)
    assert [word for word in found if word != "ー"] == words


@pytest.mark.parametrize(
    "search",
    ["karasu", "KARASU swing", "swi kar", "  bridge\t of ", "kârasù", "Karasu: “opens”", "opens"],
)
def test_words_as_a_person_types_them(conversations: Conversations, search: str) -> None:
    """Words in any order, case and accent, also their beginnings, find the conversation."""
    say(conversations, "When does the swing bridge of Karasu open?", "And who opens it?")
    say(conversations, "Who kept the lamp?")

    assert titles(conversations, search) == ["When does the swing bridge of Karasu open?"]


def test_where_it_is_found(conversations: Conversations) -> None:
    """Each with its turns that have the most of the words; a title has none."""
    say(conversations, "Who kept the lamp?", "The lamp?", "Which tower?", "The lamp, who?")
    say(conversations, "Which tower?", title="Who has a lamp")

    named, asked = conversations.list("", "who lamp")
    assert (named.title, named.matched) == ("Who has a lamp", ())
    assert asked.matched == (0, 3)
    assert [found.matched for found in conversations.list("", "lamp tower")] == [(0,), (0, 1, 2, 3)]
    assert [found.matched for found in conversations.list("")] == [(), ()]


def test_answers_and_quotes(conversations: Conversations) -> None:
    """What was answered and quoted is found, what was only near is not."""
    id = conversations.start("").id
    conversations.append("", id, replace(RECORD, answer=None))
    assert titles(conversations, "44 meters") == []

    conversations.update("", id, 0, RECORD)
    assert titles(conversations, "44 meters") == ["How long is the bridge?"]
    assert titles(conversations, "44 meters before") == []  # that word is beside the quote

    conversations.update("", id, 0, replace(RECORD, answer=replace(ANSWER, text="Here:")))
    assert titles(conversations, "44 meters here") == ["How long is the bridge?"]
    conversations.update("", id, 0, replace(RECORD, answer=None))
    assert titles(conversations, "44") == []


def test_a_quote_is_counted_once() -> None:
    """A quote that stands in the answer's text is not kept twice."""
    apart = replace(RECORD, answer=replace(ANSWER, text="", citations=(CITATION,)))

    assert words_of_turn(RECORD).count("44") == 1
    assert words_of_turn(apart).count("44") == 1


def test_what_is_gone_is_not_found(conversations: Conversations) -> None:
    """Renamed, cut and deleted words find nothing any more."""
    id = say(conversations, "The bridge", "The lamp", title="Old name")
    conversations.rename("", id, "New name")
    conversations.cut("", id, 1)
    assert [titles(conversations, word) for word in ("old", "lamp")] == [[], []]
    assert titles(conversations, "new bridge") == ["New name"]

    conversations.delete("", id)
    assert titles(conversations, "bridge") == titles(conversations, "new") == []


def test_each_user_finds_their_own(conversations: Conversations, database: Database) -> None:
    """A word that three users said, in a question and in a title, finds two for each."""
    users = ("", "aylin", "Aylin")
    for user in users:
        say(conversations, "Who built the bridge?", user=user)
        say(conversations, title=f"The bridge of {user or 'nobody'}", user=user)

    for user in users:
        own = [f"The bridge of {user or 'nobody'}", "Who built the bridge?"]
        assert titles(conversations, "bridge", user) == own
    assert [len(find(database, user, "bridge")) for user in (*users, "bora")] == [2, 2, 2, 0]


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ("bridge AND", True),
        ("NOT bridge", True),
        ("bridge OR (", True),
        ('bridge"', True),
        ("'bridge", True),
        ("words: bridge*", True),
        ("^bridge", True),
        ("-bridge", True),
        ("\x00bridge", True),
        ("bridge " * 1000, True),
        ("NEAR(bridge the, 1)", False),
        ("bridge; DROP TABLE turns", False),
        ("%", False),
        ("*", False),
        ('""', False),
        (HOSTILE, False),
        ("x" * 10_000, False),
    ],
)
def test_syntax_means_nothing(conversations: Conversations, search: str, is_found: bool) -> None:
    """What would be syntax to SQLite is words like any, or nothing."""
    say(conversations, "The bridge and not or words")

    assert bool(titles(conversations, search)) == is_found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=texts, cut=st.integers(0, 20))
def test_any_text_is_found_by_its_words(database: Database, text: str, cut: int) -> None:
    """A search for any part of a text that begins with a word finds it, and never fails."""
    conversations = Conversations(database)
    id = say(conversations, text, user="aylin")
    words = folded(text)
    part = " ".join(words[cut : cut + 5])

    assert bool(find(database, "aylin", part)) == bool(words[cut : cut + 5])
    find(database, "aylin", text)
    conversations.delete("aylin", id)
