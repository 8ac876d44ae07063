"""The guard: who comes in, by which doors, with how much, under which headers."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.accounts.users import Users
from assistant.errors import AssistantError
from assistant.ui.guard import check_host, check_proxy

from .serving import (
    QUICK,
    Notes,
    Place,
    application,
    cookie,
    event,
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


@pytest.fixture(scope="module")
def bob(place: Place) -> Iterator[httpx.Client]:
    """Bob's browser."""
    with place.signed_in("bob") as client:
        yield client


def test_strangers_are_led_to_the_form(place: Place) -> None:
    """The page leads to the form; everything else says that one has to sign in."""
    with place.client() as client:
        for path in ("/", "/?conversation=x"):
            found = client.get(path)
            assert (found.status_code, found.headers["location"]) == (303, "/sign-in")
        closed = ["/config", "/theme.css", "/assets/x.js", "/static/x", "/page/script.js",
                  "/library/state", "/library/upload", "/conversations/x.md", "/receipts/page.html",
                  "/feedback.jsonl", "/gradio_api/startup-events", "/gradio_api/app_id",
                  "/gradio_api/queue/data?session_hash=x", "/gradio_api/heartbeat/x",
                  "/manifest.json"]  # fmt: skip
        assert {path: client.get(path).status_code for path in closed} == dict.fromkeys(closed, 401)
        for path in ("/", "/library/upload", "/gradio_api/queue/join", "/gradio_api/cancel"):
            assert client.post(path, json={}).status_code == 401
        assert client.get("/favicon.ico").status_code == 200
        assert client.get("/sign-in").status_code == 200


def test_whoever_signed_in_comes_in(ada: httpx.Client, bob: httpx.Client) -> None:
    """Routes are told who asks, at the same time for two users."""
    assert ada.get("/").status_code == 200
    for _ in range(3):
        assert ada.get("/library/state").json()["user"] == "ada"
        assert bob.get("/library/state").json()["user"] == "bob"


def test_gradio_events_know_their_user(ada: httpx.Client, bob: httpx.Client) -> None:
    """An event that waits in Gradio's queue knows who sent it."""
    assert event(ada, "good morning", "tabofada") == ["ada said good morning"]
    assert event(bob, "good evening", "tabofbob") == ["bob said good evening"]


def test_a_page_that_goes_knows_its_user(place: Place, bob: httpx.Client) -> None:
    """What is done when a page is closed is done for the user who had it."""
    with bob.stream("GET", "/gradio_api/heartbeat/closing") as stream:
        assert next(stream.iter_raw())
    for _ in range(100):
        if place.left:
            break
        time.sleep(0.1)
    assert place.left[0] == "bob"


def test_another_users_tab_is_closed(ada: httpx.Client, bob: httpx.Client) -> None:
    """Knowing the name of somebody's tab gives nobody what Gradio keeps of it."""
    assert event(ada, "a secret", "adastab") == ["ada said a secret"]
    join = {"data": [""], "fn_index": 0, "session_hash": "adastab"}
    found = [
        bob.post("/gradio_api/queue/join", json=join),
        bob.get("/gradio_api/queue/data", params={"session_hash": "adastab"}),
        bob.get("/gradio_api/heartbeat/adastab"),
        bob.post("/gradio_api/cancel", json={**join, "event_id": "x"}),
    ]
    assert [response.status_code for response in found] == [409] * 4


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"session_hash": 1}', b'{"session_hash": ""}', b'{"session_hash": null}',
     b'{"session_hash": "a/../b"}', b'{"session_hash": ["x"]}', b"[" * 200_000,
     json.dumps({"session_hash": "x" * 65}).encode()],
)  # fmt: skip
def test_events_without_a_tab_are_refused(ada: httpx.Client, body: bytes) -> None:
    """An event has to name a tab in a form that cannot be misread."""
    headers = {"content-type": "application/json"}
    response = ada.post("/gradio_api/queue/join", content=body, headers=headers)
    assert response.status_code == 400
    two = "/gradio_api/queue/data?session_hash=adastab&session_hash=other"
    assert ada.get(two).status_code == 400


def test_foreign_pages_are_refused(place: Place, ada: httpx.Client) -> None:
    """Whatever can change something has to come from the page itself, whoever sends it."""
    foreign = ["http://evil.example", "null", "", "http://127.0.0.1:1", "http://[", "file://",
               f"{place.address}.evil.example", place.address.replace("//", "//evil@")]  # fmt: skip
    for origin in foreign:
        for path in ("/library/upload", "/gradio_api/queue/join", "/sign-out", "/sign-in"):
            assert ada.post(path, headers={"origin": origin}).status_code == 403, (origin, path)
        assert ada.get("/library/state", headers={"origin": origin}).status_code == 403
    two = [("origin", place.address), ("origin", "http://evil.example")]
    assert ada.post("/library/upload", headers=two).status_code == 403
    assert ada.get("/library/state").json()["user"] == "ada"  # she was not signed out


def test_a_request_without_an_origin(place: Place, ada: httpx.Client) -> None:
    """Reading needs none, since a browser sends none; changing does."""
    cookies = dict(ada.cookies)
    with httpx.Client(base_url=place.address, cookies=cookies) as client:
        assert client.get("/library/state").status_code == 200
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            assert client.request(method, "/library/upload").status_code == 403


def test_other_sites_may_link_to_the_page_alone(ada: httpx.Client, local: Place) -> None:
    """Where the browser says that another site asks, nothing but the page is there."""
    with local.client() as here:
        for client in (ada, here):
            for site in ("cross-site", "same-site"):
                headers = {"sec-fetch-site": site}
                assert client.get("/", headers=headers).status_code == 200
                assert client.get("/library/state", headers=headers).status_code == 403
                assert client.post("/library/upload", headers=headers).status_code == 403
            assert client.get("/library/state", headers={"sec-fetch-site": "none"}).is_success


@pytest.mark.parametrize(
    ("host", "shared", "here"),
    [
        ("articles.example.org", 200, 403),
        ("articles.example.org:8443", 200, 403),
        ("192.168.1.5:7860", 200, 403),
        ("[2001:db8::1]:7860", 200, 403),
        ("127.0.0.1", 200, 200),
        ("localhost:9", 200, 200),
        ("[::1]", 200, 200),
        ("127.0.0.1.evil.example", 200, 403),
        ("", 403, 403),
        ("user@127.0.0.1", 403, 403),
        ("127.0.0.1/evil", 403, 403),
        ("[::1", 403, 403),
        ("a b", 403, 403),
        ("127.0.0.1:123456", 403, 403),
        ("127.0.0.1:x", 403, 403),
        ("x" * 300, 403, 403),
        ("<script>", 403, 403),
        ("[1:2:3:4:5:6:7:8:9]", 200, 403),
    ],
)
def test_names(place: Place, local: Place, host: str, shared: int, here: int) -> None:
    """Shared under any name that is one, else under this machine's own alone."""
    request = f"GET {{}} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    assert int(raw(place, request.format("/sign-in").encode()).split()[1]) == shared
    assert int(raw(local, request.format("/config").encode()).split()[1]) == here


def test_two_names_are_none(place: Place, local: Place) -> None:
    """A request with two hosts, or with none, could mean anything."""
    for hosts in ("Host: 127.0.0.1\r\nHost: evil.example\r\n", ""):
        for served_at in (place, local):
            request = f"GET /favicon.ico HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n"
            assert raw(served_at, request.encode()).split()[1] in (b"400", b"403")


def test_a_proxy_does_not_open_what_is_local(local: Place) -> None:
    """A proxy that hides the name it was asked for does not make a local page public."""
    with local.client() as client:
        for name in ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"):
            assert client.get("/config", headers={name: "203.0.113.9"}).status_code == 403


def test_nobody_signs_in_where_there_is_no_need(local: Place) -> None:
    """On this machine alone there is one user without a name, and no form."""
    with local.client() as client:
        assert client.get("/library/state").json()["user"] == ""
        assert event(client, "hello", "tab") == [" said hello"]
        assert client.get("/sign-in").status_code == 404
        assert client.post("/sign-out").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/runs", "/monitoring",
     "/docs", "/openapi.json", "/gradio_api/call/say", "/library", "/assets/..%2f..%2fx",
     "/page/../gradio_api/upload", "/page/%2e%2e/x", "/page/..%5cx", "/page/a%00b", "/pages",
     "/sign-in/", "/sign-in/x", "//sign-in", "/%2f", "/gradio_api/heartbeat/a/b"],
)  # fmt: skip
def test_other_doors_are_shut(place: Place, ada: httpx.Client, path: str) -> None:
    """What the page has no use for is not there, for whoever asks."""
    head = f"GET {path} HTTP/1.1\r\nHost: x\r\nCookie: {cookie(ada)}\r\nConnection: close\r\n\r\n"
    assert raw(place, head.encode()).split()[1] == b"404"


def test_what_only_a_proxy_should_say_is_not_passed_on(ada: httpx.Client) -> None:
    """The page does not hear of a host or protocol that any client can claim."""
    claimed = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https",
               "forwarded": "host=evil.example", "x-real-ip": "10.0.0.1"}  # fmt: skip
    found = ada.get("/library/state", headers=claimed).json()["headers"]
    assert not set(found) & set(claimed)
    assert "evil.example" not in ada.get("/", headers=claimed).text


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", ""])  # noqa: S104 # to be refused
def test_beyond_this_machine_somebody_must_be_able_to_sign_in(tmp_path: Path, host: str) -> None:
    """A host that others can reach needs a user, or is refused with what to do."""
    users = Users(tmp_path / "users.json", QUICK)
    for given in (None, users):
        with pytest.raises(AssistantError, match=r"assistant user add NAME.*TLS.*use 127\.0\.0\.1"):
            check_host(host, given)
    assert not check_host("127.0.0.1", users)
    with pytest.raises(AssistantError, match="lets other machines in"):
        check_host("127.0.0.1", users, "127.0.0.1")
    users.add("ada", "correct horse battery")
    assert check_host(host, users)
    assert check_host("127.0.0.1", users, "127.0.0.1")
    assert not check_host("localhost", users)


@pytest.mark.parametrize("proxy", ["*", "", "0.0.0.0/0", "::/0", "example.org", "127.0.0.1:80"])
def test_a_proxy_is_an_address(proxy: str) -> None:
    """Nobody is believed to be a proxy who could be anybody."""
    with pytest.raises(AssistantError, match="no address of a proxy: give the one"):
        check_proxy(proxy)
    assert [check_proxy(good) for good in ("127.0.0.1", "::1", "10.0.0.0/8")]
