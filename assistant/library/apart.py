"""Documents are read in a process of their own, so that a hostile one takes no more than that.

A parser can be made to run for days, to fill the memory, or to fall. A thread cannot be ended, a
process can; it lives on from file to file, for starting it takes longer than most files.
"""

from __future__ import annotations

import atexit
import json
import struct
import subprocess
import threading
from collections.abc import Sequence
from typing import IO, Any

from assistant.errors import ArticleError
from assistant.library.extract import Extract
from assistant.processes import environment, program
from assistant.types import Block, Span

SECONDS = 60.0
MEMORY = 3 * 2**29
_LENGTH = struct.Struct(">Q")


class Apart:
    """A process that reads one document after the other, and a new one where it was lost.

    `command` starts it; it is ended when a file takes more than `seconds` by the clock. Safe to
    use from several threads.
    """

    def __init__(self, command: Sequence[str] = (), seconds: float = SECONDS) -> None:
        self._command = list(command) or program("assistant.library.worker", str(MEMORY))
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def extract(self, ending: str, data: bytes) -> Extract:
        """Have a file read that ends so (".pdf"). Raises ArticleError, also for a lost process."""
        with self._lock:
            process = self._running()
            late = threading.Event()
            clock = threading.Timer(self._seconds, _end, [process, late])
            clock.start()
            try:
                answer = _ask(process, ending, data)
            except (OSError, EOFError) as exc:
                self._close()
                raise self._lost(late.is_set()) from exc
            except BaseException:  # what is under way cannot be asked anything else
                self._close()
                raise
            finally:
                clock.cancel()
                clock.join()  # it may be about to end the process of the next file
                if late.is_set():  # maybe with the answer already on its way
                    self._close()
        if reason := answer.get("reason"):
            raise ArticleError(reason)
        return unpacked(answer)

    def close(self) -> None:
        """End the process; the next file gets a new one."""
        with self._lock:
            self._close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._close()
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
            atexit.register(self.close)
        return self._process

    def _close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                _shut(pipe)
            self._process = None
            atexit.unregister(self.close)

    def _lost(self, late: bool) -> ArticleError:
        if late:
            reason = f"takes more than {self._seconds:g} seconds to read"
        else:
            reason = f"takes more than {MEMORY / 2**30:g} GiB to read, or brings its reader down"
        return ArticleError(f"{reason}: split it, or save its text alone")


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _shut(pipe: IO[bytes] | None) -> None:
    try:
        if pipe:
            pipe.close()
    except OSError:  # what it still held has nowhere to go
        pass


def _ask(process: subprocess.Popen[bytes], ending: str, data: bytes) -> dict[str, Any]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    send(process.stdin, ending.encode())
    send(process.stdin, data)
    answer: dict[str, Any] = json.loads(receive(process.stdout))
    return answer


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write a message, its length first."""
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Read a message. Raises EOFError if whoever writes is gone."""
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def packed(extract: Extract) -> dict[str, Any]:
    """An extract as JSON values, without steps: there are none where no file was decoded."""
    return {
        "text": extract.text,
        "blocks": [[block.span.start, block.span.end, block.kind] for block in extract.blocks],
        "title": extract.title,
        "date": extract.date,
        "warnings": extract.warnings,
        "author": extract.author,
        "pages": extract.pages,
    }


def unpacked(values: dict[str, Any]) -> Extract:
    """The extract that was packed."""
    return Extract(
        values["text"],
        tuple(Block(Span(start, end), kind) for start, end, kind in values["blocks"]),
        values["title"],
        values["date"],
        tuple(values["warnings"]),
        author=values["author"],
        pages=tuple(values["pages"]),
    )
