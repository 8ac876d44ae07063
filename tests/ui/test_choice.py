"""Who answers: what can be chosen on the page, by mouse and keyboard, and what comes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_server import FakeServer

from assistant import Settings
from assistant.ui import choice as module
from assistant.ui.choice import Choice, choose, first_choice, models_offered, render_choice

from .visiting import Parsed, Visit, content, shape, told

LAMP = "How many liters of oil did the lamp burn a night?"
OIL = "Each night the lamp burned 12 liters of oil {12 liters}."
WRONG = "The lamp burned 1815 liters of oil a night {12 liters}."
OFFERED = ("none", "openai:demo", "smollm2")
NASTY = "</button><img src=x onerror=alert(1)>\"' &lt; {{value}}"


@pytest.fixture(scope="module")
def settings(model: FakeServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A chat model that writes statements."""
    store = tmp_path_factory.mktemp("store")
    return Settings(store=store, llm="openai:demo", llm_url=model.url, style="prose")


@pytest.mark.parametrize("small", [True, False])
def test_what_is_offered(monkeypatch: pytest.MonkeyPatch, small: bool) -> None:
    """The reader, the model that was named, and the small one where both its parts are there."""
    lacking = () if small else ("xllamacpp",)
    monkeypatch.setattr(module, "find_spec", lambda name: None if name in lacking else object())
    more = ("smollm2",) if small else ()
    assert models_offered(Settings(llm="openai:demo")) == ("none", "openai:demo", *more)
    assert models_offered(Settings(llm="none")) == ("none", *more)
    assert models_offered(Settings(llm="smollm2")) == ("none", "smollm2")


def test_only_what_is_offered_can_be_chosen() -> None:
    """An id leads to one of the controls or nowhere; what failed before is forgotten."""
    now = Choice("openai:demo", failed="No key.")
    assert choose("llm-0", now, OFFERED) == Choice("none")
    assert choose("llm-2", now, OFFERED) == Choice("smollm2")
    assert choose("style-quotes", now, OFFERED) == Choice("openai:demo", "quotes")
    assert choose("strict-no", now, OFFERED) == Choice("openai:demo", strict=False)
    assert choose("strict-yes", replace(now, strict=False), OFFERED) == replace(now, failed="")
    for nothing in ("", "llm-", "llm-3", "llm--1", "llm-²", "llm-none", "llm-openai:other",
                    "llm-1.0", "style-", "style-bold", "strict-", "strict-maybe", "library",
                    "llm-99999999999999999999", "quote-0-1"):  # fmt: skip
        assert choose(nothing, now, OFFERED) is None, nothing


def test_a_choice_in_the_settings() -> None:
    """All of it counts; the address of a server is only for the model that it came with."""
    settings = Settings(llm="openai:demo", llm_url="http://127.0.0.1:1/v1", style="prose")
    assert first_choice(settings) == Choice("openai:demo", "prose", strict=True)
    assert first_choice(settings).applied(settings) == settings
    loose = Choice("openai:demo", "quotes", strict=False, failed="x").applied(settings)
    assert loose == replace(settings, style="quotes", strict=False)
    for other in ("none", "smollm2"):
        assert Choice(other).applied(settings).llm_url is None
        assert Choice(other).applied(settings).llm == other


def test_nothing_to_choose() -> None:
    """With the reader alone there are no controls; for the reader, none about statements."""
    assert render_choice(Choice("none"), ["none"]) == ""
    labels = [e.text for e in Parsed(render_choice(Choice("none"), OFFERED)).having("label")]
    assert labels == ["Who answers"]
    assert len(Parsed(render_choice(Choice("smollm2"), OFFERED)).having("label")) == 3


def test_names_of_models_are_text() -> None:
    """A hostile name, or reason why it failed, makes no tag and no attribute."""
    for failed in ("", NASTY):
        page = render_choice(Choice(NASTY, failed=failed), ["none", NASTY])
        assert shape(page) == shape(
            render_choice(Choice("x", failed=failed and "x"), ["none", "x"])
        )
        assert content(page, "summary") == f"Answers: {NASTY}"
        assert content(page).count(NASTY) == (3 if failed else 2)


def test_what_is_chosen_is_pressed() -> None:
    """One button of each group is; all are locked while somebody answers, and only then."""
    for busy in (False, True):
        page = render_choice(Choice("openai:demo", "quotes", strict=False), OFFERED, busy=busy)
        buttons = Parsed(page).having("button")
        pressed = [b.text for b in buttons if b.attributes["aria-pressed"] == "true"]
        assert pressed == ["openai:demo", "Quotes alone", "Shown and marked"]
        assert {"disabled" in button.attributes for button in buttons} == {busy}
        assert {button.attributes["data-event"] for button in buttons} == {"select"}


def pick(visit: Visit, label: str) -> None:
    """Choose something in the panel, which is unfolded for it."""
    if not visit.page.locator(".choice[open]").count():
        visit.page.locator(".choice summary").click()
    visit.page.get_by_role("button", name=label, exact=True).click()
    visit.page.wait_for_selector(f".choice [aria-pressed=true]:text-is('{label}')")


def test_the_reader_and_back(model: FakeServer, visit: Visit) -> None:
    """Whoever is chosen answers from the next question on, without a word from the other."""
    model.otherwise = told(OIL)
    visit.ask(LAMP)
    assert visit.page.locator(".said").count() == 1
    asked = len(model.requests)
    pick(visit, "Built-in reader")
    assert visit.page.locator(".choice summary").inner_text() == "Answers: Built-in reader"
    assert visit.page.locator(".choice [role=group]").count() == 1
    visit.ask(LAMP)
    assert visit.page.locator(".choice[open]").count() == 0
    assert len(model.requests) == asked
    last = visit.page.locator(".turn").last
    assert last.locator(".said").count() == 0
    assert "12 liters" in (last.locator("q").first.text_content() or "")
    pick(visit, "openai:demo")
    visit.ask(LAMP)
    assert visit.page.locator(".turn").last.locator(".said").count() == 1
    assert visit.page.locator(".said").count() == 2  # the first answer is what it was
    visit.page.get_by_role("button", name="New conversation").click()
    visit.page.wait_for_selector(".empty")
    assert visit.page.locator(".choice summary").inner_text() == "Answers: openai:demo"


def test_shown_and_marked(model: FakeServer, visit: Visit) -> None:
    """Whoever wants to see what no quote backs sees it, marked with what is wrong with it."""
    model.otherwise = told(OIL, WRONG, "Nobody knows why.")
    pick(visit, "Shown and marked")
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
    pick(visit, "Left out")
    visit.ask(LAMP)
    assert visit.page.locator(".turn").last.locator(".marked").count() == 0


def test_quotes_alone(model: FakeServer, visit: Visit) -> None:
    """A model that may only pick has none of its words on the page."""
    model.otherwise = told("It was 1815 liters {12 liters}.")
    pick(visit, "Quotes alone")
    visit.ask(LAMP)
    assert visit.page.locator(".said, .left-out, .note").count() == 0
    assert "1815" not in visit.page.content()
    assert "12 liters" in visit.lit()[0]


def test_the_panel_by_keyboard(model: FakeServer, visit: Visit) -> None:
    """Tab, Enter and Escape are enough, and the focus is never lost."""
    keys, focused = visit.page.keyboard, "document.activeElement.textContent"
    visit.page.locator(".choice summary").focus()
    keys.press("Enter")
    visit.page.wait_for_selector(".choice[open]")
    keys.press("Tab")
    assert visit.page.evaluate(focused) == "Built-in reader"
    outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    keys.press("Enter")
    visit.page.wait_for_selector(".choice[open] [aria-pressed=true]:text-is('Built-in reader')")
    assert visit.page.evaluate(focused) == "Built-in reader"
    keys.press("Tab")
    assert visit.page.evaluate(focused) == "openai:demo"
    keys.press("Space")
    visit.page.wait_for_selector(".choice[open] [aria-pressed=true]:text-is('openai:demo')")
    keys.press("Escape")
    assert visit.page.locator(".choice[open]").count() == 0
    assert visit.page.evaluate("document.activeElement.matches('.choice summary')")


def test_a_click_elsewhere_closes_the_panel(visit: Visit) -> None:
    """So does a click on its summary; one inside leaves it open."""
    panel, summary = visit.page.locator(".choice[open]"), visit.page.locator(".choice summary")
    for elsewhere in (".promise", "#reader .page", "#question textarea"):
        summary.click()
        assert panel.count() == 1
        visit.page.locator(".choice .label").first.click()
        assert panel.count() == 1
        visit.page.locator(elsewhere).click()
        assert panel.count() == 0
    summary.click()
    summary.click()
    assert panel.count() == 0
