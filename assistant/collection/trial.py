"""Reads a file once to see whether it can be read, in a process that may be lost.

A page of a few hundred thousand nested tables keeps the parser busy for hours, a table of
millions of rows fills the memory. A process has bounds for both; a thread has none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from assistant.errors import ArticleError
from assistant.library.apart import MEMORY, SECONDS
from assistant.library.loaders import extract_file, extract_here, make_article
from assistant.library.sentences import split_sentences
from assistant.processes import bound, environment, program

# Measured: at most 2 seconds, for nested tables. Articles are rarely larger.
_SMALL = 64 * 1024
_PATIENCE = 2  # by the clock it may take this many times as long, on a busy machine


def try_reading(file: Path, suffix: str) -> tuple[str, ...]:
    """What will be said of a file that is read as `suffix` (".md"). Raises ArticleError."""
    if file.stat().st_size <= _SMALL:
        return extract_file(Path("file" + suffix), file.read_bytes()).warnings
    # What the folder would not have read is not let in: 16 MiB of Markdown take 14 s and 0.4 GiB.
    bounds = [str(int(SECONDS)), str(MEMORY)]
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, over a file that we named
            program("assistant.collection.trial", str(file), suffix, *bounds),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE * SECONDS,
            env=environment(),
            check=False,
        )
        found = json.loads(ended.stdout)
    except subprocess.TimeoutExpired as exc:
        raise _too_much() from exc
    except ValueError as exc:  # it was ended, or its parser fell
        raise _too_much() from exc
    if reason := found["reason"]:
        raise ArticleError(reason)
    return tuple(found["warnings"])


def _too_much() -> ArticleError:
    return ArticleError(
        f"takes more than {SECONDS:g} seconds or {MEMORY / 2**30:g} GiB to read: split it, or "
        "save its text alone"
    )


def main(file: str, suffix: str, seconds: str, memory: str) -> None:
    """Read a file within the bounds and print what came of it, as JSON."""
    if sys.platform != "win32":
        os.nice(10)  # others go first
    bound(int(memory), int(seconds))
    try:
        data = Path(file).read_bytes()
        extract = extract_here(Path("file" + suffix), data)
        split_sentences(extract.text, make_article("file", data, extract).blocks)
        found: dict[str, object] = {"reason": "", "warnings": extract.warnings}
    except ArticleError as exc:
        if isinstance(exc.__cause__, MemoryError):
            raise
        found = {"reason": str(exc)}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
