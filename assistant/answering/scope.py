"""Which articles of the index are asked: those below the opened paths, or all of it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import LibraryError
from assistant.library.sources import is_under

if TYPE_CHECKING:
    from assistant.library.catalog import Catalog, Entry, Failure


@dataclass(frozen=True, slots=True)
class _Known:
    """The articles below some roots in one state of the catalog: to list them takes a while."""

    changes: int
    roots: frozenset[str] | None
    entries: tuple[Entry, ...]
    sources: frozenset[str]
    whole: bool


class Scope:
    """The roots that are asked, of one catalog; safe to use from several threads."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._roots: frozenset[str] | None = None  # None: all that the index holds
        self._lock = threading.Lock()
        self._known = _Known(-1, None, (), frozenset(), whole=True)

    def ask_only(self, roots: Iterable[str]) -> None:
        """Ask what is below these roots, and nothing else."""
        with self._lock:
            self._roots = frozenset(roots)

    def ask_too(self, roots: Iterable[str]) -> None:
        """Ask what is below these roots, beside what is asked already."""
        with self._lock:
            if self._roots is not None:
                self._roots |= frozenset(roots)

    def entries(self) -> list[Entry]:
        """The articles that are asked, by source."""
        return list(self._listed().entries)

    def failures(self) -> list[Failure]:
        """The files that would be asked if they could be read, by source."""
        roots = self._roots
        return [failure for failure in self._catalog.failures() if _is_asked(failure, roots)]

    def allowed(self, named: Sequence[str] | None) -> list[str] | None:
        """The sources that were named, else all that are asked; None for the whole index.

        Raises LibraryError if one that was named is not among those that are asked.
        """
        known = self._listed()
        if named is None:
            return None if known.whole else [entry.source for entry in known.entries]
        if unknown := set(named) - known.sources:
            raise LibraryError(
                f"not in the index: {', '.join(sorted(unknown))}; see assistant status"
            )
        return list(named)

    def _listed(self) -> _Known:
        # The number is read first: what changes while the entries are read is seen the next time.
        changes, roots, known = self._catalog.changes, self._roots, self._known
        if (known.changes, known.roots) != (changes, roots):
            entries = self._catalog.entries()
            asked = tuple(entry for entry in entries if _is_asked(entry, roots))
            sources = frozenset(entry.source for entry in asked)
            whole = len(asked) == len(entries)
            known = self._known = _Known(changes, roots, asked, sources, whole=whole)
        return known


def _is_asked(item: Entry | Failure, roots: frozenset[str] | None) -> bool:
    return roots is None or is_under(item, roots)
