"""Processes: how those of our own are started, what bounds them, how this one ends."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

_ROOT = Path(__file__).parents[1]  # where this package lies


def program(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of this package, and no other of its name."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """The environment in which this package is found from any folder."""
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def bound(memory: int, seconds: int | None = None) -> None:
    """Let the system refuse this process more bytes, and end it after so much processor time."""
    if sys.platform == "win32":  # there the clock of whoever started it alone bounds it
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    with suppress(ValueError, OSError):  # macOS knows no such bound
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def end(code: int) -> NoReturn:
    """End this process at once, after what is registered for its end.

    Waits for no thread and runs no destructor of a native library: after Python itself had ended,
    two of 65 runs of all commands fell in one, with all done and nothing left to save.
    """
    try:
        atexit._run_exitfuncs()
        for stream in filter(None, (sys.stdout, sys.stderr)):  # none where it is closed
            with suppress(OSError, ValueError):  # whoever read it has gone
                stream.flush()
    finally:
        os._exit(code)
