"""States of articles, and of what else all processes of a server share, as records of its journal.

A content is packed and cut into values of metadata: of documents Chroma keeps every three letters
once more for its full-text filters, which takes more disk than all else. The sizes are within what
Chroma Cloud allows.
"""

from __future__ import annotations

import hashlib
import logging
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["article", "failures", "note"]
_VALUE, _VALUES = 4000, 24  # characters of one value, values of one record
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """What is to be written of something: its content, or None if it is gone."""

    kind: Kind
    name: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Head:
    """Which state of something holds. `revision` is the server's time in milliseconds."""

    id: str
    kind: Kind
    name: str
    revision: int
    parts: int
    sha256: str

    @property
    def part_ids(self) -> list[str]:
        """The ids of its parts, in order: not those of what another wrote at the same moment."""
        state = f"{self.id}/{self.revision}/{self.sha256[:16]}"
        return [f"{state}/{number}" for number in range(self.parts)]


def head_id(kind: Kind, name: str) -> str:
    """The id of what has this name."""
    return hashlib.sha256(f"{kind}\0{name}".encode()).hexdigest()[:32]


def pack(state: State, revision: int) -> tuple[Head, list[dict[str, Any]]]:
    """The head of a state and the metadata of its parts."""
    name = head_id(state.kind, state.name)
    if state.content is None:
        return Head(name, state.kind, state.name, revision, 0, ""), []
    packed = b64encode(zlib.compress(state.content)).decode()
    values = [packed[start : start + _VALUE] for start in range(0, len(packed), _VALUE)]
    parts = [
        {
            "stamp": revision,
            **{f"v{at:02d}": value for at, value in enumerate(values[n : n + _VALUES])},
        }
        for n in range(0, len(values), _VALUES)
    ]
    digest = hashlib.sha256(state.content).hexdigest()
    return Head(name, state.kind, state.name, revision, len(parts), digest), parts


def unpack(head: Head, rows: Mapping[str, str]) -> bytes | None:
    """What a state holds; None where a part of it is missing or is not what was written."""
    if not all(part in rows for part in head.part_ids):
        return None
    try:
        content = zlib.decompress(b64decode("".join(rows[part] for part in head.part_ids)))
    except (ValueError, zlib.error):
        content = b""
    if hashlib.sha256(content).hexdigest() != head.sha256:
        _log.warning("What the server has of %s is damaged; index it again.", head.name)
        return None
    return content
