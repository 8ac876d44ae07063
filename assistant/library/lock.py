"""One owner at a time: Chroma's files are silently damaged when two processes write them."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import StoreBusyError, StoreError

LOCK_FILE = "owner.lock"
OWNER_FILE = "owner.json"
_PATIENCE = 0.2  # seconds, for `is_held` of another process takes the lock for a moment


class StoreLock:
    """Exclusive ownership of a store folder; the system lets go of it if the process dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Whoever opened the store, any thread may close it.
        self._lock = FileLock(folder / LOCK_FILE, thread_local=False)

    def acquire(self) -> None:
        """Take the folder, or raise StoreBusyError that names the owner and what to do."""
        program = Path(sys.argv[0])
        name = program.parent.name if program.name == "__main__.py" else program.name
        note = {
            "pid": os.getpid(),
            "command": " ".join([name, *sys.argv[1:]])[:200],
            "since": time.strftime("%Y-%m-%d %H:%M:%S"),
        }
        try:
            self._lock.acquire(timeout=_PATIENCE, poll_interval=0.05)
            (self._folder / OWNER_FILE).write_text(json.dumps(note), encoding="utf-8")
        except Timeout:
            raise StoreBusyError(
                f"{self._folder} is in use by {owner(self._folder)}: stop that process, "
                "wait for it, or give another folder with --store"
            ) from None
        except OSError as exc:
            self._lock.release(force=True)
            raise StoreError(
                f"cannot write to {self._folder} ({exc.strerror}): "
                "make it writable or give another folder with --store"
            ) from exc

    def release(self) -> None:
        """Give the folder back."""
        (self._folder / OWNER_FILE).unlink(missing_ok=True)
        self._lock.release(force=True)


def owner(folder: Path) -> str:
    """Who holds a store folder, in words."""
    try:
        note = json.loads((folder / OWNER_FILE).read_text(encoding="utf-8"))
        return f"process {note['pid']} ({note['command']}, since {note['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def is_held(folder: Path) -> bool:
    """Whether some process owns the folder now."""
    if not (folder / LOCK_FILE).exists():
        return False
    probe = FileLock(folder / LOCK_FILE)
    try:
        probe.acquire(timeout=0)
    except (Timeout, OSError):
        return True
    probe.release()
    return False
