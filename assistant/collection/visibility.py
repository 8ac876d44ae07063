"""Who sees what: the served folders are for all, an upload folder for its user alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from assistant.collection.uploads import Uploads


class Keyed(Protocol):
    """An article or a file by its absolute path: an `Entry`, a `Failure`, the state of a file."""

    @property
    def key(self) -> str:
        """The absolute path."""
        ...


Item = TypeVar("Item", bound=Keyed)


def visible(items: Iterable[Item], user: str, uploads: Uploads) -> list[Item]:
    """Those that a user may see, find, have cited and counted: all but other users' uploads."""
    return [item for item in items if not uploads.hides(item.key, user)]
