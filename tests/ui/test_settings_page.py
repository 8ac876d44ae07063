"""The settings in a real browser: what each choice changes, and that it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, error, reply
from playwright.sync_api import Browser, expect

from assistant.models.embeddings import Encoder
from assistant.ui.words import LANGUAGES, texts

from .visiting import Site, Visit, told
from .workplace import ARTICLES, OIL, choose, program, settings, visiting, write

GOOD = "Each night the lamp burned 12 liters of oil {12 liters}."
WRONG = "The lamp burned 1815 liters of oil a night {12 liters}."
KEPT = ("set-quotes-1", "set-daring-careful", "set-style-quotes", "set-strict-no",
        "set-theme-dark", "set-llm-0")  # fmt: skip


@pytest.fixture
def site(model: FakeServer, tmp_path: Path, encoder: Encoder) -> Iterator[Site]:
    """The program with a chat model."""
    write(tmp_path / "served", ARTICLES)
    model.otherwise = told(GOOD)
    chat: dict[str, Any] = {"llm": "openai:demo", "llm_url": model.url, "style": "prose"}
    with program(tmp_path, encoder, **chat) as site:
        yield site


@pytest.fixture
def work(site: Site, browser: Browser) -> Iterator[Visit]:
    """A page of its own."""
    with visiting(browser, site) as visit:
        yield visit


def test_every_choice_is_kept(work: Visit) -> None:
    """After a reload all that was pressed is pressed."""
    settings(work)
    for go in KEPT:
        choose(work, go)
    work.reload()
    settings(work)
    pressed = work.page.locator("#reader [aria-pressed=true]")
    found = pressed.evaluate_all("(nodes) => nodes.map((node) => node.dataset.go)")
    assert {"set-quotes-1", "set-daring-careful", "set-theme-dark", "set-llm-0"} <= set(found)
    choose(work, "set-llm-1")
    found = pressed.evaluate_all("(nodes) => nodes.map((node) => node.dataset.go)")
    assert {"set-style-quotes", "set-strict-no"} <= set(found)


def test_how_much_and_how_boldly_the_reader_answers(work: Visit) -> None:
    """Fewer quotes are fewer; a careful reader refuses what an eager one answers."""
    settings(work)
    choose(work, "set-llm-0")
    expect(work.page.locator("#bar .who")).to_have_text("Built-in reader")
    choose(work, "set-quotes-3")
    work.ask(OIL)
    many = work.page.locator("#current .quote").count()
    settings(work)
    choose(work, "set-quotes-1")
    work.ask(OIL)
    assert work.page.locator("#current .quote").count() == 1 < many
    refused = []
    for daring in ("careful", "eager"):
        settings(work)
        choose(work, f"set-daring-{daring}")
        work.ask("Who repaired the mill?")
        refused.append(work.page.locator("#current .abstention").count())
    assert refused == [1, 0]


def test_style_and_strictness(model: FakeServer, work: Visit) -> None:
    """A statement no quote backs is left out, or shown and marked; quotes alone need no words."""
    model.otherwise = told(GOOD, WRONG)
    work.ask(OIL)
    assert "1815" not in work.seen("#current")
    settings(work)
    choose(work, "set-strict-no")
    work.ask(OIL)
    assert "1815" in work.seen("#current")
    expect(work.page.locator("#current .said.marked .mark")).to_be_visible()
    settings(work)
    choose(work, "set-style-quotes")
    model.otherwise = lambda exchange: reply("[1]")(exchange)
    work.ask(OIL)
    assert work.page.locator("#current .quote").count() > 0
    assert work.page.locator("#current .words").count() == 0


def test_testing_a_model(model: FakeServer, work: Visit) -> None:
    """The page says how fast a model answered, or why it did not; the key is told to nobody."""
    panel = settings(work)
    model.otherwise = reply("Yes")
    panel.get_by_role("button", name="Test: openai:demo").click()
    told_so = panel.locator(".models [role=status]")
    expect(told_so).to_contain_text("Answered in ")
    model.otherwise = error(401, "bad key {key}")
    panel.get_by_role("button", name="Test: openai:demo").click()
    expect(told_so).not_to_contain_text("Answered in ")
    assert "sk-planted" not in work.page.content()
    assert len(told_so.inner_text()) > 20


def test_a_model_that_is_not_there(encoder: Encoder, browser: Browser, tmp_path: Path) -> None:
    """It is said so by the test; a question is answered by the reader all the same."""
    write(tmp_path / "served", ARTICLES)
    chat: dict[str, Any] = {"llm": "openai:demo", "llm_url": "http://127.0.0.1:9/v1"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", "sk-none")
        with program(tmp_path, encoder, **chat) as site, visiting(browser, site) as visit:
            panel = settings(visit)
            panel.get_by_role("button", name="Test: openai:demo").click()
            expect(panel.locator(".models [role=status]")).to_be_visible(timeout=20_000)
            visit.ask(OIL)
            assert "12 liters" in visit.seen("#current")
            expect(visit.page.locator("#current .note")).to_be_visible()


def test_appearance(work: Visit) -> None:
    """Dark is dark and light is light, also after a reload."""
    shade = "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number)[0]"
    settings(work)
    choose(work, "set-theme-dark")
    work.page.wait_for_function(f"{shade} < 80")
    work.reload()
    work.page.wait_for_selector(".empty")
    work.page.wait_for_function(f"{shade} < 80")
    settings(work)
    choose(work, "set-theme-light")
    work.page.wait_for_function(f"{shade} > 180")


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_languages(work: Visit, language: str) -> None:
    """Every text of the page is in the language that was chosen, and the page says which it is."""
    work.ask(OIL)
    settings(work)
    choose(work, f"set-language-{language}")
    page = work.page
    expect(page.locator("html")).to_have_attribute("lang", language)
    same = {text for key, text in texts(language).items() if text == texts("en")[key]}
    english = {text for text in texts("en").values() if "{" not in text and len(text) > 3} - same
    for go in ("settings", "library", "new"):
        page.locator(f"#rail [data-go={go}]").click()
        page.wait_for_timeout(400)
        seen = page.locator("#desk").evaluate(
            """(root) => [...root.querySelectorAll("*")].flatMap((node) => [
              ...[...node.childNodes].filter((child) => child.nodeType === 3).map((t) => t.data),
              ...["aria-label", "title", "placeholder"].map((name) => node.getAttribute(name))])
              .filter(Boolean).map((text) => text.trim())"""
        )
        assert sorted(set(seen) & english) == []
    work.reload()
    page.wait_for_selector(".empty, .turn")
    expect(page.locator("html")).to_have_attribute("lang", language)
