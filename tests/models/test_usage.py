"""Tokens as the server reports them, or as they are counted here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fake_server import Exchange, FakeServer, drop, opened, prepare, reply, serve
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk
from scripted import ScriptedChat, scripted

from assistant.models.chat import ChatModel
from assistant.models.usage import Meter, Usage

PROMPT = [("system", "Be brief."), ("user", "Hello there?")]


def count(text: str) -> int:
    """Words, which are easy to count by hand."""
    return len(text.split())


def asked(model: ChatModel) -> str:
    """The whole reply to the prompt."""
    return "".join(model.stream(PROMPT, most_tokens=9))  # type: ignore[arg-type]


def metered(model: ChatModel, meter: Meter) -> ChatModel:
    """The same model with this meter."""
    return replace(model, meter=meter)


class Reporting(ScriptedChat):
    """Says with its last piece what it took."""

    def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        yield from super()._stream(*args, **kwargs)
        usage = {"input_tokens": 40, "output_tokens": 7, "total_tokens": 47}
        yield ChatGenerationChunk(message=AIMessageChunk(content="", usage_metadata=usage))


def test_what_is_not_reported_is_counted() -> None:
    """Four words are sent and three written."""
    meter = Meter(count)
    model, _ = scripted("One two three.", meter=meter)
    assert meter.usage() is None
    asked(model)
    assert meter.usage() == Usage(4, 3, estimated=True)


def test_what_is_reported_counts() -> None:
    """A server's own figures go before those counted here, and requests add up."""
    meter = Meter(count)
    model = ChatModel("reporting", Reporting(replies=["One two."]), meter=meter)
    asked(model)
    asked(model)
    assert meter.usage() == Usage(80, 14, estimated=False)


def test_reasoning_is_paid_for_too() -> None:
    """What a model thinks aloud is not shown, but written all the same."""
    meter = Meter(count)
    model, _ = scripted("<think>well then</think>Yes.", meter=meter)
    assert asked(model) == "Yes."
    assert meter.usage() == Usage(4, 2, estimated=True)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeServer]:
    """A server on loopback."""
    prepare(monkeypatch)
    yield from serve()


def test_a_request_that_got_nothing_costs_nothing(server: FakeServer) -> None:
    """A dropped connection is asked again, and only the second request is counted."""
    meter = Meter(count)
    server.queue(drop(), reply("One ", "two."))
    model = opened(server)
    assert asked(metered(model, meter)) == "One two."
    assert meter.usage() == Usage(4, 2, estimated=True)


def test_an_openai_server_reports(server: FakeServer) -> None:
    """The figures come in an event of their own at the end of the stream."""

    def script(exchange: Exchange) -> None:
        exchange.start()
        exchange.piece("Hi.")
        exchange.piece(None, "stop")
        usage = b'{"prompt_tokens": 21, "completion_tokens": 5, "total_tokens": 26}'
        exchange.raw(
            b'data: {"id": "1", "object": "chat.completion.chunk", "created": 0, '
            b'"model": "fake", "choices": [], "usage": ' + usage + b"}\n\n"
        )
        exchange.raw(b"data: [DONE]\n\n")
        exchange.end()

    meter = Meter(count)
    server.queue(script)
    assert asked(metered(opened(server), meter)) == "Hi."
    assert meter.usage() == Usage(21, 5, estimated=False)
