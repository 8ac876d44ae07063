"""The page on a phone, in a real browser: one pane at a time, and a rail that comes when called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_server import FakeServer
from playwright.sync_api import Page, expect

from assistant import Settings

from .states import STATES, Way, keep_all, write_library
from .visiting import Site, Visit

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
pytestmark = pytest.mark.parametrize("visit", [PHONE], indirect=True)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles for every state."""
    return write_library(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def settings(model: FakeServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A chat model that writes statements."""
    store = tmp_path_factory.mktemp("store")
    return Settings(store=store, llm="openai:demo", llm_url=model.url, style="prose")


@pytest.fixture(scope="module")
def kept(site: Site, model: FakeServer) -> dict[str, str]:
    """Conversations that are already there."""
    return keep_all(site, model)


@pytest.fixture
def way(visit: Visit, site: Site, kept: dict[str, str], model: FakeServer) -> Iterator[Way]:
    """To every state; what is being answered at the end is stopped."""
    yield Way(visit, site, kept, model)
    for stop in visit.page.locator("[data-event=stop]").all():
        stop.evaluate("(button) => button.click()")


def shows(page: Page) -> str:
    """The pane at the front."""
    return str(page.locator("#desk").get_attribute("data-shows") or "chat")


@pytest.mark.parametrize("name", STATES)
def test_nothing_scrolls_sideways(way: Way, name: str) -> None:
    """No state is wider than the window, nor is a pane that scrolls."""
    front, reach = STATES[name]
    reach(way)
    way.show(front)
    wide = way.page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll(
             "#log, #reader .page, .rail .conversations, .uploads ul")]
           .filter((node) => node.scrollWidth > node.clientWidth + 1)
           .map((node) => `${node.id}.${node.className} ${node.scrollWidth}`)"""
    )
    assert wide == []


def test_the_rail_is_called_and_sent_away(way: Way) -> None:
    """It takes the focus; Escape closes it and gives the focus back to what opened it."""
    page = way.page
    opener = page.get_by_role("button", name="Show the conversations")
    opener.click()
    page.wait_for_function("document.activeElement.closest('#rail')")
    page.keyboard.press("Escape")
    expect(page.locator("#side")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_rail_traps_nothing(way: Way) -> None:
    """Tab leads through it and out of it, which closes it; so does a touch beside it."""
    page = way.page
    opener = page.get_by_role("button", name="Show the conversations")
    opener.click()
    page.wait_for_function("document.activeElement.closest('#rail')")
    for _ in range(40):
        page.keyboard.press("Tab")
        if not page.evaluate("!!document.activeElement.closest('#rail')"):
            break
    else:
        pytest.fail("the focus never left the rail")
    expect(page.locator("#side")).to_be_hidden()
    opener.click()
    expect(page.locator("#side")).to_be_visible()
    page.touchscreen.tap(350, 400)
    expect(page.locator("#side")).to_be_hidden()


def test_choosing_closes_the_rail(way: Way) -> None:
    """A conversation comes to the front when it is chosen, and so do library and settings."""
    page = way.page
    chosen = (f"conversation-{way.kept['quotes']}", "chat", "#current .quote")
    for go, front, shown in (
        chosen,
        ("library", "shelf", ".shelf"),
        ("settings", "shelf", ".option"),
    ):
        way.show("rail")
        page.locator(f"#rail [data-go={go}]").first.click()
        expect(page.locator("#side")).to_be_hidden()
        assert shows(page) == front
        page.locator(shown).first.wait_for()
    page.get_by_role("link", name="Back").click()
    assert shows(page) == "chat"
    assert page.locator("#current .quote").first.is_visible()


def test_back_leads_to_the_citation(way: Way) -> None:
    """From the article one comes back to the numeral that led there, in view and focused."""
    page = way.page
    way.conversation("far")
    place = page.locator("a.cite[id]").last.get_attribute("id")
    page.locator(f"#{place}").click()
    page.wait_for_function(
        """() => { const box = document.querySelector("#lit")?.getBoundingClientRect();
                   return box && box.height && box.top > 0 && box.bottom < innerHeight; }"""
    )
    assert shows(page) == "shelf"
    page.get_by_role("link", name="Back").click()
    expect(page.locator(f"#{place}")).to_be_focused()
    expect(page.locator(f"#{place}")).to_be_in_viewport()
