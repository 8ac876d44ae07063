"""Reads what a request brings, up to a bound and not for ever."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

_SECONDS = 30.0
# What is left of a body that was not read must not be taken for the next request.
CLOSING = {"connection": "close"}


async def whole(scope: Scope, receive: Receive, most: int) -> bytes:
    """The body of a request, of at most so many bytes. Raises HTTPException."""
    _check_length(scope, most)
    body = bytearray()
    more = True
    try:
        async with asyncio.timeout(_SECONDS):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise HTTPException(400, "this request broke off")
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > most:
                    raise _too_large(most)
    except TimeoutError:
        raise _too_slow() from None
    return bytes(body)


def replayed(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read, then whatever comes next: that the client has gone."""
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def counted(scope: Scope, receive: Receive, most: int) -> Receive:
    """Passes a body on as it comes; raises HTTPException for one that is longer, or stalls.

    One that announces that it will be longer is for the route to refuse, in its own words.
    """
    _check_length(scope)
    size, more = 0, True

    async def count() -> Message:
        nonlocal size, more
        if not more:  # what comes now, if ever, is that the client has gone
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), _SECONDS)
        except TimeoutError:
            raise _too_slow() from None
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
        if size > most:
            raise _too_large(most)
        return message

    return count


def _check_length(scope: Scope, most: int = 10**18) -> None:
    lengths = Headers(scope=scope).getlist("content-length")
    for length in lengths:
        if not (length.isascii() and length.isdigit()) or len(lengths) > 1:
            raise HTTPException(400, "this request has no length that can be read", CLOSING)
        if len(length) > 19 or int(length) > most:
            raise _too_large(most)


def _too_slow() -> HTTPException:
    return HTTPException(408, f"this request took more than {_SECONDS:.0f} seconds", CLOSING)


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"this request is too large: at most {most} bytes", CLOSING)
