"""How a process of the command line ends."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

ENDING = """
import atexit, logging, sys, threading
from assistant.processes import end

threading.Thread(target=threading.Event().wait).start()
atexit.register(lambda: print("what was registered", flush=False))
logging.basicConfig()
print("what was printed", flush=False)
end(int(sys.argv[1]))
"""
# What is printed waits to be written, whoever runs the tests.
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


@pytest.mark.parametrize("code", [0, 3])
def test_it_ends_with_all_done(code: int) -> None:
    """What was printed is there, what was registered ran, no thread is waited for."""
    done = subprocess.run(
        [sys.executable, "-c", ENDING, str(code)],
        capture_output=True, text=True, timeout=60, check=False, env=BUFFERED,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout.splitlines() == ["what was printed", "what was registered"]


def test_there_is_nowhere_to_write_to() -> None:
    """A service may be started without any output."""
    bare = f"import sys; sys.stderr = sys.stdout = None\n{ENDING}"
    done = subprocess.run([sys.executable, "-c", bare, "3"], timeout=60, check=False, env=BUFFERED)

    assert done.returncode == 3


def test_nobody_reads_any_more() -> None:
    """A reader that has gone changes nothing."""
    with subprocess.Popen(
        [sys.executable, "-c", ENDING, "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=BUFFERED,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
