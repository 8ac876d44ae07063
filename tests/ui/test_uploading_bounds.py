"""What keeps many, large and broken uploads from doing harm."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from keeping import PATIENCE, GatedEncoder, Keeping
from starlette.testclient import TestClient

from assistant.ui.guard import Guard

from .bringing import TIDE, Site, served


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The routes over a library of two served articles."""
    with Keeping.opened(tmp_path, GatedEncoder()) as keeping:
        yield Site(keeping)


def test_too_many(site: Site) -> None:
    """Who brings more than the limit allows is told when to come again."""
    site.wait["ada"] = 2.3
    answer = site.client.post("/library/upload?name=tide.md", content=TIDE)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3")
    assert answer.json()["reason"] == "too many files at once: try again in 3 s"
    assert site.upload("tide.md", TIDE, user="bob")[0] == 200


def test_many_at_once(site: Site) -> None:
    """Many files at a time all come in, some after they were told to wait."""

    def bring(number: int) -> int:
        waits = 0
        while True:
            status, told = site.upload(f"{number}.md", b"Tide %d rises.\n" % number)
            if status == 200:
                return waits
            assert (status, told["state"]) == (429, "waiting")
            waits += 1
            time.sleep(0.05)

    with ThreadPoolExecutor(12) as pool:
        assert len(list(pool.map(bring, range(60)))) == 60
    site.keeping.settle()
    assert len(site.states()) == 62
    assert set(site.states().values()) == {"ready"}
    assert site.left_behind() == []


def test_a_client_that_goes_away(site: Site) -> None:
    """Of a file whose sender breaks off nothing stays, and there is room for others."""
    with served(site) as port:
        for number in range(20):
            with socket.create_connection(("127.0.0.1", port)) as connection:
                head = f"POST /library/upload?name={number}.md HTTP/1.1\r\nhost: localhost\r\n"
                connection.sendall(head.encode() + b"content-length: 1000\r\n\r\nThe tide")
                ends = time.monotonic() + PATIENCE
                while not site.left_behind():
                    assert time.monotonic() < ends
            while site.left_behind():
                assert time.monotonic() < ends
                time.sleep(0.01)
        connected = http.client.HTTPConnection("127.0.0.1", port)
        connected.request("POST", f"/library/upload?name={quote('tide 潮.md')}", TIDE)
        assert connected.getresponse().status == 200
        connected.close()
    assert [path.name for path in site.keeping.uploads.files("ada")] == ["tide 潮.md"]


def test_one_user_takes_not_all_room(site: Site) -> None:
    """One user has so many files on their way at a time, so that there is room for others."""
    with served(site) as port:
        held = [socket.create_connection(("127.0.0.1", port)) for _ in range(4)]
        for number, connection in enumerate(held):
            head = f"POST /library/upload?name={number}.md HTTP/1.1\r\nhost: localhost\r\n"
            connection.sendall(head.encode() + b"content-length: 1000\r\n\r\nThe tide")
        ends = time.monotonic() + PATIENCE
        while len(site.left_behind()) < 4:
            assert time.monotonic() < ends
        assert site.upload("tide.md", TIDE)[0] == 429
        assert site.upload("tide.md", TIDE, user="bob")[0] == 200
        for connection in held:
            connection.close()
    assert site.left_behind() == []


def test_a_bomb_harms_nobody(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that would take hours to read is refused while others are served."""
    monkeypatch.setattr("assistant.collection.trial.SECONDS", 2)
    with ThreadPoolExecutor(1) as pool:
        bomb = pool.submit(site.upload, "bomb.html", b"<table><tr><td>x" * 20_000)
        while not site.left_behind():
            assert not bomb.done()
        assert site.upload("tide.md", TIDE, user="bob")[0] == 200
        status, told = bomb.result()
    assert (status, told["state"]) == (415, "failed")
    assert told["reason"].startswith("takes more than 2 seconds or 1.5 GiB to read: split it")
    assert site.left_behind() == []
    assert site.keeping.uploads.files("ada") == []


def test_a_full_folder(site: Site) -> None:
    """A user whose folder is full is told so, others are let in."""
    site.keeping.uploads._user_files = 1
    site.upload("tide.md", TIDE)
    status, told = site.upload("ebb.md", b"The ebb follows.")
    assert (status, told["reason"]) == (409, "is one more than the 1 there may be: remove some")
    assert site.upload("ebb.md", b"The ebb follows.", user="bob")[0] == 200


def test_a_stream_without_a_length_is_bounded(site: Site) -> None:
    """A body of unknown length is cut off when it is too large."""
    pieces = (b"a" * 2**20 for _ in range(17))
    answer = site.client.post("/library/upload?name=tide.md", content=pieces)
    assert (answer.status_code, answer.json()["state"]) == (413, "failed")
    assert site.left_behind() == []


def test_what_the_guard_refuses(site: Site) -> None:
    """A body that the guard cuts off is refused in the same form, and nothing of it stays."""
    client = TestClient(Guard(site.app, upload_bytes=1000), base_url="http://127.0.0.1")
    pieces = (b"The tide rises. " * 10 for _ in range(10))
    answer = client.post("/library/upload?name=tide.md", content=pieces)
    assert (answer.status_code, answer.json()["state"]) == (413, "failed")
    assert site.left_behind() == []
