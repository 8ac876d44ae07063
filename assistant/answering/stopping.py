"""A way to end the wait for a chat model from another thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.errors import ChatModelError

if TYPE_CHECKING:
    from assistant.models.replies import Reply

_STOPPED = "you stopped the model"


class Stop:
    """Pressed once, from any thread; the reply under way ends at once, and no other begins."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pressed = False
        self._reply: Reply | None = None

    @property
    def pressed(self) -> bool:
        """Whether nobody waits any more."""
        return self._pressed

    def press(self) -> None:
        """End the reply under way."""
        with self._lock:
            self._pressed = True
            if self._reply is not None:
                self._reply.close()

    @contextmanager
    def reading(self, reply: Reply) -> Iterator[Reply]:
        """Read a reply to its end, or until the stop: then ChatModelError is raised."""
        with self._lock:
            if self._pressed:
                raise ChatModelError(_STOPPED)
            self._reply = reply
        try:
            yield reply
        finally:
            with self._lock:
                self._reply = None
            reply.close()
        if self._pressed:
            raise ChatModelError(_STOPPED)
