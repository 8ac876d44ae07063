"""Signing in and out over real HTTP."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import httpx
import pytest

from assistant.accounts.throttle import Throttle

from .serving import PASSWORDS, Place, event, shared_place, sign_in


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Served to those who sign in."""
    with shared_place(tmp_path) as place:
        yield place


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The same for tests that change no users; each try is an hour after the one before."""
    hours = count()
    throttle = Throttle(lambda: next(hours) * 3600.0)
    with shared_place(tmp_path_factory.mktemp("patient"), throttle) as place:
        yield place


def user(client: httpx.Client) -> str | None:
    """Who the page thinks sends its requests."""
    response = client.get("/library/state")
    return response.json()["user"] if response.is_success else None


def test_the_right_password(patient: Place) -> None:
    """It leads to the page, with a cookie that scripts and other sites cannot use."""
    with patient.client() as client:
        response = sign_in(client, "ada", PASSWORDS["ada"])
        assert (response.status_code, response.headers["location"]) == (303, "/")
        assert response.headers["cache-control"] == "no-store"
        name, _, rest = response.headers["set-cookie"].partition("=")
        token, *flags = rest.split("; ")
        assert name == "assistant"
        assert {flag.lower() for flag in flags} == {
            "httponly", "samesite=strict", "path=/", "max-age=7776000"
        }  # fmt: skip
        assert re.fullmatch(r"[\w-]{43}", token)
        assert user(client) == "ada"
        again = client.get("/sign-in")
        assert (again.status_code, again.headers["location"]) == (303, "/")


def test_a_wrong_password_and_an_unknown_name_are_told_alike(patient: Place) -> None:
    """The answer says that they do not go together, and nothing of which of them is wrong."""
    with patient.client() as client:
        wrong = sign_in(client, "ada", "a wrong password")
        unknown = sign_in(client, "eve", "a wrong password")
        assert wrong.status_code == unknown.status_code == 403
        assert wrong.text.replace("ada", "eve") == unknown.text
        assert "a wrong password" not in wrong.text
        assert '<p role="alert" id="wrong">This name and password do not go together.</p>' in (
            wrong.text
        )
        assert 'value="ada"' in wrong.text
        assert "set-cookie" not in wrong.headers
        assert user(client) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"name=ada",
        b"password=correct+horse+battery",
        b"name=ada&password=",
        b"name=&password=correct+horse+battery",
        b"name=ADA&password=correct+horse+battery",
        b"name=eve&name=ada&password=correct+horse+battery",
        b"name=ada%00&password=correct+horse+battery",
        b"name=..%2Fada&password=correct+horse+battery",
        b"name=%3Cscript%3Ealert(1)%3C/script%3E&password=x",
        b"name=%22%20onfocus%3Dalert(1)&password=x",
        b"name=\xff\xfe&password=%ff",
        b"name=%ed%b3%bf&password=%ed%b3%bf",
        b"name=ada&password=" + b"x" * 200_000,
        b"name=" + b"a" * 200_000 + b"&password=x",
        b"&".join(b"a=1" for _ in range(1000)),
        b'{"name": "ada", "password": "correct horse battery"}',
        b"\0" * 1000,
    ],
)
def test_hostile_forms(patient: Place, body: bytes) -> None:
    """Whatever is sent, nobody is signed in by it, and nothing of it comes back as markup."""
    with patient.client() as client:
        headers = {"content-type": "application/x-www-form-urlencoded"}
        response = client.post("/sign-in", content=body, headers=headers)
        assert response.status_code == 403
        assert "<script" not in response.text
        assert "onfocus" not in response.text
        assert "role=" in response.text
        assert user(client) is None


def test_nobody_is_led_elsewhere(patient: Place) -> None:
    """Wherever a link wants to lead after signing in, it is the page."""
    with patient.client() as client:
        for query in ("?next=//evil.example", "?url=http://evil.example", "?next=javascript:x"):
            form = {"name": "ada", "password": PASSWORDS["ada"], "next": "//evil.example"}
            response = client.post(f"/sign-in{query}", data=form)
            assert response.headers["location"] == "/"
            assert "evil" not in client.get(f"/sign-in{query}").text
            assert client.post(f"/sign-out{query}").headers["location"] == "/sign-in"


def test_signing_out(patient: Place) -> None:
    """The session ends on the server, not in the browser alone; the user's other ones go on."""
    with patient.signed_in("ada") as client, patient.signed_in("ada") as other:
        kept = dict(client.cookies)
        response = client.post("/sign-out")
        assert (response.status_code, response.headers["location"]) == (303, "/sign-in")
        assert "max-age=0" in response.headers["set-cookie"].lower()
        assert user(client) is None
        with patient.client(cookies=kept) as thief:
            assert user(thief) is None
        assert user(other) == "ada"
        assert other.get("/sign-out").status_code == 405
        assert user(other) == "ada"


def test_another_user_in_the_same_browser(patient: Place) -> None:
    """Whoever signs in takes over, the session before is over, and so is its open page."""
    with patient.signed_in("ada") as client:
        assert event(client, "hello", "opentab") == ["ada said hello"]
        kept = dict(client.cookies)
        assert sign_in(client, "bob", PASSWORDS["bob"]).status_code == 303
        assert user(client) == "bob"
        with patient.client(cookies=kept) as old:
            assert user(old) is None
        join = {"data": ["more"], "fn_index": 0, "session_hash": "opentab"}
        assert client.post("/gradio_api/queue/join", json=join).status_code == 409


def test_a_given_token_is_not_taken(patient: Place) -> None:
    """A cookie that somebody planted before is never the session."""
    planted = "A" * 43
    with patient.client(cookies={"assistant": planted}) as client:
        token = sign_in(client, "ada", PASSWORDS["ada"]).cookies["assistant"]
        assert token != planted
    with patient.client(cookies={"assistant": planted}) as client:
        assert user(client) is None
    for cookie in ("", "x", planted, '"quoted"', "=;=", "a" * 8000):
        with patient.client(headers={"cookie": f"assistant={cookie}"}) as client:
            assert client.get("/library/state").status_code == 401


def test_a_removed_user_is_out_at_once(place: Place) -> None:
    """So is one whose password was changed; nobody else is."""
    with (
        place.signed_in("ada") as ada,
        place.signed_in("bob") as bob,
        place.signed_in("bob") as other,
    ):
        place.users.remove("ada")
        assert ada.get("/").headers["location"] == "/sign-in"
        assert sign_in(ada, "ada", PASSWORDS["ada"]).status_code == 403
        assert user(bob) == "bob"
        place.users.set_password("bob", "an even longer password")
        assert user(bob) is user(other) is None
        assert sign_in(bob, "bob", PASSWORDS["bob"]).status_code == 403
        assert sign_in(bob, "bob", "an even longer password").status_code == 303


def test_a_restart_signs_nobody_out(tmp_path: Path) -> None:
    """A cookie is as good after the program was started again."""
    with shared_place(tmp_path) as place, place.signed_in("ada") as client:
        kept = dict(client.cookies)
    with shared_place(tmp_path) as place, place.client(cookies=kept) as client:
        assert user(client) == "ada"


def test_guessing_is_slowed(tmp_path: Path) -> None:
    """After a few wrong passwords not even the right one is looked at for a while."""
    clock = [1000.0]
    with shared_place(tmp_path, Throttle(lambda: clock[0])) as place, place.client() as client:
        found = [sign_in(client, "ada", f"wrong password {n}").status_code for n in range(7)]
        assert found == [403] * 6 + [429]
        refused = sign_in(client, "ada", PASSWORDS["ada"])
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "2")
        assert "too many tries. Wait 2 seconds" in refused.text
        assert sign_in(client, "bob", PASSWORDS["bob"]).status_code == 303
        clock[0] += 2
        assert sign_in(client, "ada", PASSWORDS["ada"]).status_code == 303


def test_a_storm_of_guesses_is_turned_away(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two passwords are checked at a time and a few wait; who comes then is asked to come again."""
    at_once, release = [0], threading.Event()

    def slow(name: str, password: str) -> bool:
        at_once[0] += 1
        assert release.wait(30)
        return False

    monkeypatch.setattr(place.users, "check", slow)
    found: list[int] = []

    def guess(number: int) -> None:
        with place.client() as client:
            found.append(sign_in(client, f"user{number}", "a wrong password").status_code)

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    while len(found) < 24:
        time.sleep(0.05)
    assert found == [503] * 24
    assert at_once == [2]
    with place.client() as client:
        assert client.get("/sign-in").status_code == 200  # others are served meanwhile
    release.set()
    for thread in threads:
        thread.join()
    assert sorted(found) == [403] * 16 + [503] * 24


def test_behind_a_proxy_with_tls(tmp_path: Path) -> None:
    """A proxy that is named is believed: the cookie is for https alone, guesses count by client."""
    secure = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
    with shared_place(tmp_path, proxy_headers=True, forwarded_allow_ips="127.0.0.1") as place:
        host = {"host": "articles.example.org", "origin": "https://articles.example.org"}
        with place.client(headers={**secure, **host}) as client:
            response = sign_in(client, "ada", PASSWORDS["ada"])
            assert response.headers["set-cookie"].startswith("__Host-assistant=")
            assert "secure" in response.headers["set-cookie"].lower().split("; ")
            assert response.headers["strict-transport-security"] == "max-age=31536000"
            cookie = response.headers["set-cookie"].partition(";")[0]
            page = client.get("/", headers={"cookie": cookie})
            assert page.status_code == 200
            assert '"root":"https://articles.example.org"' in page.text
            plain = {"origin": "http://articles.example.org"}
            assert sign_in(client, "ada", PASSWORDS["ada"], headers=plain).status_code == 403
            for number in range(25):
                sign_in(client, f"user{number}", "a wrong password")
            assert sign_in(client, "bob", "a wrong password").status_code == 429
            elsewhere = {"x-forwarded-for": "198.51.100.7, 203.0.113.10"}
            assert sign_in(client, "bob", PASSWORDS["bob"], headers=elsewhere).status_code == 303


def test_no_client_passes_for_a_proxy(place: Place) -> None:
    """Where no proxy is named, what a client says of protocol and address is not believed."""
    with place.client(headers={"x-forwarded-proto": "https"}) as client:
        for number in range(30):
            headers = {"x-forwarded-for": f"203.0.113.{number}"}
            response = sign_in(client, f"user{number}", "a wrong password", headers=headers)
        assert response.status_code == 429
        assert "strict-transport-security" not in response.headers


def test_a_damaged_file_lets_nobody_in(
    place: Place, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The form says that signing in does not work, the terminal why; then all goes on as before."""
    with place.signed_in("ada") as client, place.client() as stranger:
        good = (tmp_path / "users.json").read_bytes()
        (tmp_path / "users.json").write_text("{")
        refused = sign_in(stranger, "ada", PASSWORDS["ada"])
        assert refused.status_code == 503
        assert "Signing in does not work" in refused.text
        assert str(tmp_path) not in refused.text
        assert client.get("/").status_code == client.get("/library/state").status_code == 503
        assert "users.json is damaged" in caplog.text
        assert PASSWORDS["ada"] not in caplog.text
        (tmp_path / "users.json").write_bytes(good)
        assert user(client) == "ada"


def test_head_and_other_methods(patient: Place) -> None:
    """The form can be asked for its headers alone; other methods are refused."""
    with patient.client() as client:
        assert client.head("/sign-in").status_code == 200
        assert client.head("/sign-in").text == ""
        refused = client.delete("/sign-in")
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, POST")
        assert client.get("/sign-out").headers["allow"] == "POST"
