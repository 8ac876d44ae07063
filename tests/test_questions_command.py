"""`assistant questions`: drafted in a terminal, checked, collected."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from commanding import one_encoder, run
from fake_server import FakeServer, error, prepare, reply

from assistant import Answer
from assistant.evaluation.question_sets.questions import load_questions
from assistant.records.conversations import Conversations
from assistant.records.database import Database
from assistant.records.feedback import Feedback
from assistant.records.record import Record

__all__ = ["one_encoder"]
REPOSITORY = Path(__file__).parents[1]
BRIDGE = "The Karasu Bridge was painted green by Osman Usta in May 1961."
LAMP = "İsmail Usta 🔦 lit the Cape Lamp of Tuzla in 1850."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Two articles of one sentence each that a question can be made of."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.md").write_text(f"# The bridge\n\n{BRIDGE}\n", encoding="utf-8")
    (folder / "lamp.txt").write_bytes(f"{LAMP}\r\nIt was red.\r\n".encode())
    return folder


def lines(file: Path) -> list[dict[str, Any]]:
    """The questions of a set."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def draft(articles: Path, *arguments: object) -> int:
    """Draft in this process, which has no terminal."""
    return run("questions", "draft", "--articles", articles, *arguments)


def test_accepting_all(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--yes` writes a set that a check finds nothing wrong with, and adds nothing twice."""
    file = tmp_path / "q.jsonl"
    assert draft(articles, "--out", file, "--yes") == 0
    assert "candidates accepted" in capsys.readouterr().out
    before = file.read_bytes()
    assert {line["evidence"][0]["source"] for line in lines(file)} == {"bridge.md", "lamp.txt"}
    assert draft(articles, "--out", file, "--yes") == 0
    assert file.read_bytes() == before
    assert run("questions", "check", file, "--articles", articles, "--quick") == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith(" 0 faults, 0 warnings")


def test_without_a_terminal(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says so, and nothing is written."""
    file = tmp_path / "q.jsonl"
    assert draft(articles, "--out", file) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "stdin is no terminal" in err
    assert "--yes" in err
    assert not list(tmp_path.glob("q.jsonl*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--limit", "0"), "--limit 0 makes nothing"),
        (("--llm", "nonsense"), "no chat model 'nonsense'"),
    ],
)
def test_what_cannot_be_drafted(
    articles: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, str],
    said: str,
) -> None:
    """The value, the reason and the cure in one line."""
    assert draft(articles, "--yes", "--out", tmp_path / "q.jsonl", *arguments) == 2
    assert said in capsys.readouterr().err


def test_articles_that_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No such folder, an empty one, and one whose sentences give nothing."""
    file = tmp_path / "q.jsonl"
    empty, poor = tmp_path / "empty", tmp_path / "poor"
    empty.mkdir()
    poor.mkdir()
    assert draft(tmp_path / "nowhere", "--yes", "--out", file) == 2
    assert draft(empty, "--yes", "--out", file) == 2
    (poor / "a.txt").write_text("It rained. Nobody came.")
    capsys.readouterr()
    assert draft(poor, "--yes", "--out", file) == 0
    assert "no sentence of these articles lends itself" in capsys.readouterr().out
    assert not file.exists()


def test_a_chat_model_writes_candidates(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its questions come first, those by rule fill up, and no sentence is asked of twice."""
    prepare(monkeypatch)
    file = tmp_path / "q.jsonl"
    with FakeServer() as server:
        server.otherwise = reply("[1] Who gave it its colour? | Osman Usta")
        spec = ("--llm", "openai:fake", "--llm-url", server.url)
        assert draft(articles, "--yes", "--out", file, *spec) == 0
    written = {line["question"]: line["evidence"][0]["source"] for line in lines(file)}
    assert written["Who gave it its colour?"] == "bridge.md"
    assert list(written.values()).count("bridge.md") == 1
    assert "lamp.txt" in written.values()


def test_a_chat_model_that_fails(
    articles: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What it has written is kept and the failure told; from the start, nothing is drafted."""
    prepare(monkeypatch)
    file = tmp_path / "q.jsonl"
    with FakeServer() as server:
        spec = ("--llm", "openai:fake", "--llm-url", server.url)
        server.otherwise = error(401)
        assert draft(articles, "--yes", "--out", file, *spec) == 2
        assert not list(tmp_path.glob("q.jsonl*"))
        server.queue(reply("[1] What was its first state? | green\n[1] Who lit it? | İsmail Usta"))
        capsys.readouterr()
        assert draft(articles, "--yes", "--out", file, *spec) == 0
    assert "the key was refused" in capsys.readouterr().err
    assert {line["evidence"][0]["source"] for line in lines(file)} == {"bridge.md", "lamp.txt"}


class Terminal:
    """The program in a terminal of its own."""

    def __init__(self, *arguments: object) -> None:
        self.end, other = pty.openpty()
        environment = os.environ | {"PYTHONPATH": str(REPOSITORY), "COLUMNS": "100"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "questions", "draft", *map(str, arguments)],
            stdin=other,
            stdout=other,
            stderr=other,
            env=environment | {"TERM": "xterm"},
            close_fds=True,
        )
        os.close(other)
        self.seen = ""

    def read_until(self, words: str, seconds: float = 60) -> str:
        """What is shown up to these words."""
        until = time.monotonic() + seconds
        while words not in self.seen:
            assert time.monotonic() < until, self.seen
            if select.select([self.end], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.end, 4096).decode("utf-8", "replace")
                except OSError:
                    break
        assert words in self.seen, self.seen
        shown, _, self.seen = self.seen.partition(words)
        return shown + words

    def type(self, keys: str) -> None:
        """Type a line."""
        os.write(self.end, keys.encode() + b"\n")

    def close(self) -> int:
        """Wait for the end; its exit code."""
        code = self.process.wait(30)
        os.close(self.end)
        return code


def test_deciding_in_a_terminal(articles: Path, tmp_path: Path) -> None:
    """Candidates come one by one, lit in their context; a later run goes on with the rest."""
    file = tmp_path / "q.jsonl"
    terminal = Terminal("--articles", articles, "--out", file, "--limit", 2)
    shown = terminal.read_until("q quit")
    assert "1 of 2 · " in shown
    assert "\x1b[1;7m" in shown  # the answer is lit
    terminal.type("x")
    terminal.read_until("one of: y accept")
    terminal.read_until("q quit")
    terminal.type("e")
    terminal.read_until(": ")
    terminal.type(" Really?")  # behind what stands there already
    assert "Really?" in terminal.read_until("q quit")
    terminal.type("y")
    assert "2 of 2 · " in terminal.read_until("q quit")
    (first,) = lines(file)
    assert first["question"].endswith("Really?")
    terminal.type("q")
    terminal.read_until("1 accepted, 0 unanswerable, 0 rejected, 1 left")
    assert terminal.close() == 0

    terminal = Terminal("--articles", articles, "--out", file, "--limit", 2)
    assert "1 of 1 · " in terminal.read_until("q quit")
    terminal.type("u")
    terminal.read_until("1 accepted, 1 unanswerable, 0 rejected, 0 left")
    assert terminal.close() == 0
    assert [line["answerable"] for line in lines(file)] == [True, False]


def test_deciding_by_scripted_input(
    articles: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Answers that are not in the sentence are not accepted; skip and back decide nothing."""
    keys = ["a", "Nobody | Ada", "y", "s", "b", "b", "a", "Usta", "y", "n"]

    def typed(prompt: str) -> str:
        if not keys:
            raise EOFError
        return keys.pop(0)

    monkeypatch.setattr("builtins.input", typed)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    file = tmp_path / "q.jsonl"
    assert draft(articles, "--out", file, "--limit", 2) == 0
    out = capsys.readouterr().out
    assert "! the answer 'Nobody' does not stand in the sentence" in out
    assert "[[Usta]]" in out  # no terminal to light it in
    assert "1 accepted, 0 unanswerable, 1 rejected, 0 left" in out
    (line,) = lines(file)
    assert line["answers"] == ["Usta"]


def test_bytes_that_are_no_utf_8(
    articles: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whether Python refuses them or lets them through, the review goes on."""
    keys = ["\xff", "e", "Was it \udcff?", "y"]

    def typed(prompt: str) -> str:
        if not keys:
            raise EOFError
        if (key := keys.pop(0)) == "\xff":
            raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
        return key

    monkeypatch.setattr("builtins.input", typed)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    file = tmp_path / "q.jsonl"
    assert draft(articles, "--out", file, "--limit", 2) == 0
    assert "! that was no UTF-8" in capsys.readouterr().out
    assert [line["question"] for line in lines(file)] == ["Was it \ufffd?"]


def test_an_article_that_was_renamed(
    articles: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Candidates are made again: those that were kept are of a file that is gone."""
    monkeypatch.setattr("builtins.input", lambda prompt: "q")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    file = tmp_path / "q.jsonl"
    (articles / "lamp.txt").unlink()
    assert draft(articles, "--out", file) == 0
    (articles / "bridge.md").rename(articles / "span.md")
    capsys.readouterr()
    assert draft(articles, "--out", file) == 0
    assert " · span.md · " in capsys.readouterr().out


def check(file: Path, *arguments: object) -> int:
    """Check a set in this process."""
    return run("questions", "check", file, *arguments)


def test_checking_with_retrieval(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unanswerable question that is answered is shown with its sentence; faults give 1."""
    at = f"The bridge\n\n{BRIDGE}\n".index(BRIDGE)
    piece = {"source": "bridge.md", "start": at, "end": at + len(BRIDGE), "quote": BRIDGE}
    questions: list[dict[str, Any]] = [
        {"id": "1", "question": "Who painted the Karasu Bridge green?", "answerable": False},
        {"id": "2", "question": "Which colour is it?", "answers": ["green"], "evidence": [piece]},
        {"id": "3", "question": "How is goulash cooked?", "answerable": False},
    ]
    file, written = tmp_path / "q.jsonl", tmp_path / "found.json"
    file.write_text("\n".join(map(json.dumps, questions)))
    arguments = ("--articles", articles, "--confidence", "0.5", "--json", written)
    assert check(file, *arguments) == 0
    out = capsys.readouterr().out
    assert "warning: 1: is unanswerable, but an answer is found" in out
    assert f"bridge.md: “{BRIDGE}”" in out
    found = json.loads(written.read_text(encoding="utf-8"))
    assert (found["questions"], found["faults"], found["articles"]) == (3, 0, 2)
    assert [finding["id"] for finding in found["findings"]] == ["1"]

    questions[1]["answers"] = ["red"]
    file.write_text("\n".join(map(json.dumps, questions)))
    assert check(file, "--articles", articles, "--quick") == 1
    assert "fault: 2: answer 'red' is in none of its evidence" in capsys.readouterr().out


def test_fixing(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Offsets are written, and then there is no fault."""
    file = tmp_path / "q.jsonl"
    piece = {"source": "lamp.txt", "start": 3, "end": 9, "quote": LAMP}
    file.write_text(json.dumps({"question": "When?", "answers": ["1850"], "evidence": [piece]}))
    assert check(file, "--articles", articles, "--quick") == 1
    assert "--fix" in capsys.readouterr().out
    assert check(file, "--articles", articles, "--quick", "--fix") == 0
    assert "1 offsets written" in capsys.readouterr().out
    (line,) = lines(file)
    assert line["evidence"][0]["end"] == len(LAMP)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('{"question": "Who?"}', 0),
        (
            '{"question": "Who?", "answerable": false}\n{"question": "When?", "answerable": false}',
            0,
        ),
        ('{"question": "Who?"}\n{"question": "who"}', 1),
    ],
)
def test_small_sets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, faults: int
) -> None:
    """One question, nothing answerable, a double: checked without articles, which is said."""
    file = tmp_path / "q.jsonl"
    file.write_text(text)
    assert check(file) == min(faults, 1)
    out = capsys.readouterr().out
    assert "no articles: evidence was not looked at" in out
    assert f"{faults} faults" in out


def test_a_set_does_nothing_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever stands in a set of somebody else is shown, and not obeyed."""
    file = tmp_path / "q.jsonl"
    line = {"id": "1\x1b[2J", "question": "Who\x1b]0;owned\x07?", "answers": ["\x9b2J"]}
    file.write_text(f"{json.dumps(line)}\n{json.dumps(line)}")
    assert check(file) == 1
    out = capsys.readouterr().out
    assert "2 questions have this id" in out
    assert all(character.isprintable() or character == "\n" for character in out)


@pytest.mark.parametrize("text", ["", "nonsense", '{"question"', '{"question": 7}', "[1]"])
def test_malformed_sets(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    """What cannot be read is 2, not 1, with one line."""
    file = tmp_path / "q.jsonl"
    file.write_text(text)
    assert check(file) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert str(file) in err


def test_other_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A SQuAD file brings its articles and cannot be fixed; BEIR judgements are looked up."""
    paragraph = {"context": BRIDGE, "qas": [{"id": "1", "question": "Who?", "is_impossible": True}]}
    squad = tmp_path / "squad.json"
    squad.write_text(json.dumps({"data": [{"title": "T", "paragraphs": [paragraph]}]}))
    assert check(squad, "--quick") == 0
    assert check(squad, "--quick", "--fix") == 2
    assert "cannot be fixed" in capsys.readouterr().err

    beir = tmp_path / "beir"
    (beir / "qrels").mkdir(parents=True)
    (beir / "corpus.jsonl").write_text(json.dumps({"_id": "d1", "text": BRIDGE}))
    (beir / "queries.jsonl").write_text(json.dumps({"_id": "q1", "text": "Who painted it?"}))
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td2\t1\n")
    assert check(beir, "--quick") == 1
    assert "q1: is judged to be answered by 'd2'" in capsys.readouterr().out


def test_a_check_that_fails_takes_no_earlier_findings(tmp_path: Path) -> None:
    """The file of `--json` is tried before, and written when there is something to write."""
    written = tmp_path / "found.json"
    written.write_text("{}")
    assert check(tmp_path / "nowhere.jsonl", "--json", written) == 2
    assert written.read_text() == "{}"


def test_a_confidence_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It lies between 0 and 1."""
    file = tmp_path / "q.jsonl"
    file.write_text('{"question": "Who?"}')
    assert check(file, "--confidence", "90") == 2
    assert "--confidence 90 is no confidence" in capsys.readouterr().err


def test_collecting_feedback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same as `feedback export`; with --append it joins a set, and only once."""
    with Database(tmp_path / "userdata") as database:
        conversations = Conversations(database)
        id = conversations.start("").id
        refusal = Answer("Who?", "Not in these articles.", True, 0.1)
        conversations.append("", id, Record("Who?", 1.0, refusal, feedback=Feedback("up")))
    file, same = tmp_path / "q.jsonl", tmp_path / "same.jsonl"
    file.write_text('{"id": "own", "question": "Mine?"}\n')
    collect = ("questions", "from-feedback", file, "--data", tmp_path / "userdata", "--append")

    assert run(*collect) == 0
    assert "2 questions in" in capsys.readouterr().out
    assert run(*collect) == 0
    assert [q.text for q in load_questions(file).questions] == ["Mine?", "Who?"]
    assert run(*collect[:-1]) == 0
    assert run("feedback", "export", same, "--data", tmp_path / "userdata") == 0
    assert file.read_bytes() == same.read_bytes()
    assert [q.text for q in load_questions(file).questions] == ["Who?"]
