"""What a request holds: schema, length and context where each server looks for them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fake_server import Exchange, FakeServer, Script, asked, opened, prepare, reply, serve

from assistant.errors import ChatModelError

environment = pytest.fixture(autouse=True)(prepare)
server = pytest.fixture(serve)


def test_a_schema_is_passed_on(server: FakeServer) -> None:
    """A server on this computer is asked to hold the reply to the schema."""
    server.queue(reply("{}"))
    schema = {"type": "object"}

    assert list(asked(opened(server), schema=schema)) == ["{}"]
    assert server.requests[0].body["response_format"]["json_schema"]["schema"] == schema


def test_ollama_is_spoken_to_in_its_own_way(server: FakeServer) -> None:
    """Schema, length and context go where Ollama looks for them; a broken reply is noticed."""

    def lines(*messages: dict[str, Any]) -> Script:
        def script(exchange: Exchange) -> None:
            exchange.start(kind="application/x-ndjson")
            for message in messages:
                exchange.raw(json.dumps({"model": "m", "created_at": "", **message}).encode())
                exchange.raw(b"\n")
            exchange.end()

        return script

    piece = {"message": {"role": "assistant", "content": "Hello"}, "done": False}
    end = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"}
    server.queue(lines(piece, end), lines(piece))
    model = opened(server, spec="ollama:smollm2:135m")

    assert list(asked(model, schema={"type": "object"})) == ["Hello"]
    body = server.requests[0].body
    assert body["format"] == {"type": "object"}
    assert body["options"]["num_predict"] == 50
    assert body["options"]["num_ctx"] == model.limit
    with pytest.raises(ChatModelError, match="broke off"):
        list(asked(model))
