"""The command line: what each command prints, where, and with which exit code."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from commanding import ARTICLES, LAMP, LAMP_QUOTE, folder, one_encoder, run, store

from assistant import Assistant, Settings
from assistant.cli import _parser, main

__all__ = ["folder", "one_encoder", "store"]  # fixtures, which pytest finds by their names
COMMANDS = tuple("index ask chat serve evaluate status check verify feedback user".split())


def failure(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The one line on stderr of a command that fails with code 2."""
    try:
        code = run(*arguments)
    except SystemExit as exc:
        code = int(exc.code or 0)
    out, err = capsys.readouterr()
    assert (code, out, err.count("\n")) == (2, "", 1)
    return err


def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """Start a command in a process of its own, with pipes."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "-m", "assistant", *map(str, arguments)]
    return subprocess.Popen(command, text=True, **(pipes | options))


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command explains itself, within 100 columns, and the program lists its commands."""
    with pytest.raises(SystemExit) as exit_:
        run(*filter(None, [command, "--help"]))
    shown = capsys.readouterr().out

    assert exit_.value.code == 0
    assert shown.startswith(f"usage: assistant {command}".strip())
    assert max(map(len, shown.splitlines())) <= 100
    assert command or all(f"    {name} " in shown for name in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is the installed one."""
    with pytest.raises(SystemExit) as exit_:
        run("--version")

    assert exit_.value.code == 0
    assert capsys.readouterr().out == f"assistant {metadata.version('quoting-assistant')}\n"


def test_indexing_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line sums up a run; what could not be read is named on stderr, without any bar."""
    for name, text in ARTICLES.items():
        (tmp_path / name).write_bytes(text.encode())
    (tmp_path / "picture.txt").write_bytes(b"\x00\x01\x02" * 99)
    (tmp_path / "latin.txt").write_bytes("The café, déjà vu, is open.".encode() + b"\xff\n")
    store = tmp_path / ".store"

    assert run("index", tmp_path, "--store", store) == 0
    out, err = capsys.readouterr()
    assert out.startswith(
        f"4 articles in {store}: 4 added, 0 updated, 0 removed, 0 unchanged, 1 not read ("
    )
    assert out.endswith(" s)\n")
    not_read, note = err.splitlines()
    assert not_read == (
        f"not read: {tmp_path / 'picture.txt'} is not text (control characters found): "
        "save it as .txt, .md or .html"
    )
    assert note.startswith(f"note: {tmp_path / 'latin.txt'}: 1 character(s) are not valid UTF-8")

    (tmp_path / "lamp.txt").unlink()
    (tmp_path / "salt.md").write_text("It rains.\n")
    assert run("index", tmp_path / "bridge.md", tmp_path, "--store", store) == 0
    assert capsys.readouterr().out.startswith(
        f"3 articles in {store}: 0 added, 1 updated, 1 removed, 2 unchanged, 1 not read ("
    )


def test_other_paths_stay_in_the_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line counts all that the index holds; `--rebuild` empties it first."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"The pier {name} is long.\n")
        assert run("index", tmp_path / f"{name}.txt", "--store", tmp_path / "store") == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("2 articles in ")

    assert run("index", tmp_path / "a.txt", "--store", tmp_path / "store", "--rebuild") == 0
    assert capsys.readouterr().out.startswith("1 articles in ")


def test_asking_prints_quotes(
    folder: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The best quote comes first, under its title, with its place."""
    assert run("ask", LAMP, "--store", store) == 0
    out, err = capsys.readouterr()

    assert out.splitlines()[:3] == [
        "Lamp",
        f"  “{LAMP_QUOTE}” [1]",
        f"    {folder / 'lamp.txt'} 0-{len(LAMP_QUOTE)}",
    ]
    assert err == ""


def test_asking_prints_json(folder: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object with exactly the keys of the contract; quotes are slices of the articles."""
    assert run("ask", "Who founded the salt works of Tuzla?", "--store", store, "--json") == 0
    out, err = capsys.readouterr()
    answer = json.loads(out)
    citation = answer["citations"][0]

    assert set(answer) == {
        *("question", "searched", "answer", "abstained", "confidence"),
        *("citations", "withheld", "passages", "model", "timings_ms"),
        *("note", "statements", "left_out", "context", "tokens"),  # what a chat model adds
        "disagreement",
        "sources",
    }
    assert set(citation) == {
        *("id", "source", "title", "author", "date", "sha256", "start", "end", "quote"),
        *("page", "section", "before", "after", "status", "now"),
    }
    assert set(answer["passages"][0]) == {"source", "title", "start", "end", "score"}
    assert (answer["abstained"], answer["model"]) == (False, None)
    assert set(answer["timings_ms"]) == {"retrieve", "read"}
    quote = "The salt works of Tuzla was founded in 1889 by İsmail Usta."
    # "# " is rendered away: seven characters of title and two line ends of two come before.
    assert citation == {
        **{"id": 1, "source": str(folder / "salt.md"), "title": "Salt 🧂", "date": None},
        **{"author": None, "before": "Salt 🧂\r\n\r\n", "after": "\r\n", "now": None},
        **{"page": None, "section": None},
        **{"start": 10, "end": 10 + len(quote), "quote": quote, "status": "verbatim"},
        "sha256": citation["sha256"],
    }
    assert "İsmail" in out  # as people read it, not as \\u escapes
    assert err == ""


def test_asking_one_article(folder: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--source` keeps to the articles named; one that is not there is an error."""
    assert run("ask", LAMP, "--store", store, "--json", "--source", folder / "bridge.md") == 0
    sources = {passage["source"] for passage in json.loads(capsys.readouterr().out)["passages"]}

    assert sources == {str(folder / "bridge.md")}
    assert failure(capsys, "ask", LAMP, "--store", store, "--source", "x.md") == (
        "assistant: not in the index: x.md; see assistant status\n"
    )


@pytest.mark.parametrize("command", ["ask", "chat", "serve", "evaluate"])
def test_a_reranker_that_is_not_there_is_told(
    command: str, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its name is tried before anything is asked, and the index is let go of."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"question": LAMP}), encoding="utf-8")
    given: dict[str, list[object]] = {
        "ask": [LAMP],
        "evaluate": [questions],
        "serve": ["--data", tmp_path],
    }
    options = [*given.get(command, []), "--store", store, "--reranker", "/no/such/model"]

    assert "reranker '/no/such/model' is no folder" in failure(capsys, command, *options)
    assert run("ask", LAMP, "--store", store, "--reranker", "none") == 0


def test_the_reranker_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the chat model is; an empty name is none."""
    monkeypatch.setenv("ASSISTANT_RERANKER", "/models/tiny")
    assert Settings().reranker == "/models/tiny"
    monkeypatch.setenv("ASSISTANT_RERANKER", "")
    assert Settings().reranker is None


def test_an_abstention_is_no_error(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To say that it is not in these articles is an answer: exit code 0."""
    assert run("ask", "How do I cook goulash?", "--store", store) == 0
    assert capsys.readouterr().out.startswith("Not in these articles. The nearest passages are in")


def test_what_is_wrong_is_one_line(
    tmp_path: Path, folder: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 and one line on stderr: what is wrong, and what to do."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    Assistant(Settings(store=tmp_path / "s")).close()
    cases: list[tuple[list[object], str]] = [
        ([], "assistant: the following arguments are required: COMMAND: see assistant --help"),
        (["ask"], "assistant ask: the following arguments are required: question"),
        (["ask", "x", "--nonsense"], "unrecognized arguments: --nonsense"),
        (["dance"], "invalid choice: 'dance'"),
        (["ask", "x", "--store", tmp_path / "none"], "no index in .*: make one with assistant"),
        (["chat", "--store", tmp_path / "none"], "no index in"),
        (["serve", "--store", tmp_path / "none"], "no index in"),
        (["status", "--store", tmp_path / "none"], "no index in"),
        (["ask", " ", "--store", store], "the question is empty: type a few words"),
        (["ask", "x\ud800", "--store", store], "characters that cannot be"),
        (["index", tmp_path / "none", "--store", tmp_path / "s"], "no file or folder"),
        (["index", tmp_path / "empty", "--store", tmp_path / "s"], "no articles in"),
        (["index", folder, "--store", tmp_path / "file"], "cannot make the index folder"),
        (["ask", "x", "--store", tmp_path / "s"], "the index in .* is empty: assistant index"),
        (["evaluate", tmp_path / "none", "--store", store], f"{tmp_path / 'none'}"),
        (["evaluate", store, "--limit", "x"], "invalid int value: 'x'"),
    ]
    for arguments, line in cases:
        assert re.search(line, failure(capsys, *arguments)), arguments


def test_a_store_in_use_is_told(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While one process has the index, another is told which; status may still read."""
    with Assistant(Settings(store=store)):
        assert "is in use by process" in failure(capsys, "ask", "x", "--store", store)
        assert run("status", "--store", store) == 0
        assert f"in use by process {os.getpid()} (" in capsys.readouterr().out


def test_status_as_text(folder: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status lists the articles with title and date, and the model."""
    assert run("status", "--store", store) == 0
    lines = capsys.readouterr().out.splitlines()

    assert lines[0].startswith(f"{store}: 3 articles, 3 chunks, ")
    assert lines[1] == "model: all-MiniLM-L6-v2"
    assert lines[2:] == [
        f"  {folder / 'bridge.md'}: The bridge (1961-04-02)",
        f"  {folder / 'lamp.txt'}: Lamp",
        f"  {folder / 'salt.md'}: Salt 🧂",
    ]


def test_status_as_json(folder: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object with the store, what it was made with, its articles and failures."""
    assert run("status", "--store", store, "--json") == 0
    status = json.loads(capsys.readouterr().out)

    assert set(status) == {
        *("store", "made_with", "chunks", "owner", "articles", "failures", "calibration"),
    }
    assert status["calibration"]["made"] is None
    assert (status["store"], status["owner"], status["failures"]) == (str(store), None, [])
    assert [article["source"] for article in status["articles"]] == [
        str(folder / name) for name in ("bridge.md", "lamp.txt", "salt.md")
    ]
    assert set(status["articles"][0]) == {
        *("source", "title", "author", "date", "sha256", "bytes", "characters", "indexed"),
        "warnings",
    }


def test_chatting_through_a_pipe(store: Path) -> None:
    """Two questions, the second a follow-up: two answers on stdout, nothing on stderr."""
    with start("chat", "--store", store) as process:
        out, err = process.communicate(
            "Where does the bridge open for fishing boats?\nWhen was it painted?\n", timeout=120
        )

    assert (process.returncode, err) == (0, "")
    assert out.startswith("The bridge (1961-04-02)\n  “The bridge at Karasu opens twice a day")
    followed = out[out.index("Searched for: When was it painted? (bridge open fishing boats") :]
    assert "It was painted green in 1961.” [1]" in " ".join(followed.split())


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_an_interrupt_ends_quietly(store: Path) -> None:
    """Ctrl-C gives exit code 130 and no traceback, and the index is free again."""
    # A shell lets what it runs in the background ignore the signal.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with start("chat", "--store", store, preexec_fn=heeding) as process:
        owner = store / "owner.json"
        for _ in range(600):
            if owner.exists() and json.loads(owner.read_text() or "{}").get("pid") == process.pid:
                break
            time.sleep(0.1)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out, err) == (130, "", "\n")
    assert not owner.exists()


def test_a_broken_pipe_is_quiet(store: Path) -> None:
    """A reader that has had enough is no error."""
    with start("status", "--store", store, "--json") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == ""


def test_serve_watches_unless_it_is_told_not_to() -> None:
    """Folders are watched by default."""
    assert _parser().parse_args(["serve"]).watch
    assert not _parser().parse_args(["serve", "--no-watch"]).watch


@pytest.mark.parametrize(
    ("given", "served"),
    [([], ["seeds"]), (["--port", "8000"], ["seeds"]), (["--port", "8000", "a", "b"], ["a", "b"])],
)
def test_articles_of_a_program_of_its_own(
    monkeypatch: pytest.MonkeyPatch, given: list[str], served: list[str]
) -> None:
    """What is started for one folder serves it, unless another one is named."""
    seen: list[argparse.Namespace] = []
    monkeypatch.setattr("assistant.commands.serve.run", seen.append)
    assert main(["serve", *given], articles=Path("seeds")) == 0
    assert list(map(str, seen[0].paths)) == served
