"""Reading documents for these tests, with what must hold of every text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.errors import ArticleError
from assistant.library.extract import Extract
from assistant.library.loaders import extract_here

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def read(data: bytes, ending: str) -> Extract:
    """What a document says; its blocks are in order and apart, its text can be shown."""
    return checked(extract_here(Path(f"a{ending}"), data))


def checked(extract: Extract) -> Extract:
    """The same, of which all holds that must."""
    text, end = extract.text, 0
    assert not _CONTROL.search(text)
    for block in extract.blocks:
        assert end <= block.span.start < block.span.end <= len(text)
        assert block.span.of(text) == block.span.of(text).strip()
        end = block.span.end
    assert list(extract.pages) == sorted(extract.pages)
    assert all(0 <= page <= len(text) for page in extract.pages)
    return extract


def blocks(extract: Extract) -> list[tuple[str, str]]:
    """Kind and words of each block."""
    return [(block.kind, block.span.of(extract.text)) for block in extract.blocks]


def texts(extract: Extract) -> list[str]:
    """The words of each block."""
    return [words for _, words in blocks(extract)]


def refused(data: bytes, ending: str) -> str:
    """Why a document is refused."""
    with pytest.raises(ArticleError) as caught:
        extract_here(Path(f"a{ending}"), data)
    reason = str(caught.value)
    assert reason.isprintable(), reason
    return reason
