"""Damaged documents: each is read or refused, and nothing else ever comes of one."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path

import pytest
from documents import (
    KEEPER,
    LAMP,
    TOWER,
    docx_parts,
    epub_parts,
    odt_parts,
    paragraph_of,
    pdf,
    run_of,
    zipped,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import ArticleError
from assistant.library.loaders import extract_here, make_article

from .reading import checked

_SECONDS = 20  # of processor time: what hangs takes hours
_NOTE = f"<text:note><text:note-body><text:p>{TOWER}</text:p></text:note-body></text:note>"
_CELLS = f"<w:tbl><w:tr><w:tc>{paragraph_of(TOWER)}</w:tc></w:tr></w:tbl>"
SMALL: dict[str, bytes] = {
    ".pdf": pdf([KEEPER, LAMP], [TOWER], about="/Title (The lamp) /CreationDate (D:19610203)"),
    ".docx": zipped(docx_parts(paragraph_of(KEEPER, run_of(LAMP, "<w:b/>")) + _CELLS)),
    ".odt": zipped(odt_parts(f"<text:p>{KEEPER}{_NOTE}</text:p>", "<dc:title>A</dc:title>")),
    ".epub": zipped(epub_parts({"a.xhtml": f"<h1>A</h1><p>{KEEPER}<sup>2</sup></p>"})),
    ".rst": f"The lamp\n========\n\n:Author: Selma\n\n.. note:: {LAMP}\n\n- *a* [1]_\n\n"
    f".. [1] {TOWER}\n\n+---+---+\n| a | b |\n+---+---+\n".encode(),
    ".ipynb": json.dumps(
        {"cells": [{"cell_type": "markdown", "source": ["# A\n", KEEPER]}], "nbformat": 4}
    ).encode(),
    ".csv": b'keeper,"a ""b"""\r\nKaya,41\r\n',
    ".tsv": b"keeper\tyears\nKaya\t41\n",
}
EVERY = pytest.mark.parametrize("ending", sorted(SMALL))
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b"\0", b"<", b">", b"&#0;", b"<!--", b"/Kids", b"999999999", b"-1", b"\xff\xfe", b'"']
    ),
    st.sampled_from(
        [b"endstream", b"PK\x01\x02", b"[", b"{", b".. ", b"<w:p>", b"<text:p>", b"\\ud800", b"`"]
    ),
)
CHANGES = st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 9), PIECES), max_size=6)


def damaged(data: bytes, changes: list[tuple[int, int, bytes]], kept: int) -> bytes:
    """The same with pieces put in the place of others, and cut off."""
    for place, length, piece in changes:
        at = place % (len(data) + 1)
        data = data[:at] + piece + data[at + length :]
    return data if kept % 4 else data[: kept % (len(data) + 1)]


def survives(data: bytes, ending: str) -> None:
    """Fail if anything but a text that can be kept, or a reason that can be told, comes of it."""
    began = time.thread_time()
    try:
        extract = checked(extract_here(Path(f"a{ending}"), data))
        make_article(f"a{ending}", data, extract).title.encode()
        (extract.text + "".join(extract.warnings)).encode()
        reason = "read: all"
    except ArticleError as exc:
        reason = str(exc)
    assert reason.isprintable()
    assert ": " in reason
    assert time.thread_time() - began < _SECONDS


@EVERY
def test_the_whole_one_is_read(ending: str) -> None:
    """What is damaged below can be read as it is."""
    assert extract_here(Path(f"a{ending}"), SMALL[ending]).blocks


@EVERY
@settings(max_examples=300)
@given(CHANGES, st.integers(0, 2**16))
def test_damaged_bytes(ending: str, changes: list[tuple[int, int, bytes]], kept: int) -> None:
    """Bytes that were changed anywhere."""
    survives(damaged(SMALL[ending], changes, kept), ending)


@pytest.mark.parametrize("ending", [".docx", ".epub", ".odt"])
@settings(max_examples=300)
@given(st.data(), CHANGES, st.integers(0, 2**16))
def test_damaged_parts(
    ending: str, data: st.DataObject, changes: list[tuple[int, int, bytes]], kept: int
) -> None:
    """Sound archives whose parts were changed: what the parsers within have to bear."""
    with zipfile.ZipFile(io.BytesIO(SMALL[ending])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    survives(zipped({**parts, name: damaged(parts[name], changes, kept)}), ending)


@EVERY
@given(st.binary(max_size=300))
def test_any_bytes(ending: str, data: bytes) -> None:
    """Bytes of no format, and such that only begin like one."""
    survives(data, ending)
    survives(SMALL[ending][:8] + data, ending)
