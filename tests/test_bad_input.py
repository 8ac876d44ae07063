"""Whatever is typed: an answer, or one line that names what is wrong and what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from libraries import Library

from assistant.answering import assistant as module
from assistant.cli import main
from assistant.library.catalog import CATALOG_FILE
from assistant.models.embeddings import Encoder

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    library: Library,
    encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run one command on the library's store: exit code, stdout, stderr."""
    monkeypatch.setattr(module, "Encoder", lambda _: encoder)  # loaded once for all
    served = "the page is served: it should have been refused"
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: pytest.fail(served))

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([*map(str, arguments), "--store", str(library.store)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def refused(result: tuple[int, str, str]) -> str:
    """The one line on stderr of a command that was refused."""
    code, _, complaint = result
    assert code == 2
    assert complaint.startswith("assistant: ")
    assert complaint.endswith("\n")
    assert complaint.count("\n") == 1
    return complaint


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        ("", "the question is empty: type a few words"),
        (" \t\n ", "the question is empty: type a few words"),
        ("lamp " * 4000, "has 19999 characters, at most 2000 are read: shorten it"),
        ("lamp " * 399, "shorten it"),  # more than the model reads
        ("🎉🎉👩‍👩‍👧", "has no words: type a few words"),
        ("?!…", "has no words: type a few words"),
        ("lamp \udcff oil", "retype it"),  # a byte in the shell that was no UTF-8
    ],
    ids=["empty", "blank", "endless", "long", "emoji", "marks", "byte"],
)
def test_a_question_that_is_none(library: Library, run: Run, question: str, complaint: str) -> None:
    """It is refused with the reason."""
    library.index()
    assert complaint in refused(run("ask", question))


@pytest.mark.parametrize(
    "question",
    [
        "Wie viel Öl verbrannte die Lampe in einer Nacht?",
        "灯は一晩にどれだけの油を燃やしたか",
        "كم من الزيت أحرق المصباح؟",
        "lamp " * 200,
        "w" * 400,
        "lamp\x00oil",
        "lamp \u202eoil\u202c \u200b",
        '"; DROP TABLE articles; -- {oil} %s ${oil}',
    ],
    ids=["german", "japanese", "arabic", "many words", "one word", "nul", "bidi", "sql"],
)
def test_an_odd_question_is_answered(library: Library, run: Run, question: str) -> None:
    """Any other text is a question: it gets an answer or an abstention, as text and as JSON."""
    library.index()

    code, said, complaint = run("ask", question, "--json")
    assert (code, complaint) == (0, "")
    answer = json.loads(said)
    assert answer["answer"]
    assert len(answer["passages"]) == 3
    code, said, complaint = run("ask", question)
    assert (code, complaint) == (0, "")
    assert said.strip()


def test_an_unknown_source(library: Library, run: Run) -> None:
    """An article that is not in the index is named."""
    library.index()
    complaint = refused(run("ask", "How much oil?", "--source", "nowhere.md"))
    assert "not in the index: nowhere.md; see assistant status" in complaint

    path = library.folder / "lamp.md"
    assert "12 liters" in run("ask", "How much oil did the lamp burn?", "--source", path)[1]


@pytest.mark.parametrize("command", [["ask", "Why?"], ["chat"], ["serve"], ["status"]])
def test_no_index(library: Library, run: Run, command: list[str]) -> None:
    """Where there is no index the way to one is said, and none is made."""
    assert f"no index in {library.store}: make one with assistant index PATH" in refused(
        run(*command)
    )
    assert not library.store.exists()


def test_an_empty_index(library: Library, run: Run) -> None:
    """An index without articles is told."""
    with library.opened():
        pass
    assert f"the index in {library.store} is empty: assistant index PATH" in refused(
        run("ask", "Why?")
    )


@pytest.mark.parametrize("command", ["index", "serve"])
def test_paths_without_articles(library: Library, run: Run, command: str, tmp_path: Path) -> None:
    """A path that is missing, empty or of no known format is named."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.xyz").touch()

    assert "nowhere': check the path" in refused(run(command, tmp_path / "nowhere"))
    assert "empty: put .csv, .docx, .epub" in refused(run(command, tmp_path / "empty"))
    assert "a.xyz has no format that can be read: use" in refused(run(command, tmp_path / "a.xyz"))
    assert "'a\\x00b': check the path" in refused(run(command, "a\0b"))


def test_a_wrong_path_does_not_empty_the_index(library: Library, run: Run) -> None:
    """`--rebuild` with a path that is wrong leaves the old index."""
    library.index()
    assert "check the path" in refused(run("index", library.folder / "typo", "--rebuild"))
    assert len(library.names()) == 3


def test_files_that_cannot_be_read_are_listed(library: Library, run: Run) -> None:
    """The rest is indexed, each failure has a line, and `status` remembers."""
    library.write("empty.txt", b"")
    library.write("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20)

    code, said, complaint = run("index", library.folder)

    assert code == 0
    assert "3 added" in said
    assert "2 not read" in said
    assert [line.split(" ")[2] for line in complaint.splitlines()] == [
        f"{library.folder}/empty.txt",
        f"{library.folder}/picture.txt",
    ]
    assert run("status")[1].count("not read: ") == 2


@pytest.mark.parametrize("command", [["ask", "Why?"], ["index"], ["status"]])
def test_a_file_where_the_index_should_be(library: Library, run: Run, command: list[str]) -> None:
    """`--store` that names a file is refused."""
    library.store.touch()
    paths = [library.folder] if command == ["index"] else []
    assert str(library.store) in refused(run(*command, *paths))


def test_a_question_set_with_a_bad_line(library: Library, run: Run, tmp_path: Path) -> None:
    """The line is named by its number."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "How much oil?"}\n{"question": 7}\n')
    complaint = refused(run("evaluate", questions, "--articles", library.folder))
    assert f"{questions} line 2" in complaint

    questions.write_text('{"question": "How much oil?"}\n{"question": "Why?"\n')
    assert "line 2" in refused(run("evaluate", questions, "--articles", library.folder))


def test_an_evaluation_of_nothing(library: Library, run: Run, tmp_path: Path) -> None:
    """Question sets and articles that are not there are named."""
    questions = tmp_path / "questions.jsonl"
    assert "check the path" in refused(run("evaluate", questions))
    questions.write_text('{"question": "How much oil?"}\n')
    nowhere = tmp_path / "nowhere"
    assert "check the path" in refused(run("evaluate", questions, "--articles", nowhere))
    assert "--limit 0" in refused(
        run("evaluate", questions, "--articles", library.folder, "--limit", 0)
    )
    assert "name them with --articles PATH" in refused(run("evaluate", questions))


@pytest.mark.parametrize("target", [".", "nowhere/figures.json"])
def test_figures_that_cannot_be_written(
    library: Library, run: Run, tmp_path: Path, target: str
) -> None:
    """The file is named with the reason."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "How much oil did the lamp burn?"}\n')
    complaint = refused(
        run("evaluate", questions, "--articles", library.folder, "--json", tmp_path / target)
    )
    assert f"cannot write {tmp_path / target} (" in complaint
    assert "give another file with --json" in complaint


def test_a_host_that_others_reach(library: Library, run: Run) -> None:
    """The page is never served to other machines."""
    library.index()
    assert "use 127.0.0.1" in refused(run("serve", "--host", "0.0.0.0"))  # noqa: S104 # to be refused


@pytest.mark.parametrize("port", [-1, 65536, 99999])
def test_a_port_that_is_none(library: Library, run: Run, port: int) -> None:
    """A port out of range is refused."""
    library.index()
    assert "--port" in refused(run("serve", "--port", port))


@pytest.mark.parametrize("file", [CATALOG_FILE, "chroma.sqlite3"])
def test_a_damaged_index_from_the_shell(library: Library, file: str) -> None:
    """The program itself says one line and ends with 2; `--rebuild` cures."""
    library.index()
    (library.store / file).write_bytes(b"garbage " * 1000)

    def assistant(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "assistant", *map(str, arguments), "--store", library.store],
            capture_output=True, text=True, check=False, timeout=120,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )  # fmt: skip

    ended = assistant("ask", "How much oil did the lamp burn?")
    assert "--rebuild" in refused((ended.returncode, ended.stdout, ended.stderr))

    library.index(rebuild=True)
    assert library.index().added == []


def test_a_busy_index_from_the_shell(library: Library, run: Run) -> None:
    """While another owns the index a question is refused and `status` answers."""
    library.index()
    with library.opened():
        assert f"is in use by process {os.getpid()} (" in refused(run("ask", "How much oil?"))
        code, said, _ = run("status")
    assert code == 0
    assert f"in use by process {os.getpid()} (" in said
