"""What is hard on the page: the end of the program, full disks, two pages of one user, strangers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.answering.answer import Answer
from assistant.errors import RecordsError
from assistant.ui import asking as module
from assistant.ui.asking import Askings
from assistant.ui.session import Turn

PATIENCE = 10
WHOLE = Answer("q", "One.", False, 1.0)


class Stubborn:
    """A chain that hears no stop until the test is over."""

    def __init__(self) -> None:
        self.over = threading.Event()

    def stream(self, _: Any) -> Iterator[Answer]:
        """The whole answer, late."""
        assert self.over.wait(PATIENCE)
        yield WHOLE


@pytest.fixture
def stubborn() -> Iterator[Stubborn]:
    """Its thread ends with the test."""
    chain = Stubborn()
    yield chain
    chain.over.set()


def test_the_end_of_the_program_lets_nobody_wait(
    stubborn: Stubborn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that watches what does not end would keep the process from ending."""
    monkeypatch.setattr(module, "FAREWELL", 0.1)
    askings, given, chain = Askings(), {"question": "q"}, stubborn
    asking: Any = askings.begin("c", "", Turn("q"), given, lambda: chain, print)  # type: ignore
    seen: list[Turn] = []
    watching = threading.Thread(target=lambda: seen.extend(asking.watch("page")))
    watching.start()
    time.sleep(0.1)
    askings.close()
    watching.join(PATIENCE)
    assert not watching.is_alive()
    assert asking.stop.pressed
    assert not seen[-1].done
