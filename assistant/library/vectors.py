"""The dense half of the index: a Chroma collection, one vector a chunk.

The only importer of chromadb. The collection keeps documents and flat metadata filled, so that
plain `langchain_chroma.Chroma(collection_name="articles", persist_directory=…)` opens it too.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from assistant.errors import StoreError
from assistant.types import Article, Chunk

if TYPE_CHECKING:
    from chromadb import Collection
    from numpy.typing import NDArray

COLLECTION = "articles"
# The default search breadth of 100 misses one in eight of the true 100 nearest.
_HNSW = {"space": "cosine", "ef_search": 400, "ef_construction": 200}


class VectorIndex:
    """Vectors of chunks, by chunk id. Raises StoreError where the files are damaged or full."""

    def __init__(self, folder: Path, metadata: dict[str, str | int]) -> None:
        import chromadb
        from chromadb.config import Settings

        self._folder = folder
        with self._guarded(), ExitStack() as opened:
            chosen = Settings(anonymized_telemetry=False)
            # Any: the declared type lacks `close` and takes no plain configuration.
            self._client = cast(Any, chromadb.PersistentClient(str(folder), settings=chosen))
            opened.callback(self._client.close)
            # An embedding function left unset would download a model when called.
            self._collection: Collection = self._client.get_or_create_collection(
                COLLECTION,
                metadata=dict(metadata),
                configuration={"hnsw": _HNSW},
                embedding_function=None,
            )
            self._batch = self._client.get_max_batch_size()
            # Without its HNSW files Chroma opens as if nothing was wrong, lists all ids and
            # finds none of them: only to ask for a vector shows it, the oldest being there.
            self._collection.get(limit=1, include=["embeddings"])
            opened.pop_all()

    def close(self) -> None:
        """Let go of the files."""
        with self._guarded():
            self._client.close()

    def metadata(self) -> dict[str, Any]:
        """What was noted when the collection was made."""
        return dict(self._collection.metadata or {})

    def add(
        self,
        chunks: Sequence[Chunk],
        articles: dict[str, Article],
        vectors: NDArray[np.float32],
    ) -> None:
        """Store chunks with their vectors: (chunks, dimension). Known ids are written over."""
        rows = list(zip(chunks, vectors, strict=True))
        for batch in _batches(rows, self._batch):
            texts = [chunk.span.of(articles[chunk.source].text) for chunk, _ in batch]
            metadatas = [_metadata(chunk, articles[chunk.source]) for chunk, _ in batch]
            with self._guarded():
                self._collection.upsert(
                    ids=[chunk.id for chunk, _ in batch],
                    embeddings=[vector for _, vector in batch],
                    documents=texts,
                    metadatas=metadatas,  # type: ignore[arg-type]
                )

    def delete(self, ids: Iterable[str]) -> None:
        """Forget chunks."""
        for batch in _batches(list(ids), self._batch):
            with self._guarded():
                self._collection.delete(ids=batch)

    def count(self) -> int:
        """The number of chunks that have a vector."""
        with self._guarded():
            return int(self._collection.count())

    def ids(self) -> set[str]:
        """The ids of all chunks that have a vector."""
        with self._guarded():
            return set(self._collection.get(include=[])["ids"])

    def nearest(
        self, vector: NDArray[np.float32], count: int, sources: Sequence[str] | None = None
    ) -> dict[str, float]:
        """The cosine of the `count` nearest chunks, of these articles only if any are named.

        Raises StoreError if more than 32,766 are: `among.best_among` is for so many.
        """
        if sources is not None and not sources:  # Chroma refuses an empty $in
            return {}
        where: Any = {"source": {"$in": list(sources)}} if sources is not None else None
        with self._guarded():
            found = self._collection.query(
                query_embeddings=[vector.tolist()],
                n_results=count,
                where=where,
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        return {id_: 1.0 - d for id_, d in zip(found["ids"][0], distances, strict=True)}

    def cosines(self, vector: NDArray[np.float32], ids: Sequence[str]) -> dict[str, float]:
        """The cosine of `vector` with those of the chunks named; unknown ids are left out."""
        if not ids:
            return {}
        with self._guarded():
            found = self._collection.get(ids=list(ids), include=["embeddings"])
        if not found["ids"]:
            return {}
        stored = np.asarray(found["embeddings"], dtype=np.float32).reshape(len(found["ids"]), -1)
        return dict(zip(found["ids"], map(float, stored @ vector), strict=True))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn whatever Chroma raises, Rust panics included, into a StoreError."""
        try:
            yield
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as exc:
            reason = " ".join(str(exc).split())[:200] or type(exc).__name__
            raise StoreError(
                f"the vectors in {self._folder} cannot be used ({reason}): check the free space "
                f"and permissions, or build them anew: assistant index PATH --store "
                f"{self._folder} --rebuild"
            ) from exc


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


def _batches(rows: Sequence[Any], size: int) -> Iterator[list[Any]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch
