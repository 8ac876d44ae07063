"""The events of all pages: whose each is, what it shows, and what it cannot break."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest
from fake_server import FakeServer, stall

from assistant import Settings
from assistant.ui import desk as module
from assistant.ui.asking import Asking
from assistant.ui.desk import PANES, Desk, render_notice
from assistant.ui.putting import put_question
from assistant.ui.tab import Tab
from assistant.ui.words import Words

from .visiting import Parsed, Site, content, told

LAMP = "How many liters of oil did the lamp burn a night?"
OIL = "Each night the lamp burned 12 liters of oil {12 liters}."


@pytest.fixture(scope="module")
def settings(model: FakeServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A chat model that writes statements."""
    store = tmp_path_factory.mktemp("store")
    return Settings(store=store, llm="openai:demo", llm_url=model.url, style="prose")


@pytest.fixture
def desk(site: Site) -> Desk:
    """A desk that knows no page yet."""
    return Desk(site.services)


def request(session: str, user: str = "") -> Any:
    """What Gradio says of who sent an event."""
    return SimpleNamespace(session_hash=session, state=SimpleNamespace(user=user))


def event(**data: object) -> Any:
    """What a page sent with it."""
    return SimpleNamespace(_data=data)


def panes(shown: Any) -> dict[str, str]:
    """The panes that an event renders anew."""
    found = zip(PANES, shown[:-1], strict=True)
    return {name: pane for name, pane in found if isinstance(pane, str)}


def test_hello_fills_every_pane(desk: Desk) -> None:
    """A page that opens gets all of them, and a box to ask in."""
    (shown,) = desk.hello(request("a"), event(value=""))
    assert panes(shown).keys() == set(PANES)
    assert shown[-1]["interactive"]
    assert Parsed(panes(shown)["current"]).having("empty")


def test_a_question_from_asking_to_its_end(model: FakeServer, desk: Desk) -> None:
    """The box is locked at once, the answer grows in its pane, its article opens at the end."""
    model.otherwise = told(OIL)
    first, *_, last = desk.ask(LAMP, 0, request("a"))
    assert not first[-1]["interactive"]
    assert {"rail", "bar", "past", "current"} <= panes(first).keys()
    assert "12 liters" in content(panes(last)["current"], "words")
    assert "12 liters" in content(panes(last)["shelf"], "lit")
    assert last[-1]["interactive"]
    (conversation,) = (
        head.attributes["data-conversation"] for head in Parsed(panes(last)["bar"]).having("h1")
    )
    (again,) = desk.hello(request("b"), event(value=conversation))
    assert content(panes(again)["current"], "question") == LAMP
    shown = desk.hello(request("eve", "eve"), event(value=conversation))
    assert LAMP not in str([*shown])


def test_an_answer_that_is_there_at_once(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However quick it was, its end is shown once, with its article: nothing changes after it."""
    asked = put_question

    def at_once(tab: Tab, question: str, number: int | None) -> Asking:
        asking = asked(tab, question, number)
        while site.services.askings.of(tab.conversation):
            time.sleep(0.01)
        return asking

    monkeypatch.setattr("assistant.ui.tab.put_question", at_once)
    steps = [panes(shown) for shown in desk.ask(LAMP, 0, request("a"))]
    busy = [Parsed(step["current"]).having("log")[0].attributes["aria-busy"] for step in steps]
    assert busy == ["true", "false"]
    assert ["shelf" in step for step in steps] == [False, True]


def test_a_page_that_was_reloaded_attaches_again(model: FakeServer, desk: Desk) -> None:
    """What is being answered goes on growing on the page that came back."""
    model.otherwise = told(OIL, by=stall)
    steps = desk.ask(LAMP, 0, request("a", "ada"))
    bar = panes(next(steps))["bar"]
    conversation = Parsed(bar).having("h1")[0].attributes["data-conversation"]
    desk.leave(request("a", "ada"))
    came = desk.hello(request("b", "ada"), event(value=conversation))
    shown = next(came)
    assert not shown[-1]["interactive"]
    for shown in came:
        if "said" in panes(shown)["current"]:
            desk.stop(request("b", "ada"), event())
    assert shown[-1]["interactive"]
    assert "12 liters" in content(panes(shown)["current"], "words")


def test_a_refusal_is_a_notice(desk: Desk) -> None:
    """Nothing is locked nor emptied, and the next event takes the notice away."""
    (shown,) = desk.ask("?!", 0, request("a"))
    assert "no words" in content(panes(shown)["notice"], "notice")
    assert panes(shown).keys() == {"notice"}
    assert "value" not in shown[-1]
    after = desk.act(request("a"), event(go="library"))
    assert content(panes(after)["notice"]) == ""


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"go": None},
        {"go": 7},
        {"go": ["library"]},
        {"go": {"a": 1}},
        {"value": 3},
        None,
        "x",
        7,
    ],
)
def test_whatever_a_page_sends(desk: Desk, data: Any) -> None:
    """Anything but text is as if nothing had been sent."""
    sent: Any = SimpleNamespace(_data=data)
    assert panes(desk.act(request("a"), sent)).keys() == {"notice"}
    assert [*desk.ask_again(request("a"), sent)] == []
    assert len([*desk.hello(request("a"), sent)]) == 1


@pytest.mark.parametrize(
    "go", ["example-99", "again-0", "ask-0", "again-²", "again--1", "x-0", "-"]
)
def test_asking_again_what_is_not_there(desk: Desk, go: str) -> None:
    """A number that leads to no example and to no question asks nothing."""
    assert [*desk.ask_again(request("a"), event(go=go, value=LAMP))] == []


def test_examples_and_questions_are_asked_again(model: FakeServer, desk: Desk) -> None:
    """An example asks itself; a question again, or edited, takes its own place."""
    model.otherwise = told(OIL)
    *_, last = desk.ask_again(request("a"), event(go="example-0"))
    for go, value, asked in (("again-0", "", "main points"), ("ask-0", LAMP, LAMP)):
        *_, last = desk.ask_again(request("a"), event(go=go, value=value))
        page = panes(last)["current"]
        assert asked in content(page, "question")
        assert Parsed(page).having("log")[0].attributes["data-turns"] == "1"


def test_a_question_waits_for_the_click_before_it(desk: Desk) -> None:
    """However late the click comes to the program, nothing is asked that was unticked."""
    [*desk.hello(request("a"), event(value=""))]
    none = event(go="tick-none", clicks=0, number=1)
    tick = threading.Timer(0.2, desk.act, (request("a"), none))
    tick.start()
    (shown,) = desk.ask(LAMP, 1, request("a"))
    tick.join()
    assert "No article is ticked" in content(panes(shown)["notice"])


def test_a_page_is_its_user_s(desk: Desk) -> None:
    """Whoever signs in as another on the same page finds nothing of the first."""
    desk.act(request("a", "ada"), event(go="tick-none"))
    shown = desk.act(request("a", "bob"), event(go="tick-all"))
    assert content(panes(shown)["filter"]) == ""
    (hello,) = desk.hello(request("a", "bob"), event(value=""))
    assert "bob" in content(panes(hello)["rail"])


def test_a_fault_is_a_notice_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told in the terminal, not on the page."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("assistant.ui.tab.Tab.act", fail)
    shown = desk.act(request("a"), event(go="library"))
    assert "Something went wrong" in content(panes(shown)["notice"])
    assert "secret" not in str(shown)
    assert "secret" in caplog.text


def test_pages_are_forgotten(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many are known at a time; one that was forgotten, or has left, begins anew."""
    monkeypatch.setattr(module, "_MOST_TABS", 2)
    desk.act(request("a"), event(go="tick-none"))
    for name in "bc":
        desk.act(request(name), event(go="library"))
    assert len(desk._tabs) == 2
    (hello,) = desk.hello(request("a"), event(value=""))
    assert content(panes(hello)["filter"]) == ""
    for name in "abc":
        desk.leave(request(name))
    desk.leave(request("never seen"))
    assert not desk._tabs


def test_a_notice_is_text() -> None:
    """It can be closed, and nothing in it is markup."""
    page = render_notice("<b>no</b>", Words())
    assert content(page) == "<b>no</b>"
    assert "data-close" in Parsed(page).having("button")[0].attributes
    assert "hidden" in Parsed(render_notice("", Words())).elements[0].attributes
