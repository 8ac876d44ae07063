"""`assistant feedback export`: what users said, written as a question set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Answer
from assistant.cli import main
from assistant.records.conversations import Conversations
from assistant.records.database import RECORDS_FILE, Database
from assistant.records.feedback import Feedback
from assistant.records.record import Record

REFUSAL = Answer("Who?", "Not in these articles.", True, 0.1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Verdicts of two users, one of which tells nothing."""
    with Database(tmp_path / "userdata") as database:
        conversations = Conversations(database)
        for user, question, verdict in [
            ("", "Wer läutete die “Glocke” 🔔?\u2028", Feedback("up")),
            ("aylin", "Who rang the bell?", Feedback("down", "missed", "It is in bell.md.")),
            ("aylin", "Who cast the bell?", Feedback("down", "other")),
            ("bora", "Who sold the bell?", None),
        ]:
            id = conversations.start(user).id
            conversations.append(user, id, Record(question, 1.0, REFUSAL, feedback=verdict))
    return tmp_path / "userdata"


def run(*arguments: object) -> int:
    """Run the command in this process."""
    return main(["feedback", "export", *map(str, arguments)])


def questions(file: Path) -> list[str]:
    """The questions of a file, one a line."""
    lines = file.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    return [json.loads(line)["question"] for line in lines]


def test_all_that_was_said(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All users' questions are written anew, and how many there are is said."""
    file = tmp_path / "judged.jsonl"
    file.write_text("old")

    assert run(file, "--data", data, "--store", tmp_path / "vectorstore") == 0
    assert questions(file) == ["Wer läutete die “Glocke” 🔔?\u2028", "Who rang the bell?"]
    out, err = capsys.readouterr()
    assert err == ""
    assert out == (
        f"2 questions in {file}; left out, as they do not say what should have been answered: 1\n"
    )


@pytest.mark.parametrize(
    ("user", "first"), [("aylin", "Who rang the bell?"), ("", "Wer läutete die “Glocke” 🔔?\u2028")]
)
def test_one_user(data: Path, tmp_path: Path, user: str, first: str) -> None:
    """Only what this user said; without a name, the one of a page that knows no sign-in."""
    file = tmp_path / "judged.jsonl"

    assert run(file, "--data", data, "--user", user) == 0
    assert questions(file) == [first]


def test_beside_the_index(data: Path, tmp_path: Path) -> None:
    """The data are looked for beside the index that is named."""
    file = tmp_path / "judged.jsonl"

    assert run(file, "--store", tmp_path / "vectorstore") == 0
    assert len(questions(file)) == 2


def test_nothing_to_say(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A user who judged nothing has no questions."""
    file = tmp_path / "judged.jsonl"

    assert run(file, "--data", data, "--user", "bora") == 0
    assert file.read_text() == ""
    assert capsys.readouterr().out.startswith("0 questions in")


def failure(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The one line on stderr of a command that fails."""
    assert run(*arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    return err


def test_what_cannot_be(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each cause is said in one line, with the cure, and no file is written."""
    file = tmp_path / "judged.jsonl"

    empty = failure(capsys, file, "--data", tmp_path / "nowhere")
    assert f"nothing is kept in {tmp_path / 'nowhere'}: name the folder" in empty
    assert not (tmp_path / "nowhere").exists()
    assert "no conversation of a user 'cem': check the name" in failure(
        capsys, file, "--data", data, "--user", "cem"
    )
    assert "'\\udc80' cannot be kept" in failure(capsys, file, "--data", data, "--user", "\udc80")
    (data / RECORDS_FILE).write_bytes(b"no database" * 1000)
    assert "put a copy of it back" in failure(capsys, file, "--data", data)
    assert not file.exists()


def test_a_file_that_cannot_be_written(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder in place of the file is named."""
    said = failure(capsys, tmp_path, "--data", data)

    assert said.endswith(f"cannot write {tmp_path} (Is a directory): give another file\n")
