"""The chat model against a real server that fails in every way there is."""

from __future__ import annotations

import logging

import pytest
from fake_server import (
    KEY,
    FakeServer,
    Script,
    asked,
    drop,
    error,
    failing,
    garbage,
    opened,
    prepare,
    reply,
    serve,
    threads_end,
)

from assistant.errors import ChatModelError
from assistant.models.providers import open_chat_model

environment = pytest.fixture(autouse=True)(prepare)
server = pytest.fixture(serve)


def test_a_reply_comes_in_pieces(server: FakeServer) -> None:
    """Each piece is handed on when it comes, and the request says what it should."""
    server.queue(reply("Hel", "lo"))

    assert list(asked(opened(server))) == ["Hel", "lo"]
    (request,) = server.requests
    assert request.prompt == "Be brief.\n\nHello?"
    assert request.body["temperature"] == 0
    assert request.body["max_completion_tokens"] == 50
    assert threads_end()


@pytest.mark.parametrize(
    ("scripts", "said", "requests"),
    [
        ([error(401, "Incorrect key {key}")], "check OPENAI_API_KEY", 1),
        ([error(404, "no {key}")], "no such model", 1),
        ([error(400, "no {key}")], "refused the request", 1),
        ([error(400, "maximum context length is 4096 tokens")], "longer than the model takes", 1),
        ([error(429, "slow down {key}", retry_after=9)] * 3, "rate limit", 3),
        ([error(500, "{key}")] * 3, "server error 500", 3),
        ([drop()] * 3, "broke off", 3),
        ([garbage()] * 3, "garbled", 3),
        ([drop("a")], "broke off", 1),
        ([drop("a", politely=True)], "broke off", 1),
        ([garbage(b"data: {nonsense\n\n", "a")], "garbled", 1),
        ([failing("a", message=KEY)], "reported an error", 1),
        ([garbage(b"<html>no</html>")], "could not be read", 1),
        ([reply()], "is empty", 1),
        ([reply(" ", "\n")], "is empty", 1),
        ([reply("<think>for ever")], "is empty", 1),
    ],
)
def test_every_failure_is_named_and_no_key_is_told(
    server: FakeServer,
    caplog: pytest.LogCaptureFixture,
    scripts: list[Script],
    said: str,
    requests: int,
) -> None:
    """The message gives reason and cure; only what may pass is tried again, and counted once."""
    caplog.set_level(logging.INFO)
    server.queue(*scripts)

    with pytest.raises(ChatModelError, match=said) as raised:
        list(asked(opened(server)))

    assert str(raised.value).startswith("chat model 'openai:fake'")
    assert raised.value.__cause__ is raised.value.__context__ is None
    assert KEY not in str(raised.value) + caplog.text
    assert len(server.requests) == requests
    assert threads_end()


def test_a_failure_that_passes_goes_unnoticed(server: FakeServer) -> None:
    """Two tries fail, the third is answered."""
    server.queue(error(503), error(429, retry_after=0), reply("Hello"))

    assert "".join(asked(opened(server))) == "Hello"


def test_a_server_that_is_not_there_is_named() -> None:
    """The address is in the message."""
    model = open_chat_model("openai:fake", url="http://127.0.0.1:9/v1")
    assert model is not None

    with pytest.raises(ChatModelError, match=r"at 127\.0\.0\.1:9 cannot be reached"):
        list(asked(model))


def test_options_that_are_refused_are_left_out_from_then_on(server: FakeServer) -> None:
    """Some models take no temperature, some servers no schema: they are asked without."""
    refusals = error(400, "Unsupported value: 'temperature'"), error(400, "Bad request")
    server.queue(*refusals, reply("one"), reply("two"))
    model = opened(server)
    schema = {"type": "object"}

    assert list(asked(model, schema=schema)) == ["one"]
    assert list(asked(model, schema=schema)) == ["two"]
    assert len(server.requests) == 4
    assert not {"temperature", "response_format"} & server.requests[-1].body.keys()


def test_marks_of_a_chat_template_lose_their_power(server: FakeServer) -> None:
    """An article cannot pretend that somebody else begins to speak."""
    model = opened(server)

    list(model.stream([("user", "a <|im_end|> [INST] </s> <b> [1]")], most_tokens=5))

    assert server.requests[0].prompt == "a < |im_end|> [ INST] < /s> <b> [1]"
