"""The order of what one page does: its ticks, one after the other, then what is asked of them.

Gradio's queue takes waiting events of several kinds in random order, so that a question could
overtake the tick before it and be put to other articles than those that the page shows ticked.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# A tick that never arrives, from a full queue or a lost connection, holds nothing up for longer.
_PATIENCE = 5.0


class Order:
    """Counts the ticks of one page as they take effect; the page numbers them from 1."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._done = 0

    @property
    def done(self) -> int:
        """How many ticks have taken effect."""
        return self._done

    def after(self, ticks: int) -> None:
        """Wait until so many ticks have taken effect."""
        with self._changed:
            self._changed.wait_for(lambda: self._done >= ticks, _PATIENCE)

    @contextmanager
    def tick(self, number: int) -> Iterator[None]:
        """The turn of that tick: after those before it, ahead of all that waits for it."""
        self.after(number - 1)
        try:
            yield
        finally:
            with self._changed:
                self._done = max(self._done, number)
                self._changed.notify_all()
