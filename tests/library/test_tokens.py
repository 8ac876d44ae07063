"""Vectors of the chunks' words: kept with the chunks, gone with them, and never missed."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import numpy as np
import pytest
from libraries import Library, TinyEncoder

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


def chunks(store: Store) -> list[Chunk]:
    """All chunks."""
    return [chunk for chunk, _, _ in store.catalog.chunks(store.catalog.chunk_ids()).values()]


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
        texts = {id_: text for id_, (_, text, _) in store.catalog.chunks(found).items()}

    assert len(found) == 2
    for id_, text in texts.items():
        assert np.array_equal(found[id_].levels, of(library, text).levels)
        assert np.array_equal(found[id_].spans, library.encoder.tokenize(text))


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
        ours.keep((chunk, of(library, TIDE)) for chunk in chunks(store)[:1])
        assert len(kept(store)) == 1


def test_a_chunk_that_has_gone_meanwhile(library: Library) -> None:
    """Nothing is kept of it, nor read for one that is cut in another way by now."""
    library.index()
    with library.opened() as store:
        before = chunks(store)
        Indexer(store, library.encoder, Settings(chunk_tokens=5)).index_paths([library.folder])
        ours = KeptTokens(store.catalog, 100)
        assert ours.read(before) == {}
        ours.keep((chunk, of(library, LAMP)) for chunk in before)
        after = kept(store)
        texts = {id_: text for id_, (_, text, _) in store.catalog.chunks(after).items()}
    assert len(after) > 2
    for id_, text in texts.items():
        assert np.array_equal(after[id_].levels, of(library, text).levels)


def test_a_chunk_without_words(library: Library) -> None:
    """Nothing is kept of it: it is made when it is read."""
    library.index(kept_megabytes=0)
    nothing = PackedTokens(np.zeros((0, 8), np.int8), np.zeros((0, 2), np.int32))
    with library.opened() as store:
        KeptTokens(store.catalog, 100).keep((chunk, nothing) for chunk in chunks(store))
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
        for chunk in chunks(store):
            ours.keep([(chunk, large)])
        assert len(caplog.records) == 1
        assert "not kept, so that answers take longer" in caplog.text
        assert ours.read(chunks(store)) == {}
