"""What a server knows of each article: a collection of Chroma that is written like a journal.

A state of an article (or of what else all processes share) is packed, cut into parts, and written
under ids that no other state has; then its head, a small record, is made to point at them. So a
state is there whole or not at all, and the head decides what exists. A head without parts says
that something is gone. States that no head points at any more are swept away later.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.library.chroma import Configuration, ServerRecords, all_ids, batches
from assistant.library.states import Head, State, pack, unpack

if TYPE_CHECKING:
    from chromadb import Collection

    from assistant.library.server import Server

JOURNAL = "articles-journal"
# Nobody looks for neighbours here; the vectors that Chroma insists on are two numbers.
_HNSW: Configuration = {"space": "l2", "max_neighbors": 4, "ef_construction": 10}
_AT_ONCE = 50  # records of parts in one request: under 5 MB
_REST = 10 * 60 * 1000  # milliseconds after which a part that nobody points at is a rest
_FORGOTTEN = 24 * 60 * 60 * 1000  # milliseconds for which it is kept in mind what is gone


class Journal:
    """The journal of a server; safe to use from several threads. Raises StoreError."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._records = ServerRecords(server, JOURNAL, {}, _HNSW)
        self._writing = threading.Lock()
        self._last = 0

    @property
    def id(self) -> str:
        """Another one when the index has been made anew."""
        return self._records.id

    def write(self, states: Sequence[State]) -> list[Head]:
        """Make these states hold, parts first, and give their heads."""
        if not states:
            return []
        now = self._server.now()
        with self._writing:
            # Two states of one thing within a millisecond have to be told apart.
            revision = self._last = max(now, self._last + 1)
        heads: list[Head] = []
        parts: list[tuple[str, dict[str, Any]]] = []
        for state in states:
            head, own = pack(state, revision)
            heads.append(head)
            parts += zip(head.part_ids, own, strict=True)
        self._upsert(parts, min(_AT_ONCE, self._records.batch))
        self._upsert([(head.id, _row(head)) for head in heads], self._records.batch)
        return heads

    def heads(self, since: int = 0) -> list[Head]:
        """The heads of all states that are newer than a revision."""
        found: dict[str, Head] = {}
        page, offset = self._records.page or self._records.batch, 0
        while True:
            part = self._records.ask(partial(_heads, since=since, limit=page, offset=offset))
            found.update((head.id, head) for head in part)
            offset += page
            if len(part) < page:
                break
        with self._writing:  # what is written next is later, though the clock may be put back
            self._last = max([self._last, *(head.revision for head in found.values())])
        return list(found.values())

    def named(self, ids: Iterable[str]) -> list[Head]:
        """The heads of these ids, as far as there are any."""
        return [
            head
            for batch in batches(ids, self._records.page or self._records.batch)
            for head in self._records.ask(partial(_named, ids=batch))
        ]

    def read(self, heads: Iterable[Head]) -> Iterator[tuple[Head, bytes]]:
        """The contents of states. One that was written over meanwhile is left out."""
        for batch in _by_parts(heads, min(_AT_ONCE, self._records.page or _AT_ONCE)):
            rows: dict[str, str] = {}
            for ids in batches((i for head in batch for i in head.part_ids), _AT_ONCE):
                rows |= self._records.ask(partial(_values, ids=ids))
            for head in batch:
                if (content := unpack(head, rows)) is not None:
                    yield head, content

    def sweep(self) -> None:
        """Delete parts that no head points at, and heads of what has been gone for a day."""
        now = self._server.now()
        heads = self.heads()
        wanted = {part for head in heads for part in head.part_ids}
        old = all_ids(self._records, {"stamp": {"$lt": now - _REST}})
        rests = [part for part in old if part not in wanted]
        # A page may have skipped a head while another was deleted.
        owners = self.named({part.partition("/")[0] for part in rests})
        wanted = {part for head in owners for part in head.part_ids}
        for ids in batches((i for i in rests if i not in wanted), self._records.batch):
            self._records.ask(partial(_delete, ids=ids), writing=True)
        gone = {"$and": [{"parts": 0}, {"revision": {"$lt": now - _FORGOTTEN}}]}
        ids = [head.id for head in heads if not head.parts and head.revision < now - _FORGOTTEN]
        for batch in batches(ids, self._records.batch):
            # The filter as well: it may have come back meanwhile.
            self._records.ask(partial(_delete, ids=batch, where=gone), writing=True)

    def _upsert(self, rows: Sequence[tuple[str, dict[str, Any]]], size: int) -> None:
        for batch in batches(rows, size):
            self._records.ask(partial(_upsert, rows=batch), writing=True)


def _row(head: Head) -> dict[str, Any]:
    return {
        "kind": head.kind,
        "name": head.name,
        "revision": head.revision,
        "parts": head.parts,
        "sha256": head.sha256,
    }


def _upsert(records: Collection, rows: list[tuple[str, dict[str, Any]]]) -> None:
    embeddings: Any = [_place(row_id) for row_id, _ in rows]
    metadatas: Any = [row for _, row in rows]
    records.upsert(
        ids=[row_id for row_id, _ in rows],
        embeddings=embeddings,
        metadatas=metadatas,
    )


def _place(row_id: str) -> list[float]:
    """Two numbers of its own for each record: many equal vectors are slow to insert."""
    digest = hashlib.sha256(row_id.encode()).digest()
    return [int.from_bytes(digest[:4]) / 2**32, int.from_bytes(digest[4:8]) / 2**32]


def _heads(records: Collection, since: int, limit: int, offset: int) -> list[Head]:
    newer: Any = {"revision": {"$gt": since}}
    return _read(records.get(where=newer, limit=limit, offset=offset, include=["metadatas"]))


def _named(records: Collection, ids: list[str]) -> list[Head]:
    return _read(records.get(ids=ids, include=["metadatas"]))


def _read(found: Any) -> list[Head]:
    return [
        Head(row_id, row["kind"], row["name"], row["revision"], row["parts"], row["sha256"])
        for row_id, row in zip(found["ids"], found["metadatas"] or [], strict=True)
    ]


def _values(records: Collection, ids: list[str]) -> dict[str, str]:
    found: Any = records.get(ids=ids, include=["metadatas"])
    return {
        row_id: "".join(row[name] for name in sorted(row) if name != "stamp")
        for row_id, row in zip(found["ids"], found["metadatas"] or [], strict=True)
    }


def _delete(records: Collection, ids: list[str], where: Any = None) -> None:
    records.delete(ids=ids, where=where)


def _by_parts(heads: Iterable[Head], size: int) -> Iterator[list[Head]]:
    """Heads in groups of at most `size` parts, or one of more."""
    group: list[Head] = []
    parts = 0
    for head in heads:
        if group and parts + head.parts > size:
            yield group
            group, parts = [], 0
        group.append(head)
        parts += head.parts
    if group:
        yield group
