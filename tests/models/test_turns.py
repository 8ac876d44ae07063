"""One at a time, in the order in which they came."""

from __future__ import annotations

import threading
import time

import pytest

from assistant.models.turns import Turns


def waiting(turns: Turns, count: int) -> None:
    """Wait until so many stand in line."""
    end = time.monotonic() + 10
    while len(turns._waiting) < count and time.monotonic() < end:
        time.sleep(0.001)
    assert len(turns._waiting) == count


def test_those_who_wait_come_in_their_order() -> None:
    """Each gets its turn after those that came before, also before one that wants it again."""
    turns, came = Turns(), list[int]()

    def enter(number: int) -> None:
        with turns.take():
            came.append(number)

    others = [threading.Thread(target=enter, args=(number,)) for number in range(5)]
    with turns.take():
        for number, other in enumerate(others):
            other.start()
            waiting(turns, number + 1)
    with turns.take():
        came.append(-1)
    for other in others:
        other.join(10)
    assert came == [0, 1, 2, 3, 4, -1]


def test_only_one_is_in_at_a_time() -> None:
    """However many want in."""
    turns, inside, most = Turns(), [0], [0]

    def enter() -> None:
        for _ in range(200):
            with turns.take():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=enter) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (inside, most) == ([0], [1])
    with turns.take():
        assert not turns._waiting


def test_an_error_passes_the_turn_on() -> None:
    """What goes wrong inside keeps nobody out."""
    turns = Turns()
    with pytest.raises(ValueError, match="wrong"), turns.take():
        raise ValueError("wrong")
    with turns.take():
        pass


@pytest.mark.parametrize("already", [False, True], ids=["still waiting", "just called"])
def test_who_is_interrupted_leaves_the_line(monkeypatch: pytest.MonkeyPatch, already: bool) -> None:
    """An interrupt while waiting loses nobody's turn, also if it comes with the call."""
    turns = Turns()

    class Interrupted(threading.Event):
        """An event that is interrupted while it is waited for."""

        def wait(self, timeout: float | None = None) -> bool:
            if already:
                turns._pass_on()
            raise KeyboardInterrupt

    entered = turns.take()
    entered.__enter__()
    with monkeypatch.context() as patched:
        patched.setattr("assistant.models.turns.threading.Event", Interrupted)
        with pytest.raises(KeyboardInterrupt), turns.take():
            pass
    if not already:
        entered.__exit__(None, None, None)
    assert not turns._taken
    assert not turns._waiting
