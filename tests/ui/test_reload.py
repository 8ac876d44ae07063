"""Pages that come and go while a question is answered, and a program that does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, reply, stall
from playwright.sync_api import Browser, expect

from assistant.models.embeddings import Encoder

from .visiting import LOST, Site, Visit, told
from .workplace import ARTICLES, FLOUR, OIL, program, reload, visiting, write

LAMP = "How many liters of oil did the lamp burn a night, and who lit it?"
BURNED = "Each night the lamp burned 12 liters of oil {12 liters}."
KEEPER = "For forty-one years Osman Kaya lit the lamp every evening {every evening}."


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a program is at home."""
    write(tmp_path / "served", ARTICLES)
    return tmp_path


@pytest.fixture
def site(model: FakeServer, place: Path, encoder: Encoder) -> Iterator[Site]:
    """The program with a chat model."""
    with program(place, encoder, llm="openai:demo", llm_url=model.url, style="prose") as site:
        yield site


@pytest.fixture
def work(site: Site, browser: Browser) -> Iterator[Visit]:
    """A page of its own."""
    with visiting(browser, site, allowed=LOST) as visit:
        yield visit


def test_a_reload_in_the_middle_of_an_answer(model: FakeServer, work: Visit) -> None:
    """What was written is there again, the rest follows, and the answer ends whole."""
    rest = threading.Event()
    model.otherwise = told(BURNED, KEEPER, by=partial(reply, until=rest))
    work.begin(LAMP)
    work.page.wait_for_selector(".said .cite")
    asked = len(model.requests)
    work.reload()
    work.page.wait_for_selector(".log[aria-busy=true] .said .cite")
    assert work.page.locator(".said").count() == 1
    expect(work.page.locator("#question textarea")).to_be_disabled()
    rest.set()
    work.settle(1)
    assert work.page.locator(".said .words").count() == 2
    assert len(model.requests) == asked
    expect(work.page.locator("#question textarea")).to_be_enabled()
    assert "12 liters" in work.lit()[0]


def test_two_tabs_on_one_conversation(model: FakeServer, work: Visit) -> None:
    """Both see the answer grow; neither can ask between; what one asks next the other has too."""
    rest = threading.Event()
    model.otherwise = told(BURNED, KEEPER, by=partial(reply, until=rest))
    work.begin(LAMP)
    work.page.wait_for_selector(".said .cite")
    other = Visit(work.page.context.new_page())
    other.page.goto(work.page.url)
    other.page.wait_for_selector(".log[aria-busy=true] .said .cite")
    expect(other.page.locator("#question textarea")).to_be_disabled()
    rest.set()
    work.settle(1)
    other.settle(1)
    assert other.page.locator(".said .words").count() == 2
    model.otherwise = told("The mill ground 900 sacks of flour a year {900 sacks}.")
    other.ask(FLOUR)
    work.begin(OIL)
    work.settle(3)
    questions = [LAMP, FLOUR, OIL]
    assert work.page.locator(".turn .question").all_text_contents() == questions
    reload(other, 3)
    assert other.page.locator(".turn .question").all_text_contents() == questions


def test_a_conversation_that_another_tab_deleted(model: FakeServer, work: Visit) -> None:
    """A page that still shows it says that it is gone, and goes on with a new one."""
    model.otherwise = told(BURNED)
    work.ask(LAMP)
    other = work.page.context.new_page()
    other.goto(work.page.url)
    other.wait_for_selector(".turn")
    other.locator("#bar details summary.tool").click()
    other.locator("#bar summary.danger").click()
    other.get_by_role("button", name="Delete it").click()
    other.wait_for_selector(".empty")
    work.page.locator("[data-go=up-0]").click()
    work.page.wait_for_selector(".empty")
    expect(work.page.locator("#notice [role=alert]")).not_to_be_empty()
    work.begin(OIL)
    work.page.wait_for_selector(".log[aria-busy=false] .turn .answer")
    assert "12 liters" in work.seen("#current")


def test_a_restart_under_an_open_page(place: Path, encoder: Encoder, browser: Browser) -> None:
    """The page says that the program is gone, and is as it was when that is back."""
    with program(place, encoder) as site:
        port = int(site.address.rpartition(":")[2])
        visited = visiting(browser, site, allowed=LOST)
        visit = visited.__enter__()
        visit.ask(OIL)
        visit.ask(FLOUR)
    try:
        expect(visit.page.locator(".offline")).to_be_visible(timeout=15_000)
        with program(place, encoder, port=port):
            expect(visit.page.locator(".offline")).to_have_count(0, timeout=20_000)
            visit.settle(2)
            visit.ask("When was the cellar flooded?")
            assert "1953" in visit.seen("#current")
            assert visit.page.locator(".turn").count() == 3
    finally:
        visited.__exit__(None, None, None)


def test_a_question_that_a_restart_cut_off(
    model: FakeServer, place: Path, encoder: Encoder, browser: Browser
) -> None:
    """It stands in the conversation as not answered, and can be asked again."""
    chat: dict[str, Any] = {
        "llm": "openai:demo",
        "llm_url": model.url,
        "style": "prose",
        "llm_seconds": 3.0,
    }
    model.otherwise = told(BURNED, by=stall)
    with program(place, encoder, **chat) as site:
        visited = visiting(browser, site, allowed=LOST)
        visit = visited.__enter__()
        visit.begin(LAMP)
        visit.page.wait_for_selector(".said .cite")
        port = int(site.address.rpartition(":")[2])
        site.services.conversations.update = lambda *_: None  # type: ignore[method-assign]
    model.otherwise = told(BURNED)
    try:
        with program(place, encoder, port=port, **chat):
            visit.page.wait_for_selector(".turn .error", timeout=20_000)
            visit.page.locator("[data-go=again-0]").click()
            visit.page.wait_for_selector(".turn .answer")
            assert "12 liters" in visit.seen("#current")
    finally:
        visited.__exit__(None, None, None)
