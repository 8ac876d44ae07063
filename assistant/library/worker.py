"""The process that reads documents for another one, see `apart`; it ends with whoever asks it."""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant.errors import ArticleError
from assistant.library.apart import SECONDS, packed, receive, send
from assistant.library.loaders import extract_here
from assistant.processes import bound

_ALONE = int(2 * SECONDS)  # for a file, if nobody is left to end this process


def main(memory: str) -> None:
    """Read files from the standard input and write to the standard output what came of each."""
    bound(int(memory))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for whoever asks
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    with suppress(EOFError, BrokenPipeError):
        while True:
            ending, data = receive(asked).decode(), receive(asked)
            _alarm(_ALONE)
            answer = _read(ending, data)
            _alarm(0)
            send(answers, json.dumps(answer).encode())


def _read(ending: str, data: bytes) -> dict[str, Any]:
    try:
        return packed(extract_here(Path(f"file{ending}"), data))
    except ArticleError as exc:
        if isinstance(exc.__cause__, MemoryError):
            raise  # a process that is full is of no more use
        return {"reason": str(exc)}


def _alarm(seconds: int) -> None:
    if sys.platform != "win32":
        signal.alarm(seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
