"""The index on a Chroma server, which several processes ask and change at a time.

The server holds everything: the vectors, and a journal of the articles. Each process has a copy
of what the journal says in the user's cache, and takes up one that another has left.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import StoreBusyError, StoreError
from assistant.library.catalog import CATALOG_FILE
from assistant.library.journal import JOURNAL, Journal
from assistant.library.lock import StoreLock
from assistant.library.notes import ServerNotes
from assistant.library.replica import Replica
from assistant.library.server import Server
from assistant.library.store import Store, made_with
from assistant.library.vectors import COLLECTION, VectorIndex
from assistant.library.versions import check_made_with
from assistant.models.model_cache import ConversionError, cache_folder
from assistant.places import ServerAddress
from assistant.settings import INDEX_VERSION

if TYPE_CHECKING:
    from assistant.models.embeddings import Encoder

_SWEEP = 600.0  # seconds between two comparisons of all that is on the server
# Milliseconds after which vectors that no article has are a rest: another process may be about to
# write the article of younger ones.
_REST = 10 * 60 * 1000


class ServedStore(Store):
    """An open index on a server; as a `Store`, but others may change it too."""

    catalog: Replica

    def __init__(self, address: ServerAddress, encoder: Encoder, *, rebuild: bool = False) -> None:
        """Open or make the index on a server; `rebuild` empties it first, for all processes.

        Raises StoreMismatchError if another model or version wrote it, StoreError if the server
        is not there or refuses.
        """
        self.place = address
        self.changing = threading.RLock()
        made = made_with(encoder)
        with ExitStack() as opened:
            self._server = Server(address)
            opened.callback(self._server.close)
            if rebuild:  # the journal first: it decides what exists
                self._server.delete(JOURNAL)
                self._server.delete(COLLECTION)
            self.vectors = VectorIndex(self._server, made)
            check_made_with(address, self.vectors.metadata(), made)
            self._journal = Journal(self._server)
            self.notes = ServerNotes(address, self._journal)
            told = {name: str(value) for name, value in made.items()}
            self.catalog = opened.enter_context(_replica(self._server, self._journal, told))
            self._swept = 0.0
            self._opened = opened.pop_all()

    def reconcile(self) -> None:
        """Learn what others did; now and then finish what killed runs left.

        Vectors that no article has are deleted when they are old enough, articles that have lost
        vectors are indexed anew by the next run that sees their files.
        """
        self.catalog.refresh(at_once=True)
        if time.monotonic() < self._swept:
            return
        stored = self.vectors.ids()
        self.catalog.refresh(whole=True)
        known = self.catalog.chunk_ids()
        # A page may have skipped one while another was deleted.
        if lost := known - stored - self.vectors.present(known - stored):
            self.catalog.expire(self.catalog.keys_of(lost))
        old = self._server.now() - _REST
        self.vectors.delete(self.vectors.written_before(stored - known, old))
        self._journal.sweep()
        self._swept = time.monotonic() + _SWEEP


def has_served(address: ServerAddress) -> bool:
    """Whether there is an index on a server."""
    with _connected(address) as server:
        return server.has(JOURNAL)


@contextmanager
def served_notes(address: ServerAddress) -> Iterator[ServerNotes]:
    """What is kept with an index, without a model. Raises StoreError if there is no index."""
    with _connected(address) as server:
        _check_made(server)
        yield ServerNotes(address, Journal(server))


@contextmanager
def served_catalog(address: ServerAddress) -> Iterator[Replica]:
    """What an index holds, without a model. Raises StoreError if there is no index."""
    with _connected(address) as server:
        _check_made(server)
        metadata = server.patiently(lambda: server.find(COLLECTION, {"version": INDEX_VERSION}))
        told = {name: str(value) for name, value in (metadata.metadata or {}).items()}
        with _replica(server, Journal(server), told) as replica:
            yield replica


def _check_made(server: Server) -> None:
    if not server.has(JOURNAL):
        raise StoreError(
            f"no index in {server.address}: make one with assistant index PATH --store "
            f"{server.address}"
        )


@contextmanager
def _connected(address: ServerAddress) -> Iterator[Server]:
    server = Server(address)
    try:
        yield server
    finally:
        server.close()


@contextmanager
def _replica(server: Server, journal: Journal, told: dict[str, str]) -> Iterator[Replica]:
    """The first copy that no process uses, up to date."""
    named = "\n".join([server.address, server.tenant, server.database, str(INDEX_VERSION)])
    try:
        folder = cache_folder() / "replicas" / hashlib.sha256(named.encode()).hexdigest()[:16]
    except ConversionError as exc:
        raise StoreError(f"there is no place for a copy of what the server knows: {exc}") from exc
    with ExitStack() as opened:
        slot = _taken(folder, opened)
        try:
            replica = Replica(slot, journal, told)
        except StoreError:  # damaged: it can be had again
            for file in slot.glob(f"{CATALOG_FILE}*"):
                file.unlink()
            replica = Replica(slot, journal, told)
        opened.callback(replica.close)
        replica.refresh(whole=True)
        yield replica


def _taken(folder: Path, opened: ExitStack) -> Path:
    for number in count(1):
        slot = folder / str(number)
        try:
            slot.mkdir(parents=True, exist_ok=True)
            lock = StoreLock(slot)
            lock.acquire()
        except StoreBusyError:
            continue
        except (OSError, StoreError) as exc:
            cause = exc.__cause__ if isinstance(exc, StoreError) else exc
            reason = cause.strerror if isinstance(cause, OSError) else exc
            raise StoreError(
                f"cannot write to {slot} ({reason}), where a copy of what the server knows is "
                "kept: name a folder that can be written in ASSISTANT_CACHE"
            ) from exc
        opened.callback(lock.release)
        return slot
    raise AssertionError("there is always a next number")
