"""Two users at once, each in a browser of their own: what is whose, and how much each may ask."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from fake_server import FakeServer, stall
from playwright.sync_api import Browser, expect

from assistant.models.embeddings import Encoder
from assistant.ui.session import key_of

from .serving import PASSWORDS
from .visiting import Site, Visit, told
from .workplace import ARTICLES, FLOUR, OIL, library, program, reload, row, titles, visiting, write

NIGHTINGALE = "The password of the vault of Sinop is nightingale.\n"
VAULT = "What is the password of the vault of Sinop?"
REFUSED = ("Failed to load resource",)


@pytest.fixture(scope="module")
def site(
    model: FakeServer, tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> Iterator[Site]:
    """The program for those who sign in, with a chat model that some may choose."""
    place = tmp_path_factory.mktemp("place")
    write(place / "served", ARTICLES)
    with program(place, encoder, shared=True, llm="openai:demo", llm_url=model.url) as site:
        for name in PASSWORDS:
            chosen = site.services.preferences(name)
            site.services.prefer(name, type(chosen)(llm="none"))
        yield site


@pytest.fixture
def ada(site: Site, browser: Browser) -> Iterator[Visit]:
    """Ada's page."""
    with visiting(browser, site, name="ada") as visit:
        yield visit


@pytest.fixture
def bob(site: Site, browser: Browser) -> Iterator[Visit]:
    """Bob's page, which may be refused something."""
    with visiting(browser, site, name="bob", allowed=REFUSED) as visit:
        yield visit


def go(visit: Visit, name: str) -> None:
    """Click on something that the page does not offer."""
    visit.page.evaluate(
        """(go) => { const button = document.querySelector("#rail [data-go=new]");
          button.dataset.go = go; button.click(); button.dataset.go = "new"; }""",
        name,
    )


def test_signing_in_and_out(site: Site, browser: Browser) -> None:
    """A wrong password is told; the right one leads in; who has signed out is out."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.address}/#c=anything")
    for password, leads in (("wrong password", "#wrong"), (PASSWORDS["ada"], ".empty")):
        page.get_by_label("Name").fill("ada")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_selector(leads)
    expect(page.locator("#rail .user")).to_contain_text("Signed in as ada")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Password").wait_for()
    page.goto(site.address)
    assert page.url == f"{site.address}/sign-in"
    context.close()


def test_what_is_whose(site: Site, ada: Visit, bob: Visit) -> None:
    """Conversations and uploads of one are neither seen nor reached by the other."""
    library(ada)
    file = {"name": "vault.txt", "mimeType": "text/plain", "buffer": NIGHTINGALE.encode()}
    ada.page.locator("input[data-upload]").set_input_files(file)  # type: ignore[arg-type]
    expect(row(ada, "vault.txt")).to_contain_text("yours", timeout=15_000)
    ada.ask(VAULT)
    assert "nightingale" in ada.seen("#current")
    conversation = ada.page.locator("#bar h1").get_attribute("data-conversation")
    source = next(e.source for e in site.services.entries("ada") if "vault" in e.source)
    library(bob)
    assert len(titles(bob)) == 3
    bob.ask(VAULT)
    assert "nightingale" not in (bob.page.text_content("body") or "")
    for act in (f"conversation-{conversation}", f"article-{key_of(source)}",
                f"tick-{key_of(source)}", f"remove-{key_of(source)}"):  # fmt: skip
        go(bob, act)
        bob.page.wait_for_timeout(300)
        assert "nightingale" not in bob.page.content(), act
    bob.leave()
    bob.page.goto(f"{site.address}/#c={conversation}&at=article-{key_of(source)}")
    expect(bob.page.locator("#notice [role=alert]")).to_be_visible()
    statuses = bob.page.evaluate(
        """(ids) => Promise.all(["json", "md", "html"].map((end) => `/conversations/${ids}.${end}`)
          .concat(["html", "json", "txt"].map((end) => `/receipts/${ids}/0.${end}`))
          .map((path) => fetch(path).then((answer) => answer.status)))""",
        conversation,
    )
    assert statuses == [404] * 6
    state = bob.page.evaluate("fetch('/library/state').then((answer) => answer.text())")
    assert "lamp.md" in state
    assert "vault" not in state
    reload(ada, 1)
    library(ada)
    assert len(titles(ada)) == 4


def test_both_ask_at_once(ada: Visit, bob: Visit) -> None:
    """Each gets the answer to their own question."""
    ada.begin(OIL)
    bob.begin(FLOUR)
    ada.settle(1)
    bob.settle(1)
    assert "12 liters" in ada.seen("#current")
    assert "900 sacks" in bob.seen("#current")
    assert "900 sacks" not in ada.seen("#current")
    expect(ada.page.locator("#rail .conversations [aria-current=page]")).to_contain_text("liters")
    expect(bob.page.locator("#rail .conversations [aria-current=page]")).to_contain_text("sacks")


def test_too_many_at_a_time(model: FakeServer, site: Site, ada: Visit, bob: Visit) -> None:
    """Three questions of one user are answered at a time; a fourth is refused, nobody else's."""
    chosen = site.services.preferences("ada")
    site.services.prefer("ada", type(chosen)(llm="openai:demo"))
    model.otherwise = told("The lamp burned 12 liters {12 liters}.", by=lambda *p: stall(*p))
    for number in range(3):
        ada.begin(OIL)
        ada.page.wait_for_selector(".turn [data-event=stop]")
        expect(ada.page.locator("#rail [aria-current=page]")).to_have_count(1)
        ada.page.locator("#rail [data-go=new]").click()
        ada.page.wait_for_selector(".empty")
        assert len(site.services.askings._of) == number + 1
    ada.begin(FLOUR)
    expect(ada.page.locator("#notice [role=alert]")).to_contain_text("3 of your questions")
    bob.ask(FLOUR)
    assert "900 sacks" in bob.seen("#current")
    for asking in site.services.askings._of.copy().values():
        asking.stop.press()
    site.services.prefer("ada", chosen)


def test_too_many_questions(
    site: Site, ada: Visit, bob: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks too fast is told how long to wait, and keeps what was typed; others go on."""
    now = time.monotonic()
    monkeypatch.setattr(site.services.limits, "_clock", lambda: now)
    ada.page.locator("#question textarea").fill(OIL)
    while not site.services.limits.take("ada", "question"):
        pass
    ada.page.keyboard.press("Enter")
    notice = ada.page.locator("#notice [role=alert]")
    expect(notice).to_contain_text("Too many questions at once: wait")
    assert ada.page.locator(".turn").count() == 0
    expect(ada.page.locator("#question textarea")).to_have_value(OIL)
    bob.ask(FLOUR)
    assert "900 sacks" in bob.seen("#current")
    ada.page.get_by_role("button", name="Close").click()
    expect(notice).to_be_hidden()
    now += 3.1
    ada.page.locator("#question textarea").press("Enter")
    ada.settle(1)
