"""Where an index is: in a folder of this machine, or on a Chroma server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from assistant.errors import StoreError

_PORTS = {"http": 80, "https": 443}


class ServerAddress(str):
    """The address of a Chroma server, `http://host:port` or `https://host:port`."""

    __slots__ = ()


Place = Path | ServerAddress


def place_of(given: str | Path) -> Place:
    """The folder, or the server, that was named. Raises StoreError for an address that is none."""
    if isinstance(given, ServerAddress):
        return given
    if isinstance(given, Path):
        if given.parts[:1] in [(f"{scheme}:",) for scheme in _PORTS]:
            raise _unusable(str(given), "it came as a Path, which loses a slash")
        return given
    return _address(given) if "://" in given else Path(given)


def _address(given: str) -> ServerAddress:
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError as exc:
        reason = "it holds an @" if "@" in given else str(exc)  # which may repeat a secret
        raise _unusable(given, reason) from exc
    if parts.username is not None or parts.password is not None:
        raise _unusable(given, "a token belongs into ASSISTANT_STORE_TOKEN")
    if parts.scheme not in _PORTS:
        raise _unusable(given, "it must begin with http:// or https://")
    if not parts.hostname or not given.isascii() or any(map(str.isspace, given)):
        raise _unusable(given, "it names no host")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise _unusable(given, "nothing may stand behind host and port")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return ServerAddress(f"{parts.scheme}://{host}:{port or _PORTS[parts.scheme]}")


def _unusable(given: str, reason: str) -> StoreError:
    # What is shown must not hold a secret, however crooked the address.
    scheme, mark, rest = given.partition("://")
    _, at, place = rest.rpartition("@")
    shown = f"{scheme}{mark}…@{place}" if at else given
    return StoreError(
        f"{shown} is no address of a Chroma server ({reason}): give one such as "
        "http://127.0.0.1:8000 with --store"
    )
