"""What the guard makes of responses and bodies, over real HTTP."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from assistant.accounts.users import Users

from .serving import (
    QUICK,
    UPLOAD_BYTES,
    Notes,
    Place,
    application,
    cookie,
    raw,
    served,
    shared_place,
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Served to those who sign in."""
    with shared_place(tmp_path_factory.mktemp("shared")) as place:
        yield place


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Served to this machine alone."""
    notes = Notes()
    users = Users(tmp_path_factory.mktemp("local") / "users.json", QUICK)
    with served(application(notes)) as address:
        yield Place(address, users, notes.left, notes.received)


@pytest.fixture(scope="module")
def ada(place: Place) -> Iterator[httpx.Client]:
    """Ada's browser."""
    with place.signed_in("ada") as client:
        yield client


HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize(
    ("path", "status", "cached"),
    [
        ("/", 200, "no-store"),
        ("/config", 200, "no-store"),
        ("/library/state", 200, "no-store"),
        ("/receipts/page.html", 200, "no-store"),
        ("/library/broken", 500, "no-store"),
        ("/library/nothing", 404, "no-store"),
        ("/gradio_api/upload", 404, "no-store"),
        ("/page/script.js", 200, "max-age=9"),
        ("/favicon.ico", 200, None),
        ("/sign-out", 405, "no-store"),
        ("/", 303, "no-store"),
        ("/sign-in", 200, "no-store"),
        ("/config", 401, "no-store"),
    ],
)
@pytest.mark.parametrize("kind", ["shared", "local"])
def test_headers(
    place: Place, local: Place, ada: httpx.Client, kind: str, path: str, status: int, cached: str
) -> None:
    """Every response, refusals and faults included, carries the headers that close it off."""
    stranger = status in (303, 401) or path == "/sign-in"
    if kind == "local" and (stranger or path == "/sign-out"):
        return
    with place.client() as client, local.client() as here:
        response = (here if kind == "local" else client if stranger else ada).get(path)
    assert response.status_code == status
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert response.headers.get("cache-control") == cached
    policy = response.headers["content-security-policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert "frame-ancestors 'none'" in policy
    assert response.headers.get_list("content-security-policy") == ["; ".join(policy)]
    assert "clipboard-write=(self)" in response.headers["permissions-policy"]
    assert "strict-transport-security" not in response.headers
    assert "server" not in response.headers or response.headers["server"] == "uvicorn"


def test_the_page_runs_marked_scripts_alone(ada: httpx.Client) -> None:
    """Each script of the page is marked, with another mark each time; a file's scripts are not."""
    pages = [ada.get("/") for _ in range(2)]
    marks = []
    for page in pages:
        policy = page.headers["content-security-policy"]
        scripts = policy.split("script-src ")[1].split(";")[0]
        assert "unsafe-inline" not in scripts
        marks.append(scripts.split("'nonce-")[1].split("'")[0])
        assert page.text.count("<script") == page.text.count(f'<script nonce="{marks[-1]}"') > 0
        for part in ("worker-src 'none'", "object-src 'none'", "form-action 'self'"):
            assert part in policy
    assert marks[0] != marks[1]
    receipt = ada.get("/receipts/page.html")
    assert receipt.text == "<script type='application/json'>{}</script>"
    assert "script-src" not in receipt.headers["content-security-policy"]


def test_a_growing_answer_is_not_held_back(ada: httpx.Client) -> None:
    """A stream asks proxies not to buffer it."""
    with ada.stream("GET", "/gradio_api/heartbeat/streaming") as stream:
        assert stream.headers["x-accel-buffering"] == "no"
        assert stream.headers["cache-control"] == "no-store"


def test_bodies_are_bounded(place: Place, ada: httpx.Client) -> None:
    """A question may be long, but not endless; only a file may be larger."""
    tab = {"data": ["x" * 300_000], "fn_index": 0, "session_hash": "large"}
    assert ada.post("/gradio_api/queue/join", json=tab).status_code == 413
    file = ada.post("/library/upload", content=b"x" * UPLOAD_BYTES)
    assert file.json() == {"bytes": UPLOAD_BYTES, "user": "ada"}
    assert ada.post("/library/upload", content=b"x" * (UPLOAD_BYTES + 1)).status_code == 413


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/library/upload", "/sign-in"])
def test_a_body_without_an_end(place: Place, ada: httpx.Client, path: str) -> None:
    """A body that does not say how long it is is read up to the bound and no further."""
    place.received.clear()
    size = UPLOAD_BYTES + 65536
    head = (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nCookie: {cookie(ada)}\r\n"
        f"Transfer-Encoding: chunked\r\n\r\n{size:x}\r\n"
    )
    reply = raw(place, head.encode() + b"x" * size)
    assert reply.split()[1] == b"413"
    assert b"connection: close" in reply.lower()
    assert sum(place.received) <= UPLOAD_BYTES


@pytest.mark.parametrize(
    "length", ["-1", "x", "1e3", "99999999999999999999999", "9" * 4000, "+5", "0x10", "5, 5"]
)
@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/library/upload", "/sign-in"])
def test_absurd_lengths(place: Place, ada: httpx.Client, path: str, length: str) -> None:
    """A length that is none, or beyond all bounds, is refused before anything is read."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nCookie: {cookie(ada)}\r\n"
        f"Content-Length: {length}\r\n\r\n"
    )
    assert raw(place, head.encode()).split()[1] in (b"400", b"413")


def test_a_body_that_does_not_come(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sends a byte now and then is not waited for."""
    monkeypatch.setattr("assistant.ui.bodies._SECONDS", 0.3)
    head = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Length: 9\r\n\r\nx"
    begun = time.monotonic()
    assert raw(place, head).split()[1] == b"408"
    assert time.monotonic() - begun < 5


def test_a_socket_is_refused(place: Place) -> None:
    """Nothing of the page's is a WebSocket."""
    line = http.client.HTTPConnection(urlsplit(place.address).netloc, timeout=10)
    headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip
    line.request("GET", "/gradio_api/queue/join", headers=headers)
    assert line.getresponse().status in (401, 403, 404)
    line.close()
