"""The script alone and the program come to the same findings, and neither is deceived."""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.verify_receipt import check
from receipts.making import both, read_text, statuses, whole_receipt

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
_PAGE = """<!doctype html><html><head><title>The lamp</title><script>var x = "no words";</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>The lamp</h1>
<p>The lamp was <b>not</b> lit in 1953&mdash;the keeper&#8217;s <i>cellar</i> had flooded
twice.<sup><a href="#n1">1</a></sup> Nobody was <del>badly </del>hurt, the log says.</p>
<ul><li>It burned 12&nbsp;liters a night.<li>It shone 10<sup>3</sup> times as far.</ul>
<table><tr><th>Year</th><th>Liters</th></tr><tr><td>1953</td><td>4,380 in all</td></tr></table>
<p hidden>The lamp was lit by ghosts.</p><p>He left.<br>She stayed &amp; wrote.</p>
<!-- The lamp was sold. --></article><footer>Contact</footer></body></html>"""
_MARKDOWN = """---
title: The keeper
---
# The keeper

The keeper *never* slept, says **the [harbour office](https://example.org/a_(b) "not so")**. He
drank 3 cups of `black_tea` a day \\*or more\\*.

> Nobody saw it,
> said [Osman][o] in snake_case_words, 2*3*4 times.

- The tower has 216 steps &amp; two doors.
- The bell<br>weighs 1.5 tons<!-- not -->, not 15.

[o]: https://example.org/not "Nobody"
"""
_PLAIN = "The cellar was dry.\r\nHe wrote to a@b.org\\_x, <not> to *me*.\r\n\r\nEnd of it.\r\n"
_FILES = {"lamp.html": _PAGE, "keeper.md": _MARKDOWN, "cellar.txt": _PLAIN}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles full of markup."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in _FILES.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture(scope="session")
def seeds() -> dict[str, Any]:
    """A receipt of every sentence of the seed articles."""
    return whole_receipt(SEEDS)


def test_seeds(seeds: dict[str, Any]) -> None:
    """Every sentence of the seed articles stands where it was, for both."""
    assert len(seeds["citations"]) > 500
    assert all(citation["in_file"] for citation in seeds["citations"])
    assert set(statuses(seeds, SEEDS)) == {"verbatim"}


def test_markup(folder: Path) -> None:
    """Sentences with links, entities, notes, tables, hidden parts and code stand as well."""
    record = whole_receipt(folder)
    quotes = [citation["quote"] for citation in record["citations"]]
    assert len(quotes) == 16
    assert all(citation["in_file"] for citation in record["citations"])
    assert set(statuses(record, folder)) == {"verbatim"}


def _append(text: str) -> str:
    return text + "\n\nA last paragraph.\n"


def _insert(text: str) -> str:
    first = re.search(r"\n\n|\r\n\r\n|<article>", text)
    assert first
    return text[: first.end()] + "<p>Something new stands here now.</p>\n\n" + text[first.end() :]


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


@pytest.mark.parametrize("edit", [_append, _insert, _crlf])
def test_harmless_edits(folder: Path, edit: Callable[[str], str]) -> None:
    """What was added elsewhere, or other line ends, leave every quote standing."""
    record = whole_receipt(folder)
    for path in folder.rglob("*.*"):
        path.write_bytes(edit(path.read_bytes().decode()).encode())
    alone, exact = both(record, folder)
    assert all(finding.stands for finding in alone + exact)
    assert not any(finding.unchanged for finding in alone if edit is not _crlf)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_generated_edits(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """After any edit of a seed article both say the same of every quote of it."""
    path = data.draw(st.sampled_from(sorted(SEEDS.glob("*.md"))))
    folder = tmp_path_factory.mktemp("edited")
    copied = Path(shutil.copy(path, folder))
    record = whole_receipt(folder)
    text = copied.read_text(encoding="utf-8")
    head = text.index("\n---\n") + 5
    edit = data.draw(st.sampled_from(["insert", "delete", "digit", "not", "move", "crlf"]))
    place = data.draw(st.integers(head, len(text) - 1))
    paragraphs = text[head:].split("\n\n")
    if edit == "insert":
        words = data.draw(st.sampled_from(["Now. ", "not ", "7", "\n\nNew.\n\n", " and so on"]))
        text = text[:place] + words + text[place:]
    elif edit == "delete":
        text = text[:place] + text[place + data.draw(st.integers(1, 300)) :]
    elif edit == "digit":
        text = text[:place] + re.sub(
            r"\d", lambda m: str((int(m[0]) + 1) % 10), text[place:], count=1
        )
    elif edit == "not":
        text = text[:place] + re.sub(r"\bnot ", "", text[place:], count=1)
    elif edit == "move":
        moved = paragraphs.pop(data.draw(st.integers(0, len(paragraphs) - 1)))
        paragraphs.insert(data.draw(st.integers(0, len(paragraphs))), moved)
        text = text[:head] + "\n\n".join(paragraphs)
    else:
        text = _crlf(text)
    copied.write_bytes(text.encode())
    if data.draw(st.booleans()):
        copied.rename(folder / "renamed.md")
    statuses(record, folder)


_PLACES = "lit flooded Nobody burned liters shone 1953 left wrote slept drank saw steps bell End"
_NEW = ["", "not {}", "{} and {}", "7", "<b>{}</b>", "*{}*"]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(word=st.sampled_from(_PLACES.split()), new=st.sampled_from(_NEW))
def test_edited_markup(tmp_path_factory: pytest.TempPathFactory, word: str, new: str) -> None:
    """Where the words between markup are edited, both say the same as well."""
    folder = tmp_path_factory.mktemp("markup")
    for name, text in _FILES.items():
        (folder / name).write_bytes(text.encode())
    record = whole_receipt(folder)
    for name, text in _FILES.items():
        (folder / name).write_bytes(text.replace(word, new.format(word, word), 1).encode())
    statuses(record, folder)


_WORD = re.compile(r"\d|\b\w+\b")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_forgeries(seeds: dict[str, Any], data: st.DataObject) -> None:
    """A quote with one word or digit changed, added or dropped never stands."""
    record = copy.deepcopy(seeds)
    citation = data.draw(st.sampled_from(record["citations"]))
    quote = citation["quote"]
    found = data.draw(st.sampled_from(list(_WORD.finditer(quote))))
    inner = found.start() > 0 and found.end() < len(quote) - 1
    new = "7" if found[0] == "8" else "8" if found[0].isdigit() else found[0] + "s"
    changes = [new, f"not {found[0]}"] + ([""] if inner else [])
    forged = quote[: found.start()] + data.draw(st.sampled_from(changes)) + quote[found.end() :]
    source = (SEEDS / citation["source"]).read_text(encoding="utf-8")
    if " ".join(forged.split()) in " ".join(source.split()):  # as true as the quote
        return
    citation["quote"], citation["end"] = forged, citation["start"] + len(forged)
    record["citations"] = [citation]
    (finding,) = check(record, SEEDS)
    assert (finding.status, finding.unchanged) == ("changed", True)
    (finding,) = check(record, SEEDS, read_text)
    assert (finding.status, finding.unchanged) == ("changed", True)


def test_stitched(seeds: dict[str, Any]) -> None:
    """Two sentences that do not follow each other are no quote."""
    record = copy.deepcopy(seeds)
    first, _, third = record["citations"][:3]
    first["quote"] += " " + third["quote"]
    first["end"] = first["start"] + len(first["quote"])
    record["citations"] = [first]
    assert statuses(record, SEEDS) == ["changed"]
