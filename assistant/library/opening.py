"""Opens an index wherever it is: in a folder, or on a Chroma server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.library.catalog import CATALOG_FILE
from assistant.library.notes import FolderNotes, Notes
from assistant.library.served import ServedStore, has_served, served_notes
from assistant.library.store import Store
from assistant.places import Place

if TYPE_CHECKING:
    from assistant.models.embeddings import Encoder


def open_store(place: Place, encoder: Encoder, *, rebuild: bool = False) -> Store:
    """Open or make an index; `rebuild` empties it first. Raises StoreError and its kinds."""
    if isinstance(place, Path):
        return Store(place, encoder, rebuild=rebuild)
    return ServedStore(place, encoder, rebuild=rebuild)


def has_index(place: Place) -> bool:
    """Whether there is an index; to open it would make one. Raises StoreError."""
    if isinstance(place, Path):
        return (place / CATALOG_FILE).exists()
    return has_served(place)


@contextmanager
def opened_notes(place: Place) -> Iterator[Notes]:
    """What is kept with an index, without a model. Raises StoreError."""
    if isinstance(place, Path):
        yield FolderNotes(place)
    else:
        with served_notes(place) as notes:
            yield notes
