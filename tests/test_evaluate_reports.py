"""`assistant evaluate`: reports, baselines, and the comparison of two evaluations."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from commanding import LAMP, LAMP_QUOTE, folder, one_encoder, run, store

__all__ = ["folder", "one_encoder", "store"]  # fixtures, which pytest finds by their names
SET: list[dict[str, Any]] = [
    {
        "id": "lamp",
        "question": LAMP,
        "answers": ["12 liters"],
        "evidence": [{"source": "lamp.txt", "start": 0, "end": len(LAMP_QUOTE)}],
    },
    {"id": "salt", "question": "Who founded the salt works of Tuzla?", "answers": ["İsmail Usta"]},
    {"id": "none", "question": "How do I cook goulash?", "answerable": False},
]


def questions(folder: Path, *lines: dict[str, Any]) -> Path:
    """A question set of these lines."""
    file = folder / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


@pytest.fixture
def figures(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The JSON of an evaluation."""
    file, written = questions(tmp_path, *SET), tmp_path / "figures.json"
    assert run("evaluate", file, "--articles", folder, "--json", written) == 0
    capsys.readouterr()
    return written


def spoilt(figures: Path, name: str = "spoilt.json") -> Path:
    """The same evaluation, with a misquote, and an answer that was not found."""
    found = json.loads(figures.read_text(encoding="utf-8"))
    first = found["per_question"][0]
    first["verbatim"], first["right"] = [False], False
    first["scores"]["answer@1"] = 0
    file = figures.with_name(name)
    file.write_text(json.dumps(found), encoding="utf-8")
    return file


def test_reports_are_written_beside_the_table(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page, Markdown and JSON of one run, with plainer ways beside it."""
    file = questions(tmp_path, *SET)
    page, text, written = (tmp_path / name for name in ("r.html", "r.md", "r.json"))
    outputs = ("--report", page, "--markdown", text, "--json", written)
    assert run("evaluate", file, "--articles", folder, "--baseline", *outputs) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "Usual tutorial" in out
    found = json.loads(written.read_text(encoding="utf-8"))
    assert list(found["baselines"]) == ["program", "tutorial", "bm25"]
    assert found["baselines"]["program"]["answer@1"] == 1
    low, high = found["intervals"]["quotes"]["answer@1"]
    assert 0 < low < high == 1
    setup = found["setup"]
    assert (setup["questions"], setup["asked"], setup["articles"]) == ("questions.jsonl", 3, 3)
    assert str(tmp_path) not in json.dumps(setup)
    assert [q["lost"] for q in found["per_question"]] == [None, None, None]
    assert "<h1" in page.read_text(encoding="utf-8")
    assert str(tmp_path) not in page.read_text(encoding="utf-8")
    assert "| Answer in the first sentence | `answer@1` | 100.0% |" in text.read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    "lines",
    [SET[:1], SET[2:], [SET[2], {"question": "What is a zebra?", "answerable": False}]],
)
def test_small_and_unanswerable_sets(
    lines: list[dict[str, Any]], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One question, none that can be answered: every output is there."""
    file, page, written = questions(tmp_path, *lines), tmp_path / "r.html", tmp_path / "r.json"
    options = ("--articles", folder, "--baseline", "--report", page, "--json", written)
    assert run("evaluate", file, *options) == 0
    assert "too few to draw" in page.read_text(encoding="utf-8")
    assert run("evaluate", "compare", written, written) == 0
    assert "Nothing fell" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "\n", "{", "[1]", '{"answers": ["x"]}'])
def test_a_set_that_cannot_be_read(
    text: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says so, whatever was to be written."""
    file, page = tmp_path / "questions.jsonl", tmp_path / "r.html"
    file.write_text(text, encoding="utf-8")
    assert run("evaluate", file, "--articles", folder, "--baseline", "--report", page) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"assistant: {file}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("option", ["--report", "--markdown"])
def test_a_report_that_cannot_be_written_is_said_first(
    option: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before any question is asked, with the option that names another."""
    file = questions(tmp_path, *SET)
    assert run("evaluate", file, "--articles", folder, option, tmp_path) == 2
    assert capsys.readouterr().err == (
        f"assistant: cannot write {tmp_path} (Is a directory): give another file with {option}\n"
    )


def test_a_run_that_fails_leaves_its_outputs_as_they_were(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What an earlier run wrote is not emptied for nothing, and no empty file is left."""
    earlier, new = tmp_path / "main.json", tmp_path / "new.html"
    earlier.write_text("{}", encoding="utf-8")
    options = ("--articles", folder, "--json", earlier, "--report", new)
    assert run("evaluate", tmp_path / "typo.jsonl", *options) == 2
    assert "no question set" in capsys.readouterr().err
    assert earlier.read_text(encoding="utf-8") == "{}"
    assert not new.exists()


def test_files_that_cannot_be_read_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are asked; where there are none, that is what is said."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "torn.txt").write_bytes(b"\0\1\2" * 99)
    file = questions(tmp_path, SET[2])
    assert run("evaluate", file, "--articles", articles) == 2
    err = capsys.readouterr().err
    assert f"assistant: {articles} has no article that can be read" in err

    (articles / "lamp.txt").write_text(LAMP_QUOTE, encoding="utf-8")
    assert run("evaluate", file, "--articles", articles) == 0
    err = capsys.readouterr().err
    assert err.startswith("not read: ")
    assert "torn.txt is not text" in err


def test_an_index_that_is_not_there_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped store leaves no folder behind."""
    assert run("evaluate", questions(tmp_path, *SET), "--store", tmp_path / "typo") == 2
    assert "none are indexed in" in capsys.readouterr().err
    assert not (tmp_path / "typo").exists()


@pytest.mark.parametrize("option", ["--json", "--report", "--markdown"])
def test_the_question_set_is_not_written_over(
    option: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Naming it twice is a slip, and it may be the only copy."""
    file = questions(tmp_path, *SET)
    before = file.read_bytes()
    assert run("evaluate", file, "--articles", folder, option, file) == 2
    assert capsys.readouterr().err == (
        f"assistant: {option} {file} is the question set: give another file\n"
    )
    assert file.read_bytes() == before


def test_names_that_are_not_utf8(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The figures of a set, or of an evaluation, are written whatever its file is called."""
    strange = os.fsdecode(b"\xff.jsonl")
    file = questions(tmp_path, SET[2]).rename(tmp_path / strange)
    written, comparison = tmp_path / strange.replace("jsonl", "json"), tmp_path / "c.json"
    assert run("evaluate", file, "--articles", folder, "--json", written) == 0
    assert json.loads(written.read_bytes())["setup"]["questions"] == strange
    assert run("evaluate", "compare", written, written, "--json", comparison) == 0
    assert json.loads(comparison.read_bytes())["before"] == written.name


def test_nothing_fell(figures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An evaluation beside itself: exit code 0."""
    assert run("evaluate", "compare", figures, figures) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "figures.json → figures.json, 3 questions asked in both"
    assert out.endswith("Nothing fell further than it may.\n")


def test_what_is_compared_is_not_written_over(
    figures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An evaluation that is named as output too is refused, and stays."""
    held = figures.read_bytes()
    assert run("evaluate", "compare", figures, figures, "--json", figures) == 2
    assert "is what is compared: give another file" in capsys.readouterr().err
    assert figures.read_bytes() == held


def test_something_fell(figures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1: a misquote always counts, a lost answer if its loss is named."""
    comparison, text = tmp_path / "c.json", tmp_path / "c.md"
    options = ("--json", comparison, "--markdown", text)
    assert run("evaluate", "compare", figures, spoilt(figures), *options) == 1
    assert "quotes.verbatim lost " in capsys.readouterr().out
    found = json.loads(comparison.read_text(encoding="utf-8"))
    assert [fall["figure"] for fall in found["fell"]] == ["quotes.verbatim"]
    assert "right → wrong: 1 question" in text.read_text(encoding="utf-8")

    losses = ("--loss", "verbatim=1", "--loss", "answer@1=0.4")
    assert run("evaluate", "compare", figures, spoilt(figures), *losses) == 1
    assert "quotes.answer@1 lost 50.0 points" in capsys.readouterr().out
    losses = ("--loss", "verbatim=1", "--loss", "answer@1=0.5")
    assert run("evaluate", "compare", figures, spoilt(figures), *losses) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.json",), "no evaluation 'missing.json'"),
        (("--loss", "answer@1"), "'answer@1' is no loss: write one as answer@1=0.02"),
        (("--loss", "answer@1=-1"), "is no loss"),
        (("--loss", "=1"), "is no loss"),
        (("--loss", "answer=0.1"), "--loss 'answer' is no figure of both"),
    ],
)
def test_what_cannot_be_compared(
    arguments: tuple[str, ...], said: str, figures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 and one line."""
    given = (
        (figures, *arguments) if arguments[0] == "missing.json" else (figures, figures, *arguments)
    )
    try:
        code = run("evaluate", "compare", *given)
    except SystemExit as exc:  # how argparse ends
        code = int(str(exc.code))
    assert code == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_a_set_that_is_called_compare(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The word comes first and stands alone; ./compare is a file."""
    questions(tmp_path, *SET).rename(tmp_path / "compare")
    monkeypatch.chdir(tmp_path)
    assert run("evaluate", "./compare", "--articles", folder, "--limit", 1) == 0
    assert "questions" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        run("evaluate", "compare", "--help")
    assert capsys.readouterr().out.startswith("usage: assistant evaluate compare ")
