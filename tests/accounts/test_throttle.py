"""Guessing passwords is slow, whoever guesses and from wherever."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.accounts.throttle import Throttle

from .clock import Clock

HOUR = 3600.0


@pytest.fixture
def clock() -> Clock:
    """It stands still."""
    return Clock()


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    """Nobody has tried yet."""
    return Throttle(clock)


def guesses(throttle: Throttle, clock: Clock, name: str, address: str, seconds: float) -> int:
    """How many guesses somebody has in a time who tries as soon as possible."""
    end, count = clock.now + seconds, 0
    while clock.now < end:
        wait = throttle.wait(name, address)
        count += wait == 0
        clock.now += wait + 0.001
    return count


def test_a_few_tries_are_free(throttle: Throttle) -> None:
    """Five tries pass at once, the sixth makes the next wait, each longer than before."""
    assert [throttle.wait("ada", "10.0.0.1") for _ in range(6)] == [0] * 6
    assert throttle.wait("ada", "10.0.0.1") == pytest.approx(2)


def test_the_wait_grows(throttle: Throttle, clock: Clock) -> None:
    """Each further failure about doubles the wait, up to a quarter of an hour."""
    waits = []
    for _ in range(30):
        while wait := throttle.wait("ada", "10.0.0.1"):
            waits.append(wait)
            clock.now += wait
    assert waits[:5] == pytest.approx([2, 4, 8, 16, 32], rel=0.15)
    assert max(waits) <= 900
    assert max(waits) > 400


def test_waiting_is_not_counted(throttle: Throttle, clock: Clock) -> None:
    """Whoever tries again too early does not wait longer for it."""
    for _ in range(6):
        throttle.wait("ada", "10.0.0.1")
    for _ in range(100):
        assert 0 < throttle.wait("ada", "10.0.0.1") <= 2
    clock.now += 2
    assert throttle.wait("ada", "10.0.0.1") == 0


def test_the_right_password_takes_it_back(throttle: Throttle) -> None:
    """After the right password a name has all its tries again."""
    for _ in range(5):
        throttle.wait("ada", "10.0.0.1")
    throttle.succeeded("ada", "10.0.0.1")
    assert [throttle.wait("ada", "10.0.0.1") for _ in range(6)] == [0] * 6


def test_an_account_of_ones_own_does_not_help(throttle: Throttle) -> None:
    """Whoever signs in properly between two guesses at others is slowed all the same."""
    passed = 0
    for number in range(100):
        passed += throttle.wait(f"user{number}", "10.0.0.1") == 0
        if throttle.wait("mallory", "10.0.0.1") == 0:
            throttle.succeeded("mallory", "10.0.0.1")
    assert passed < 25


def test_a_day_of_guessing(throttle: Throttle, clock: Clock) -> None:
    """From one address a day brings fewer than 200 guesses, at one name or at many."""
    assert guesses(throttle, clock, "ada", "10.0.0.1", 24 * HOUR) < 200
    names = [f"user{number}" for number in range(100)]
    end, count, number = clock.now + 24 * HOUR, 0, 0
    while clock.now < end:
        wait = throttle.wait(names[number % 100], "10.0.0.9")
        number += 1
        count += wait == 0
        clock.now += wait
    assert count < 250


def test_a_day_of_guessing_from_everywhere(throttle: Throttle, clock: Clock) -> None:
    """A name that is guessed from a thousand addresses gives a guess a minute."""
    end, count, number = clock.now + 24 * HOUR, 0, 0
    while clock.now < end:
        number += 1
        wait = throttle.wait("ada", f"10.0.{number % 1000 // 250}.{number % 250}")
        count += wait == 0
        clock.now += wait
    assert count < 60 + 24 * 60


def test_an_attack_elsewhere_does_not_keep_the_owner_out(throttle: Throttle, clock: Clock) -> None:
    """While one address guesses a name, its owner signs in from another."""
    guesses(throttle, clock, "ada", "10.0.0.1", 2 * HOUR)
    assert throttle.wait("ada", "10.0.0.2") == 0
    throttle.succeeded("ada", "10.0.0.2")
    throttle.wait("ada", "10.0.0.1")
    assert throttle.wait("ada", "10.0.0.1") > 60  # which gains the attacker nothing


def test_names_are_counted_as_one_in_any_case(throttle: Throttle) -> None:
    """Ada and ada are the same name."""
    for name in ("ada", "Ada", "ADA", "aDA", "adA", "AdA"):
        throttle.wait(name, "10.0.0.1")
    assert throttle.wait("ada", "10.0.0.1") > 0


def test_an_ipv6_network_is_one_address(throttle: Throttle) -> None:
    """Whoever has 2**64 addresses has no more tries; an IPv4 address is the same in both forms."""
    for number in range(30):
        throttle.wait(f"user{number}", f"2001:db8::{number:x}")
    assert throttle.wait("ada", "2001:db8::ffff") > 0
    assert throttle.wait("ada", "2001:db8:0:1::1") == 0
    for _ in range(30):
        throttle.wait("", "::ffff:10.0.0.7")
    assert throttle.wait("", "10.0.0.7") > 0


def test_failures_are_forgotten(throttle: Throttle, clock: Clock) -> None:
    """A day later nothing is held against anybody."""
    guesses(throttle, clock, "ada", "10.0.0.1", HOUR)
    clock.now += 24 * HOUR
    assert [throttle.wait("ada", "10.0.0.1") for _ in range(6)] == [0] * 6


def test_memory_is_bounded(clock: Clock) -> None:
    """However many names and addresses are tried, only so many are remembered."""
    throttle = Throttle(clock, most=100)
    for number in range(5000):
        throttle.wait(f"user{number}", f"10.1.{number // 250}.{number % 250}")
    assert len(throttle._tries) == 100


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=90), st.booleans()), max_size=60))
def test_any_text_is_an_address(tries: list[tuple[str, str, bool]]) -> None:
    """Whatever stands for a name and an address, a wait is a number that ends."""
    throttle = Throttle(Clock())
    for name, address, right in tries:
        assert 0 <= throttle.wait(name, address) <= 900
        if right:
            throttle.succeeded(name, address)


def test_many_at_once_gain_nothing(throttle: Throttle) -> None:
    """A hundred tries at the same moment are let through no more often than one after another."""
    passed: list[float] = []
    threads = [
        threading.Thread(target=lambda: passed.append(throttle.wait("ada", "10.0.0.1")))
        for _ in range(100)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert passed.count(0) == 6
