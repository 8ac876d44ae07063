"""Limits: how much one user may ask for."""

from __future__ import annotations

import threading

import pytest

from assistant.accounts.limits import RATES, Limits, Rate

from .clock import Clock


@pytest.fixture
def clock() -> Clock:
    """It stands still."""
    return Clock()


@pytest.fixture
def limits(clock: Clock) -> Limits:
    """Three questions at once, then one every ten seconds."""
    return Limits({"question": Rate(3, 10.0), "upload": Rate(5, 1.0)}, clock=clock)


def test_a_burst_and_then_one_by_one(limits: Limits, clock: Clock) -> None:
    """What is left is used up at once, and comes back with time, never more than it was."""
    assert [limits.take("ada", "question") for _ in range(3)] == [0, 0, 0]
    assert limits.take("ada", "question") == pytest.approx(10)
    clock.now += 4
    assert limits.take("ada", "question") == pytest.approx(6)
    clock.now += 6
    assert limits.take("ada", "question") == 0
    clock.now += 1000
    assert [limits.take("ada", "question") for _ in range(4)] == [0, 0, 0, pytest.approx(10)]


def test_users_and_kinds_do_not_share(limits: Limits) -> None:
    """One user's questions take nothing from another's, nor from the same user's uploads."""
    while not limits.take("ada", "question"):
        pass
    assert limits.take("bob", "question") == 0
    assert limits.take("ada", "upload") == 0
    assert limits.take("", "question") == 0


def test_asking_too_early_costs_nothing(limits: Limits, clock: Clock) -> None:
    """The wait is no longer for having been asked about."""
    while not limits.take("ada", "question"):
        pass
    for _ in range(50):
        assert limits.take("ada", "question") == pytest.approx(10)
    clock.now += 10
    assert limits.take("ada", "question") == 0


def test_a_person_is_not_slowed() -> None:
    """A folder of 300 files goes in at once, and so do twenty questions."""
    limits = Limits(clock=Clock())
    assert sum(limits.take("ada", "upload") == 0 for _ in range(301)) == 300
    assert sum(limits.take("ada", "question") == 0 for _ in range(21)) == 20
    assert set(RATES) == {"question", "upload"}


def test_memory_is_bounded(clock: Clock, limits: Limits) -> None:
    """Users who have everything left are forgotten."""
    for number in range(30_000):
        clock.now += 1
        limits.take(f"user{number}", "question")
    assert len(limits._buckets) <= 10_000


def test_many_threads_take_no_more(limits: Limits) -> None:
    """A burst is no larger when it comes from many threads at once."""
    taken: list[float] = []
    threads = [
        threading.Thread(target=lambda: taken.append(limits.take("ada", "upload")))
        for _ in range(50)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken.count(0) == 5
