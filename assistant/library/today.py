"""The texts of files as they are today, extracted anew only where a file has changed."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from pathlib import Path

from assistant.library.files import read_bytes
from assistant.library.loaders import extract_file

# Path, and what changes with the file: size, times in nanoseconds, inode.
_Signature = tuple[str, int, int, int, int]
# A file may be written twice within one tick of the clock that its times come from: what was read
# sooner after it was written may not be what it holds now.
_SETTLED = 2_000_000_000  # nanoseconds


class TodaysTexts:
    """Texts of files by their size and times; the least used go when all fill `characters`.

    Safe to use from several threads.
    """

    def __init__(self, characters: int = 32 * 2**20) -> None:
        self._room = characters
        self._held: OrderedDict[_Signature, str] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def text(self, path: Path) -> str:
        """The text of a file. Raises ArticleError if there is none."""
        signature = _signature(path)
        with self._lock:
            if signature and signature in self._held:
                self._held.move_to_end(signature)
                return self._held[signature]
        text = extract_file(path, read_bytes(path)).text
        if signature and signature == _signature(path) and _is_settled(signature):
            self._keep(signature, text)
        return text

    def _keep(self, signature: _Signature, text: str) -> None:
        with self._lock:
            if signature not in self._held:
                self._held[signature] = text
                self._size += len(text)
            while self._size > self._room:
                self._size -= len(self._held.popitem(last=False)[1])


def _signature(path: Path) -> _Signature | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return str(path), status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _is_settled(signature: _Signature) -> bool:
    _, _, modified, changed, _ = signature
    return time.time_ns() - max(modified, changed) > _SETTLED
