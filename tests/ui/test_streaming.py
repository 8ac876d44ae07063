"""What a chat model says, on the page in a real browser, while it says it and after."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from fake_server import KEY, FakeServer, drop, error, reply, stall

from assistant import Settings

from .visiting import Site, Visit, told

LAMP = "How many liters of oil did the lamp burn a night, and who lit it?"
OIL = "Each night the lamp burned 12 liters of oil {12 liters}."
KEEPER = "For forty-one years Osman Kaya lit the lamp every evening {every evening}."
WRONG = "The lamp burned 1815 liters of oil a night {12 liters}."
# What the page has at each change: its visible text, and the statements with what is below them.
WATCH = """() => {
  window.steps = [];
  const root = document.querySelector("#log");
  const look = () => window.steps.push({
    text: root.innerText,
    stop: !!root.querySelector("[data-event=stop]"),
    said: [...root.querySelectorAll(".said")].map((part) => ({
      words: part.querySelector(".words").textContent,
      bare: ![...part.querySelectorAll(".words .cite")].some((pointer) =>
        root.querySelector(`.quote[data-go="${pointer.dataset.go}"] q`)?.textContent),
    })),
  });
  new MutationObserver(look).observe(
    root, { childList: true, subtree: true, characterData: true, attributes: true });
}"""


@pytest.fixture(scope="module")
def settings(model: FakeServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A chat model that writes statements."""
    store = tmp_path_factory.mktemp("store")
    return Settings(store=store, llm="openai:demo", llm_url=model.url, style="prose")


def test_statements_come_one_by_one_with_their_quotes(model: FakeServer, visit: Visit) -> None:
    """Each is shown when it is finished, and none at any time without a quote that it points at."""
    pieces = partial(reply, pause=0.3)
    model.otherwise = told(OIL, WRONG, KEEPER, "Nobody ever asked why.", by=pieces)
    visit.page.evaluate(WATCH)
    visit.ask(LAMP)
    steps = visit.page.evaluate("window.steps")
    assert not [part for step in steps for part in step["said"] if part["bare"]]
    counts = [len(step["said"]) for step in steps]
    assert counts == sorted(counts)
    assert set(counts) == {0, 1, 2}
    half = [step for step in steps if step["stop"] and len(step["said"]) == 1]
    assert "12 liters" in half[0]["said"][0]["words"]
    assert "Checking what comes next" in half[0]["text"]
    assert any("Reading " in step["text"] and step["stop"] for step in steps)
    assert not steps[-1]["stop"]
    for step in steps:
        assert "1815" not in step["text"]
        assert "Nobody" not in step["text"]
    assert visit.page.locator(".words").all_text_contents() == [
        "Each night the lamp burned 12 liters of oil.\xa01",
        "For forty-one years Osman Kaya lit the lamp every evening.\xa02",
    ]


def test_what_is_left_out_is_only_in_the_folded_line(model: FakeServer, visit: Visit) -> None:
    """A wrong number is nowhere to be seen until the line that counts it is opened."""
    model.otherwise = told(OIL, WRONG)
    visit.ask(LAMP)
    assert "12 liters" in visit.seen("body")
    assert "1815" not in visit.seen("body")
    assert visit.page.locator("#desk", has_text="1815 liters").count() == 1
    summary = visit.page.locator(".left-out summary")
    assert summary.text_content() == "1 statement left out: no quote backs it"
    summary.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".left-out[open]")
    assert "The lamp burned 1815 liters" in visit.seen(".left-out")
    assert "Not in the source: 1815 liters" in visit.seen(".left-out")
    assert "1815" not in visit.seen("#reader")


def test_a_pointer_lights_its_quote(site: Site, model: FakeServer, visit: Visit) -> None:
    """A statement's number leads to the quote's letters in the article, wherever it stands."""
    model.otherwise = told(OIL, KEEPER, "Electricity came to the cape in 1978 {12 liters}.")
    visit.ask(LAMP)
    pointers = visit.page.locator(".words .cite")
    assert pointers.all_text_contents() == ["1", "2", "1"]
    for place in (1, 2, 0):
        pointers.nth(place).click()
        go = pointers.nth(place).get_attribute("data-go")
        visit.page.wait_for_selector(f"#{go}[aria-current=true]")
        text, start, end = visit.lit()
        assert text == visit.page.locator(f".quote[data-go={go}] q").text_content()
        source = next(e.source for e in site.assistant.entries() if "lighthouse" in e.source)
        assert text == site.assistant.article(source).text[start:end]
    assert "12 liters" in visit.lit()[0]


def test_stop_keeps_what_was_finished(model: FakeServer, visit: Visit) -> None:
    """In the middle of a silence, Stop ends the answer at once; the next question works."""
    model.otherwise = told(OIL, by=stall)
    model.hung_up.clear()
    turns = visit.begin(LAMP)
    visit.page.wait_for_selector(".said")
    visit.page.get_by_role("button", name="Stop").click()
    visit.settle(turns)  # in less than the minute after which the model would be given up
    assert model.hung_up.wait(10)
    assert visit.page.locator(".said").count() == 1
    assert visit.page.locator(".note").all_text_contents() == [
        "You stopped the model. What it had finished is shown."
    ]
    visit.page.wait_for_function("document.activeElement.matches('#question textarea')")
    model.otherwise = told(KEEPER)
    visit.ask("Who lit the lamp every evening?")
    assert "Osman Kaya" in visit.seen("#current .words")


def test_stop_before_anything_is_finished(model: FakeServer, visit: Visit) -> None:
    """Then the built-in reader answers, and says why; an unfinished statement is not shown."""
    model.otherwise = stall("The lamp burned 12 liters of oil [1")
    turns = visit.begin(LAMP)
    stop = visit.page.get_by_role("button", name="Stop")
    stop.focus()
    visit.page.keyboard.press("Enter")
    visit.settle(turns)
    assert visit.page.locator(".said").count() == 0
    assert visit.page.locator(".quote", has_text="12 liters").count() == 1
    note = "You stopped the model. The built-in reader answered instead."
    assert visit.page.locator(".note").text_content() == note


def test_a_server_that_fails(model: FakeServer, visit: Visit) -> None:
    """An error of the server is a line above the reader's quotes, which are lit as ever."""
    model.otherwise = error(500, f"<b>secret</b> {KEY}")
    visit.ask(LAMP)
    assert visit.page.locator(".error, .said").count() == 0
    note = visit.page.locator(".note").text_content() or ""
    assert "server error 500" in note
    assert note.endswith("The built-in reader answered instead.")
    visit.page.locator("#quote-0-1").click()
    assert visit.lit()[0] == visit.page.locator(".quote q").first.text_content()
    assert f"Bearer {KEY}" in model.requests[-1].headers.values()
    assert KEY not in visit.page.content()
    assert "secret" not in visit.page.content()


def test_a_connection_that_drops(model: FakeServer, visit: Visit) -> None:
    """What was finished before stays, with a line that says that it broke off."""
    model.otherwise = told(OIL, KEEPER[:30], by=drop)
    visit.ask(LAMP)
    assert visit.page.locator(".words").all_text_contents() == [
        "Each night the lamp burned 12 liters of oil.\xa01"
    ]
    note = visit.page.locator(".note").text_content() or ""
    assert "broke off" in note
    assert note.endswith("What it had finished is shown.")


def test_a_hostile_reply_is_text(site: Site, model: FakeServer, visit: Visit) -> None:
    """Markup, links and scripts of a model make no element, no request and no dialog."""
    far = "http://203.0.113.9"
    model.otherwise = told(
        "The lamp burned 12 liters <script>alert(1)</script>of oil a night {12 liters}.",
        f"![lamp]({far}/a.png) [The lamp]({far}) burned 12 liters of oil a night {{12 liters}}.",
        f"<img src={far}/b.png onerror=alert(2)> It burned 12 liters of oil {{12 liters}}.",
        "<a href='javascript:alert(3)'>Oil</a> &lt;svg onload=alert(4)> {12 liters}.",
        f"<<b>script>alert(5)<</b>/script> <iframe srcdoc='<script>alert(6)</script>'> {far}",
        "</p></section><style>*{{display:none}}</style> {{value}} ${{alert(7)}} {12 liters}.",
    )
    visit.ask(LAMP)
    visit.page.locator(".left-out summary").click()
    visit.page.wait_for_timeout(300)
    assert visit.page.locator(".said").count() > 0
    tags = "img script style iframe svg b object embed form base link meta".split()
    shown = [f"{part} {tag}" for part in (".answer", "#reader .page") for tag in tags]
    assert visit.page.locator(", ".join(shown)).count() == 0
    links = visit.page.locator("#desk a").evaluate_all("all => all.map((a) => a.href)")
    assert all(link.startswith(f"{site.address}/") for link in links)
    assert visit.complaints == []


def test_a_reload_in_the_middle(model: FakeServer, visit: Visit) -> None:
    """Whoever reloads while a model writes finds the answer going on, and whole in the end."""
    back = threading.Event()
    model.otherwise = told(OIL, KEEPER, by=partial(reply, until=back))
    visit.begin(LAMP)
    visit.page.wait_for_selector(".said")
    asked = len(model.requests)
    visit.reload()
    visit.page.wait_for_selector(".log[aria-busy=true] .said")
    back.set()
    visit.settle(1)
    assert visit.page.locator(".said").count() == 2
    assert visit.page.locator(".note").count() == 0
    assert len(model.requests) == asked


def test_two_pages_are_apart(site: Site, model: FakeServer, visit: Visit) -> None:
    """To stop one page's answer does not stop another's."""
    other = Visit.begun(visit.page.context, site)
    model.otherwise = told(OIL, by=stall)
    turns = other.begin(LAMP)
    other.page.wait_for_selector(".said")
    visit.begin(LAMP)
    visit.page.wait_for_selector(".said")
    visit.page.get_by_role("button", name="Stop").click()
    visit.settle(1)
    other.page.wait_for_timeout(500)
    assert other.page.locator(".log").get_attribute("aria-busy") == "true"
    other.page.get_by_role("button", name="Stop").click()
    other.settle(turns)
    assert other.page.locator(".said").count() == 1
    assert other.complaints == []


@pytest.mark.parametrize("visit", [{"color_scheme": s} for s in ("light", "dark")], indirect=True)
def test_contrast(model: FakeServer, visit: Visit) -> None:
    """Statements, marks, what is left out and the open panel can be read in both themes."""
    model.otherwise = told(OIL, WRONG)
    visit.ask(LAMP)
    visit.pick("Shown and marked")
    visit.ask(LAMP)
    visit.page.locator(".left-out summary").click()
    visit.page.locator(".place[data-go=settings]").click()
    visit.page.wait_for_selector(".preferences")
    assert visit.page.locator(".left-out[open], .marked, .preferences").count() == 3
    assert visit.faint() == []
    visit.pick("Left out")


@pytest.mark.parametrize("visit", [{"viewport": {"width": 360, "height": 740}}], indirect=True)
def test_on_a_phone(model: FakeServer, visit: Visit) -> None:
    """At 360 pixels neither statements nor the settings stick out, and Stop is in view."""

    def sticking_out() -> int:
        width: int = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return width

    model.otherwise = told(OIL, KEEPER, WRONG, by=stall)
    turns = visit.begin(LAMP)
    visit.page.wait_for_selector(".left-out")
    stop = visit.page.get_by_role("button", name="Stop")
    assert sticking_out() <= 0
    box = stop.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 740
    stop.click()
    visit.settle(turns)
    visit.page.locator(".left-out summary").click()
    visit.open_settings()
    visit.page.wait_for_selector(".preferences")
    assert sticking_out() <= 0
    panel = visit.page.locator(".preferences").bounding_box()
    assert panel
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 360
