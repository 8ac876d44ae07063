"""Vectors of the chunks' words, in the catalog beside them: to make them is what a question costs.

They go with their chunks. Any may be missing: of an index that an earlier version made, of chunks
that another process has put on a server, or where there is no more room. Such are made when read.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.errors import StoreError
from assistant.library.chroma import batches
from assistant.models.packed import PackedTokens

if TYPE_CHECKING:
    from assistant.library.catalog import Catalog
    from assistant.types import Chunk

_AT_ONCE = 64  # chunks
# Bytes of the disk that are left to what has to be written.
_LEFT_FREE = 2**30
_log = logging.getLogger(__name__)


class KeptTokens:
    """Those of one catalog, written until its file takes so many megabytes or the disk is short."""

    def __init__(self, catalog: Catalog, megabytes: int) -> None:
        self._catalog = catalog
        self._room = megabytes * 2**20
        self._failed = False

    def read(self, chunks: Sequence[tuple[Chunk, str]]) -> dict[str, PackedTokens]:
        """By chunk id, those that are kept of chunks with these texts."""
        texts = {chunk.id: _digest(text) for chunk, text in chunks}
        rows = self._catalog.rows(
            "SELECT c.id, t.text, t.levels, t.spans FROM chunks c JOIN tokens t USING (number) "
            "WHERE c.id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(texts))],
        )
        # The same bytes read or cut in another way have the same ids.
        return {
            id_: PackedTokens.from_bytes(*packed)
            for id_, text, *packed in rows
            if text == texts[id_]
        }

    def keep(self, made: Iterable[tuple[Chunk, str, PackedTokens]]) -> None:
        """Write those of chunks with these texts; of chunks that have gone meanwhile none.

        That it fails, as on a full disk, is told once: nothing is lost but time.
        """
        rows = (row for row in made if len(row[2].spans))
        # A few at a time: who asks meanwhile has a turn, and a book is not held twice.
        for batch in batches(rows, _AT_ONCE):
            if self._failed or not self._has_room():
                return
            self._write(batch)

    def _write(self, batch: Sequence[tuple[Chunk, str, PackedTokens]]) -> None:
        rows = [(_digest(text), *tokens.to_bytes(), chunk.id) for chunk, text, tokens in batch]
        try:
            with self._catalog.transaction() as connection:
                connection.executemany(
                    "REPLACE INTO tokens SELECT number, ?, ?, ? FROM chunks WHERE id = ?", rows
                )
        except StoreError as exc:
            self._failed = True
            _log.warning("Vectors of words are not kept, so that answers take longer: %s", exc)

    def _has_room(self) -> bool:
        pages, free, size = (
            int(self._catalog.rows(f"PRAGMA {name}")[0][0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size >= self._room:
            return False
        return shutil.disk_usage(self._catalog.file.parent).free > _LEFT_FREE


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
