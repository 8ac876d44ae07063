"""How files come in from the page, and how they stand: routes for its scripts, all in JSON."""

from __future__ import annotations

import asyncio
import json
import math
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from assistant.accounts.limits import Kind
from assistant.collection.librarian import Librarian
from assistant.collection.names import sayable
from assistant.collection.refusals import RefusedError
from assistant.collection.upload import Upload, too_large
from assistant.errors import AssistantError
from assistant.library.sources import absolute

# Files that come in at a time, from one user and from all; and how many are read at a time.
_OF_ONE, _OF_ALL, _READERS = 4, 16, 2
_STATUS = {
    "name": 400,
    "kind": 415,
    "unreadable": 415,
    "large": 413,
    "full": 409,
    "foreign": 404,
    "disk": 507,
}


def upload_routes(
    librarian: Librarian,
    user_of: Callable[[Request], str],
    seconds_to_wait: Callable[[str, Kind], float],
) -> list[Route]:
    """The routes, each for the user who asks; `seconds_to_wait` is 0 for who may go on."""
    doors = _Doors()
    # By this a page sees that the program was started anew: versions begin again then.
    program = {"x-program": secrets.token_hex(8)}
    readers = ThreadPoolExecutor(_READERS, thread_name_prefix="upload")

    async def upload(request: Request) -> Response:
        user = user_of(request)
        name = request.query_params.get("name", "")
        with doors.passed(user) as free:
            if not free:
                return _later(name, 1)
            if seconds := seconds_to_wait(user, "upload"):
                return _later(name, seconds)
            try:
                return _json(await received(request, user, name))
            except RefusedError as exc:
                return _refused(exc.name or name, exc.reason, _STATUS[exc.kind])
            except AssistantError as exc:
                return _refused(name, str(exc), 500)
            except HTTPException as exc:  # the guard bounds what is sent, too
                return _refused(name, exc.detail, exc.status_code)
            except ClientDisconnect:  # nobody is there to be told
                return _refused(name, "broke off", 400)

    async def received(request: Request, user: str, name: str) -> dict[str, Any]:
        uploads = librarian.uploads
        _check_length(request, name, uploads.file_bytes)
        replace = request.query_params.get("replace") == "1"
        with uploads.begin(user, name, replace=replace) as upload:
            async for chunk in request.stream():
                upload.write(chunk)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(readers, _kept, upload, librarian, user)

    def state(request: Request) -> Response:
        user = user_of(request)
        if request.query_params.get("version") == str(librarian.version(user)):
            return Response(status_code=204, headers=program)
        return _json(librarian.state(user).to_dict(), headers=program)

    def cancel(request: Request) -> Response:
        return _json({"cancelled": librarian.cancel(user_of(request))})

    return [
        Route("/library/upload", upload, methods=["POST"]),
        Route("/library/state", state),
        Route("/library/cancel", cancel, methods=["POST"]),
    ]


def _kept(upload: Upload, librarian: Librarian, user: str) -> dict[str, Any]:
    """Keep a file that has come whole and have it indexed: how it stands. Raises RefusedError."""
    received = upload.finish()
    librarian.request(received.path)
    key = absolute(received.path)
    stands = librarian.state(user).files.get(key) if received.already else None
    told = "is there already" if received.already else " ".join(received.warnings)
    return {
        "state": stands.state if stands else "waiting",
        "name": received.path.name,
        "source": stands.source if stands else sayable(received.path),
        "reason": (stands and stands.reason) or told,
    }


class _Doors:
    """How many files are coming in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside: Counter[str] = Counter()

    @contextmanager
    def passed(self, user: str) -> Iterator[bool]:
        """Whether there is room for one more of this user's; it is taken until the end."""
        with self._lock:
            free = self._inside[user] < _OF_ONE and self._inside.total() < _OF_ALL
            self._inside[user] += free
        try:
            yield free
        finally:
            with self._lock:
                self._inside[user] -= free
                if not self._inside[user]:
                    del self._inside[user]


def _check_length(request: Request, name: str, most_bytes: int) -> None:
    """Refuse a file by the size that is announced, before it is read; what comes is counted."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most_bytes:
        raise too_large(name, most_bytes)


def _refused(name: str, reason: str, status: int) -> Response:
    return _json({"state": "failed", "name": name, "source": "", "reason": reason}, status)


def _later(name: str, seconds: float) -> Response:
    wait = math.ceil(seconds)
    reason = f"too many files at once: try again in {wait} s"
    told = {"state": "waiting", "name": name, "source": "", "reason": reason}
    return _json(told, 429, {"retry-after": str(wait)})


def _json(
    content: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    # What is no character cannot be sent: a name may be any string.
    return Response(
        json.dumps(content),
        status,
        {"cache-control": "no-store", **(headers or {})},
        "application/json",
    )
