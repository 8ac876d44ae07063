"""Notices what is changed by hand in the folders that are kept up to date."""

from __future__ import annotations

import logging
import os
import threading
import time
from pathlib import Path

from assistant.collection.librarian import Librarian
from assistant.errors import AssistantError
from assistant.library.files import find_names
from assistant.library.sources import absolute

_SECONDS = 2.0
# A look takes this share of one core at most: the pause after one of many files is longer.
_SHARE = 0.02
_log = logging.getLogger(__name__)

# Size, times of the last change of what is in it and of who may read it in nanoseconds, and which
# file it is.
Signature = tuple[int, int, int, int]


class Watcher:
    """Looks at all files now and then; has those indexed that changed and are at rest again.

    It asks for everything once at the beginning. What is in motion is left as it was indexed, also
    by runs that others ask for. Use as a context manager, or call `close`.
    """

    def __init__(self, librarian: Librarian, *, seconds: float = _SECONDS) -> None:
        self._librarian = librarian
        self._seconds = seconds
        self._ended = threading.Event()
        # Looked at before all is indexed, so that no change falls between the two.
        self._known = self._seen = self._signatures()
        librarian.request(*librarian.roots())
        librarian.in_motion = self.in_motion
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)
        self._thread.start()

    def __enter__(self) -> Watcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Look no more."""
        self._librarian.in_motion = frozenset
        self._ended.set()
        self._thread.join()

    def look(self) -> None:
        """Compare with the last two looks; what differs from before but not any more is changed."""
        now = self._signatures()
        changed = [
            name for name in _differing(now, self._known) if now.get(name) == self._seen.get(name)
        ]
        self._seen = now
        if not changed:
            return
        before = self._known
        rest = {name: before[name] for name in before.keys() - set(changed)}
        # Before it is asked for: what is not known is taken to be in motion.
        self._known = rest | {name: now[name] for name in changed if name in now}
        try:
            self._librarian.request(*map(Path, sorted(changed)))
        except BaseException:  # it is to be asked for again
            self._known = before
            raise

    def in_motion(self) -> frozenset[str]:
        """What is not yet known as it is now, by real paths: such as a half written file."""
        names = _differing(self._signatures(), self._known)
        return frozenset(absolute(Path(name)) for name in names)

    def _watch(self) -> None:
        pause = self._seconds
        while not self._ended.wait(pause):
            began = time.thread_time()
            try:
                self.look()
                self._librarian.look_around()
            except Exception:  # such as a catalog that cannot be read: it may be later
                _log.exception("the folders of articles could not be watched")
            pause = max(self._seconds, (time.thread_time() - began) / _SHARE)

    def _signatures(self) -> dict[str, Signature]:
        found: dict[str, Signature] = {}
        for root in self._librarian.roots():
            try:
                for name in find_names(root):
                    found[name] = _signature(name)
            except (AssistantError, OSError):  # gone, or not to be listed: indexing it says so
                found[str(root)] = _signature(str(root))  # which of the two, it may change
        return found


def _differing(one: dict[str, Signature], other: dict[str, Signature]) -> set[str]:
    if one == other:  # nearly always, and quickly told
        return set()
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def _signature(name: str) -> Signature:
    try:
        status = os.stat(name)
    except OSError:  # a broken link, or gone meanwhile
        return (0, 0, 0, 0)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
