"""One at a time, in the order in which they came."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock that is fair: whoever lets it go and wants it again stands behind those who wait.

    Python's own goes to whoever is quickest, so that a thread which encodes thousands of passages
    one batch after the other would keep it from a question's.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for one's turn and keep it for the length of a `with`."""
        with self._lock:
            mine = threading.Event() if self._taken else None
            if mine:
                self._waiting.append(mine)
            self._taken = True
        if mine:
            self._wait(mine)
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self, mine: threading.Event) -> None:
        try:
            mine.wait()
        except BaseException:  # an interrupt: the turn is somebody else's, also if it just came
            with self._lock:
                came = mine not in self._waiting
                if not came:
                    self._waiting.remove(mine)
            if came:
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
