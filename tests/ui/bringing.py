"""The routes of uploads over a small library, and a real server for them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from keeping import Keeping
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from assistant.accounts.limits import Kind
from assistant.ui.uploading import upload_routes

TIDE = b"The tide rises twice a day.\n"


class Site:
    """The routes over a small library, for users who say who they are; `wait` is the limit's."""

    def __init__(self, keeping: Keeping) -> None:
        self.keeping = keeping
        self.wait: dict[str, float] = {}
        self.app = Starlette(routes=upload_routes(keeping.librarian, self._user, self._wait))
        self.client = TestClient(self.app)

    @staticmethod
    def _user(request: Request) -> str:
        return request.headers.get("x-user", "ada")

    def _wait(self, user: str, kind: Kind) -> float:
        assert kind == "upload"
        return self.wait.get(user, 0)

    def upload(self, name: str, data: bytes, user: str = "ada", **more: str) -> tuple[int, Any]:
        """Send a file: the status and what is said."""
        answer = self.client.post(
            "/library/upload", params={"name": name, **more}, content=data, headers={"x-user": user}
        )
        assert answer.headers["cache-control"] == "no-store"
        return answer.status_code, answer.json()

    def state(self, user: str = "ada") -> Any:
        """What a user is told of the library."""
        return self.client.get("/library/state", headers={"x-user": user}).json()

    def states(self, user: str = "ada") -> dict[str, str]:
        """The state of each file by its name."""
        return {file["name"]: file["state"] for file in self.state(user)["files"]}

    def left_behind(self) -> list[Path]:
        """What is on its way in."""
        return [p for p in self.keeping.uploads.root.glob("*/.incoming/*") if p.is_file()]


@contextmanager
def served(site: Site) -> Iterator[int]:
    """The port of a real server."""
    server = uvicorn.Server(uvicorn.Config(site.app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
