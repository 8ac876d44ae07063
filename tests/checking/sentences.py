"""Quotes with statements that they back (+) and that they do not (-); ~ is beyond the check."""

from __future__ import annotations

from pathlib import Path

_FILES = ("sentences.txt", "polarity.txt")


def read_pairs(sign: str) -> list[tuple[str, list[str]]]:
    """The statements of one sign, each with the quotes (Q) above it."""
    pairs: list[tuple[str, list[str]]] = []
    for name in _FILES:
        quotes: list[str] = []
        last = ""
        for line in (Path(__file__).parent / "data" / name).read_text("utf-8").splitlines():
            mark, text = line.split(" ", 1)
            if mark == "Q":
                quotes = [*quotes, text] if last == "Q" else [text]
            elif mark == sign:
                pairs.append((text, quotes))
            last = mark
    return pairs
