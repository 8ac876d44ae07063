"""The script that is sent along with a receipt: what it finds, and what it refuses."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant import verify_receipt
from assistant.verify_receipt import (
    ReceiptError,
    check,
    file_view,
    find_again,
    load,
    main,
    places,
    text_view,
)

SCRIPT = Path(verify_receipt.__file__)
QUOTE = "The lamp burned 12 liters of oil a night."
TEXT = f"The lamp\n\n{QUOTE} It was not sold.\n"
_TEXTS = st.text(st.sampled_from("ab c\n\u0301İ😀"), max_size=40)


def a_receipt(**changes: Any) -> dict[str, Any]:
    """The receipt of one quote from `lamp.md`, with other values where given."""
    start = TEXT.index(QUOTE)
    citation = {
        "id": 1,
        "source": "notes/lamp.md",
        "file": "lamp.md",
        "sha256": "0" * 64,
        "bytes": None,
        "start": start,
        "end": start + len(QUOTE),
        "quote": QUOTE,
        "before": TEXT[:start],
        "after": TEXT[start + len(QUOTE) :],
        "in_file": {"start": start, "end": start + len(QUOTE), "line": 3},
    }
    citation |= changes
    head = {"format": verify_receipt.FORMAT, "version": 1, "question": "How much oil?"}
    return {**head, "citations": [citation]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One article, in a folder of its own."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "lamp.md").write_text(TEXT, encoding="utf-8")
    return tmp_path / "articles"


@given(_TEXTS, st.data())
def test_found_again(text: str, data: st.DataObject) -> None:
    """A quote is found where it stood, and wherever it is found it stands."""
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote, before, after = text[start:end], text[:start], text[end:]
    found = find_again(text, quote, start, before, after)
    assert found is not None
    assert text[found : found + len(quote)] == quote
    moved = data.draw(_TEXTS) + text
    again = find_again(moved, quote, start, before, after)
    assert again is not None
    assert moved[again : again + len(quote)] == quote


def test_found_by_context() -> None:
    """Of equal quotes the one with the same surroundings counts, though another is nearer."""
    text = "One. He left. Two. He left. Three. He left. Four."
    assert find_again(text, "He left.", 40, "One.\n\n", "\tTwo.") == 5
    assert find_again(text, "He left.", 20, "", "") == 19
    assert find_again(text, "He left.", 30, "Yes! ", " And?") == 35
    assert find_again(text, "He stayed.", 5, "One. ", "") is None
    assert find_again(text, "", 5, "", "") is None


def test_found_quickly() -> None:
    """Ten thousand equal quotes are told apart in seconds."""
    text = "He said so, then left. " * 10_000
    started = time.monotonic()
    assert find_again(text, "He said so, then left.", 115_000, "x", "y") == 115_000
    assert len(places(text_view(text), "He said so, then left.")) == 10_000
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("name", "text", "quote", "stands"),
    [
        ("a.md", "He *never* slept.", "He never slept.", True),
        ("a.md", "He [never](not so) slept.", "He never slept.", False),
        ("a.md", 'He [was](http://not "guilty") here.', "He was here.", True),
        ("a.md", "He was [not] here.", "He was here.", False),
        ("a.md", "He was [not] here.", "He was not here.", False),
        ("a.md", "He was [not][n] here.\n\n[n]: x", "He was not here.", True),
        ("a.md", "2*3*4 snake_case", "234 snakecase", False),
        ("a.md", "> He was\n> here.", "He was here.", True),
        ("a.md", "He was<!-- not --> here.", "He was here.", True),
        ("a.md", "He was <not> here.", "He was here.", False),
        ("a.md", "He was <i class='hidden'>not</i> here.", "He was here.", False),
        ("a.md", "He was <i class='a hidden'>not</i> here.", "He was here.", False),
        ("a.md", "He was <i id='a' hidden>not</i> here.", "He was here.", True),
        ("a.md", "---\ntitle: He was here.\n---\nWho?", "He was here.", False),
        ("a.txt", "He was <b>not</b> here.", "He was not here.", False),
        ("a.txt", "He was > here.", "He was here.", False),
        ("a.txt", "He was &amp; is.", "He was & is.", True),
        ("a.txt", "He wa\u200bs here.", "He was here.", True),
        ("a.txt", "It cost 12 liters.", "2 liters.", False),
        ("a.txt", "It cost 1.12 liters.", "12 liters.", False),
        ("a.txt", "It was -5 degrees.", "5 degrees.", False),
        ("a.txt", "He was unable to.", "able to.", False),
        ("a.txt", "He came.She left.", "She left.", True),
        ("a.txt", "nowhere", "now here", False),
        ("a.txt", "now here", "nowhere", False),
        ("a.txt", "これは文です。次の文です。", "次の文です。", True),
        ("a.html", "<p>He was <del>not</del> here.", "He was here.", True),
        ("a.html", "<p>He was <del>not</del> here.", "He was not here.", False),
        ("a.html", "<p>He was <ins>not</ins> here.", "He was here.", False),
        ("a.html", "<p>10<sup>3</sup> times", "103 times", False),
        ("a.html", "<p>10<sup>3</sup> times", "10^3 times", True),
        ("a.html", "<p>so it is.<sup><a>3</a></sup> Then", "so it is.[3]", True),
        ("a.html", "<script>He was here.</script>", "He was here.", False),
        ("a.html", "<p title='He was here.'>Who?", "He was here.", False),
        ("a.html", "<p>He was</p><p>here.", "He was here.", True),
        ("a.html", "<p>He wa<b>s</b> here.", "He was here.", True),
        ("a.html", "<p>AT&T &lt; AT&amp;T", "AT&T < AT&T", True),
    ],
)
def test_markup_only(name: str, text: str, quote: str, stands: bool) -> None:
    """Markup may be stepped over, and nothing else: no word, no figure, no part of one."""
    assert bool(places(file_view(Path(name), text.encode()), quote)) is stands


def test_lines() -> None:
    """A place is told by the line of the file, head and front matter counted."""
    page = "<html><head>\n<title>T</title>\n</head>\n<body\nclass='x'><p>Who?\n<p>He."
    for name, text in (("a.html", page), ("a.md", "---\na: b\n---\n\nx\n\nHe.")):
        view = file_view(Path(name), text.encode())
        ((start, _),) = places(view, "He.")
        assert view.text.count("\n", 0, start) == text.count("\n", 0, text.index("He."))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    """A file is read in the encodings that need no guessing."""
    view = file_view(Path("a.txt"), "Der Wächter schlief – wie immer.".encode(encoding))
    assert places(view, "Der Wächter schlief – wie immer.")


def test_verbatim_moved_changed(folder: Path) -> None:
    """A quote is where it was, elsewhere in its file, or no longer in it."""
    (found,) = check(a_receipt(), folder)
    assert (found.status, found.line, found.unchanged) == ("verbatim", 3, False)
    (folder / "lamp.md").write_text("New.\n\n" + TEXT, encoding="utf-8")
    (found,) = check(a_receipt(), folder)
    assert (found.status, found.start, found.line) == ("moved", 16, 5)
    (folder / "lamp.md").write_text(TEXT.replace("12", "72"), encoding="utf-8")
    (found,) = check(a_receipt(), folder)
    assert (found.status, found.reason) == ("changed", "these words are not in the file")
    (folder / "lamp.md").unlink()
    (found,) = check(a_receipt(), folder)
    assert (found.status, found.file) == ("missing", None)


def test_altered_offsets(folder: Path) -> None:
    """A quote that was cut short without its offsets shows that the receipt was altered."""
    (found,) = check(a_receipt(quote=QUOTE[4:]), folder)
    assert found.status == "changed"
    assert "altered" in found.reason


def test_renamed(folder: Path) -> None:
    """A file is found by its path, its name or its bytes, below the folder only."""
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    (folder / "deep").mkdir()
    (folder / "lamp.md").rename(folder / "deep" / "lamp.md")
    assert check(a_receipt(), folder)[0].file == str(folder / "deep" / "lamp.md")
    (folder / "deep" / "lamp.md").rename(folder / "deep" / "other.md")
    assert check(a_receipt(), folder)[0].status == "missing"
    found = check(a_receipt(sha256=digest, bytes=len(TEXT)), folder)[0]
    assert (found.file, found.unchanged) == (str(folder / "deep" / "other.md"), True)
    assert check(a_receipt(), folder / "deep" / "other.md")[0].status == "verbatim"
    for source in ("../articles/deep/other.md", "/etc/passwd", "\0", "a" * 5000, "\ud800"):
        hostile = a_receipt(source=source, file="passwd")
        assert check(hostile, folder)[0].status in ("missing", "verbatim")
        assert not str(check(hostile, folder)[0].file).endswith("passwd")


def test_unreadable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that is made to be slow to search is refused, not searched for hours."""
    monkeypatch.setattr("assistant.verify_receipt._MOST_STEPS", 500_000)
    long = "a" * 9_000 + "b"
    (folder / "lamp.md").write_text("a" * 100_000, encoding="utf-8")
    (found,) = check(a_receipt(quote=long, start=0, end=len(long)), folder)
    assert found.status == "changed"
    assert "repeats itself" in found.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "holds no receipt"),
        ("[" * 100_000, "holds no receipt"),
        ("{}", "format"),
        ("\x00\x01", "holds no receipt"),
        (json.dumps({**a_receipt(), "version": 2}), "version 2"),
        (json.dumps({**a_receipt(), "citations": {}}), "list of citations"),
        (json.dumps(a_receipt(start="4")), "citation 1 has no proper 'start'"),
        (json.dumps(a_receipt(start=True)), "citation 1 has no proper 'start'"),
        (json.dumps(a_receipt(in_file={"start": "0"})), "citation 1 has no proper 'in_file'"),
        (json.dumps(a_receipt(quote="x" * 100_001)), "quote 1 has 100001 characters"),
        (json.dumps(a_receipt(quote=" \n")), "quote 1 has 2 characters"),
        ("<html>no receipt</html>", "holds no receipt"),
    ],
)
def test_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, reason: str
) -> None:
    """What is no receipt is named in one line, with exit code 2."""
    file = tmp_path / "receipt.json"
    file.write_text(text, encoding="utf-8")
    assert main([str(file)]) == 2
    said = capsys.readouterr().err
    assert reason in said
    assert said.count("\n") == 1
    with pytest.raises(ReceiptError):
        load(tmp_path / "missing.json")


def test_prints(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table shows every quote in full, and nothing that moves a terminal's cursor."""
    hostile = a_receipt() | {"question": "\x1b[2Jwho\u202e?"}
    file = folder.parent / "receipt.json"
    file.write_text(json.dumps(hostile), encoding="utf-8")
    assert main([str(file), "--articles", str(folder)]) == 0
    said = capsys.readouterr().out
    assert QUOTE in said
    assert "1 of 1 quotes stand." in said
    assert not {"\x1b", "\u202e"} & set(said)
    assert main([str(file), "--articles", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["stands"] is True
    assert found["citations"][0]["status"] == "verbatim"
    assert main([str(file), "--articles", str(folder / "none")]) == 2


def test_alone(folder: Path) -> None:
    """Copied elsewhere, the script runs in a Python that has nothing else."""
    script = Path(shutil.copy(SCRIPT, folder.parent / "check.py"))
    file = folder.parent / "receipt.json"
    file.write_text(json.dumps(a_receipt()), encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(script), str(file), "--articles", str(folder)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    (folder / "lamp.md").write_text("The lamp burned oil.", encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    here = [sys.executable, "-I", "-S", str(script), str(file)]
    gone = subprocess.run(here, capture_output=True, check=False, cwd=folder.parent, text=True)
    assert gone.returncode == 1
    assert "--articles" in gone.stdout


def test_standard_library() -> None:
    """The script imports nothing but the standard library, in the syntax of Python 3.9."""
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
    }
    assert imported <= sys.stdlib_module_names
