"""The order of what one page does: its clicks, one after the other, then what is asked after them.

Gradio's queue takes waiting events of several kinds in random order, and handles those of one kind
side by side: of two choices the earlier could take effect last, and a question could be put to
other articles than those that the page shows ticked.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# A click that never arrives, from a full queue or a lost connection, holds nothing up for longer.
_PATIENCE = 5.0


class Order:
    """Counts the clicks of one page as they take effect; the page numbers them from 1.

    `done` of them took effect before: where the program was started anew, it knows of none.
    """

    def __init__(self, done: int = 0) -> None:
        self._changed = threading.Condition()
        self._done = done
        self._mine = threading.local()

    @property
    def done(self) -> int:
        """How many clicks have taken effect; in the turn of one, that one has."""
        return max(self._done, getattr(self._mine, "number", 0))

    def after(self, clicks: int) -> None:
        """Wait until so many clicks have taken effect."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._done >= clicks, _PATIENCE):
                self._done = max(self._done, clicks)  # nobody else waits for it
                self._changed.notify_all()

    @contextmanager
    def turn(self, number: int) -> Iterator[None]:
        """The turn of that click: after those before it, ahead of all that waits for it."""
        self.after(number - 1)
        self._mine.number = number
        try:
            yield
        finally:
            self._mine.number = 0
            with self._changed:
                self._done = max(self._done, number)
                self._changed.notify_all()
