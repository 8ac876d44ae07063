"""The articles that each user has brought: a folder of one's own, out of others' sight."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from assistant.collection.names import numbered, safe_name
from assistant.collection.refusals import RefusedError
from assistant.collection.upload import Received, Upload, on_disk
from assistant.errors import LibraryError
from assistant.library.sources import absolute

FILE_BYTES = 16 * 2**20
USER_FILES = 2000
USER_BYTES = 512 * 2**20
_USER = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LOCAL = "local"  # of whoever uses the program without signing in
_NAMED = "user-"  # so that a user called "local" has another folder, and ".." is none
_ARTICLES, _INCOMING = "articles", ".incoming"
# Somebody's articles in the data folder of another machine, by their absolute paths.
_ELSEWHERE = re.compile(
    rf"[/\\]uploads[/\\](?:{_LOCAL}|{_NAMED}{_USER.pattern})[/\\]{_ARTICLES}[/\\]"
)
# Seconds after which a file on its way in is one that a killed process has left: another process
# may be at work in the same folder, such as the page while a user is added.
_LEFT = 600.0


class Uploads:
    """The upload folders of all users; safe to use from several threads.

    In a `shared` index there are uploads of users of other machines, too: nobody here sees those.
    """

    def __init__(
        self,
        data_folder: Path,
        *,
        file_bytes: int = FILE_BYTES,
        user_files: int = USER_FILES,
        user_bytes: int = USER_BYTES,
        shared: bool = False,
    ) -> None:
        self._shared = shared
        self.root = data_folder / "uploads"
        self.file_bytes, self._user_files, self._user_bytes = file_bytes, user_files, user_bytes
        self._key = absolute(self.root) + os.sep
        self._placing = threading.Lock()
        for left in self.root.glob(f"*/{_INCOMING}/*"):
            with on_disk(left.name), suppress(FileNotFoundError):
                if time.time() - left.stat().st_mtime > _LEFT:
                    left.unlink()

    def folder(self, user: str) -> Path:
        """Where a user's articles are, made if need be. Raises RefusedError."""
        return self._made(user, _ARTICLES)

    def users(self) -> list[str]:
        """All who have a folder."""
        found = (_user_of(path.parent.name) for path in sorted(self.root.glob(f"*/{_ARTICLES}")))
        return [user for user in found if user is not None]

    def owner(self, key: str) -> str | None:
        """Whose articles a file or folder is among, by its absolute path; None if nobody's."""
        inside = key.removeprefix(self._key)
        home, _, below = inside.partition(os.sep)
        among = inside != key and below.partition(os.sep)[0] == _ARTICLES
        return _user_of(home) if among else None

    def hides(self, key: str, user: str) -> bool:
        """Whether a file is in a folder of uploads, but not among this user's articles."""
        if key.startswith(self._key):
            return self.owner(key) != user
        return self._shared and _ELSEWHERE.search(key) is not None

    def files(self, user: str) -> list[Path]:
        """The files of a user, in order; links are none."""
        return sorted(_sizes(self._home(user) / _ARTICLES))

    def receive(
        self, user: str, name: str, chunks: Iterable[bytes], *, replace: bool = False
    ) -> Received:
        """Take in one file that comes in pieces. Raises RefusedError."""
        with self.begin(user, name, replace=replace) as upload:
            for chunk in chunks:
                upload.write(chunk)
            return upload.finish()

    @contextmanager
    def begin(self, user: str, name: str, *, replace: bool = False) -> Iterator[Upload]:
        """A file to be written and finished; of one that is not, nothing stays.

        Where its name is taken by other content it gets a number, unless it is to `replace` that.
        Raises RefusedError.
        """
        name = safe_name(name)
        if not replace:
            self._check_room(user, name, 0)
        place = partial(self._place, user, name, replace)
        upload = Upload(name, self._made(user, _INCOMING), self.file_bytes, place)
        try:
            yield upload
        finally:
            upload.discard()

    def remove(self, user: str, file: Path) -> None:
        """Delete one of a user's own files. Raises RefusedError for any other."""
        folder = self._home(user) / _ARTICLES
        try:
            inside = file.resolve(strict=True).is_relative_to(folder.resolve())
            own = inside and stat.S_ISREG(file.lstat().st_mode)
        except (OSError, ValueError):  # ValueError: a NUL in the name
            own = False
        if not own:
            raise RefusedError(
                "foreign", file.name, "is not among the articles that you added: it stays"
            )
        with on_disk(file.name):
            file.unlink()

    def _place(
        self, user: str, name: str, replace: bool, file: Path, digest: str
    ) -> tuple[Path, bool]:
        """Move a file among a user's articles, unless it is there: its path, whether it was."""
        folder = self._made(user, _ARTICLES)
        size = file.stat().st_size
        with self._placing:
            for path, its_size in _sizes(folder).items():
                if its_size == size and _sha256(path) == digest:
                    return path, True
            target = folder / name
            number = 1
            while os.path.lexists(target) and not (replace and target.is_file()):
                number += 1
                target = folder / numbered(name, number)
            self._check_room(user, name, size, target)
            file.replace(target)
            return target, False

    def _check_room(self, user: str, name: str, size: int, target: Path | None = None) -> None:
        """Raise RefusedError if a file of this size has no room beside all but `target`."""
        sizes = _sizes(self._home(user) / _ARTICLES)
        if target:
            sizes.pop(target, None)
        if len(sizes) >= self._user_files:
            raise RefusedError(
                "full", name, f"is one more than the {self._user_files} there may be: remove some"
            )
        if sum(sizes.values()) + size > self._user_bytes:
            megabytes = self._user_bytes / 2**20
            raise RefusedError(
                "full", name, f"makes it more than {megabytes:g} MiB in all: remove some"
            )

    def _home(self, user: str) -> Path:
        if user and not _USER.fullmatch(user):
            raise LibraryError(
                f"{user[:80]!a} is no name of a user: 1 to 64 letters, digits, '.', '_', '-'"
            )
        return self.root / (f"{_NAMED}{user}" if user else _LOCAL)

    def _made(self, user: str, name: str) -> Path:
        home = self._home(user)
        with on_disk(""):
            for folder in (self.root.parent, self.root, home, home / name):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return home / name


def _user_of(folder: str) -> str | None:
    """Whose folder it is by its name; None if nobody's."""
    if folder == _LOCAL:
        return ""
    user = folder.removeprefix(_NAMED)
    return user if user != folder and _USER.fullmatch(user) else None


def _sizes(folder: Path) -> dict[Path, int]:
    """The size of each file in a folder and below; links are none."""
    sizes = {}
    for at, _, names in os.walk(folder):
        for path in (Path(at) / name for name in names):
            try:
                status = path.lstat()
            except FileNotFoundError:  # removed meanwhile
                continue
            if stat.S_ISREG(status.st_mode):
                sizes[path] = status.st_size
    return sizes


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
