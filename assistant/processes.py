"""Processes of this program's own that may be lost: how they are started, and their bounds."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

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
