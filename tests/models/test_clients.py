"""The web clients of LangChain's models: how long they wait, and that they can be cut."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fake_server import (
    Exchange,
    FakeServer,
    Script,
    asked,
    opened,
    prepare,
    serve,
    stall,
    threads_end,
)

from assistant.errors import ChatModelError
from assistant.models import providers

environment = pytest.fixture(autouse=True)(prepare)
server = pytest.fixture(serve)


def test_a_distant_server_may_not_be_silent_for_long(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond this computer a silent server is given up before the deadline."""
    monkeypatch.setattr(providers, "_host", lambda address: ("example.org", ""))
    monkeypatch.setattr(providers, "LONGEST_SILENCE", 0.2)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server.queue(*[stall(headers=False)] * 3)

    with pytest.raises(ChatModelError, match=r"example\.org kept silent for too long"):
        list(asked(opened(server)))
    assert len(server.requests) == 3


def test_anthropic_is_spoken_to_in_its_own_way(server: FakeServer) -> None:
    """Its events become pieces, thoughts are left out, and a stalled reply can be closed."""
    start = {"type": "message_start", "message": {"id": "1", "type": "message"}}
    start["message"] |= {"role": "assistant", "content": [], "model": "m", "stop_reason": None}  # type: ignore[operator]
    start["message"] |= {"usage": {"input_tokens": 1, "output_tokens": 1}}  # type: ignore[operator]
    delta = {"type": "text_delta", "text": "Hello"}
    usage = {"output_tokens": 1}
    events: list[dict[str, Any]] = [
        start,
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": delta},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": usage},
        {"type": "message_stop"},
    ]

    def script(number: int, wait: float) -> Script:
        def play(exchange: Exchange) -> None:
            exchange.start()
            for event in events[:number]:
                line = f"event: {event['type']}\ndata: {json.dumps(event)}\n\n"
                exchange.raw(line.encode())
            exchange.wait(wait)
            exchange.end()

        return play

    server.queue(script(6, 0), script(3, 60))
    model = opened(server, spec="anthropic:claude")

    assert list(asked(model)) == ["Hello"]
    pieces = asked(model)
    assert next(pieces) == "Hello"
    pieces.close()
    assert threads_end()
