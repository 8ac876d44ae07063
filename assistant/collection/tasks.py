"""What is indexed at a time: a folder.

It belongs to the user who filled it, or to nobody if it is served to all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Owner = str | None


@dataclass(frozen=True, slots=True)
class Folder:
    """What is indexed as a whole, a file that is served by itself too; `key` is its real path."""

    key: str
    path: Path
    owner: Owner


@dataclass(slots=True)
class Task:
    """A folder that waits, or is being indexed since `began`.

    `files` are the names of those known to have changed, by their real paths; `started` those that
    were begun, `anew` those to be indexed though they are as they were. Of `size` bytes `left`
    are to be done.
    """

    folder: Folder
    files: dict[str, str] = field(default_factory=dict)
    anew: set[str] = field(default_factory=set)
    started: set[str] = field(default_factory=set)
    urgent: bool = False
    began: float = 0.0
    stopped: bool = False
    size: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """What some owners' folders are at: names by real path, and why files were left out.

    What is indexed is so since `began`, in seconds since the epoch.
    """

    version: int
    busy: bool
    began: float
    done: int
    total: int
    errors: tuple[str, ...]
    waiting: Mapping[str, str]
    indexing: Mapping[str, str]
    left_out: Mapping[str, tuple[str, str]]
