"""What it costs to watch folders of many files in which nothing happens.

    python benchmarks/watching.py [--files 10000]

Empty files are made in a folder of folders, a hundred each; a look of the watcher at all of them is
timed (processor time, median of 21), and with it the pause that follows one.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, cast

from machine import machine

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.collection import watching
from assistant.collection.librarian import Librarian


class Idle:
    """A librarian of one folder who does nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.in_motion: Any = frozenset

    def roots(self) -> list[Path]:
        """The folder."""
        return [self._folder]

    def request(self, *_: Path) -> None:
        """Do nothing."""


def main() -> None:
    """Make the files, look, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for number in range(options.files):
            file = Path(place, f"{number // 100:04}", f"{number:06}.md")
            file.parent.mkdir(exist_ok=True)
            file.touch()
        looks = []
        with watching.Watcher(cast(Librarian, Idle(Path(place))), seconds=1e6) as watcher:
            for _ in range(21):
                began = time.thread_time()
                watcher.look()
                looks.append(time.thread_time() - began)
    look = statistics.median(looks)
    pause = max(watching._SECONDS, look / watching._SHARE)
    print(f"{options.files} files: a look takes {1000 * look:.0f} ms, one every {pause:.1f} s,")
    print(f"{look / (look + pause):.1%} of a core; {machine()}")


if __name__ == "__main__":
    main()
