"""A server on loopback that speaks OpenAI's chat protocol and does what it was told to.

with FakeServer() as server:
    server.queue(error(429, retry_after=1), reply("Hel", "lo"), stall("Hel"))
    pieces = asked(opened(server))

Each request takes the next of the queued scripts; when none is left, `server.otherwise`.
"""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import pytest

from assistant.models import failures
from assistant.models.chat import ChatModel
from assistant.models.providers import open_chat_model
from assistant.models.replies import Reply

KEY = "sk-planted-4711"


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def key(self) -> str:
        """The key that came with it; names of headers are written in any case."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        return headers.get("authorization", "").removeprefix("Bearer ")

    @property
    def prompt(self) -> str:
        """The text of all messages, a blank line between two."""
        return "\n\n".join(str(message["content"]) for message in self.body.get("messages", []))


class Exchange:
    """One request and the connection to answer it on."""

    def __init__(
        self, request: Request, handler: BaseHTTPRequestHandler, server: FakeServer
    ) -> None:
        self.request = request
        self.server = server
        self._handler = handler

    @property
    def streams(self) -> bool:
        """Whether the client asked for the reply in pieces."""
        return bool(self.request.body.get("stream"))

    def start(self, code: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        """Send status and headers; the body follows in chunks, so that its end can be missed."""
        self._handler.send_response(code)
        self._handler.send_header("Content-Type", kind)
        self._handler.send_header("Transfer-Encoding", "chunked")
        for name, value in headers.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.end_headers()

    def raw(self, data: bytes) -> None:
        """Send a part of the body."""
        self._handler.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self._handler.wfile.flush()

    def piece(self, text: str | None, finish: str | None = None) -> None:
        """Send a piece of the reply as an event."""
        delta = {} if text is None else {"role": "assistant", "content": text}
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        event = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "fake"}
        self.raw(f"data: {json.dumps({**event, 'choices': [choice]})}\n\n".encode())

    def end(self) -> None:
        """End the body as it should be."""
        self._handler.wfile.write(b"0\r\n\r\n")
        self._handler.wfile.flush()

    def json(self, value: object, code: int = 200, **headers: str) -> None:
        """Send a whole reply as JSON."""
        self.start(code, "application/json", **headers)
        self.raw(json.dumps(value).encode())
        self.end()

    def wait(self, seconds: float) -> bool:
        """Send nothing for so long; true if the client has gone or the server is to stop."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.server.stopped.is_set():
            if select.select([self._handler.connection], [], [], 0.02)[0]:
                with suppress(OSError):
                    if self._handler.connection.recv(1, socket.MSG_PEEK):
                        time.sleep(0.02)
                        continue
                self.server.hung_up.set()
                return True
        return self.server.stopped.is_set()

    def drop(self) -> None:
        """Close the connection in the middle."""
        self._handler.close_connection = True
        with suppress(OSError):
            self._handler.connection.shutdown(socket.SHUT_RDWR)


Script = Callable[[Exchange], None]


class FakeServer:
    """The server; `requests` are those received so far, `hung_up` tells that a client left."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.hung_up = threading.Event()
        self.stopped = threading.Event()
        self.otherwise: Script = reply("OK")
        self._scripts: deque[Script] = deque()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        self._server.block_on_close = False

    @property
    def url(self) -> str:
        """The address to give as the model's url."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def queue(self, *scripts: Script) -> None:
        """What to do with the next requests, one script for each."""
        self._scripts.extend(scripts)

    def answer(self, exchange: Exchange) -> None:
        """Take note of a request and play the next script."""
        self.requests.append(exchange.request)
        script = self._scripts.popleft() if self._scripts else self.otherwise
        with suppress(BrokenPipeError, ConnectionResetError):
            script(exchange)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()


def _handler_for(server: FakeServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            request = Request(self.path, dict(self.headers.items()), body)
            server.answer(Exchange(request, self, server))

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the tests read what a program prints."""

    return Handler


def reply(
    *pieces: str,
    finish: str = "stop",
    pause: float = 0.0,
    until: threading.Event | None = None,
) -> Script:
    """The whole reply, in these pieces; `pause` seconds before each but the first.

    With `until`, what follows the first piece comes when that is set.
    """

    def script(exchange: Exchange) -> None:
        if not exchange.streams:
            message = {"role": "assistant", "content": "".join(pieces)}
            choice = {"index": 0, "message": message, "finish_reason": finish}
            exchange.json({"id": "1", "object": "chat.completion", "choices": [choice]})
            return
        exchange.start()
        for number, piece in enumerate(pieces):
            while number and until and not until.is_set():
                if exchange.wait(0.05):
                    return
            if number and pause and exchange.wait(pause):
                return
            exchange.piece(piece)
        exchange.piece(None, finish)
        exchange.raw(b"data: [DONE]\n\n")
        exchange.end()

    return script


def answering(read: Callable[[Request], str]) -> Script:
    """A reply made from the request, for instance from the ids in its prompt."""
    return lambda exchange: reply(*_halves(read(exchange.request)))(exchange)


def stall(*pieces: str, headers: bool = True, seconds: float = 600.0) -> Script:
    """These pieces and then silence, with the connection open; not even `headers` if so set."""

    def script(exchange: Exchange) -> None:
        if headers or pieces:
            exchange.start()
        for piece in pieces:
            exchange.piece(piece)
        exchange.wait(seconds)
        exchange.drop()

    return script


def trickle(*pieces: str, every: float = 1.0) -> Script:
    """These pieces and then comments of one byte, so that the connection is never silent."""

    def script(exchange: Exchange) -> None:
        exchange.start()
        for piece in pieces:
            exchange.piece(piece)
        while not exchange.wait(every):
            exchange.raw(b":")

    return script


def drop(*pieces: str, politely: bool = False) -> Script:
    """These pieces and then the connection's end; `politely` ends the body, but not the reply."""

    def script(exchange: Exchange) -> None:
        if pieces:
            exchange.start()
        for piece in pieces:
            exchange.piece(piece)
        if politely:
            exchange.end()
        else:
            exchange.drop()

    return script


def error(code: int, message: str = "", *, retry_after: float | None = None) -> Script:
    """An error as OpenAI's server words it; "{key}" in the message becomes the key received."""

    def script(exchange: Exchange) -> None:
        text = message or f"error {code}"
        if "{key}" in text:
            assert exchange.request.key, "no key came: a test that it is kept would prove nothing"
            text = text.replace("{key}", exchange.request.key)
        headers = {} if retry_after is None else {"Retry_After": f"{retry_after:g}"}
        exchange.json({"error": {"message": text, "type": "error", "code": None}}, code, **headers)

    return script


def failing(*pieces: str, message: str = "the model crashed") -> Script:
    """These pieces and then an error instead of the next, as llama.cpp and vLLM send it."""
    event = json.dumps({"error": {"message": message, "type": "server_error"}})
    return garbage(f"data: {event}\n\n".encode(), *pieces)


def garbage(data: bytes = b'data: {"choices": [{"ind\n\n', *pieces: str) -> Script:
    """These pieces and then bytes that are no event: half a JSON unless others are given."""

    def script(exchange: Exchange) -> None:
        exchange.start()
        for piece in pieces:
            exchange.piece(piece)
        exchange.raw(data)
        exchange.end()

    return script


def prepare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key to be kept secret, a proxy that goes nowhere, and hardly a pause between tries."""
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(name, KEY)
    for name in ("OPENAI_API_BASE", "OPENAI_BASE_URL", "OLLAMA_HOST", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setattr(failures, "LONGEST_PAUSE", 0.05)


def serve() -> Iterator[FakeServer]:
    """A server for one test."""
    with FakeServer() as server:
        yield server


def opened(server: FakeServer, seconds: float = 5.0, spec: str = "openai:fake") -> ChatModel:
    """A model at that server."""
    url = server.url if spec.startswith("openai") else server.url.removesuffix("/v1")
    model = open_chat_model(spec, url=url, seconds=seconds)
    assert model is not None
    return model


def asked(model: ChatModel, **options: Any) -> Reply:
    """The reply to some question."""
    return model.stream([("system", "Be brief."), ("user", "Hello?")], most_tokens=50, **options)


def threads_end(within: float = 5.0) -> bool:
    """Whether the threads that fetch replies are soon gone."""
    until = time.monotonic() + within
    while any(thread.name == "chat-model-reply" for thread in threading.enumerate()):
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def _halves(text: str) -> Iterator[str]:
    yield text[: len(text) // 2]
    yield text[len(text) // 2 :]
