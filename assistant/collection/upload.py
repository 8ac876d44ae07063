"""One file on its way in: written outside the articles, looked at, then moved among them."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.collection.kinds import refusal
from assistant.collection.refusals import RefusedError
from assistant.collection.trial import try_reading
from assistant.errors import ArticleError


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was taken in, or was there `already`, and what will be said of its text."""

    path: Path
    already: bool = False
    warnings: tuple[str, ...] = ()


class Upload:
    """A file that comes in pieces; `place` moves it by its hash to where it stays."""

    def __init__(
        self,
        name: str,
        folder: Path,
        most_bytes: int,
        place: Callable[[Path, str], tuple[Path, bool]],
    ) -> None:
        """Begin a file under a random name in `folder`. Raises RefusedError."""
        self.name = name
        self._most_bytes, self._place = most_bytes, place
        self._file = folder / secrets.token_hex(16)
        self._size = 0
        with on_disk(name):
            self._stream = open(self._file, "xb", opener=_private)  # noqa: SIM115 - see `discard`

    def write(self, chunk: bytes) -> None:
        """Add a piece. Raises RefusedError if the file is too large now, or the disk full."""
        self._size += len(chunk)
        if self._size > self._most_bytes:
            raise too_large(self.name, self._most_bytes)
        with on_disk(self.name):
            self._stream.write(chunk)

    def finish(self) -> Received:
        """Keep the file if an article can be made of it. Raises RefusedError.

        It is read as it will be, which may take as long as `trial.SECONDS`.
        """
        with on_disk(self.name):
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
            data = self._file.read_bytes()
            ending = Path(self.name).suffix
            if reason := refusal(data, ending):
                raise RefusedError("kind", self.name, reason)
            try:
                warnings = try_reading(self._file, ending)
            except ArticleError as exc:
                raise RefusedError("unreadable", self.name, str(exc)) from exc
            path, already = self._place(self._file, hashlib.sha256(data).hexdigest())
            return Received(path, already, warnings)

    def discard(self) -> None:
        """Leave nothing behind of a file that was not kept."""
        with on_disk(self.name):
            try:
                self._stream.close()  # which may write what the disk has no room for
            finally:
                self._file.unlink(missing_ok=True)


def too_large(name: str, most_bytes: int) -> RefusedError:
    """Why a file is refused that is larger than that."""
    megabytes = most_bytes / 2**20
    return RefusedError("large", name, f"is too large (at most {megabytes:g} MiB): split it")


@contextmanager
def on_disk(name: str) -> Iterator[None]:
    """Say what the disk has against a file."""
    try:
        yield
    except OSError as exc:
        full = exc.errno in (errno.ENOSPC, errno.EDQUOT)
        cure = "free some space" if full else "check the permissions of the data folder"
        raise RefusedError("disk", name, f"cannot be kept ({exc.strerror}): {cure}") from exc


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
