"""A small page of Gradio's and a few routes behind the guard, served over real HTTP."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gradio as gr
import httpx
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.accounts.passwords import Cost
from assistant.accounts.sessions import SESSIONS_FILE, Sessions
from assistant.accounts.throttle import Throttle
from assistant.accounts.users import USERS_FILE, Users
from assistant.ui.guard import Guard, user_of
from assistant.ui.sign_in import SignIn

PASSWORDS = {"ada": "correct horse battery", "bob": "another long password"}
UPLOAD_BYTES = 300_000
QUICK = Cost(n=2, r=1, p=1)  # the tests check passwords by the hundred


@dataclass
class Place:
    """A served application, and what it noted."""

    address: str
    users: Users
    left: list[str]
    received: list[int]

    def client(self, **options: Any) -> httpx.Client:
        """A browser of sorts: keeps cookies, and says where its requests come from."""
        headers = {"origin": self.address, **options.pop("headers", {})}
        return httpx.Client(base_url=self.address, headers=headers, timeout=20, **options)

    @contextmanager
    def signed_in(self, name: str) -> Iterator[httpx.Client]:
        """A browser in which somebody signed in."""
        with self.client() as client:
            assert sign_in(client, name, PASSWORDS[name]).status_code == 303
            yield client


def sign_in(client: httpx.Client, name: str, password: str, **options: Any) -> httpx.Response:
    """Send the form."""
    return client.post("/sign-in", data={"name": name, "password": password}, **options)


@dataclass
class Notes:
    """What the routes below saw."""

    left: list[str] = field(default_factory=list)
    received: list[int] = field(default_factory=list)


@contextmanager
def opened(folder: Path, throttle: Throttle | None = None) -> Iterator[tuple[Users, SignIn]]:
    """Ada and Bob, who may sign in."""
    users = Users(folder / USERS_FILE, QUICK)
    for name, password in PASSWORDS.items():
        if name not in users.names():
            users.add(name, password)
    sign_in = SignIn(users, Sessions(folder / SESSIONS_FILE, users), throttle)
    yield users, sign_in
    sign_in.close()


@contextmanager
def served(app: FastAPI, **options: Any) -> Iterator[str]:
    """The address of an application while it is served."""
    config = uvicorn.Config(
        app, port=0, log_level="critical", timeout_graceful_shutdown=1, **options
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def shared_place(folder: Path, throttle: Throttle | None = None, **options: Any) -> Iterator[Place]:
    """The application served to those who sign in."""
    notes = Notes()
    with (
        opened(folder, throttle) as (users, sign_in),
        served(application(notes, sign_in), **{"proxy_headers": False, **options}) as address,
    ):
        yield Place(address, users, notes.left, notes.received)


def application(notes: Notes, sign_in: SignIn | None = None) -> FastAPI:
    """Routes such as the page's own, Gradio at the root, the guard before both."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    icon = Response("<svg xmlns='http://www.w3.org/2000/svg'/>", media_type="image/svg+xml")
    app.add_route("/favicon.ico", lambda _: icon)

    @app.get("/library/state")
    def state(request: Request) -> JSONResponse:
        return JSONResponse({"user": user_of(request), "headers": dict(request.headers)})

    @app.post("/library/upload")
    async def upload(request: Request) -> JSONResponse:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            notes.received.append(len(chunk))
        return JSONResponse({"bytes": size, "user": user_of(request)})

    @app.get("/receipts/page.html")
    def receipt() -> HTMLResponse:
        return HTMLResponse("<script type='application/json'>{}</script>")

    @app.get("/page/script.js")
    def script() -> Response:
        return Response("1", media_type="text/javascript", headers={"cache-control": "max-age=9"})

    @app.get("/library/broken")
    def broken() -> None:
        raise RuntimeError("a fault of our own")

    gr.mount_gradio_app(app, blocks(notes), path="/", footer_links=[], ssr_mode=False)
    app.add_middleware(Guard, sign_in=sign_in, upload_bytes=UPLOAD_BYTES)
    return app


def blocks(notes: Notes) -> gr.Blocks:
    """A page whose events tell who they were sent by."""

    def say(text: str, request: gr.Request) -> Iterator[str]:
        yield "…"
        time.sleep(0.05)
        yield f"{user_of(request)} said {text}"

    def leave(request: gr.Request) -> None:
        notes.left.append(user_of(request))

    page = gr.Blocks(title="A page", analytics_enabled=False)
    with page:
        box, shown = gr.Textbox(label="Say"), gr.Textbox(label="Said", elem_id="said")
        box.submit(say, [box], [shown])
        page.unload(leave)
    return page


def event(client: httpx.Client, text: str, tab: str) -> list[Any]:
    """What an event of the page comes to, by way of Gradio's queue."""
    body = {"data": [text], "fn_index": 0, "session_hash": tab}
    joined = client.post("/gradio_api/queue/join", json=body)
    joined.raise_for_status()
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": tab}) as stream:
        stream.raise_for_status()
        for line in stream.iter_lines():
            message = json.loads(line.removeprefix("data: ")) if line else {}
            if message.get("msg") == "process_completed":
                assert message["success"], message
                data: list[Any] = message["output"]["data"]
                return data
    raise AssertionError("the queue ended without an answer")


def raw(place: Place, request: bytes) -> bytes:
    """What comes back for bytes that no client would send."""
    with closing(socket.create_connection(("127.0.0.1", urlsplit(place.address).port))) as line:
        line.settimeout(10)
        line.sendall(request)
        return line.recv(65536)


def cookie(client: httpx.Client) -> str:
    """What a browser would send of what it was given."""
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())
