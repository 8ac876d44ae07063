"""Keeps the index up to date in the background: one thread, one folder at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.collection.board import Board
from assistant.collection.changes import changed_files
from assistant.collection.state import FileState, LibraryState, library_state
from assistant.collection.tasks import Folder, Task
from assistant.collection.uploads import Uploads
from assistant.errors import AssistantError, LibraryError
from assistant.library.sources import absolute

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant
    from assistant.library.catalog import Entry, Failure

# While others wait a run goes on for this long: what it has read but not stored is read again.
_TURN_SECONDS = 5.0
_PATIENCE = 2.0  # seconds for an article that was removed to leave the index
_STOPPED = "is not indexed as it stands: it was stopped; index it again"
_UNEXPECTED = "Something went wrong while indexing; the terminal has the details."
_log = logging.getLogger(__name__)


class _Stopped(Exception):  # noqa: N818 - raised through the indexer to end its run: no error
    """The run was stopped."""


class _TurnOver(_Stopped):
    """The run is to go on after others."""


class Librarian:
    """Indexes what users bring and change; every method may be called from any thread.

    `roots` are the files and folders served to all. Use as a context manager, or call `close`
    before the assistant is closed. What `in_motion` names, by real paths, is left as it is unless
    it was asked for: such as a file of the folder that is half written.
    """

    def __init__(
        self,
        assistant: Assistant,
        roots: Iterable[Path],
        uploads: Uploads,
        *,
        turn_seconds: float = _TURN_SECONDS,
    ) -> None:
        self.uploads = uploads
        self.in_motion: Callable[[], Collection[str]] = frozenset
        self._assistant = assistant
        self._served = [Folder(absolute(root), root, None) for root in roots]
        self._turn_seconds = turn_seconds
        self._board = Board()
        self._changes_seen = assistant.store.catalog.changes
        self._runs = 0  # each may have changed what is asked
        self._listed: tuple[tuple[int, int], list[Entry]] = ((-1, -1), [])
        self._thread = threading.Thread(target=self._work, name="librarian", daemon=True)
        self._thread.start()

    def __enter__(self) -> Librarian:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the run that is under way, which leaves a working index, and the thread."""
        self._board.close()
        self._thread.join()

    def roots(self) -> list[Path]:
        """What is kept up to date: the served files and folders, and all upload folders."""
        own = [self.uploads.folder(user) for user in self.uploads.users()]
        return [*(folder.path for folder in self._served), *own]

    def request(self, *paths: Path) -> None:
        """Have files or folders indexed that may have changed, or be gone; others are ignored."""
        entries = {entry.key: entry for entry in self._assistant.store.catalog.entries()}
        files: dict[Folder, dict[str, str]] = {}
        for path in paths:
            key = absolute(path)
            changed = changed_files(path, entries)
            # A file that is served by itself is looked at as folders are: it may be made otherwise.
            itself = any(folder.key == key for folder in self._served)
            if key in entries and path.is_file() and not changed and not itself:
                continue
            for folder in self._folders(key) or self._linked(path):
                files.setdefault(folder, {}).update(changed)
        for folder, named in files.items():
            self._board.add(folder, named)

    def reindex_all(self, user: str) -> None:
        """Look at all files again that the user sees; what is as it was is not indexed anew."""
        self.request(*(folder.path for folder in self._served), self.uploads.folder(user))

    def reindex(self, user: str, key: str) -> None:
        """Index a file anew, changed or not, by its real path. Raises LibraryError."""
        file = self._file(user, key)
        folders = self._folders(key) or self._brought(key)
        if not folders:
            raise LibraryError(
                f"{file.source} is in none of the folders that are served: start the program with "
                "its folder to index it again"
            )
        self._board.add(folders[0], {key: file.source}, anew=[key])

    def remove(self, user: str, key: str) -> None:
        """Delete one of the user's own files, by its real path, and its article.

        Raises LibraryError if the user sees no such file or it is served to all, RefusedError if
        it cannot be deleted.
        """
        file = self._file(user, key)
        if not file.own:
            raise LibraryError(
                f"{file.source} is served to all who use this program: whoever started it can "
                "remove the file from its folder"
            )
        self.uploads.remove(user, Path(key))
        for folder in self._folders(key):
            self._board.add(folder, {}, urgent=True)
        self._board.wait([user], _PATIENCE)

    def cancel(self, user: str) -> bool:
        """Stop indexing the user's own files; whether there was anything to stop.

        Who uses the program without signing in has started it, and stops the served folders too.
        """
        return self._board.stop([user] if user else [user, None], _STOPPED)

    def wait(self, seconds: float) -> bool:
        """Wait until everything is indexed; whether it is."""
        return self._board.wait(None, seconds)

    def look_around(self) -> None:
        """Learn what other processes have changed, where the index is on a server."""
        catalog = self._assistant.store.catalog
        try:
            catalog.refresh()
        except AssistantError:  # whoever asks is told
            return
        if catalog.changes != self._changes_seen:
            self._changes_seen = catalog.changes
            self._board.touch()

    def version(self, user: str) -> int:
        """The version of the state that the user would get now."""
        return self._board.version([user, None])

    def state(self, user: str) -> LibraryState:
        """The files that the user sees, by source, and how far indexing has come."""
        view = self._board.view([user, None])  # first: what changes now is seen the next time
        failures = self._assistant.failures()
        return library_state(view, self._asked(), failures, user, self.uploads)

    def _asked(self) -> list[Entry]:
        """The articles that are asked; listed anew when they may be others: that takes a while."""
        now = (self._assistant.store.catalog.changes, self._runs)
        then, entries = self._listed
        if then != now:
            entries = self._assistant.entries()
            self._listed = (now, entries)
        return entries

    def _file(self, user: str, key: str) -> FileState:
        if (file := self.state(user).files.get(key)) is None:
            raise LibraryError(f"no article {Path(key).name!a} in the library: it may be gone")
        return file

    def _folders(self, key: str) -> list[Folder]:
        """What has to be indexed for a file, by its real path: nothing, if it is not served."""
        if (owner := self.uploads.owner(key)) is not None:
            folder = self.uploads.folder(owner)
            return [Folder(absolute(folder), folder, owner)]
        path = Path(key)
        return [folder for folder in self._served if path.is_relative_to(folder.key)]

    def _linked(self, path: Path) -> list[Folder]:
        """What has to be indexed for a file that links lead to, by its name in a folder."""
        own = ((self.uploads.folder(user), user) for user in self.uploads.users())
        kept = [*self._served, *(Folder(absolute(folder), folder, user) for folder, user in own)]
        return [folder for folder in kept if path.is_relative_to(folder.path)]

    def _brought(self, key: str) -> list[Folder]:
        """The served folders that a link brought a file into, by its real path, as it is known."""
        entries = self._assistant.store.catalog.entries()
        known: list[Entry | Failure] = [*entries, *self._assistant.failures()]
        roots = {item.root for item in known if item.key == key}
        return [folder for folder in self._served if folder.key in roots]

    def _work(self) -> None:
        while task := self._board.take():
            reason = ""
            try:
                self._index(task)
            except _TurnOver:
                self._board.pause(task, self._stored(task))
                continue
            except _Stopped:
                reason = _STOPPED
            except AssistantError as exc:
                reason = exc.sentence
            except Exception:
                _log.exception("%s could not be indexed", task.folder.path)
                reason = _UNEXPECTED
            self._runs += 1
            self._board.end(task, self._stored(task) if reason else (), reason)

    def _index(self, task: Task) -> None:
        """Bring the index up to date with a folder; raises _Stopped or what goes wrong."""
        keys = {name: key for key, name in task.files.items()}
        last = ""

        def report(done: int, total: int, name: str) -> None:
            nonlocal last
            if not self._board.report(task, done, total, keys.get(name, "")):
                raise _Stopped
            # Between two articles: of one that is begun the work would be lost.
            over = name != last and self._board.is_turn_over(task, self._turn_seconds)
            if over and self._stored(task):
                raise _TurnOver
            last = name

        store = self._assistant.store
        with store.changing:
            if task.anew:
                store.catalog.expire(task.anew)
                task.anew.clear()
            leave = set(self.in_motion()) - task.files.keys()
            before = store.catalog.entries()
            try:
                self._assistant.update([task.folder.path], progress=report, leave=leave)
            finally:  # a run that is stopped has begun with what is gone
                self._look_elsewhere(task.folder, before)

    def _look_elsewhere(self, folder: Folder, before: Iterable[Entry]) -> None:
        """Have other folders indexed whose files went with the links that led there from this."""
        left = {entry.key for entry in self._assistant.store.catalog.entries()}
        for entry in before:
            if entry.key not in left and entry.root == folder.key:
                for other in self._folders(entry.key):
                    if other != folder:
                        self._board.add(other, {})

    def _stored(self, task: Task) -> set[str]:
        """The real paths of what this run has put into the index."""
        try:
            entries = self._assistant.store.catalog.entries()
        except AssistantError:  # the catalog cannot be read: nothing was
            return set()
        return {entry.key for entry in entries if entry.indexed >= task.began}
