"""Vectors of the chunks' words, in the catalog beside them: to make them is what a question costs.

They come and go with their chunks. Any may be missing: of an index that an earlier version made, of
chunks that another process has put on a server, or where there is no more room; such are made when
they are read, and are the same.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.errors import StoreError
from assistant.models.packed import PackedTokens

if TYPE_CHECKING:
    from assistant.library.catalog import Catalog
    from assistant.types import Chunk

# Bytes of the disk that are left to what has to be written.
_LEFT_FREE = 2**30
_log = logging.getLogger(__name__)


class KeptTokens:
    """Those of one catalog, written until its file takes so many megabytes or the disk is short."""

    def __init__(self, catalog: Catalog, megabytes: int) -> None:
        self._catalog = catalog
        self._room = megabytes * 2**20
        self._failed = False

    def read(self, chunks: Sequence[Chunk]) -> dict[str, PackedTokens]:
        """By chunk id, those that are kept."""
        spans = {chunk.id: (chunk.span.start, chunk.span.end) for chunk in chunks}
        rows = self._catalog.rows(
            "SELECT c.id, c.start, c.end, t.levels, t.spans FROM chunks c JOIN tokens t "
            "USING (number) WHERE c.id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(spans))],
        )
        # The same bytes cut by other settings have the same ids.
        return {
            id_: PackedTokens.from_bytes(*packed)
            for id_, start, end, *packed in rows
            if (start, end) == spans[id_]
        }

    def keep(self, made: Iterable[tuple[Chunk, PackedTokens]]) -> None:
        """Write them beside their chunks; those of chunks that have gone meanwhile are not.

        That it fails, as on a full disk, is told once: nothing is lost but time.
        """
        rows = [
            (*tokens.to_bytes(), chunk.id, chunk.span.start, chunk.span.end)
            for chunk, tokens in made
            if len(tokens.spans)
        ]
        if self._failed or not rows or not self._has_room():
            return
        try:
            with self._catalog.transaction() as connection:
                connection.executemany(
                    "REPLACE INTO tokens SELECT number, ?, ? FROM chunks "
                    "WHERE id = ? AND start = ? AND end = ?",
                    rows,
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
