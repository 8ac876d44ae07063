"""What can be done on the page while a chat model writes, and that it stays as it was left."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from fake_server import Exchange, FakeServer, Script, stall
from playwright.sync_api import Browser

from assistant import Settings
from assistant.ui import asking

from .visiting import Site, Visit, told

LAMP = "How many liters of oil did the lamp burn a night, and who lit it?"
OIL = "Each night the lamp burned 12 liters of oil {12 liters}."
KEEPER = "For forty-one years Osman Kaya lit the lamp every evening {every evening}."
WRONG = "The lamp burned 1815 liters of oil a night {12 liters}."


@pytest.fixture(scope="module")
def settings(model: FakeServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A chat model that writes statements."""
    store = tmp_path_factory.mktemp("store")
    return Settings(store=store, llm="openai:demo", llm_url=model.url, style="prose")


@pytest.fixture(autouse=True)
def _nothing_queued(model: FakeServer) -> Iterator[None]:
    """Each test says itself what the model does."""
    yield
    model.otherwise = told(OIL)


def test_a_pointer_works_while_more_is_written(model: FakeServer, visit: Visit) -> None:
    """The quotes of what is finished can be opened before the whole answer is."""
    model.otherwise = told(OIL, by=partial(stall, seconds=5.0))
    visit.begin(LAMP)
    visit.page.locator(".words .cite").click()
    visit.page.wait_for_selector("mark.now:has-text('12 liters')", timeout=3000)


def test_stop_while_a_follow_up_is_put_anew(model: FakeServer, visit: Visit) -> None:
    """A model that is silent when it is to rewrite a question can be stopped as well."""
    model.otherwise = told(OIL)
    visit.ask(LAMP)
    model.queue(stall(seconds=5.0))
    turns = visit.begin("And who lit it?")
    visit.page.get_by_role("button", name="Stop").click(timeout=3000)
    visit.settle(turns)


def test_a_page_that_goes_stops_its_model(
    model: FakeServer, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who leaves in the middle, and does not come back, keeps no model, and others, waiting."""
    monkeypatch.setattr(asking, "GRACE", 0.5)
    other = visit.page.context.new_page()
    other.goto(visit.page.url)
    other.wait_for_selector(".empty")
    model.otherwise = told(OIL, by=partial(stall, seconds=5.0))
    model.hung_up.clear()
    other.locator("#question textarea").fill(LAMP)
    other.keyboard.press("Enter")
    other.wait_for_selector(".said")
    other.close()
    assert model.hung_up.wait(3)


class Held:
    """A reply whose pieces are sent one after the other, each when `go` is called for it."""

    def __init__(self) -> None:
        self._released = 1

    def go(self) -> None:
        """Send the next piece."""
        self._released += 1

    def __call__(self, *pieces: str) -> Script:
        """The script, as `told` wants it."""

        def script(exchange: Exchange) -> None:
            exchange.start()
            for number, piece in enumerate(pieces):
                while self._released <= number:
                    if exchange.wait(0.05):
                        return
                exchange.piece(piece)
            while self._released <= len(pieces):
                if exchange.wait(0.05):
                    return
            exchange.piece(None, "stop")
            exchange.raw(b"data: [DONE]\n\n")
            exchange.end()

        return script


def test_what_was_opened_meanwhile_stays_open(model: FakeServer, visit: Visit) -> None:
    """Neither the next statement nor the end brings another quote up, or puts a light out."""
    held = Held()
    model.otherwise = told(OIL, KEEPER, OIL, by=held)
    visit.begin(LAMP)
    held.go()
    visit.page.wait_for_selector(".said >> nth=1")
    visit.page.locator(".words .cite").nth(1).click()
    visit.page.wait_for_selector("mark.now:has-text('Osman Kaya')")
    lit = "#log a[aria-current][data-go=quote-0-2]"
    for step in ("end of the second", "third", "end"):
        assert visit.page.locator(lit).count() == 2, step
        assert visit.page.locator("#log a[aria-current]").count() == 2, step
        held.go()
        visit.page.wait_for_timeout(150)
    visit.settle(1)
    visit.page.wait_for_timeout(300)
    assert "Osman Kaya" in visit.lit()[0]
    assert visit.page.locator("#log a[aria-current]").count() == 2
    assert visit.page.locator("#reader .quotes > summary").inner_text() == "Quote 2 of 2"


def test_the_list_opened_meanwhile_stays_open(model: FakeServer, visit: Visit) -> None:
    """Who went to look at the articles is not called back by the answer."""
    visit.page.locator(".library .open").first.click()
    visit.page.wait_for_selector("article.page")
    held = Held()
    model.otherwise = told(OIL, by=held)
    visit.begin(LAMP)
    visit.page.wait_for_selector(".said")
    visit.page.locator("#reader .bar [data-go=library]").click()
    visit.page.wait_for_selector(".library")
    held.go()
    visit.settle(1)
    visit.page.wait_for_timeout(300)
    assert visit.page.locator(".library").count() == 1
    visit.page.locator("#quote-0-1").click()
    assert "12 liters" in visit.lit()[0]


def test_the_quote_before_stays_lit(model: FakeServer, visit: Visit) -> None:
    """Until the next answer is there, the one that is open is lit on both sides."""
    visit.ask(LAMP)
    held = Held()
    model.otherwise = told(OIL, by=held)
    visit.begin("How many liters of oil did the lamp burn?")
    visit.page.wait_for_selector("#current .said")
    lit = visit.page.locator("#log a[aria-current]")
    assert set(lit.evaluate_all("all => all.map((a) => a.dataset.go)")) == {"quote-0-1"}
    held.go()
    visit.settle(2)
    visit.page.wait_for_selector("#quote-1-1[aria-current]")
    assert set(lit.evaluate_all("all => all.map((a) => a.dataset.go)")) == {"quote-1-1"}


def test_what_was_unfolded_stays_unfolded(model: FakeServer, visit: Visit) -> None:
    """A growing answer folds up neither its left-out line nor the menu; a new conversation does."""
    held = Held()
    model.otherwise = told(OIL, WRONG, KEEPER, by=held)
    visit.begin(LAMP)
    held.go()
    visit.page.locator(".left-out summary").click()
    visit.page.locator("#bar .menu > summary").click()
    held.go()
    visit.page.wait_for_selector(".said >> nth=1")
    assert visit.page.locator("details[open]").count() == 2
    held.go()
    visit.settle(1)
    assert visit.page.locator("details[open]").count() == 2
    visit.page.locator(".rail .brand").click()  # elsewhere
    model.otherwise = told(OIL, WRONG)
    visit.ask(LAMP)
    assert visit.page.locator("#bar .menu[open]").count() == 0
    assert visit.page.locator(".left-out[open]").count() == 1
    visit.page.get_by_role("button", name="New conversation").click()
    visit.page.wait_for_selector(".empty")
    visit.ask(LAMP)
    assert visit.page.locator(".left-out").count() == 1
    assert visit.page.locator("details[open]").count() == 0


def test_the_end_does_not_scroll(model: FakeServer, visit: Visit) -> None:
    """Only a question is brought into view; who reads on is left where they are."""
    visit.page.set_viewport_size({"width": 1360, "height": 420})
    held = Held()
    model.otherwise = told(OIL, KEEPER, by=held)
    visit.begin(LAMP)
    held.go()
    visit.page.wait_for_selector(".said >> nth=1")
    log = visit.page.locator("#log")
    log.evaluate("(log) => { log.scrollTop = 120 }")
    top = visit.page.locator(".said").last.bounding_box()
    held.go()
    visit.settle(1)
    visit.page.wait_for_timeout(300)
    assert log.evaluate("(log) => log.scrollTop") == 120
    assert visit.page.locator(".said").last.bounding_box() == top


def test_a_stopped_answer_does_not_move(model: FakeServer, visit: Visit) -> None:
    """That it was stopped is said below; what was finished stays where it was."""
    model.otherwise = told(OIL, KEEPER, by=stall)
    visit.begin(LAMP)
    visit.page.wait_for_selector(".said >> nth=1")
    parts = visit.page.locator(".question, .said, .quote")
    where = "all => all.map((part) => part.getBoundingClientRect().top)"
    before = parts.evaluate_all(where)
    visit.page.get_by_role("button", name="Stop").click()
    visit.settle(1)
    assert parts.evaluate_all(where) == before
    assert visit.page.locator(".note").count() == 1


def test_the_box_is_locked_and_says_so(model: FakeServer, visit: Visit) -> None:
    """While an answer is written, the button is grey and cannot be pressed."""
    held = Held()
    model.otherwise = told(OIL, by=held)
    box, ask = visit.page.locator("#question textarea"), visit.page.locator("#question button")
    colour = "(part) => getComputedStyle(part).backgroundColor"
    free = ask.evaluate(colour)
    visit.begin(LAMP)
    visit.page.wait_for_selector(".said")
    assert box.get_attribute("placeholder") == "One moment…"
    assert ask.evaluate(colour) != free
    assert ask.evaluate("(part) => getComputedStyle(part).pointerEvents") == "none"
    held.go()
    visit.settle(1)
    visit.page.wait_for_selector("#question textarea:enabled")
    assert box.get_attribute("placeholder") == "Ask a question"
    assert ask.evaluate(colour) == free


def test_a_third_asker_is_answered_too(
    site: Site, model: FakeServer, browser: Browser, visit: Visit
) -> None:
    """Two models that are slow keep nobody else waiting."""
    # A browser opens six connections to a host at most, and each page holds two.
    contexts = [browser.new_context() for _ in range(2)]
    others = [Visit.begun(context, site) for context in contexts]
    model.otherwise = told(OIL, by=stall)
    for one in (*others, visit):
        one.begin(LAMP)
        one.page.wait_for_selector(".said", timeout=5000)
    for one in (*others, visit):
        one.page.get_by_role("button", name="Stop").click()
        one.settle(1)
        assert one.complaints == []
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [360, 390, 901, 1100])
def test_bars_hold_what_stands_in_them(model: FakeServer, visit: Visit, width: int) -> None:
    """However narrow the page, what stands in a bar stands side by side and inside it.

    On a phone the reader's has a second row, for the way from quote to quote.
    """
    visit.page.set_viewport_size({"width": width, "height": 640})
    model.otherwise = told(OIL, KEEPER)
    visit.ask(LAMP)
    for name in ("#bar", "#reader"):
        if name == "#reader" and width < 900:  # one pane at a time
            visit.page.locator(".cite").first.click()
            visit.page.wait_for_selector("#reader .bar", state="visible")
        bar = visit.page.locator(f"{name} .bar").bounding_box()
        assert bar
        assert bar["height"] <= (92 if name == "#reader" and width <= 560 else 64)
        for part in visit.page.locator(f"{name} .bar :is(h1, button, summary, a)").all():
            box = part.bounding_box()
            if box and part.is_visible():
                assert bar["y"] <= box["y"]
                assert box["y"] + box["height"] <= bar["y"] + bar["height"]
                assert bar["x"] + 20 <= box["x"]
                # A button that is an icon or an arrow has room of its own around it.
                room = 8 if part.evaluate("(node) => node.matches('.tool, .step')") else 0
                assert box["x"] + box["width"] - room <= bar["x"] + bar["width"] - 15


@pytest.mark.parametrize("size", [(1360, 420), (360, 320)])
def test_the_settings_scroll_by_themselves(visit: Visit, size: tuple[int, int]) -> None:
    """Their panel ends inside the page, which itself does not scroll."""
    visit.page.set_viewport_size({"width": size[0], "height": size[1]})
    visit.open_settings()
    panel = visit.page.locator(".preferences")
    panel.wait_for()
    scrolls = "(part) => part.scrollHeight > part.clientHeight"
    if size[0] > 900:
        box = panel.bounding_box()
        assert box
        assert box["y"] + box["height"] <= size[1]
        assert panel.evaluate(scrolls)
    last = panel.locator(".group").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box
    assert 0 <= box["y"] < size[1]
    assert (0, size[0]) >= (0, box["x"] + box["width"])
