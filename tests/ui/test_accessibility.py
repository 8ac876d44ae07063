"""What everybody needs of the page, in a real browser: axe-core's rules, and what it cannot see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_server import FakeServer
from playwright.sync_api import Page

from assistant import Settings

from .accessibility import faults
from .states import OIL, STATES, Way, keep_all, write_library
from .visiting import Site, Visit

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
# Controls whose words do not fit into them, unless an ellipsis says so.
CUT = """() => [...document.querySelectorAll("#desk button, #desk a, #desk summary, #desk label")]
  .filter((node) => node.checkVisibility() && getComputedStyle(node).overflow !== "visible"
    && getComputedStyle(node).textOverflow !== "ellipsis"
    && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1))
  .map((node) => node.outerHTML.slice(0, 90))"""


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


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("name", STATES)
def test_no_serious_fault(way: Way, name: str) -> None:
    """Wide and in light, narrow and in the dark, axe-core finds nothing serious or critical."""
    front, reach = STATES[name]
    reach(way)
    for width, theme in ((1440, "light"), (360, "dark")):
        way.page.set_viewport_size({"width": width, "height": 800})
        way.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type] # light or dark
        way.show(front)
        way.page.wait_for_timeout(250)  # what inherits its colour has the new one a little later
        assert faults(way.page) == [], (width, theme)


@pytest.mark.parametrize("visit", [{"reduced_motion": "no-preference"}, {}], indirect=True)
def test_motion_only_for_those_who_want_it(way: Way) -> None:
    """While an answer is awaited nothing moves for those who asked for less motion."""
    way.asking()
    calm = way.page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    moving = way.page.evaluate("document.getAnimations().length")
    assert (moving == 0) == calm


def test_focus_is_seen_and_goes_from_left_to_right(way: Way) -> None:
    """Tab comes through conversations, chat, text box and article in that order, each time seen."""
    way.article("quotes")
    way.page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    order: list[int] = []
    unseen: list[str] = []
    for _ in range(150):
        way.page.keyboard.press("Tab")
        pane, seen, what = way.page.evaluate(
            """() => {
              const at = document.activeElement;
              const pane = ["rail", "bar", "log", "question", "reader"]
                .findIndex((id) => at.closest(`#${id}`));
              const shown = [at, at.closest(".search, .add, .input-container")].some((node) => {
                const style = node && getComputedStyle(node);
                return style && (style.outlineStyle !== "none" || style.boxShadow !== "none");
              });
              return [pane, shown, at.outerHTML.slice(0, 90)];
            }"""
        )
        if pane < 0 and order:
            break
        order.append(pane)
        if not seen:
            unseen.append(what)
    assert unseen == []
    assert order == sorted(order)
    assert set(order) == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("name", ["quotes", "library", "article", "settings", "uploads"])
def test_enlarged_and_spaced_out(way: Way, name: str) -> None:
    """At 200 and 400 % and with wide spacing nothing is cut off or needs scrolling sideways."""
    front, reach = STATES[name]
    reach(way)
    for spaced in (False, True):
        for width, height in ((720, 450), (320, 400)):
            way.page.set_viewport_size({"width": width, "height": height})
            way.show(front)
            assert overflow(way.page) <= 0, width
            assert way.page.evaluate(CUT) == [], width
        if not spaced:
            way.page.evaluate(SPACED)


@pytest.mark.parametrize("visit", [{"forced_colors": "active"}], indirect=True)
def test_with_the_systems_colours(way: Way) -> None:
    """What is chosen, open or lit still looks different where the system sets the colours."""

    def background(selector: str) -> str:
        found = "(node) => getComputedStyle(node).backgroundColor"
        return str(way.page.locator(selector).first.evaluate(found))

    way.article("quotes")
    way.page.wait_for_selector("#quote-0-1[aria-current=true]")
    assert background("#quote-0-1") != background("#quote-0-2")
    assert background("mark.now") != background("#reader .page p")
    way.panel("settings")
    assert background(".option[aria-pressed=true]") != background(".option[aria-pressed=false]")


def test_an_answer_is_told_once_and_its_making_is_not(way: Way) -> None:
    """What is still being written is busy, hence silent; then it is one polite message."""
    way.asking(OIL)
    log = way.page.locator("#current [role=log]")
    assert log.get_attribute("aria-busy") == "true"
    assert log.get_attribute("aria-live") == "polite"
    way.page.get_by_role("button", name="Stop").click()
    way.visit.settle(1)
    live = "[role=log], [role=status]:not(:empty), [role=alert]:not([hidden]), [aria-live]"
    telling = way.page.locator(live).evaluate_all(
        "(parts) => parts.filter((part) => part.textContent.includes('12 liters')).length"
    )
    assert telling == 1
