"""`assistant user`: users are made, listed, changed and removed; no password is ever shown."""

from __future__ import annotations

import getpass
import io
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.accounts.passwords import Cost
from assistant.accounts.users import USERS_FILE, Users
from assistant.cli import main
from assistant.collection.uploads import Uploads
from assistant.records.conversations import Conversations
from assistant.records.database import Database

SECRET, OTHER = "correct horse battery", "another long password"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of what users keep."""
    return tmp_path / "userdata"


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `assistant user …` with something on standard input: code, output, complaints."""
    monkeypatch.setattr("assistant.accounts.users.Cost", lambda: Cost(n=2, r=1, p=1))

    def run(*arguments: str, given: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        try:
            code = main(["user", *arguments, "--data", str(data)])
        except SystemExit as exc:
            code = int(exc.code or 0)
        out, err = capsys.readouterr()
        assert SECRET not in out + err
        assert OTHER not in out + err
        return code, out, err

    return run


def add(run: Run, name: str = "ada", password: str = SECRET) -> tuple[int, str, str]:
    """Add a user with a password from standard input."""
    return run("add", name, "--password-stdin", given=f"{password}\nnot read\n")


def test_from_adding_to_removing(run: Run, data: Path) -> None:
    """A user is added, listed, given another password and removed."""
    users = Users(data / USERS_FILE)
    assert run("list") == (0, "", "")
    assert add(run) == (0, "ada may sign in now\n", "")
    assert add(run, "Bob")[0] == 0
    assert run("list") == (0, "ada\nBob\n", "")
    assert users.check("ada", SECRET)
    code, out, _ = run("password", "ada", "--password-stdin", given=OTHER)
    assert (code, "sign in anew everywhere" in out) == (0, True)
    assert users.check("ada", OTHER)
    assert not users.check("ada", SECRET)
    code, out, _ = run("remove", "ada")
    assert (code, "uploads are kept" in out) == (0, True)
    assert users.names() == ["Bob"]


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (["add", "../eve", "--password-stdin"], SECRET, "cannot be a user's name: give 1 to 64"),
        (["add", "", "--password-stdin"], SECRET, "cannot be a user's name"),
        (["add", "eve\0", "--password-stdin"], SECRET, "cannot be a user's name"),
        (["add", "\u202eeve", "--password-stdin"], SECRET, "cannot be a user's name"),
        (["add", "eve", "--password-stdin"], "short", "5 characters: give at least 10"),
        (["add", "eve", "--password-stdin"], "", "0 characters: give at least 10"),
        (["add", "eve", "--password-stdin"], "x" * 9999, "too long: give at most 1024"),
        (["add", "ada", "--password-stdin"], SECRET, "assistant user password ada"),
        (["add", "ADA", "--password-stdin"], SECRET, "there is a user ada already"),
        (["password", "eve", "--password-stdin"], SECRET, "no user 'eve': there is ada"),
        (["remove", "eve"], "", "no user 'eve': there is ada"),
        (["remove"], "", "NAME"),
        (["add", "eve", "on-the-line"], "", "unrecognized arguments"),
        ([], "", "ACTION"),
        (["grant", "ada"], "", "invalid choice"),
    ],
)
def test_what_is_refused(run: Run, arguments: list[str], given: str, said: str) -> None:
    """One line on stderr says what is wrong and what to do, and nobody is added."""
    add(run)
    code, out, err = run(*arguments, given=given)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert run("list")[1] == "ada\n"


def test_a_password_is_asked_for_twice(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that differ are refused; one that is too short is refused before it is typed again."""
    typed: list[str] = []
    prompts: list[str] = []

    def asked(prompt: str) -> str:
        prompts.append(prompt)
        return typed.pop(0)

    monkeypatch.setattr(getpass, "getpass", asked)
    typed[:] = [SECRET, OTHER]
    assert "the two passwords differ: try again" in run("add", "ada")[2]
    assert run("list")[1] == ""
    typed[:] = ["short"]
    assert "give at least 10" in run("add", "ada")[2]
    typed[:] = [SECRET, SECRET]
    assert run("add", "ada")[0] == 0
    assert prompts[-2:] == ["Password for ada: ", "The same again: "]
    assert Users(data / USERS_FILE).check("ada", SECRET)
    before = len(prompts)
    assert run("add", "../x")[0] == run("add", "ada")[0] == run("password", "eve")[0] == 2
    assert len(prompts) == before  # nobody thinks up a password in vain


@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
def test_a_terminal_does_not_show_it(data: Path) -> None:
    """On a real terminal nothing of what is typed is seen."""
    command = [sys.executable, "-m", "assistant", "user", "add", "ada", "--data", str(data)]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(command[0], command)  # noqa: S606 # the program that is tested
    seen = b""
    for prompt in (b"Password for ada: ", b"The same again: "):
        while prompt not in seen:
            seen += os.read(terminal, 1000)
        time.sleep(0.1)  # it turns the echo off before it asks, but flushes what was typed
        os.write(terminal, SECRET.encode() + b"\n")
    while b"sign in now" not in seen:
        seen += os.read(terminal, 1000)
    assert os.waitpid(child, 0)[1] == 0
    os.close(terminal)
    assert SECRET.encode() not in seen
    assert Users(data / USERS_FILE).check("ada", SECRET)


def test_without_a_terminal_there_is_another_way(data: Path) -> None:
    """Where nobody can type unseen, the option that reads standard input is named."""
    command = [sys.executable, "-m", "assistant", "user", "add", "ada", "--data", str(data)]
    done = subprocess.run(
        command, input=f"{SECRET}\n{SECRET}\n", capture_output=True, text=True, check=False,
        start_new_session=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "give it with --password-stdin" in done.stderr
    assert SECRET not in done.stderr
    assert not data.exists()


def test_a_folder_that_cannot_be_written(run: Run, data: Path) -> None:
    """A file where the folder should be is named with the reason."""
    data.write_text("in the way")
    code, _, err = add(run)
    assert (code, err.count("\n")) == (2, 1)
    assert str(data) in err


def test_nothing_heavy_is_loaded(data: Path) -> None:
    """Users are made in a moment: no model, no store and no page is imported."""
    program = (
        "import sys; from assistant.cli import main\n"
        f"main(['user', 'list', '--data', {str(data)!r}])\n"
        "print([name for name in ('torch', 'chromadb', 'gradio') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_an_earlier_users_things_are_not_handed_on(run: Run, data: Path) -> None:
    """Who has the name of someone who left gets their conversations only if that is said."""
    add(run, "ada")
    with Database(data) as database:
        Conversations(database).start("ada", "What Ada asked")
    Uploads(data).receive("ada", "note.md", [b"# Note\n\nThe harbor has 31 boats.\n"])
    code, out, _ = run("remove", "ada")
    assert code == 0
    assert "are kept" in out
    code, _, err = run("add", "ada", "--password-stdin", given=f"{OTHER}\n")
    assert code == 2
    assert "--keep" in err
    assert run("add", "ada", "--keep", "--password-stdin", given=f"{OTHER}\n")[0] == 0


@pytest.mark.parametrize("still_there", [True, False])
def test_everything_of_a_user_is_forgotten(run: Run, data: Path, still_there: bool) -> None:
    """With --forget nothing is kept, also of someone who was removed before; others keep theirs."""
    add(run, "ada")
    with Database(data) as database:
        for user in ("ada", "bob"):
            Conversations(database).start(user, "A question")
    Uploads(data).receive("ada", "note.md", [b"# Note\n\nThe harbor has 31 boats.\n"])
    if not still_there:
        run("remove", "ada")
    assert run("remove", "ada", "--forget")[0] == 0
    assert Uploads(data).files("ada") == []
    with Database(data) as database:
        assert Conversations(database).list("ada") == ()
        assert len(Conversations(database).list("bob")) == 1
    assert run("remove", "ada", "--forget")[0] == 2
    assert run("add", "ada", "--password-stdin", given=f"{OTHER}\n")[0] == 0
