"""The index folder: a catalog and a vector index that agree, under one owner.

Vectors are written first and deleted last, the catalog decides what exists in between; so a
process may be killed at any moment and what is left is a working index.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

from assistant.errors import StoreError
from assistant.library.catalog import CATALOG_FILE, Catalog, Entry
from assistant.library.lock import StoreLock
from assistant.library.notes import FolderNotes, Notes
from assistant.library.vectors import VectorIndex, remove_vectors
from assistant.library.versions import check_made_with
from assistant.places import Place
from assistant.settings import INDEX_VERSION
from assistant.types import Article, Chunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.models.embeddings import Encoder


class Store:
    """An open index folder. Use as a context manager, or call `close`.

    Many threads may read it at a time; whoever changes it in several steps holds `changing`.
    `notes` are the files that belong to it, `place` is where it is.
    """

    catalog: Catalog
    vectors: VectorIndex

    def __init__(self, folder: Path, encoder: Encoder, *, rebuild: bool = False) -> None:
        """Open or make the index in `folder`; `rebuild` empties it first.

        Raises StoreBusyError if another process owns it, StoreMismatchError if another model or
        version wrote it, StoreError if it is damaged or cannot be written.
        """
        self.place: Place = folder
        self.notes: Notes = FolderNotes(folder)
        self.changing = threading.RLock()
        _make_folder(folder)
        made = made_with(encoder)
        with ExitStack() as opened:
            lock = StoreLock(folder)
            lock.acquire()
            opened.callback(lock.release)
            if rebuild:
                _empty(folder)
            self.catalog = Catalog(folder / CATALOG_FILE)
            opened.callback(self.catalog.close)
            check_made_with(folder, self.catalog.meta(), made)
            self.catalog.set_meta({name: str(value) for name, value in made.items()})
            self.vectors = VectorIndex(folder, made)
            opened.callback(self.vectors.close)
            if self.vectors.count() < self.catalog.chunk_count():
                raise self._incomplete()
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        self._opened.close()

    def put(
        self, items: Sequence[tuple[Entry, Article, Sequence[Chunk]]], vectors: NDArray[np.float32]
    ) -> None:
        """Add articles or replace them; `vectors` has a row for each of their chunks, in order."""
        chunks = [chunk for _, _, of_article in items for chunk in of_article]
        keys = [entry.key for entry, _, _ in items]
        old = self.catalog.chunk_ids(keys)
        if not old.isdisjoint(chunk.id for chunk in chunks):
            # The same bytes cut by other settings have the same ids: until their vectors are
            # written the catalog must not say that these are those of the old chunks.
            self.catalog.remove(keys)
        self.vectors.add(chunks, {article.source: article for _, article, _ in items}, vectors)
        self.catalog.put(items)
        self.vectors.delete(old - {chunk.id for chunk in chunks})

    def remove(self, keys: Iterable[str]) -> None:
        """Forget articles."""
        gone = list(keys)
        old = self.catalog.chunk_ids(gone)
        self.catalog.remove(gone)
        self.vectors.delete(old)

    def reconcile(self) -> None:
        """Finish what a killed run left: drop vectors that the catalog does not know.

        Raises StoreError if it knows chunks that have no vector: no kill does that.
        """
        # A run that was killed has left more vectors than chunks, never others in their place: as
        # many of both are the same. To list them all takes a second for every 100,000.
        if self.vectors.count() == self.catalog.chunk_count():
            return
        known, stored = self.catalog.chunk_ids(), self.vectors.ids()
        if not known <= stored:
            raise self._incomplete()
        self.vectors.delete(stored - known)

    def _incomplete(self) -> StoreError:
        return StoreError(
            f"{self.place} has lost vectors of its articles: build it anew: "
            f"assistant index PATH --store {self.place} --rebuild"
        )


def made_with(encoder: Encoder) -> dict[str, str | int]:
    """What an index is made with, all of which decides what is in it."""
    return {
        "model": encoder.name,
        "weights": encoder.sha256,
        "version": INDEX_VERSION,
    }


def _empty(folder: Path) -> None:
    """Delete the files of an index, and nothing else."""
    try:
        remove_vectors(folder)
        for file in folder.glob(f"{CATALOG_FILE}*"):
            file.unlink()
    except OSError as exc:
        raise StoreError(
            f"cannot delete {exc.filename} ({exc.strerror}): delete it, or give another --store"
        ) from exc


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreError(
            f"cannot make the index folder {folder} ({exc.strerror}): "
            "give a folder that can be written with --store"
        ) from exc
