"""Reading a file once, with bounds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.collection import trial
from assistant.collection.trial import try_reading
from assistant.errors import ArticleError

SIZES = [1, 70]  # below and above what is read in a process of its own, in KiB


@pytest.mark.parametrize("kibibytes", SIZES)
def test_says_what_will_be_said(tmp_path: Path, kibibytes: int) -> None:
    """A file is read by its ending, and what was mended is told."""
    file = tmp_path / "random"
    file.write_bytes("Ebbe und Flut, größer denn je. ".encode() * 32 * kibibytes + b"\xff\n")
    (warning,) = try_reading(file, ".md")
    assert "not valid UTF-8" in warning


@pytest.mark.parametrize("kibibytes", SIZES)
def test_says_why_not(tmp_path: Path, kibibytes: int) -> None:
    """A file without any text is refused with the loader's reason."""
    file = tmp_path / "random"
    file.write_text("<script>tide()</script>\n" * 43 * kibibytes)
    with pytest.raises(ArticleError, match="holds no text"):
        try_reading(file, ".html")


def test_works_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is found from wherever it was started, and no other of its name."""
    (tmp_path / "assistant").mkdir()
    (tmp_path / "assistant" / "__init__.py").write_text("raise SystemExit('wrong')")
    file = tmp_path / "random"
    file.write_text("The tide rises. " * 5000)
    monkeypatch.chdir(tmp_path)
    assert try_reading(file, ".txt") == ()


@pytest.mark.parametrize(
    "bomb",
    ["<table><tr><td>x" * 20_000, "<table><tr>" + "<td><table><tr>" * 20_000 + "x"],
    ids=["tables", "cells"],
)
def test_gives_up_in_time(tmp_path: Path, bomb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that would take hours is given up when its time is over."""
    monkeypatch.setattr(trial, "SECONDS", 2)
    file = tmp_path / "random"
    file.write_text(bomb)
    began = time.monotonic()
    with pytest.raises(ArticleError, match="takes more than 2 seconds"):
        try_reading(file, ".html")
    assert time.monotonic() - began < 15


def test_gives_up_on_a_busy_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that gets no time of the processor is not waited for without end."""
    monkeypatch.setattr(trial, "_PATIENCE", 0.0001)
    file = tmp_path / "random"
    file.write_text("The tide rises. " * 5000)
    with pytest.raises(ArticleError, match="takes more than"):
        try_reading(file, ".txt")


def test_gives_up_before_memory_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that would fill the memory is given up, and the program lives."""
    monkeypatch.setattr(trial, "MEMORY", 2**28)
    file = tmp_path / "random"
    file.write_text("# a\n" * 200_000)
    with pytest.raises(ArticleError, match=r"or 0\.25 GiB to read: split"):
        try_reading(file, ".md")


@pytest.mark.parametrize(
    "harmless",
    [
        "<p title='" + "a" * 10_000_000 + "'>The tide rises.</p>",
        "<div>" * 50_000 + "The tide rises." + "</div>" * 50_000,
        "<!DOCTYPE a ["
        + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(20))
        + "]>"
        + "<p>The tide rises. &a20;</p>"
        + " " * 70_000,
        "<p>The tide rises. " + "&amp;" * 100_000,
    ],
    ids=["attribute", "depth", "entities", "many entities"],
)
def test_reads_what_only_looks_dangerous(tmp_path: Path, harmless: str) -> None:
    """Long attributes, deep nesting and entities within entities are read in the time there is."""
    file = tmp_path / "random"
    file.write_text(harmless)
    assert try_reading(file, ".html") == ()
