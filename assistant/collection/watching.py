"""Notices what is changed by hand in the folders that are kept up to date."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from assistant.collection.librarian import Librarian
from assistant.errors import AssistantError
from assistant.library.files import find_files

_SECONDS = 2.0
_log = logging.getLogger(__name__)

# Size, times of the last change of what is in it and of who may read it in nanoseconds, and which
# file it is.
Signature = tuple[int, int, int, int]


class Watcher:
    """Looks at all files now and then; has those indexed that changed and are at rest again.

    It asks for everything once at the beginning. Use as a context manager, or call `close`.
    """

    def __init__(self, librarian: Librarian, *, seconds: float = _SECONDS) -> None:
        self._librarian = librarian
        self._seconds = seconds
        self._ended = threading.Event()
        # Looked at before all is indexed, so that no change falls between the two.
        self._known = self._seen = self._signatures()
        librarian.request(*librarian.roots())
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)
        self._thread.start()

    def __enter__(self) -> Watcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()

    def look(self) -> None:
        """Compare with the last two looks; what differs from before but not any more is changed."""
        now = self._signatures()
        changed = [
            path
            for path in now.keys() | self._known.keys()
            if now.get(path) != self._known.get(path) and now.get(path) == self._seen.get(path)
        ]
        self._seen = now
        if changed:
            self._librarian.request(*sorted(changed))
        for path in changed:
            self._known.pop(path, None)
            if path in now:
                self._known[path] = now[path]

    def _watch(self) -> None:
        while not self._ended.wait(self._seconds):
            try:
                self.look()
            except Exception:  # such as a catalog that cannot be read: it may be later
                _log.exception("the folders of articles could not be watched")

    def _signatures(self) -> dict[Path, Signature]:
        found: dict[Path, Signature] = {}
        for root in self._librarian.roots():
            try:
                for file in find_files(root):
                    found[file] = _signature(file)
            except AssistantError:  # it is gone, or cannot be listed: indexing it says so
                continue
        return found


def _signature(file: Path) -> Signature:
    try:
        status = file.stat()
    except OSError:  # a broken link, or gone meanwhile
        return (0, 0, 0, 0)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
