"""What an index holds, seen without a model and beside its owner."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from libraries import Library

from assistant.errors import StoreError
from assistant.library.catalog import CATALOG_FILE
from assistant.library.status import format_status, read_status


def test_the_state(library: Library) -> None:
    """Articles, chunks, model and failures are listed; nobody owns a closed index."""
    library.write("empty.txt", b"")
    matter = "title: Dated\ndate: 2020-06-09\nauthor: Selma Aksoy"
    dated = library.write("dated.md", f"---\n{matter}\n---\nOn a Tuesday.\n")
    library.index()

    status = read_status(library.store)
    said = status.to_dict()

    assert status.owner is None
    assert said["made_with"]["model"] == "all-MiniLM-L6-v2"
    assert said["made_with"]["weights"] == library.encoder.sha256
    assert (len(said["articles"]), said["chunks"]) == (4, len(library.chunks()))
    assert [f["reason"] for f in said["failures"]] == [
        "is empty: write something into it or remove it"
    ]
    listed = next(a for a in said["articles"] if a["source"] == str(dated))
    assert (listed["author"], listed["bytes"]) == ("Selma Aksoy", dated.stat().st_size)
    text = format_status(status)
    assert text.startswith(f"{library.store}: 4 articles, {said['chunks']} chunks, ")
    assert f"{library.folder / 'dated.md'}: Dated (2020-06-09)" in text
    assert f"not read: {library.folder / 'empty.txt'} is empty" in text


def test_beside_its_owner(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state can be read while another owns the index, and names the owner."""
    library.index()
    monkeypatch.setattr(sys, "argv", ["assistant", "serve"])
    with library.opened():
        status = read_status(library.store)

    assert status.owner
    assert status.owner.startswith(f"process {os.getpid()} (assistant serve, since ")
    assert f"in use by {status.owner}" in format_status(status)
    assert len(status.articles) == 3


def test_an_empty_index(library: Library) -> None:
    """An index of nothing is a state too."""
    with library.opened():
        pass
    assert format_status(read_status(library.store)).startswith(f"{library.store}: 0 articles")


@pytest.mark.parametrize("garbage", [b"garbage " * 1000, b""])
def test_a_damaged_index(tmp_path: Path, garbage: bytes) -> None:
    """A damaged catalog is told with its cure."""
    (tmp_path / CATALOG_FILE).write_bytes(garbage)
    with pytest.raises(StoreError, match=rf"assistant index PATH --store {tmp_path} --rebuild"):
        read_status(tmp_path)


def test_no_index(tmp_path: Path) -> None:
    """Where there is none, the way to make one is said, and nothing is made."""
    with pytest.raises(StoreError, match=r"no index in .*assistant index PATH"):
        read_status(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
