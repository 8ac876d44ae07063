"""The headers and marks that the guard adds to a response, in whatever pieces it comes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers
from starlette.types import Message

from assistant.ui.headers import Answer

PIECES = st.lists(
    st.sampled_from([b"<script", b">", b" src=x>", b"</script>", b"<scr", b"ipt>", b"<scripted>"]),
    max_size=10,
)


def answered(
    pieces: Sequence[bytes], path: str = "/", kind: str = "text/html", scheme: str = "http"
) -> tuple[Headers, bytes, int]:
    """What is sent on of a response: its headers, its body, and in how many messages."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def respond() -> None:
        answer = Answer({"type": "http", "path": path, "scheme": scheme}, send)
        headers = [(b"content-type", kind.encode()), (b"content-length", b"7")]
        start = {"type": "http.response.start", "status": 200, "headers": headers}
        await answer.send(start)
        for piece in pieces:
            await answer.send({"type": "http.response.body", "body": piece, "more_body": True})
        await answer.send({"type": "http.response.body"})
        assert answer.begun

    asyncio.run(respond())
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Headers(raw=sent[0]["headers"]), body, len(sent)


@given(PIECES)
def test_every_script_of_the_page_is_marked(pieces: list[bytes]) -> None:
    """Marks are where scripts begin, even where a piece ends inside a tag; nothing else changes."""
    headers, body, _ = answered(pieces)
    nonce = headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    mark = f' nonce="{nonce}"'.encode()
    page = b"".join(pieces)
    assert body.replace(mark, b"") == page
    assert body.count(mark) == page.count(b"<script>") + page.count(b"<script ")
    assert headers["content-length"] == str(len(body))


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/receipts/x.html", "text/html"), ("/", "text/event-stream"), ("/config", "text/html")],
)
def test_nothing_else_is_touched(path: str, kind: str) -> None:
    """What is not the page goes on piece by piece as it came."""
    headers, body, messages = answered([b"<script>", b"1", b"</script>"], path, kind)
    assert body == b"<script>1</script>"
    assert messages == 5
    assert headers["content-length"] == "7"


def test_marks_cannot_be_foreseen() -> None:
    """Each page has a mark of its own, of 128 bits."""
    policies = {answered([])[0]["content-security-policy"] for _ in range(20)}
    assert len(policies) == 20
    assert all(len(p.split("'nonce-")[1].split("'")[0]) == 22 for p in policies)


def test_https_is_kept_to() -> None:
    """A browser that came by https is told to do so always, and only then."""
    assert "max-age" in answered([], scheme="https")[0]["strict-transport-security"]
    assert "strict-transport-security" not in answered([])[0]
