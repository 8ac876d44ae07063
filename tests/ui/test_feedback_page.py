"""What can be done with an answer, and anew with its question, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, stall
from playwright.sync_api import Browser, Locator, expect

from assistant.models.embeddings import Encoder

from .visiting import Site, Visit, told
from .workplace import ARTICLES, FLOUR, OIL, program, reload, visiting, write

SAYS = "Each night the lamp burned 12 liters of oil {12 liters}."
ANEW = "The lamp burned 12 liters of oil each night {12 liters}."
CELLAR = "When was the cellar flooded?"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Site]:
    """The program over three articles."""
    place = tmp_path_factory.mktemp("place")
    write(place / "served", ARTICLES)
    with program(place, encoder) as site:
        yield site


@pytest.fixture
def work(site: Site, browser: Browser) -> Iterator[Visit]:
    """A page of its own, which may use the clipboard."""
    allowed = ["clipboard-read", "clipboard-write"]
    with visiting(browser, site, permissions=allowed) as visit:
        yield visit


def turn(visit: Visit, number: int) -> Locator:
    """A question with all that belongs to it."""
    return visit.page.locator(f".turn[data-turn='{number}']")


def pressed(visit: Visit, go: str) -> str | None:
    """Whether a button is pressed."""
    return visit.page.locator(f"[data-go={go}]").get_attribute("aria-pressed")


def test_thumbs_with_a_reason_and_a_note(work: Visit, tmp_path: Path) -> None:
    """What is wrong with an answer is kept, comes back, is exported, and can be taken back."""
    work.ask(OIL)
    work.ask(FLOUR)
    page = work.page
    page.locator("[data-go=down-0]").click()
    form = turn(work, 0).locator("form.explain")
    form.get_by_role("button", name="The articles do not say this").click()
    expect(page.locator("[data-go=reason-0-not_there]")).to_have_attribute("aria-pressed", "true")
    form.get_by_role("textbox").fill('It says <i>"more"</i> below.')
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    page.locator("[data-go=up-1]").click()
    expect(page.locator("[data-go=up-1]")).to_have_attribute("aria-pressed", "true")
    reload(work, 2)
    assert [pressed(work, go) for go in ("up-0", "down-0", "up-1", "down-1")] == [
        "false", "true", "true", "false"
    ]  # fmt: skip
    page.locator("#rail [data-go=settings]").click()
    with page.expect_download() as waited:
        page.get_by_role("link", name="Download as JSONL").click()
    lines = [json.loads(line) for line in waited.value.path().read_text("utf-8").splitlines()]
    assert {OIL, FLOUR} == {line["question"] for line in lines}
    assert 'It says <i>"more"</i> below.' in json.dumps(lines, ensure_ascii=False).replace("\\", "")
    page.locator("[data-go=down-0]").click()
    expect(page.locator("[data-go=down-0]")).to_have_attribute("aria-pressed", "false")
    reload(work, 2)
    assert [pressed(work, go) for go in ("down-0", "up-1")] == ["false", "true"]


def test_editing_a_question_in_the_middle(work: Visit) -> None:
    """It is asked anew in its place, and what followed goes, as was said before."""
    for question in (OIL, FLOUR, OIL):
        work.ask(question)
    work.page.locator("[data-go=edit-1]").click()
    form = turn(work, 1).locator("form.edit")
    expect(form.get_by_role("textbox")).to_be_focused()
    expect(form.get_by_role("textbox")).to_have_value(FLOUR)
    expect(form.locator(".hint")).to_have_text("The question after it goes.")
    form.get_by_role("button", name="Cancel").click()
    expect(turn(work, 1).locator(".question")).to_have_text(FLOUR)
    work.page.locator("[data-go=edit-1]").click()
    form.get_by_role("textbox").fill(CELLAR)
    work.page.keyboard.press("Enter")
    work.settle(2)
    assert "1953" in work.seen("#current")
    reload(work, 2)
    assert work.page.locator(".turn .question").all_text_contents() == [OIL, CELLAR]


def test_asking_again(
    model: FakeServer, encoder: Encoder, browser: Browser, tmp_path: Path
) -> None:
    """The newest question is answered again; an earlier one too, and what followed goes."""
    write(tmp_path / "served", ARTICLES)
    chat: dict[str, Any] = {"llm": "openai:demo", "llm_url": model.url, "style": "prose"}
    with program(tmp_path, encoder, **chat) as site, visiting(browser, site) as visit:
        model.otherwise = told(SAYS)
        visit.ask(OIL)
        visit.ask(OIL)
        model.otherwise = told(ANEW)
        turn(visit, 1).locator("[data-go=again-1]").click()
        expect(turn(visit, 1)).to_contain_text("of oil each night")
        visit.settle(2)
        assert "of oil each night" not in (turn(visit, 0).text_content() or "")
        turn(visit, 0).locator("[data-go=again-0]").click()
        expect(turn(visit, 0)).to_contain_text("of oil each night")
        visit.settle(1)
        assert visit.page.locator(".turn").count() == 1


def test_copying(work: Visit) -> None:
    """The clipboard has the answer's words and where each quote stands; the page says so."""
    work.ask(OIL)
    work.page.get_by_role("button", name="Copy the answer with its references").click()
    expect(work.page.locator(".said-aloud")).to_have_text("Copied")
    copied = work.page.evaluate("navigator.clipboard.readText()")
    assert "12 liters of oil" in copied
    assert "[1] " in copied
    assert "The lamp of İğneada" in copied
    assert "lamp.md" in copied


def test_stopping(model: FakeServer, encoder: Encoder, browser: Browser, tmp_path: Path) -> None:
    """A chat model that writes on and on is stopped; what it had finished stays and is kept."""
    write(tmp_path / "served", ARTICLES)
    chat: dict[str, Any] = {"llm": "openai:demo", "llm_url": model.url, "style": "prose"}
    with program(tmp_path, encoder, **chat) as site, visiting(browser, site) as visit:
        model.otherwise = told(SAYS, by=lambda *pieces: stall(*pieces, "And "))
        visit.begin(OIL)
        visit.page.wait_for_selector(".said .cite")
        visit.page.get_by_role("button", name="Stop").click()
        visit.settle(1)
        assert "12 liters of oil" in visit.seen("#current")
        assert model.hung_up.wait(10)
        reload(visit, 1)
        assert "12 liters of oil" in visit.seen("#current")
        expect(visit.page.locator("#question textarea")).to_be_enabled()
