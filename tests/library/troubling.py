"""A process that reads documents as the program's own does, with a loader that misbehaves."""

from __future__ import annotations

import os
import sys
import time

from assistant.errors import ArticleError
from assistant.library import loaders, worker
from assistant.library.extract import Extract
from assistant.types import Block, Span


class Troubling:
    """Does what the file says."""

    version = ""

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        if data == b"hang":
            time.sleep(600)
        if data == b"eat":
            sys.stdout.write(str(len([bytearray(2**24) for _ in range(10_000)])))
        if data == b"die":
            os._exit(3)
        if data == b"refuse":
            raise ArticleError("is refused: say something else")
        sys.stdout.write("what a library says")
        text = f"{os.getpid()}: {data.decode()}"
        return Extract(
            text, (Block(Span(0, len(text)), "item"),), "A", "1961", ("odd",), pages=(0,)
        )


if __name__ == "__main__":
    loaders.loader_of = lambda ending: Troubling()  # type: ignore[assignment]
    worker.main(*sys.argv[1:])
