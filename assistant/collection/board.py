"""What waits to be indexed and how far it has come: what the librarian remembers."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from assistant.collection.tasks import Folder, Owner, Task, View


class Board:
    """The tasks of all folders; safe to use from several threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._tasks: dict[str, Task] = {}  # by folder, in the order of their turns
        self._running: Task | None = None
        self._left_out: dict[Folder, dict[str, tuple[str, str]]] = {}
        self._errors: dict[Folder, str] = {}
        self._versions: Counter[Owner] = Counter()
        self._closed = False

    def add(
        self,
        folder: Folder,
        files: Mapping[str, str],
        *,
        anew: Iterable[str] = (),
        urgent: bool = False,
    ) -> None:
        """Have a folder indexed, once more if that is under way."""
        with self._changed:
            task = self._tasks.setdefault(folder.key, Task(folder))
            task.files |= files
            task.anew |= set(anew)
            task.urgent |= urgent
            self._note(folder.owner)

    def take(self) -> Task | None:
        """The next folder, begun; waits for one. None when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._tasks or self._closed)
            if self._closed:
                return None
            tasks = sorted(self._tasks.values(), key=lambda task: not task.urgent)
            task = self._running = self._tasks.pop(tasks[0].folder.key)
            task.began = time.time()
            self._note(task.folder.owner)
            return task

    def report(self, task: Task, done: int, total: int, key: str) -> bool:
        """Note how far the run has come, by its bytes; whether it is to go on."""
        with self._changed:
            task.size = max(task.size, total)
            task.left = total - done
            if key in task.files:
                task.started.add(key)
            self._note(task.folder.owner)
            return not (task.stopped or self._closed)

    def is_turn_over(self, task: Task, seconds: float) -> bool:
        """Whether others have waited that long, or somebody has something urgent."""
        with self._changed:
            late = time.time() - task.began > seconds
            return any(
                other.urgent or (late and other.folder.owner != task.folder.owner)
                for other in self._tasks.values()
            )

    def end(self, task: Task, stored: Collection[str] = (), reason: str = "") -> None:
        """The run is over; with a `reason` it came to no more than what is `stored`."""
        folder = task.folder
        with self._changed:
            self._running = None
            before = self._left_out.pop(folder, {})
            self._errors.pop(folder, None)
            if reason:
                gone = before | {key: (name, reason) for key, name in task.files.items()}
                self._left_out[folder] = {k: told for k, told in gone.items() if k not in stored}
                if not task.stopped:
                    self._errors[folder] = reason
            self._note(folder.owner)

    def pause(self, task: Task, stored: Iterable[str]) -> None:
        """Put a run off until others have had their turn; these of its files are done."""
        with self._changed:
            self._running = None
            for key in stored:
                task.files.pop(key, None)
            task.started.clear()
            named = self._tasks.pop(task.folder.key, Task(task.folder))
            task.files |= named.files
            task.anew |= named.anew
            task.urgent = named.urgent
            self._tasks[task.folder.key] = task
            self._note(task.folder.owner)

    def stop(self, owners: Collection[Owner], reason: str) -> bool:
        """Stop what is under way for these owners and drop what waits; whether there was any.

        What is urgent is done all the same: an article that was removed must go.
        """
        with self._changed:
            running = self._running if self._is_of(self._running, owners) else None
            waiting = [t for t in self._tasks.values() if self._is_of(t, owners) and not t.urgent]
            for task in waiting:
                del self._tasks[task.folder.key]
                gone = {key: (name, reason) for key, name in task.files.items()}
                self._left_out.setdefault(task.folder, {}).update(gone)
                self._note(task.folder.owner)
            if running:
                running.stopped = True
            return bool(running or waiting)

    def view(self, owners: Collection[Owner]) -> View:
        """What the folders of these owners are at."""
        with self._changed:
            running = self._running if self._is_of(self._running, owners) else None
            waiting = [task for task in self._tasks.values() if self._is_of(task, owners)]
            active = [*waiting, *([running] if running else [])]
            started = running.started if running else set()
            names = {key: name for task in active for key, name in task.files.items()}
            return View(
                self.version(owners),
                bool(active),
                running.began if running else 0.0,
                sum(task.size - task.left for task in active),
                sum(task.size for task in active),
                tuple(error for f, error in self._errors.items() if f.owner in owners),
                {key: name for key, name in names.items() if key not in started},
                {key: name for key, name in names.items() if key in started},
                {
                    key: left
                    for folder, files in self._left_out.items()
                    if folder.owner in owners
                    for key, left in files.items()
                },
            )

    def version(self, owners: Collection[Owner]) -> int:
        """A number that rises whenever something changes for one of these owners."""
        with self._changed:
            return sum(self._versions[owner] for owner in set(owners))

    def touch(self) -> None:
        """Something has changed that all see."""
        with self._changed:
            self._note(None)

    def wait(self, owners: Collection[Owner] | None, seconds: float) -> bool:
        """Wait until nothing is to be done for these owners, or for anybody; whether so."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._is_busy(owners), seconds)

    def close(self) -> None:
        """Let the run that is under way end, and no other begin."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _is_busy(self, owners: Collection[Owner] | None) -> bool:
        tasks = [self._running, *self._tasks.values()]
        return not self._closed and any(self._is_of(task, owners) for task in tasks)

    @staticmethod
    def _is_of(task: Task | None, owners: Collection[Owner] | None) -> bool:
        return task is not None and (owners is None or task.folder.owner in owners)

    def _note(self, owner: Owner) -> None:
        self._versions[owner] += 1
        self._changed.notify_all()
