"""`assistant serve` as users start it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.library.status import read_status

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of Ctrl-C")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@contextmanager
def serving(folder: Path, place: Path) -> Iterator[str]:
    """What it says until the page is open; it is ended with Ctrl-C."""
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", str(folder), "--port", "0",
         "--store", str(place / "store"), "--data", str(place / "data")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if address := ADDRESS.search(line):
                with urllib.request.urlopen(address[0], timeout=60) as page:  # noqa: S310 - our own
                    assert page.status == 200
                yield said
                break
        else:
            raise AssertionError(process.communicate()[1])
    finally:
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60)[1] == ""
        assert process.returncode == 0


def titles(place: Path) -> list[str]:
    """What the index holds."""
    return sorted(entry.title for entry in read_status(place / "store").articles)


def test_a_known_folder_is_not_waited_for(tmp_path: Path) -> None:
    """The first time it is indexed; then the page opens at once, and what changed follows."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "lamp.md").write_text("# The lamp\n\nThe lamp burned 12 liters of oil a night.\n")
    with serving(folder, tmp_path) as said:
        assert "1 added" in said
    (folder / "mill.md").write_text("# The mill\n\nThe mill ground 9 sacks of flour a day.\n")
    (folder / "lamp.md").unlink()

    with serving(folder, tmp_path) as said:
        assert "added" not in said
        until = time.monotonic() + 60
        while titles(tmp_path) != ["The mill"] and time.monotonic() < until:
            time.sleep(0.2)
        assert titles(tmp_path) == ["The mill"]
