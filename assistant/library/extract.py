"""What a loader makes of a file, and what every loader does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import Protocol

from assistant.library.edits import Edits
from assistant.types import Block


@dataclass(frozen=True)
class Extract:
    """What a loader makes of a file's bytes.

    `steps` lead from an offset in the decoded file to one in `text`, where that can be told.
    `warnings` say what was not read as it stands. `author` is who wrote it, or its site. `pages`
    are the offsets at which its pages begin, where it has pages.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    date: str | None = None
    warnings: tuple[str, ...] = ()
    steps: tuple[Edits, ...] | None = None
    author: str | None = None
    pages: tuple[int, ...] = ()

    def locate(self, offset: int) -> int:
        """Where a character of the decoded file stands in `text`."""
        for step in self.steps or ():
            offset = step.locate(offset)
        return offset


@cache  # it is asked for every file of every run, and read from the disk
def library_version(name: str) -> str:
    """An installed library with its version, as loaders give theirs."""
    return f"{name} {metadata.version(name)}"


class Loader(Protocol):
    """Turns the bytes of one format into text, the same on every run of the same version."""

    @property
    def version(self) -> str:
        """The library that reads the format, and its version: another may make another text."""

    def extract(self, data: bytes) -> Extract:
        """Raise ArticleError if `data` cannot be read as this format."""
