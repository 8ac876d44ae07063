"""Clicks take effect in their order, and before what is asked after them."""

from __future__ import annotations

import threading

import pytest

from assistant.ui import order as module
from assistant.ui.order import Order


def test_what_comes_early_waits() -> None:
    """The third and second click and a question arrive first; the first lets them through."""
    order, done = Order(), list[str]()

    def click(number: int) -> None:
        with order.turn(number):
            done.append(f"click {number}")

    def ask() -> None:
        order.after(3)
        done.append("asked")

    early = [threading.Thread(target=click, args=(n,)) for n in (3, 2)]
    early.append(threading.Thread(target=ask))
    for thread in early:
        thread.start()
    assert done == []
    click(1)
    for thread in early:
        thread.join(10)
    assert done == ["click 1", "click 2", "click 3", "asked"]
    assert order.done == 3


def test_a_click_that_fails_holds_nothing_up() -> None:
    """It counts as made."""
    order = Order()
    with pytest.raises(ValueError, match="no such article"), order.turn(1):
        raise ValueError("no such article")
    order.after(1)


def test_a_click_that_never_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for it goes on after a while."""
    monkeypatch.setattr(module, "_PATIENCE", 0.01)
    order = Order()
    order.after(1)
    monkeypatch.setattr(module, "_PATIENCE", 1000)
    order.after(1)  # and is not waited for again
    monkeypatch.setattr(module, "_PATIENCE", 0.01)
    with order.turn(3):
        pass
    assert order.done == 3


def test_a_click_counts_in_its_own_turn() -> None:
    """What it shows has it in; for what others show meanwhile it is still to come."""
    order, seen = Order(), list[int]()
    with order.turn(1):
        other = threading.Thread(target=lambda: seen.append(order.done))
        other.start()
        other.join()
        assert order.done == 1
    assert seen == [0]
    assert order.done == 1


def test_clicks_before_a_restart() -> None:
    """A page that goes on after it waits for none of them."""
    order = Order(7)
    with order.turn(8):
        assert order.done == 8
