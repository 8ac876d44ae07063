"""Users: names that are safe, passwords that are checked, a file that stays whole."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.accounts.passwords import Cost
from assistant.accounts.users import Users, check_name
from assistant.errors import AssistantError

QUICK = Cost(n=2, r=1, p=1)
SECRET, OTHER = "correct horse battery", "another long password"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the users are kept; there are none yet."""
    return tmp_path / "userdata" / "users.json"


@pytest.fixture
def users(file: Path) -> Users:
    """Ada and Bob."""
    users = Users(file, QUICK)
    users.add("ada", SECRET)
    users.add("bob", OTHER)
    return users


def test_a_password_opens_its_own_name(users: Users) -> None:
    """Each name goes with its own password, and with no other."""
    assert users.check("ada", SECRET)
    assert users.check("bob", OTHER)
    assert not users.check("ada", OTHER)
    assert not users.check("ada", "")
    assert not users.check("ada", "x" * 100_000)
    assert not users.check("eve", SECRET)
    assert not users.check("", "")
    assert users.names() == ["ada", "bob"]


def test_nobody_is_there_at_first(file: Path) -> None:
    """Without a file there are no users, and asking makes none."""
    users = Users(file, QUICK)
    assert users.names() == []
    assert not users.check("ada", SECRET)
    assert not file.parent.exists()


def test_a_removed_user_is_gone(users: Users, file: Path) -> None:
    """Neither the object nor the file knows a user who was removed."""
    users.remove("ada")
    assert not users.check("ada", SECRET)
    assert "ada" not in file.read_text()
    with pytest.raises(AssistantError, match="no user 'ada': there is bob"):
        users.remove("ada")


def test_another_password(users: Users) -> None:
    """The new password opens the name, the old one no longer, and the mark is another."""
    mark = users.mark("ada")
    users.set_password("ada", OTHER)
    assert users.check("ada", OTHER)
    assert not users.check("ada", SECRET)
    assert users.mark("ada") != mark
    with pytest.raises(AssistantError, match="no user 'eve'"):
        users.set_password("eve", OTHER)


def test_a_name_added_anew_has_another_mark(users: Users) -> None:
    """Whoever gets the name of a removed user does not get that user's sessions."""
    mark = users.mark("ada")
    users.remove("ada")
    assert users.mark("ada") is None
    users.add("ada", SECRET)
    assert users.mark("ada") not in (None, mark)


@pytest.mark.parametrize("name", ["ada", "Ada", "ADA"])
def test_names_are_told_apart_as_folders_are(users: Users, name: str) -> None:
    """Two names that are one folder on some systems cannot both be users."""
    with pytest.raises(AssistantError, match="there is a user ada already"):
        users.add(name, SECRET)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../ada", "a/b", "a\\b", "/etc", "C:", ".hidden", "ada.", "-rf", "_x", "a b",
     "ada\n", "\nada", "ada\0", "a" * 65, "ädä", "ａｄａ", "ada\u202e", "con", "NUL", "com1.txt",
     "\udcff", "<b>", "a'b", "%2e%2e", "~"],
)  # fmt: skip
def test_names_that_are_refused(file: Path, name: str) -> None:
    """No name leads out of its folder, hides it, or stands for a device."""
    with pytest.raises(AssistantError, match="cannot be a user's name: give 1 to 64"):
        Users(file, QUICK).add(name, SECRET)
    assert not file.exists()


@given(st.one_of(st.text(max_size=70), st.from_regex(r"[A-Za-z0-9._-]{1,70}")))
def test_an_allowed_name_is_one_plain_folder(name: str) -> None:
    """Every name that is allowed is a single part of a path, and the same part everywhere."""
    try:
        check_name(name)
    except AssistantError:
        return
    assert Path(name).name == name
    assert Path("/data", name).resolve() == Path("/data") / name
    assert name.isascii()
    assert 0 < len(name) <= 64
    assert name.strip(". ") == name.rstrip(". ")
    assert not name.endswith(".")


def test_the_file_is_for_its_owner(users: Users, file: Path) -> None:
    """Neither the file nor its folder can be read by others; no password stands in it."""
    assert users.names()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    text = file.read_text()
    assert SECRET not in text
    assert SECRET.encode().hex() not in text


def test_a_change_of_another_process_is_seen(users: Users, file: Path) -> None:
    """Users who were added or removed by the command are known while the page is served."""
    other = Users(file, QUICK)
    other.add("cleo", SECRET)
    assert users.check("cleo", SECRET)
    other.remove("ada")
    assert not users.check("ada", SECRET)
    file.unlink()
    assert users.names() == []


def test_costlier_parameters_hash_anew(users: Users, file: Path) -> None:
    """A password is hashed anew as it is used once parameters rose; its sessions go on."""
    mark = users.mark("ada")
    raised = Users(file, Cost(n=4, r=1, p=1))
    assert not raised.check("ada", OTHER)
    stored = json.loads(file.read_text())["users"]
    assert stored["ada"]["scrypt"]["n"] == 2
    assert raised.check("ada", SECRET)
    stored = json.loads(file.read_text())["users"]
    assert (stored["ada"]["scrypt"]["n"], stored["bob"]["scrypt"]["n"]) == (4, 2)
    assert users.check("ada", SECRET)
    assert json.loads(file.read_text())["users"] == stored  # lower ones never come back
    assert users.mark("ada") == mark


def test_whoever_cannot_be_hashed_anew_comes_in(
    users: Users, file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk keeps nobody out whose password is right."""
    assert users.names()
    before = file.read_text()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    raised = Users(file, Cost(n=4, r=1, p=1))
    assert raised.check("ada", SECRET)
    assert "No space left" in caplog.text
    assert file.read_text() == before
    with pytest.raises(AssistantError, match="No space left on device"):
        raised.add("cleo", SECRET)
    assert sorted(path.name for path in file.parent.iterdir()) == ["users.json", "users.json.lock"]


def test_what_a_killed_process_left_is_no_hindrance(users: Users, file: Path) -> None:
    """A half-written file beside the real one is passed over and replaced."""
    file.with_name("users.json.new").write_text('{"users"')
    users.add("cleo", SECRET)
    assert Users(file, QUICK).names() == ["ada", "bob", "cleo"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"users": []}', '{"users": {"ada": null}}',
     '{"users": {"../x": {}}}', '{"users": {"ada": {"mark": "x"}}}', "[" * 100_000, "\udcff"],
)  # fmt: skip
def test_a_damaged_file_lets_nobody_in(users: Users, file: Path, text: str) -> None:
    """A file that cannot be read is named with its cure; nobody is let in meanwhile."""
    good = file.read_bytes()
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    for attempt in (lambda: users.check("ada", SECRET), lambda: users.add("cleo", SECRET)):
        with pytest.raises(AssistantError, match=r"users\.json is damaged: bring back"):
            attempt()
    file.write_bytes(good)
    assert users.check("ada", SECRET)


def test_many_threads_lose_nobody(file: Path) -> None:
    """Users added at the same moment are all there."""
    names = [f"user-{number}" for number in range(12)]
    threads = [
        threading.Thread(target=Users(file, QUICK).add, args=(name, SECRET)) for name in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Users(file, QUICK).names()) == sorted(names)


def test_two_processes_lose_nobody(file: Path) -> None:
    """Nor are those lost whom two processes add at once."""
    program = (
        "import sys; from pathlib import Path\n"
        "from assistant.accounts.passwords import Cost\n"
        "from assistant.accounts.users import Users\n"
        "users = Users(Path(sys.argv[1]), Cost(n=2, r=1, p=1))\n"
        "for number in range(15): users.add(f'{sys.argv[2]}{number}', 'correct horse battery')\n"
    )
    command = [sys.executable, "-c", program, str(file)]
    processes = [subprocess.Popen([*command, letter]) for letter in "ab"]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    assert len(Users(file, QUICK).names()) == 30


def test_an_unknown_name_takes_as_long(file: Path) -> None:
    """The time of an answer does not tell whether there is such a user."""
    users = Users(file, Cost(n=2**12, r=8, p=1))
    users.add("ada", SECRET)

    def seconds(name: str) -> float:
        begun = time.perf_counter()
        assert not users.check(name, OTHER)
        return time.perf_counter() - begun

    pairs = [(seconds("ada"), seconds("eve")) for _ in range(15)]
    known, unknown = (statistics.median(column) for column in zip(*pairs, strict=True))
    assert 0.5 < unknown / known < 2
