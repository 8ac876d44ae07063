"""Which files are not in the index as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.collection.names import sayable
from assistant.errors import ArticleError, LibraryError
from assistant.library.files import find_files, read_bytes
from assistant.library.sources import absolute

if TYPE_CHECKING:
    from assistant.library.catalog import Entry


def changed_files(path: Path, entries: Mapping[str, Entry]) -> dict[str, str]:
    """The files there that the index has not, or has otherwise: names by real path.

    In a folder those that it has are not looked at: to read them all is the indexer's work.
    """
    try:
        found = {absolute(file): file for file in find_files(path)}
    except LibraryError:  # it is gone, or the run will say what the matter is
        return {}
    alone = path.is_file()
    return {
        key: sayable(file)
        for key, file in found.items()
        if key not in entries or (alone and _sha256(file) != entries[key].sha256)
    }


def _sha256(file: Path) -> str:
    try:
        return hashlib.sha256(read_bytes(file)).hexdigest()
    except ArticleError:
        return ""
