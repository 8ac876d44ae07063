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


class StoreLock:
    """Exclusive ownership of a store folder; the system lets go of it if the process dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / LOCK_FILE)

    def acquire(self) -> None:
        """Take the folder, or raise StoreBusyError that names the owner and what to do."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise StoreBusyError(
                f"{self._folder} is in use by {owner(self._folder)}: stop that process, "
                "wait for it, or give another folder with --store"
            ) from None
        except OSError as exc:
            raise StoreError(
                f"cannot write to {self._folder} ({exc.strerror}): "
                "make it writable or give another folder with --store"
            ) from exc
        note = {
            "pid": os.getpid(),
            "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200],
            "since": time.strftime("%Y-%m-%d %H:%M:%S"),
        }
        (self._folder / OWNER_FILE).write_text(json.dumps(note), encoding="utf-8")

    def release(self) -> None:
        """Give the folder back."""
        (self._folder / OWNER_FILE).unlink(missing_ok=True)
        self._lock.release(force=True)


def owner(folder: Path) -> str:
    """Who holds a store folder, in words."""
    try:
        note = json.loads((folder / OWNER_FILE).read_text(encoding="utf-8"))
        return f"process {note['pid']} ({note['command']}, since {note['since']})"
    except (OSError, ValueError, KeyError):
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
