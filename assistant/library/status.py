"""What an index holds, read without a model and without taking the index from its owner."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import StoreError
from assistant.library.catalog import CATALOG_FILE, Catalog, Entry, Failure
from assistant.library.lock import is_held, owner
from assistant.library.served import served_catalog
from assistant.library.versions import check_made_with
from assistant.places import Place
from assistant.settings import INDEX_VERSION


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """The state of an index. `owner` says which process holds its folder, if one does."""

    store: Place
    made_with: dict[str, str]
    articles: tuple[Entry, ...]
    chunks: int
    failures: tuple[Failure, ...]
    owner: str | None

    def to_dict(self) -> dict[str, Any]:
        """The object that `assistant status --json` prints."""
        return {
            "store": str(self.store),
            "made_with": self.made_with,
            "chunks": self.chunks,
            "owner": self.owner,
            "articles": [
                {
                    "source": entry.source,
                    "title": entry.title,
                    "author": entry.author,
                    "date": entry.date,
                    "sha256": entry.sha256,
                    "bytes": entry.bytes,
                    "characters": entry.characters,
                    "indexed": time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(entry.indexed)),
                    "warnings": list(entry.warnings),
                }
                for entry in self.articles
            ],
            "failures": [{"source": f.source, "reason": f.reason} for f in self.failures],
        }


def read_status(store: Place) -> StoreStatus:
    """Read the state of an index.

    Raises StoreError if there is none, StoreMismatchError if another version wrote it.
    """
    if not isinstance(store, Path):
        with served_catalog(store) as served:
            return _status(store, served, None)
    if not (store / CATALOG_FILE).exists():
        raise StoreError(f"no index in {store}: make one with assistant index PATH")
    catalog = Catalog(store / CATALOG_FILE, read_only=True)
    try:
        check_made_with(store, catalog.meta(), {"version": INDEX_VERSION})
        return _status(store, catalog, owner(store) if is_held(store) else None)
    finally:
        catalog.close()


def _status(store: Place, catalog: Catalog, held_by: str | None) -> StoreStatus:
    return StoreStatus(
        store,
        catalog.meta(),
        tuple(catalog.entries()),
        catalog.chunk_count(),
        tuple(catalog.failures()),
        held_by,
    )


def format_status(status: StoreStatus) -> str:
    """The state as lines for a terminal."""
    characters = sum(entry.characters for entry in status.articles)
    lines = [
        f"{status.store}: {len(status.articles)} articles, {status.chunks} chunks, "
        f"{characters:,} characters",
        f"model: {status.made_with.get('model', 'none yet')}",
    ]
    if status.owner:
        lines.append(f"in use by {status.owner}")
    for entry in status.articles:
        date = f" ({entry.date})" if entry.date else ""
        lines.append(f"  {entry.source}: {entry.title}{date}")
    lines += [f"not read: {failure.source} {failure.reason}" for failure in status.failures]
    return "\n".join(lines)
