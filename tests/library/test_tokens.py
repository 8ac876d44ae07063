"""Vectors of the chunks' words: kept with the chunks, gone with them, and never missed."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from libraries import Library, TinyEncoder

from assistant.library import indexer
from assistant.library.catalog import CATALOG_FILE
from assistant.library.indexer import Indexer
from assistant.library.store import Store
from assistant.library.tokens import KeptTokens
from assistant.models.packed import PackedTokens
from assistant.settings import Settings
from assistant.types import Chunk

LAMP = "The lamp burned 12 liters of oil a night.\n"
TIDE = "The tide rose in 1907, and the cellar was flooded.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Two articles, not indexed yet."""
    library = Library(tmp_path / "articles", tmp_path / "store", TinyEncoder())
    library.write("lamp.md", LAMP)
    library.write("tide.md", TIDE)
    return library


def chunks(store: Store) -> list[tuple[Chunk, str]]:
    """All chunks with their texts."""
    found = store.catalog.chunks(store.catalog.chunk_ids())
    return [found[id_][:2] for id_ in sorted(found)]


def kept(store: Store, megabytes: int = 100) -> dict[str, PackedTokens]:
    """What is kept of all chunks, by id."""
    return KeptTokens(store.catalog, megabytes).read(chunks(store))


def of(library: Library, text: str) -> PackedTokens:
    """What is to be kept of a text."""
    return PackedTokens.of(library.encoder.encode_tokens([text.strip()])[1][0])


def test_indexing_keeps_them_with_every_chunk(library: Library) -> None:
    """Those of the chunk's own text, each with its place in it."""
    library.index()
    with library.opened() as store:
        found = kept(store)
        all_ = chunks(store)

    assert len(found) == len(all_) == 2
    for chunk, text in all_:
        assert np.array_equal(found[chunk.id].levels, of(library, text).levels)
        assert np.array_equal(found[chunk.id].spans, library.encoder.tokenize(text))


@pytest.mark.parametrize("text", ["", "The tide rose in 1908.\n"])
def test_they_go_with_their_chunks(library: Library, text: str) -> None:
    """Of an article that is gone or changed nothing is left, of others all."""
    library.index()
    file = library.folder / "tide.md"
    file.write_text(text) if text else file.unlink()
    library.index()

    with library.opened() as store:
        assert len(kept(store)) == len(chunks(store)) == (2 if text else 1)
        [(rows,)] = store.catalog.rows("SELECT count(*) FROM tokens")
        assert rows == len(chunks(store))


def test_an_index_without_any_is_filled(library: Library) -> None:
    """As one of an earlier version, or after a kill: what is made later is kept."""
    library.index(kept_megabytes=0)
    with library.opened() as store:
        assert kept(store) == {}
        ours = KeptTokens(store.catalog, 100)
        ours.keep((*one, of(library, one[1])) for one in chunks(store)[:1])
        assert len(kept(store)) == 1


def test_a_chunk_that_has_gone_meanwhile(library: Library) -> None:
    """Nothing is kept of it, nor read for one that is cut in another way by now."""
    library.index()
    with library.opened() as store:
        before = chunks(store)
        Indexer(store, library.encoder, Settings(chunk_tokens=5)).index_paths([library.folder])
        ours = KeptTokens(store.catalog, 100)
        assert ours.read(before) == {}
        ours.keep((*one, of(library, one[1])) for one in before)  # a question that took long
        after = kept(store)
        for chunk, text in (all_ := chunks(store)):
            if chunk.id in after:
                assert np.array_equal(after[chunk.id].levels, of(library, text).levels)
        assert len(all_) > len(before)


def test_an_earlier_version_has_changed_the_index(library: Library) -> None:
    """It knows nothing of them: they go with the chunks all the same."""
    library.index()
    with closing(sqlite3.connect(library.store / CATALOG_FILE)) as connection:
        connection.execute("DELETE FROM chunks WHERE source LIKE '%tide.md'")
        assert connection.execute("SELECT count(*) FROM tokens").fetchone() == (1,)


def test_a_book_is_not_held_in_memory(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an article with more chunks than may wait the first are kept."""
    monkeypatch.setattr(indexer, "_MOST_TOKENS", 1)
    monkeypatch.setattr(indexer, "_SLICE", 3)
    library.write("book.md", "\n\n".join(f"Page {n} is blue." for n in range(40)))
    library.index(library.folder / "book.md", chunk_tokens=5)

    with library.opened() as store:
        assert len(chunks(store)) == 40
        assert len(kept(store)) == 3


def test_a_chunk_without_words(library: Library) -> None:
    """Nothing is kept of it: it is made when it is read."""
    library.index(kept_megabytes=0)
    nothing = PackedTokens(np.zeros((0, 8), np.int8), np.zeros((0, 2), np.int32))
    with library.opened() as store:
        KeptTokens(store.catalog, 100).keep((*one, nothing) for one in chunks(store))
        assert kept(store) == {}


def test_no_more_than_there_is_room_for(library: Library) -> None:
    """Where the catalog has its size nothing is added; what is there stays."""
    library.index()
    library.write("late.md", "Later the tower was painted red.\n")
    library.index(kept_megabytes=0)

    with library.opened() as store:
        assert len(chunks(store)) == 3
        assert len(kept(store, 0)) == 2


def test_the_last_gigabyte_is_left(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has to be written needs it more."""
    little = shutil.disk_usage(library.folder)._replace(free=2**30 - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: little)
    library.index()

    with library.opened() as store:
        assert kept(store) == {}


def test_a_full_disk_is_told_once(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    """It costs time, and nothing else."""
    library.index(kept_megabytes=0)
    with library.opened() as store, caplog.at_level(logging.WARNING):
        [(pages,)] = store.catalog.rows("PRAGMA page_count")
        store.catalog.rows(f"PRAGMA max_page_count = {pages}")
        large = PackedTokens(np.ones((2000, 384), np.int8), np.ones((2000, 2), np.int32))
        ours = KeptTokens(store.catalog, 100)
        for one in chunks(store):
            ours.keep([(*one, large)])
        assert len(caplog.records) == 1
        assert "not kept, so that answers take longer" in caplog.text
        assert ours.read(chunks(store)) == {}
