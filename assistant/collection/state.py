"""How each file of a library stands, as one user sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from assistant.collection.tasks import View
from assistant.collection.uploads import Uploads
from assistant.collection.visibility import visible
from assistant.library.catalog import Entry, Failure

# waiting: to be indexed, with an older state of it in the index or none.
Standing = Literal["ready", "waiting", "indexing", "failed"]


@dataclass(frozen=True, slots=True)
class FileState:
    """One file: its real path, the name it goes by, and why it failed if it did.

    `own` files are the user's to remove; the others are served to all.
    """

    key: str
    source: str
    state: Standing
    reason: str = ""
    own: bool = False

    @property
    def name(self) -> str:
        """The name of the file alone."""
        return Path(self.source).name


@dataclass(frozen=True, slots=True)
class LibraryState:
    """What one user sees of the library; `version` rises with every change.

    `files` are by real path, in the order of their names. While it is `busy`, `done` of `total`
    bytes are indexed. `error` says what kept a whole folder from being indexed the last time.
    """

    version: int
    files: Mapping[str, FileState] = field(default_factory=dict)
    busy: bool = False
    done: int = 0
    total: int = 0
    error: str = ""

    @property
    def progress(self) -> float:
        """The share that is indexed, 0 to 1."""
        if not self.busy:
            return 1.0
        return self.done / self.total if self.total else 0.0

    def of(self, key: str) -> Standing:
        """How a file stands, by its real path; one that nothing is known of is about to come."""
        return self.files[key].state if key in self.files else "waiting"

    def to_dict(self) -> dict[str, Any]:
        """The form in JSON; real paths stay here."""
        return {
            "version": self.version,
            "busy": self.busy,
            "progress": round(self.progress, 4),
            "done": self.done,
            "total": self.total,
            "error": self.error,
            "files": [
                {
                    "source": file.source,
                    "name": file.name,
                    "state": file.state,
                    "reason": file.reason,
                    "own": file.own,
                }
                for file in self.files.values()
            ],
        }


def library_state(
    view: View, entries: Iterable[Entry], failures: Iterable[Failure], user: str, uploads: Uploads
) -> LibraryState:
    """What is in the index and what is on its way there, put together for one user."""
    files = {entry.key: FileState(entry.key, entry.source, "ready") for entry in entries}
    stored = {entry.key for entry in entries if view.began and entry.indexed >= view.began}
    for failure in failures:
        files[failure.key] = FileState(failure.key, failure.source, "failed", failure.reason)
    for key, (source, reason) in view.left_out.items():
        files[key] = FileState(key, source, "failed", reason)
    for key, source in view.waiting.items():
        files[key] = FileState(key, source, "waiting")
    for key, source in view.indexing.items():
        if key not in stored:
            files[key] = FileState(key, source, "indexing")
    seen = sorted(visible(files.values(), user, uploads), key=lambda file: file.source)
    return LibraryState(
        view.version,
        {file.key: replace(file, own=uploads.owner(file.key) == user) for file in seen},
        view.busy,
        view.done,
        view.total,
        " ".join(view.errors),
    )
