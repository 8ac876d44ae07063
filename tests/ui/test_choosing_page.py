"""Who answers: what is chosen on the page, by mouse and keyboard, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_server import FakeServer

from assistant import Settings
from assistant.records.preferences import Preferences

from .visiting import Site, Visit, told

LAMP = "How many liters of oil did the lamp burn a night?"
OIL = "Each night the lamp burned 12 liters of oil {12 liters}."
WRONG = "The lamp burned 1815 liters of oil a night {12 liters}."


@pytest.fixture(scope="module")
def settings(model: FakeServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A chat model that writes statements."""
    store = tmp_path_factory.mktemp("store")
    return Settings(store=store, llm="openai:demo", llm_url=model.url, style="prose")


@pytest.fixture(autouse=True)
def _nothing_chosen(site: Site) -> Iterator[None]:
    """Choices are kept: each test begins without any."""
    yield
    site.services.prefer("", Preferences())


def test_the_reader_and_back(model: FakeServer, visit: Visit) -> None:
    """Whoever is chosen answers from the next question on, without a word from the other."""
    model.otherwise = told(OIL)
    visit.ask(LAMP)
    assert visit.page.locator(".said").count() == 1
    asked = len(model.requests)
    visit.pick("Built-in reader")
    assert visit.page.locator("#bar .who").inner_text() == "Built-in reader"
    assert not visit.page.get_by_role("group", name="Answers consist of").count()
    visit.ask(LAMP)
    assert len(model.requests) == asked
    last = visit.page.locator(".turn").last
    assert last.locator(".said").count() == 0
    assert "12 liters" in (last.locator("q").first.text_content() or "")
    visit.pick("openai:demo")
    visit.ask(LAMP)
    assert visit.page.locator(".turn").last.locator(".said").count() == 1
    assert visit.page.locator(".said").count() == 2  # the first answer is what it was
    visit.page.get_by_role("button", name="New conversation").click()
    visit.page.wait_for_selector(".empty")
    assert visit.page.locator("#bar .who").inner_text() == "openai:demo"


def test_a_choice_is_kept(visit: Visit) -> None:
    """A page that is loaded anew has it."""
    visit.pick("Built-in reader")
    visit.reload()
    visit.page.wait_for_selector(".empty")
    assert visit.page.locator("#bar .who").inner_text() == "Built-in reader"


def test_shown_and_marked(model: FakeServer, visit: Visit) -> None:
    """Whoever wants to see what no quote backs sees it, marked with what is wrong with it."""
    model.otherwise = told(OIL, WRONG, "Nobody knows why.")
    visit.pick("Shown and marked")
    visit.ask(LAMP)
    assert visit.page.locator(".said").count() == 2
    marked = visit.page.locator(".said.marked")
    assert "1815 liters" in (marked.locator(".words").text_content() or "")
    assert marked.locator(".mark").text_content() == (
        "Not backed by its quote. Not in the source: 1815 liters"
    )
    assert visit.page.locator(".left-out summary").inner_text() == (
        "1 statement left out: no quote backs it"
    )
    visit.pick("Left out")
    visit.ask(LAMP)
    assert visit.page.locator(".turn").last.locator(".marked").count() == 0


def test_quotes_alone(model: FakeServer, visit: Visit) -> None:
    """A model that may only pick has none of its words on the page."""
    model.otherwise = told("It was 1815 liters {12 liters}.")
    visit.pick("Quotes alone")
    visit.ask(LAMP)
    assert visit.page.locator(".said, .left-out, .note").count() == 0
    assert "1815" not in visit.page.content()
    assert "12 liters" in visit.lit()[0]


def test_the_settings_by_keyboard(visit: Visit) -> None:
    """Tab, Enter, Space and Escape are enough, and the focus is never lost."""
    keys, focused = visit.page.keyboard, "document.activeElement.textContent"
    visit.page.locator(".place[data-go=settings]").focus()
    keys.press("Enter")
    visit.page.wait_for_selector(".preferences")
    visit.page.wait_for_function("document.activeElement.matches('#reader h2')")
    for _ in range(4):
        keys.press("Tab")
        if visit.page.evaluate(focused) == "Built-in reader":
            break
    outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    keys.press("Enter")
    visit.page.wait_for_selector(".preferences [aria-pressed=true]:text-is('Built-in reader')")
    visit.page.wait_for_function(f"{focused} === 'Built-in reader'")
    keys.press("Tab")
    assert visit.page.evaluate(focused) == "openai:demo"
    keys.press("Space")
    visit.page.wait_for_selector(".preferences [aria-pressed=true]:text-is('openai:demo')")
    keys.press("Escape")
    visit.page.wait_for_function("document.activeElement.matches('#question textarea')")
