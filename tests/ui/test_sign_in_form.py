"""The form to sign in: what it says, and how it works in a real browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from assistant.accounts.throttle import Throttle
from assistant.ui.sign_in_form import preferred_language, render_form
from assistant.ui.words import LANGUAGES, Words

from .serving import PASSWORDS, Notes, Place, application, opened, shared_place

LANGUAGE_FILES = Path(__file__).parents[2] / "assistant" / "ui" / "languages"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Served to those who sign in; each try is an hour after the one before."""
    hours = count()
    throttle = Throttle(lambda: next(hours) * 3600.0)
    with shared_place(tmp_path_factory.mktemp("place"), throttle) as place:
        yield place


def test_the_form_stands_alone(place: Place) -> None:
    """It has labels, hints for password managers, its own style, and not a single script."""
    with place.client() as client:
        response = client.get("/sign-in")
    page, policy = response.text, response.headers["content-security-policy"]
    style = page.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script-src" not in policy
    assert "form-action 'self'" in policy
    assert "<script" not in page
    assert "--accent: #8b2c1c" in style
    assert style.count("--paper:") == 2  # light and dark
    for name, hint in (("name", "username"), ("password", "current-password")):
        assert f'<label for="{name}">' in page
        assert re.search(rf'<input id="{name}"[^>]* autocomplete="{hint}"', page)
    assert '<html lang="en">' in page
    assert '<p role="alert"' not in page
    assert not re.search(r'(?:src|href|action)="(?!/)', page)


def test_a_link_from_another_site_asks_again(place: Place) -> None:
    """Such a link comes without the cookie; the form has the browser ask once more by itself."""
    with place.client() as client:
        linked = client.get("/sign-in", headers={"sec-fetch-site": "cross-site"})
        assert '<meta http-equiv="refresh" content="0; url=/">' in linked.text
        own = client.get("/sign-in", headers={"sec-fetch-site": "same-origin"})
        assert "refresh" not in own.text


@pytest.mark.parametrize(
    ("address", "base", "warned"),
    [
        ("192.168.1.9", "http://articles.local", True),
        ("192.168.1.9", "https://articles.local", False),
        ("127.0.0.1", "http://127.0.0.1", False),
    ],
)
def test_an_open_connection_is_told(tmp_path: Path, address: str, base: str, warned: bool) -> None:
    """Who would send a password unencrypted through a network is told so."""
    with opened(tmp_path) as (_, signing):
        app = application(Notes(), signing)
        page = TestClient(app, base, client=(address, 50000)).get("/sign-in").text
    assert ("This connection is not encrypted" in page) == warned


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-CH, en;q=0.5", "de"),
        ("en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("fr;q=0.9, de;q=0.95", "de"),
        ("tr, fr;q=0.3", "fr"),
        ("fr;q=0, *", "en"),
        ("xx;q=nan, ;;q=;,de;q=x", "en"),
        ("../de", "en"),
        ("d" * 100_000, "en"),
    ],
)
def test_the_form_speaks_the_browsers_language(accepted: str, language: str) -> None:
    """Of the languages there are, the one that the browser would rather have."""
    assert preferred_language(accepted) == language


def test_every_language_says_the_same() -> None:
    """No text of the form is missing in a language, and none is left in English."""
    texts = {
        language: json.loads((LANGUAGE_FILES / language / "sign_in.json").read_text())
        for language in LANGUAGES
    }
    for language, found in texts.items():
        assert found.keys() == texts["en"].keys()
        assert f'<html lang="{language}">' in render_form(Words(language))
        for key, text in found.items():
            assert ("{number}" in text) == ("{number}" in texts["en"][key])
    same = {key for key in texts["en"] if texts["en"][key] in (texts["de"][key], texts["fr"][key])}
    assert same == {"sign_in.title", "sign_in.name"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser_without_scripts(place: Place, browser: Browser, scheme: str) -> None:
    """By keyboard alone: a wrong password is told, the right one leads on."""
    options: dict[str, Any] = {"java_script_enabled": False, "color_scheme": scheme}
    context = browser.new_context(**options)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(place.address)
    assert page.url == f"{place.address}/sign-in"
    assert complaints == []
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type("a wrong password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("This name and password do not go together.")
    expect(page.get_by_label("Name")).to_have_value("ada")
    expect(page.get_by_label("Password")).to_have_value("")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Password")).to_have_accessible_description(re.compile("do not go"))
    page.keyboard.type(PASSWORDS["ada"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{place.address}/")
    assert page.locator("gradio-app").count() == 1
    context.close()


def test_in_a_browser_with_scripts(place: Place, browser: Browser) -> None:
    """Once signed in, Gradio's page works whole: nothing it asks for is refused."""
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on(
        "response",
        lambda found: refused.append(f"{found.status} {found.url}") if found.status > 399 else None,
    )
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(place.address)
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill(PASSWORDS["ada"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Say").fill("good morning")
    page.get_by_label("Say").press("Enter")
    expect(page.get_by_label("Said")).to_have_value("ada said good morning")
    assert refused == []
    # A form of the page's own, such as the one to sign out, comes with an origin.
    page.evaluate(
        """() => { const form = document.createElement("form"); form.method = "post";
        form.action = "/sign-out"; document.body.append(form); form.submit(); }"""
    )
    page.wait_for_url(f"{place.address}/sign-in")
    page.goto(place.address)
    assert page.url == f"{place.address}/sign-in"
    context.close()


def test_a_link_from_another_site_in_a_browser(place: Place, browser: Browser) -> None:
    """Whoever is signed in and follows a link from elsewhere is at the page, not at the form."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{place.address}/sign-in")
    page.get_by_label("Name").fill("bob")
    page.get_by_label("Password").fill(PASSWORDS["bob"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{place.address}/")
    page.route(
        "http://elsewhere.test/",
        lambda route: route.fulfill(
            content_type="text/html", body=f'<a href="{place.address}/">the articles</a>'
        ),
    )
    page.goto("http://elsewhere.test/")
    page.get_by_text("the articles").click()
    page.wait_for_url(f"{place.address}/")
    expect(page).to_have_title("A page")
    context.close()
