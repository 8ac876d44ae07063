"""The pieces of a chat model's reply, fetched by a thread of their own.

So neither a silent server nor one that trickles can hold up whoever reads: cutting the connection
ends that thread too.
"""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from contextvars import ContextVar
from typing import Any, cast

from assistant.errors import ChatModelError


class Reply(Iterator[str]):
    """The pieces of one reply; ends at `close()`, which any thread may call, or at the deadline.

    A thread fetches the pieces. It starts at the first `next()` and ends with the connection.
    """

    def __init__(
        self,
        name: str,
        seconds: float,
        ask: Callable[[Line], Iterator[str]],
        failure: Callable[[BaseException], ChatModelError],
    ) -> None:
        """Pieces are fetched with `ask`; `failure` turns what it raises into what is raised here.

        `name` is the model's; a reply takes at most `seconds`.
        """
        self._name, self._seconds = name, seconds
        self._ask, self._failure = ask, failure
        self._line = Line()

    def __next__(self) -> str:
        """The next piece; raises ChatModelError if it fails or does not come in time."""
        line, seconds = self._line, self._seconds
        if not line.until:
            line.until = time.monotonic() + seconds
            # The thread knows the line and not this object, which may thus be forgotten half read.
            pump = threading.Thread(target=_pump, args=(line, self._ask), daemon=True)
            pump.name = "chat-model-reply"
            pump.start()
        try:
            piece = line.get()
        except queue.Empty:
            self.close()
            raise ChatModelError(
                f"chat model {self._name!r} took longer than {seconds:g} s: "
                "allow it more seconds, or take a faster one"
            ) from None
        if isinstance(piece, str):
            return piece
        self.close()
        if piece is None:
            raise StopIteration
        raise self._failure(piece)

    def close(self) -> None:
        """Stop at once; the connection is cut, so that the server stops as well."""
        self._line.close()

    def __del__(self) -> None:
        self.close()


class Line:
    """What the reader of a reply and the thread that fetches it share."""

    def __init__(self) -> None:
        self.cut = threading.Event()
        self.until = 0.0
        self._pieces: queue.Queue[str | BaseException | None] = queue.Queue(maxsize=64)
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None

    def get(self) -> str | BaseException | None:
        """The next piece, a failure, or None at the end; raises queue.Empty at the deadline."""
        if self.cut.is_set():
            return None
        piece = self._pieces.get(timeout=max(0.0, self.until - time.monotonic()))
        return None if self.cut.is_set() else piece

    def put(self, piece: str | BaseException | None) -> None:
        """Hand on a piece; waits for a slow reader until the deadline."""
        while not self.cut.is_set():
            with suppress(queue.Full):
                self._pieces.put(piece, timeout=0.1)
                return
            if time.monotonic() > self.until:
                self.close()

    def close(self) -> None:
        """Cut the connection and wake a reader who waits."""
        self.cut.set()
        with suppress(queue.Full):
            self._pieces.put_nowait(None)
        self._shut()

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of the connection; httpx calls this at each step of a request."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            with self._lock:
                self._socket = info["return_value"].get_extra_info("socket")
            if self.cut.is_set():
                self._shut()

    def _shut(self) -> None:
        with self._lock, suppress(OSError):
            if self._socket is not None:
                # The plain socket's method: TLS must not be ended politely, another thread reads.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


_LINE: ContextVar[Line | None] = ContextVar("_LINE", default=None)


def _pump(line: Line, ask: Callable[[Line], Iterator[str]]) -> None:
    """Fetch a reply, in a thread of its own."""
    _LINE.set(line)
    last: BaseException | None = None
    try:
        with closing(cast(Any, ask(line))) as pieces:
            for piece in pieces:
                line.put(piece)
                if line.cut.is_set():
                    break
    except BaseException as exc:
        last = exc
    line.put(last)


def watched(request: Any) -> None:
    """An httpx hook: let the reply that this request belongs to cut its connection."""
    line = _LINE.get()
    if line is not None:
        request.headers["Connection"] = "close"  # one kept open would not be announced again
        request.extensions = {**request.extensions, "trace": line.watch}


def without_reasoning(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces less a `<think>…</think>` at the very start."""
    start, end = "<think>", "</think>"
    held: str | None = ""
    for piece in pieces:
        if held is None:
            yield piece
            continue
        held = (held + piece).lstrip()
        if start.startswith(held[: len(start)]) and end not in held:
            continue
        if held.startswith(start):
            held = held.partition(end)[2].lstrip()
            if not held:
                start = ""
        if held:
            yield held
            held = None
    if held and not held.startswith("<think>"):
        yield held
