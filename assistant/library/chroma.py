"""A collection of Chroma, in a folder that this process owns or on a server that others use too.

Beside `server.py` the only importer of chromadb. A server may be away for a while: what is asked of
it is tried again, for a few seconds when somebody waits for an answer, for a minute when something
is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from assistant.errors import StoreError
from assistant.library.server import WRITING, Server

if TYPE_CHECKING:
    from chromadb import Collection

Result = TypeVar("Result")
Row = TypeVar("Row")
Configuration = Mapping[str, str | int]


class Records(Protocol):
    """A collection that can be asked."""

    batch: int  # records in one request that writes
    page: int | None  # records in one answer; None for as many as there are

    def ask(self, work: Callable[[Collection], Result], *, writing: bool = False) -> Result:
        """What `work` makes of the collection; it may be called again. Raises StoreError."""
        ...

    def stamp(self) -> dict[str, int]:
        """What is noted with each record beside what the record says."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class FolderRecords:
    """A collection in a folder; errors of its files are StoreErrors with a cure."""

    page: int | None = None

    def __init__(
        self, folder: Path, name: str, metadata: Mapping[str, str | int], hnsw: Configuration
    ) -> None:
        import chromadb
        from chromadb.config import Settings

        self._folder = folder
        chosen = Settings(anonymized_telemetry=False)
        # Any: the declared type lacks `close` and takes no plain configuration.
        self._client = self._guarded(
            lambda: cast(Any, chromadb.PersistentClient(str(folder), settings=chosen))
        )
        try:
            # An embedding function left unset would download a model when called.
            self._collection: Collection = self._guarded(
                lambda: self._client.get_or_create_collection(
                    name,
                    metadata=dict(metadata),
                    configuration={"hnsw": dict(hnsw)},
                    embedding_function=None,
                )
            )
            self.batch = int(self._client.get_max_batch_size())
        except BaseException:
            self._client.close()
            raise

    def ask(self, work: Callable[[Collection], Result], *, writing: bool = False) -> Result:
        """As `Records.ask`: a folder answers at once, or not at all."""
        return self._guarded(lambda: work(self._collection))

    def stamp(self) -> dict[str, int]:
        """Nothing: who owns the folder knows when it wrote."""
        return {}

    def close(self) -> None:
        """Let go of the files."""
        self._guarded(self._client.close)

    def _guarded(self, work: Callable[[], Result]) -> Result:
        """Turn whatever Chroma raises, Rust panics included, into a StoreError."""
        try:
            return work()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as exc:
            reason = " ".join(str(exc).split())[:200] or type(exc).__name__
            raise StoreError(
                f"the vectors in {self._folder} cannot be used ({reason}): check the free space "
                f"and permissions, or build them anew: assistant index PATH --store "
                f"{self._folder} --rebuild"
            ) from exc


class ServerRecords:
    """A collection on a server, found again by its name when another process has made it anew."""

    def __init__(
        self, server: Server, name: str, metadata: Mapping[str, str | int], hnsw: Configuration
    ) -> None:
        self._server, self._name, self._metadata = server, name, dict(metadata)
        self.batch: int = server.batch
        self.page: int | None = server.page
        self._collection = server.patiently(lambda: server.make(name, self._metadata, hnsw))

    @property
    def id(self) -> str:
        """Another one when the collection has been made anew."""
        return str(self._collection.id)

    def ask(self, work: Callable[[Collection], Result], *, writing: bool = False) -> Result:
        """As `Records.ask`. Raises StoreError if the server stays away or refuses."""
        from chromadb.errors import NotFoundError

        def once() -> Result:
            try:
                return work(self._collection)
            except NotFoundError:
                self._collection = self._server.find(self._name, self._metadata)
                return work(self._collection)

        return self._server.patiently(once, WRITING) if writing else self._server.patiently(once)

    def stamp(self) -> dict[str, int]:
        """When it was written: what others do not know of yet, they must not take for a rest."""
        return {"written": self._server.now()}

    def close(self) -> None:
        """Nothing: the connection is the server's."""


def all_ids(records: Records, where: Any = None) -> list[str]:
    """The ids of all records, or of those that a filter names, page by page."""
    found: list[str] = []
    while True:
        part = records.ask(partial(_ids, where=where, limit=records.page, offset=len(found)))
        found += part
        if records.page is None or len(part) < records.page:
            return found


def _ids(records: Collection, where: Any, limit: int | None, offset: int) -> list[str]:
    return records.get(where=where, limit=limit, offset=offset, include=[])["ids"]


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows in lists of at most this many."""
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch
