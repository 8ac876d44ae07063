"""Replies in pieces: cut off at the deadline, closed at any moment, without reasoning."""

from __future__ import annotations

import threading
import time

import pytest
from fake_server import (
    FakeServer,
    Script,
    asked,
    opened,
    prepare,
    reply,
    serve,
    stall,
    threads_end,
    trickle,
)

from assistant.errors import ChatModelError
from assistant.models.replies import without_reasoning

environment = pytest.fixture(autouse=True)(prepare)
server = pytest.fixture(serve)


@pytest.mark.parametrize(
    "script", [stall(headers=False), stall("a"), trickle("a", every=0.1), reply(*"abc", pause=0.4)]
)
def test_a_reply_ends_at_the_deadline(server: FakeServer, script: Script) -> None:
    """Silence, a trickle and a slow reply alike are cut off, and the server hears of it."""
    server.queue(script)
    model = opened(server, seconds=0.5)
    begun = time.monotonic()

    with pytest.raises(ChatModelError, match=r"took longer than 0\.5 s"):
        list(asked(model))

    assert time.monotonic() - begun < 1.5
    assert server.hung_up.wait(1)
    assert threads_end()


@pytest.mark.parametrize("script", [stall("a"), trickle("a", every=0.1), reply(*"abcd", pause=9)])
def test_closing_returns_at_once(server: FakeServer, script: Script) -> None:
    """Whatever the server does, the reader is free, the thread ends, the server hears of it."""
    server.queue(script)
    pieces = asked(opened(server, seconds=60))
    assert next(pieces) == "a"
    begun = time.monotonic()

    pieces.close()

    assert time.monotonic() - begun < 0.5
    assert list(pieces) == []
    assert server.hung_up.wait(1)
    assert threads_end()


def test_closing_from_another_thread_frees_a_waiting_reader(server: FakeServer) -> None:
    """A page's stop button works while the server has not even begun."""
    server.queue(stall(headers=False))
    pieces = asked(opened(server, seconds=60))
    threading.Timer(0.3, pieces.close).start()
    begun = time.monotonic()

    assert list(pieces) == []
    assert time.monotonic() - begun < 0.8
    assert threads_end()


def test_a_forgotten_reply_leaves_no_thread(server: FakeServer) -> None:
    """A reader who breaks off without closing, with more to come than the queue holds."""
    server.queue(reply(*["word "] * 500))

    for _ in asked(opened(server, seconds=60)):
        break

    assert threads_end()


def test_nothing_is_asked_before_the_first_piece_is_wanted(server: FakeServer) -> None:
    """A reply that nobody reads costs nothing."""
    asked(opened(server)).close()

    assert server.requests == []


@pytest.mark.parametrize(
    ("pieces", "seen"),
    [
        (["<th", "ink>a", "b</thi", "nk>\n", "\nHel", "lo"], "Hello"),
        (["\n<think></think>", "Hello"], "Hello"),
        (["<", "b>Hello"], "<b>Hello"),
        (["<"], "<"),
        (["Hello <think>x</think>"], "Hello <think>x</think>"),
        (["<think>only"], ""),
        ([], ""),
    ],
)
def test_reasoning_at_the_start_is_left_out(pieces: list[str], seen: str) -> None:
    """However the marks are cut, and only at the start."""
    assert "".join(without_reasoning(pieces)) == seen
    assert "".join(without_reasoning("".join(pieces))) == seen
