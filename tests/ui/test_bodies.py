"""Bodies of requests, in whatever pieces they come."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from assistant.ui import bodies

PIECES = st.lists(st.binary(max_size=20), max_size=8)


def receiving(pieces: Sequence[bytes]) -> Receive:
    """What a server gives for a body in pieces; after it, that the client has gone."""
    messages: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces) - 1}
        for number, piece in enumerate(pieces)
    ] or [{"type": "http.request"}]

    async def receive() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    return receive


def scope(*lengths: bytes) -> dict[str, Any]:
    """A request that announces these lengths."""
    headers = [(b"content-length", length) for length in lengths]
    return {"type": "http", "headers": headers, "method": "POST", "path": "/"}


async def drained(receive: Receive) -> bytes:
    """A body as a route reads it."""
    pieces: list[bytes] = []
    while True:
        message = await receive()
        pieces.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(pieces)


@given(PIECES, st.integers(0, 100))
def test_a_body_is_read_up_to_its_bound(pieces: list[bytes], most: int) -> None:
    """A body is whole, or refused for its size, however it was cut; and then read once more."""
    sent = b"".join(pieces)

    async def read() -> tuple[bytes, bytes, str]:
        receive = receiving(pieces)
        body = await bodies.whole(scope(), receive, most)
        again = bodies.replayed(body, receive)
        return body, await drained(again), (await again())["type"]

    if len(sent) > most:
        with pytest.raises(HTTPException, match=f"at most {most} bytes"):
            asyncio.run(read())
    else:
        assert asyncio.run(read()) == (sent, sent, "http.disconnect")


@given(PIECES, st.integers(0, 100))
def test_a_file_is_passed_on_up_to_its_bound(pieces: list[bytes], most: int) -> None:
    """A file goes through unchanged as it comes, or is cut off where it is too long."""
    sent = b"".join(pieces)

    async def read() -> tuple[bytes, str]:
        receive = bodies.counted(scope(), receiving(pieces), most)
        return await drained(receive), (await receive())["type"]

    if len(sent) > most:
        with pytest.raises(HTTPException) as refused:
            asyncio.run(read())
        assert refused.value.status_code == 413
        assert refused.value.headers == {"connection": "close"}
    else:
        assert asyncio.run(read()) == (sent, "http.disconnect")


def test_a_client_that_goes_is_not_waited_for() -> None:
    """A body that breaks off is no body."""

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    with pytest.raises(HTTPException, match="broke off"):
        asyncio.run(bodies.whole(scope(), gone, 10))


def test_a_body_that_stalls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a question nor a file is waited for for ever; a finished one may take its time."""
    monkeypatch.setattr(bodies, "_SECONDS", 0.05)

    async def never() -> Message:
        await asyncio.sleep(60)
        raise AssertionError

    async def patient() -> str:
        receive = bodies.counted(scope(), receiving([b"x"]), 10)
        assert await drained(receive) == b"x"
        await asyncio.sleep(0.1)
        return str((await receive())["type"])

    for reading in (bodies.whole(scope(), never, 10), bodies.counted(scope(), never, 10)()):
        with pytest.raises(HTTPException) as refused:
            asyncio.run(reading)  # type: ignore[arg-type]
        assert refused.value.status_code == 408
    assert asyncio.run(patient()) == "http.disconnect"


LENGTHS = st.binary(max_size=30) | st.integers(-9, 99).map(lambda number: b"%d" % number)


@given(st.lists(LENGTHS, min_size=1, max_size=3))
def test_any_length_can_be_announced(lengths: list[bytes]) -> None:
    """Whatever stands for a length, the body is read or refused in order."""
    announced = lengths[0] if len(lengths) == 1 else b""
    if announced.isdigit() and int(announced) <= 10:
        assert asyncio.run(bodies.whole(scope(*lengths), receiving([b"x"]), 10)) == b"x"
        return
    with pytest.raises(HTTPException) as refused:
        asyncio.run(bodies.whole(scope(*lengths), receiving([b"x"]), 10))
    assert refused.value.status_code in (400, 413)
