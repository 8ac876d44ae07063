"""The dense half of the index: a Chroma collection, one vector a chunk.

The collection keeps documents and flat metadata filled, so that plain
`langchain_chroma.Chroma(collection_name="articles", persist_directory=…)` opens it too, as it does
with `host` and `port` where the collection is on a server.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.library.chroma import (
    Configuration,
    FolderRecords,
    Records,
    ServerRecords,
    all_ids,
    batches,
)
from assistant.types import Article, Chunk

if TYPE_CHECKING:
    from chromadb import Collection
    from numpy.typing import NDArray

    from assistant.library.server import Server

    Embedded = tuple[Chunk, NDArray[np.float32]]

COLLECTION = "articles"
# Of the texts in one request: a server refuses more than 40 MB, and must have written them, and
# indexed every three letters, before it is taken to be away.
_CHARACTERS = 500_000
# The default search breadth of 100 misses one in eight of the true 100 nearest.
_HNSW: Configuration = {"space": "cosine", "ef_search": 400, "ef_construction": 200}


class VectorIndex:
    """Vectors of chunks, by chunk id. Raises StoreError where they cannot be read or written."""

    def __init__(self, place: Path | Server, metadata: dict[str, str | int]) -> None:
        self._records: Records = (
            FolderRecords(place, COLLECTION, metadata, _HNSW)
            if isinstance(place, Path)
            else ServerRecords(place, COLLECTION, metadata, _HNSW)
        )
        try:
            # Without its HNSW files Chroma opens as if nothing was wrong, lists all ids and
            # finds none of them: only to ask for a vector shows it, the oldest being there.
            self._records.ask(lambda records: records.get(limit=1, include=["embeddings"]))
        except BaseException:
            self._records.close()
            raise

    def close(self) -> None:
        """Let go of them."""
        self._records.close()

    def metadata(self) -> dict[str, Any]:
        """What was noted when the collection was made."""
        return self._records.ask(lambda records: dict(records.metadata or {}))

    def add(
        self,
        chunks: Sequence[Chunk],
        articles: dict[str, Article],
        vectors: NDArray[np.float32],
    ) -> None:
        """Store chunks with their vectors: (chunks, dimension). Known ids are written over."""
        rows = list(zip(chunks, vectors, strict=True))
        stamp = self._records.stamp() if rows else {}
        for batch in batches(rows, self._records.batch):
            for part in _light(batch):
                self._upsert(part, articles, stamp)

    def _upsert(
        self,
        rows: Sequence[Embedded],
        articles: dict[str, Article],
        stamp: dict[str, int],
    ) -> None:
        embeddings: Any = [vector for _, vector in rows]
        metadatas: Any = [_metadata(chunk, articles[chunk.source]) | stamp for chunk, _ in rows]
        self._records.ask(
            lambda records: records.upsert(
                ids=[chunk.id for chunk, _ in rows],
                embeddings=embeddings,
                documents=[chunk.span.of(articles[chunk.source].text) for chunk, _ in rows],
                metadatas=metadatas,
            ),
            writing=True,
        )

    def delete(self, ids: Iterable[str]) -> None:
        """Forget chunks."""
        for batch in batches(list(ids), self._records.batch):
            self._records.ask(partial(_delete, ids=batch), writing=True)

    def count(self) -> int:
        """The number of chunks that have a vector."""
        return self._records.ask(lambda records: int(records.count()))

    def ids(self) -> set[str]:
        """The ids of all chunks that have a vector."""
        return set(all_ids(self._records))

    def written_before(self, ids: Iterable[str], moment: int) -> set[str]:
        """Those of these chunks whose vectors are older, by the stamp that a server's have."""
        found: set[str] = set()
        for batch in batches(list(ids), self._records.page or self._records.batch):
            found.update(self._records.ask(partial(_written_before, ids=batch, moment=moment)))
        return found

    def present(self, ids: Iterable[str]) -> set[str]:
        """Those of these chunks that have a vector."""
        found: set[str] = set()
        for batch in batches(list(ids), self._records.page or self._records.batch):
            found.update(self._records.ask(partial(_present, ids=batch)))
        return found

    def nearest(
        self, vector: NDArray[np.float32], count: int, sources: Sequence[str] | None = None
    ) -> dict[str, float]:
        """The cosine of the `count` nearest chunks, of these articles only if any are named.

        Raises StoreError if more than 32,766 are: `among.best_among` is for so many.
        """
        if sources is not None and not sources:  # Chroma refuses an empty $in
            return {}
        where: Any = {"source": {"$in": list(sources)}} if sources is not None else None
        found = self._records.ask(
            lambda records: records.query(
                query_embeddings=[vector.tolist()],
                n_results=count,
                where=where,
                include=["distances"],
            )
        )
        distances = (found["distances"] or [[]])[0]
        return {id_: 1.0 - d for id_, d in zip(found["ids"][0], distances, strict=True)}

    def cosines(self, vector: NDArray[np.float32], ids: Sequence[str]) -> dict[str, float]:
        """The cosine of `vector` with those of the chunks named; unknown ids are left out."""
        if not ids:
            return {}
        found = self._records.ask(
            lambda records: records.get(ids=list(ids), include=["embeddings"])
        )
        if not found["ids"]:
            return {}
        stored = np.asarray(found["embeddings"], dtype=np.float32).reshape(len(found["ids"]), -1)
        return dict(zip(found["ids"], map(float, stored @ vector), strict=True))


def _light(rows: Sequence[Embedded]) -> Iterator[list[Embedded]]:
    """Rows in lists whose texts a server takes at once: a word may have thousands of letters."""
    part: list[Embedded] = []
    size = 0
    for row in rows:
        if part and size + len(row[0].span) > _CHARACTERS:
            yield part
            part, size = [], 0
        part.append(row)
        size += len(row[0].span)
    if part:
        yield part


def _delete(records: Collection, ids: list[str]) -> None:
    records.delete(ids=ids)


def _present(records: Collection, ids: list[str]) -> list[str]:
    return records.get(ids=ids, include=[])["ids"]


def _written_before(records: Collection, ids: list[str], moment: int) -> list[str]:
    older: Any = {"written": {"$lt": moment}}
    return records.get(ids=ids, where=older, include=[])["ids"]


def remove_vectors(folder: Path) -> None:
    """Delete Chroma's files from a store folder, and nothing else."""
    for path in folder.glob("chroma.sqlite3*"):
        path.unlink()
    for path in folder.iterdir():
        if path.is_dir() and _is_uuid(path.name):
            shutil.rmtree(path)


def _is_uuid(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False


def _metadata(chunk: Chunk, article: Article) -> dict[str, str | int]:
    fields: dict[str, str | int | None] = {
        "source": chunk.source,
        "title": article.title,
        "date": article.date,
        "sha256": article.sha256,
        "start": chunk.span.start,
        "end": chunk.span.end,
    }
    return {name: value for name, value in fields.items() if value is not None}
