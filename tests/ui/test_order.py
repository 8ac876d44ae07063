"""Ticks take effect in their order, and before what is asked after them."""

from __future__ import annotations

import threading

import pytest

from assistant.ui import order as module
from assistant.ui.order import Order


def test_what_comes_early_waits() -> None:
    """The third and second tick and a question arrive first; the first tick lets them through."""
    order, done = Order(), list[str]()

    def tick(number: int) -> None:
        with order.tick(number):
            done.append(f"tick {number}")

    def ask() -> None:
        order.after(3)
        done.append("asked")

    early = [threading.Thread(target=tick, args=(n,)) for n in (3, 2)]
    early.append(threading.Thread(target=ask))
    for thread in early:
        thread.start()
    assert done == []
    tick(1)
    for thread in early:
        thread.join(10)
    assert done == ["tick 1", "tick 2", "tick 3", "asked"]
    assert order.done == 3


def test_a_tick_that_fails_holds_nothing_up() -> None:
    """It counts as made."""
    order = Order()
    with pytest.raises(ValueError, match="no such article"), order.tick(1):
        raise ValueError("no such article")
    order.after(1)


def test_a_tick_that_never_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for it goes on after a while."""
    monkeypatch.setattr(module, "_PATIENCE", 0.01)
    order = Order()
    order.after(1)
    with order.tick(3):
        pass
    assert order.done == 3
