"""One owner at a time, and nobody waits for a dead one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.errors import StoreBusyError, StoreError
from assistant.library import lock
from assistant.library.lock import StoreLock, is_held, owner

HOLD = """
import sys
from pathlib import Path
from assistant.library.lock import StoreLock
lock = StoreLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that owns the folder."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), "--flag"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    """The message names the owner's number and command, and what to do."""
    with held(tmp_path) as process:
        with pytest.raises(StoreBusyError) as raised:
            StoreLock(tmp_path).acquire()
        assert is_held(tmp_path)

    message = str(raised.value)
    assert message.startswith(f"{tmp_path} is in use by process {process.pid} (-c {tmp_path} --fl")
    assert message.endswith("stop that process, wait for it, or give another folder with --store")
    assert "\n" not in message


def test_a_killed_owner_lets_go(tmp_path: Path) -> None:
    """After SIGKILL the folder is free, and the next owner's name stands in its place."""
    with held(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not is_held(tmp_path)
        mine = StoreLock(tmp_path)
        mine.acquire()

    assert owner(tmp_path).startswith(f"process {os.getpid()} (")
    assert is_held(tmp_path)
    mine.release()
    assert not is_held(tmp_path)


def test_a_second_owner_in_the_same_process(tmp_path: Path) -> None:
    """A folder opened twice by one program is refused as well."""
    first = StoreLock(tmp_path)
    first.acquire()
    with pytest.raises(StoreBusyError, match=f"process {os.getpid()} "):
        StoreLock(tmp_path).acquire()
    first.release()


def test_the_command_is_named_as_it_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`python -m assistant` is `assistant`, not `__main__.py`."""
    monkeypatch.setattr(sys, "argv", ["/somewhere/assistant/__main__.py", "serve", "articles"])
    mine = StoreLock(tmp_path)
    mine.acquire()
    assert f"process {os.getpid()} (assistant serve articles, since 2" in owner(tmp_path)
    mine.release()


def test_an_owner_without_a_name(tmp_path: Path) -> None:
    """A note that is missing or damaged is no reason to fail."""
    assert owner(tmp_path) == "another process"
    for note in ["", "{}", "[]", "garbage", "null"]:
        (tmp_path / lock.OWNER_FILE).write_text(note)
        assert owner(tmp_path) == "another process"


def test_looking_does_not_get_in_the_way(tmp_path: Path) -> None:
    """Who asks for the state takes the lock for a moment: an owner waits that long."""
    probe = FileLock(tmp_path / lock.LOCK_FILE, thread_local=False)
    probe.acquire()
    threading.Timer(0.05, probe.release).start()
    mine = StoreLock(tmp_path)
    mine.acquire()
    mine.release()


def test_a_folder_nobody_may_write_to(tmp_path: Path) -> None:
    """A lock that cannot be made is a StoreError with its cure."""
    (tmp_path / lock.LOCK_FILE).mkdir()
    with pytest.raises(StoreError, match=r"cannot write to .*--store"):
        StoreLock(tmp_path).acquire()
