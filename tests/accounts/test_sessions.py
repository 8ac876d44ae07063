"""Sessions: how they begin, last and end."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.accounts.passwords import Cost
from assistant.accounts.sessions import IDLE, LONGEST, Sessions
from assistant.accounts.users import Users
from assistant.errors import AssistantError

from .clock import Clock

QUICK = Cost(n=2, r=1, p=1)
DAY = 86400.0


@pytest.fixture
def clock() -> Clock:
    """It stands still."""
    return Clock()


@pytest.fixture
def users(tmp_path: Path) -> Users:
    """Ada and Bob."""
    users = Users(tmp_path / "users.json", QUICK)
    for name in ("ada", "bob"):
        users.add(name, "correct horse battery")
    return users


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where sessions are kept."""
    return tmp_path / "sessions.sqlite3"


@pytest.fixture
def sessions(file: Path, users: Users, clock: Clock) -> Iterator[Sessions]:
    """No session yet."""
    sessions = Sessions(file, users, clock)
    yield sessions
    sessions.close()


def begun(sessions: Sessions, users: Users, name: str) -> str:
    """A session begun with the password that is set now."""
    return sessions.start(name, users.mark(name) or "")


def rows(file: Path) -> int:
    """How many sessions the file holds."""
    with sqlite3.connect(file) as connection:
        found: int = connection.execute("SELECT count(*) FROM sessions").fetchone()[0]
    connection.close()
    return found


def test_a_token_is_its_user(sessions: Sessions, users: Users) -> None:
    """Each token stands for the user it was made for; others stand for nobody."""
    ada, bob = begun(sessions, users, "ada"), begun(sessions, users, "bob")
    assert (sessions.user(ada), sessions.user(bob)) == ("ada", "bob")
    assert ada != begun(sessions, users, "ada")
    for token in ("", "x", ada[:-1], ada + "x", "A" * 43, "\udcff" * 43, "x" * 10**6):
        assert sessions.user(token) is None


def test_the_file_opens_nothing(sessions: Sessions, users: Users, file: Path) -> None:
    """A stolen copy holds no token, and others cannot read the original."""
    token = begun(sessions, users, "ada")
    for path in file.parent.glob("sessions.sqlite3*"):
        assert path.stat().st_mode & 0o077 == 0
        assert token.encode() not in path.read_bytes()


def test_sessions_survive_a_restart(
    sessions: Sessions, users: Users, file: Path, clock: Clock
) -> None:
    """Who is signed in stays so when the program is started again."""
    token = begun(sessions, users, "ada")
    sessions.close()
    again = Sessions(file, users, clock)
    assert again.user(token) == "ada"
    again.close()


def test_an_ended_session_is_over(sessions: Sessions, users: Users) -> None:
    """Signing out ends one session and no other."""
    one, other = begun(sessions, users, "ada"), begun(sessions, users, "ada")
    sessions.end(one)
    sessions.end(one)
    assert sessions.user(one) is None
    assert sessions.user(other) == "ada"


def test_another_password_ends_all_sessions(sessions: Sessions, users: Users) -> None:
    """A new password ends all of a user's sessions, and nobody else's."""
    tokens = [begun(sessions, users, "ada") for _ in range(3)]
    bob = begun(sessions, users, "bob")
    users.set_password("ada", "another long password")
    assert [sessions.user(token) for token in tokens] == [None, None, None]
    assert sessions.user(bob) == "bob"


def test_a_removed_user_is_signed_out(sessions: Sessions, users: Users) -> None:
    """Removing a user ends the sessions, even if somebody gets the name again."""
    token = begun(sessions, users, "ada")
    users.remove("ada")
    assert sessions.user(token) is None
    users.add("ada", "correct horse battery")
    assert sessions.user(token) is None


def test_a_password_that_changed_meanwhile(sessions: Sessions, users: Users) -> None:
    """A session begun with a password that was changed while it was checked is over at once."""
    mark = users.mark("ada") or ""
    users.set_password("ada", "another long password")
    assert sessions.user(sessions.start("ada", mark)) is None


def test_an_idle_session_ends(sessions: Sessions, users: Users, clock: Clock) -> None:
    """A session lasts 30 days after it was used the last time, to the hour."""
    token = begun(sessions, users, "ada")
    clock.now += 29 * DAY
    assert sessions.user(token) == "ada"
    clock.now += 29 * DAY
    assert sessions.user(token) == "ada"
    clock.now += IDLE
    assert sessions.user(token) is None
    assert sessions.user(token) is None


def test_no_session_lasts_for_ever(sessions: Sessions, users: Users, clock: Clock) -> None:
    """A session that is used every day ends after 90 days."""
    token = begun(sessions, users, "ada")
    for _ in range(89):
        clock.now += DAY
        assert sessions.user(token) == "ada"
    clock.now += DAY
    assert LONGEST == 90 * DAY
    assert sessions.user(token) is None


def test_sessions_are_bounded(sessions: Sessions, users: Users, file: Path, clock: Clock) -> None:
    """A user has 50 sessions at most, the longest idle making room; old ones are cleared away."""
    bob = begun(sessions, users, "bob")
    tokens = []
    for _ in range(60):
        clock.now += 1
        tokens.append(begun(sessions, users, "ada"))
    assert [sessions.user(token) for token in tokens] == [None] * 10 + ["ada"] * 50
    assert sessions.user(bob) == "bob"
    clock.now += IDLE
    begun(sessions, users, "ada")
    assert rows(file) == 1


def test_many_threads(sessions: Sessions, users: Users) -> None:
    """Sessions begin and end from many threads at once."""
    found: list[bool] = []

    def work() -> None:
        for _ in range(20):
            token = begun(sessions, users, "ada")
            sessions.end(token)
            found.append(sessions.user(token) is None)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 80


def test_a_damaged_file_is_named(users: Users, tmp_path: Path) -> None:
    """A file that is no database is named with its cure."""
    file = tmp_path / "broken.sqlite3"
    file.write_bytes(b"not a database at all" * 100)
    with pytest.raises(AssistantError, match=r"broken\.sqlite3 .*delete it, and everybody signs"):
        Sessions(file, users)


def test_a_note_that_cannot_be_written_signs_nobody_out(
    sessions: Sessions, users: Users, file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk keeps nobody out who is signed in; nobody new can be let in."""
    token = begun(sessions, users, "ada")
    clock.now += 2 * DAY
    with sqlite3.connect(file) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON sessions BEGIN "
            "SELECT RAISE(FAIL, 'database or disk is full'); END"
        )
        connection.execute(
            "CREATE TRIGGER fuller BEFORE INSERT ON sessions BEGIN "
            "SELECT RAISE(FAIL, 'database or disk is full'); END"
        )
    connection.close()
    assert sessions.user(token) == "ada"
    assert "disk is full" in caplog.text
    with pytest.raises(AssistantError, match="make room"):
        begun(sessions, users, "bob")
    assert sessions.user(token) == "ada"
