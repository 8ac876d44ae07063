"""Who may sign in: names and hashed passwords, in one file that only its owner can read."""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.accounts.passwords import Cost, Secret, encoded
from assistant.errors import AssistantError

USERS_FILE = "users.json"
# A name is also the name of a folder, on any system: see `check_name`.
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_PATIENCE = 10.0  # seconds for another process that changes the file
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _User:
    """`mark` is drawn anew with every new password: what was signed in with the old one ends."""

    secret: Secret
    mark: str


_Table = dict[str, _User]
_State = tuple[int, int, int] | None  # of the file, to see that it changed


def check_name(name: str) -> str:
    """The name, if it can be one. Raises AssistantError."""
    if not _NAME.fullmatch(name) or _DEVICES.fullmatch(name):
        raise AssistantError(
            f"{name[:80]!a} cannot be a user's name: give 1 to 64 letters (a-z), digits, dots, "
            "hyphens or underscores, of which the first is a letter or digit, the last no dot"
        )
    return name


class Users:
    """The users of one file, re-read when it changes; safe to use from several threads."""

    def __init__(self, file: Path, cost: Cost | None = None) -> None:
        self._file = file
        self._cost = cost or Cost()
        # Compared with for a name that nobody has, to take as long; no password has this digest.
        self._decoy = Secret(self._cost, secrets.token_bytes(16), secrets.token_bytes(32))
        self._lock = threading.Lock()
        self._read_at: _State = None
        self._table: _Table = {}

    def names(self) -> list[str]:
        """All who may sign in, in the order of the alphabet."""
        return sorted(self._users(), key=lambda name: (name.casefold(), name))

    def add(self, name: str, password: str) -> None:
        """Let someone sign in. Raises AssistantError."""
        check_name(name)
        user = self._made(password)
        with self._changed() as table:
            for other in table:
                if other.casefold() == name.casefold():
                    raise AssistantError(f"there is a user {other} already: give another name")
            table[name] = user

    def remove(self, name: str) -> None:
        """Let someone sign in no more; their sessions end. Raises AssistantError."""
        with self._changed() as table:
            self.check_known(name)
            del table[name]

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password; their sessions end. Raises AssistantError."""
        user = self._made(password)
        with self._changed() as table:
            self.check_known(name)
            table[name] = user

    def check(self, name: str, password: str) -> bool:
        """Whether this is the user's password; takes as long for a name that nobody has."""
        try:
            given = encoded(password)
        except AssistantError:  # no password can be that
            given = b""
        user = self._users().get(name)
        matches = (user.secret if user else self._decoy).matches(given)
        if user is None or not matches:
            return False
        if user.secret.cost.work < self._cost.work:
            self._rehash(name, user, given)
        return True

    def mark(self, name: str) -> str | None:
        """What stands for the password that is set now; None for a name that nobody has."""
        user = self._users().get(name)
        return user.mark if user else None

    def check_known(self, name: str) -> None:
        """Raise AssistantError if there is no such user."""
        if name not in (names := self.names()):
            known = ", ".join(names[:20]) or "nobody"
            raise AssistantError(f"there is no user {name[:80]!a}: there is {known}")

    def _made(self, password: str) -> _User:
        return _User(Secret.of(encoded(password), self._cost), secrets.token_hex(16))

    def _rehash(self, name: str, user: _User, password: bytes) -> None:
        try:
            with self._changed() as table:
                if table.get(name) == user:
                    table[name] = replace(user, secret=Secret.of(password, self._cost))
        except AssistantError as exc:  # whoever knows the password may come in all the same
            _log.warning("a password could not be hashed anew: %s", exc)

    @contextmanager
    def _changed(self) -> Iterator[_Table]:
        """The users as they are on disk, to be changed; then they are written back."""
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(f"{self._file}.lock", timeout=_PATIENCE, mode=0o600):
                table = dict(self._users())
                yield table
                _write(self._file, table)
        except Timeout:
            raise AssistantError(
                f"another process keeps {self._file} locked: wait for it or end it"
            ) from None
        except OSError as exc:
            raise AssistantError(
                f"cannot write {self._file} ({exc.strerror}): make room, make it writable, or "
                "give another folder with --data"
            ) from exc

    def _users(self) -> _Table:
        with self._lock:
            try:
                found = self._file.stat()
                state = (found.st_mtime_ns, found.st_size, found.st_ino)
                if state != self._read_at:
                    self._table = _parse(self._file.read_text(encoding="utf-8"))
                    self._read_at = state
            except FileNotFoundError:
                self._table, self._read_at = {}, None
            except OSError as exc:
                raise AssistantError(
                    f"cannot read {self._file} ({exc.strerror}): make it readable"
                ) from exc
            except (
                AssistantError, AttributeError, KeyError, TypeError, ValueError, RecursionError
            ) as exc:  # fmt: skip
                raise AssistantError(
                    f"{self._file} is damaged: bring back a copy of it, or remove it and make the "
                    "users anew with assistant user add NAME"
                ) from exc
            return self._table


def _parse(text: str) -> _Table:
    return {
        check_name(name): _User(Secret.from_dict(values), str(values["mark"]))
        for name, values in json.loads(text)["users"].items()
    }


def _write(file: Path, table: _Table) -> None:
    """Replace the file as a whole, so that a kill or a full disk leaves the old one."""
    users = {name: user.secret.to_dict() | {"mark": user.mark} for name, user in table.items()}
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)  # of a process that was killed
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump({"version": 1, "users": users}, stream, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
