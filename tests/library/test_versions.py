"""An index of an earlier version is told from a damaged one, and the cure cures."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from libraries import Library

from assistant.errors import StoreMismatchError
from assistant.library.catalog import CATALOG_FILE
from assistant.library.status import read_status
from assistant.library.versions import check_made_with
from assistant.settings import INDEX_VERSION

# What version 2 wrote: no author, no size.
OLD = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE articles (
    key TEXT PRIMARY KEY, root TEXT NOT NULL, source TEXT NOT NULL UNIQUE, path TEXT,
    sha256 TEXT NOT NULL, fingerprint TEXT NOT NULL, title TEXT NOT NULL, date TEXT,
    text TEXT NOT NULL, blocks TEXT NOT NULL, indexed REAL NOT NULL, warnings TEXT NOT NULL);
INSERT INTO meta VALUES ('version', '2');
INSERT INTO articles VALUES
    ('/a.md', '/', 'a.md', '/a.md', '0', '0', 'A', NULL, 'It rained.', '[]', 0, '[]');
"""


def test_an_index_of_version_2(library: Library) -> None:
    """Opening it and asking for its state name both versions and the command that cures it."""
    library.store.mkdir()
    with closing(sqlite3.connect(library.store / CATALOG_FILE)) as connection:
        connection.executescript(OLD)
    message = (
        f"{library.store} was written with version 2, this is version {INDEX_VERSION}: build it "
        f"anew with assistant index PATH --store {library.store} --rebuild, or give another --store"
    )

    for look in (library.index, lambda: read_status(library.store)):
        with pytest.raises(StoreMismatchError) as raised:
            look()
        assert str(raised.value) == message
    assert len(library.index(rebuild=True).added) == 3
    assert len(read_status(library.store).articles) == 3


def test_what_is_not_noted_is_no_difference() -> None:
    """An index that a kill left before anything was noted can be used."""
    check_made_with(Path("store"), {}, {"model": "m", "version": 3})
    check_made_with(Path("store"), {"version": "3", "more": "x"}, {"model": "m", "version": 3})
    with pytest.raises(StoreMismatchError, match="with model n, version 2, this is model m, versi"):
        check_made_with(Path("store"), {"model": "n", "version": "2"}, {"model": "m", "version": 3})
