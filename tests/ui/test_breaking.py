"""What is hard on the page: the end of the program, full disks, two pages at once, strangers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
import uvicorn

from assistant.answering.answer import Answer
from assistant.errors import RecordsError
from assistant.records.conversations import Conversations
from assistant.ui import asking as module
from assistant.ui.asking import READERS, Askings
from assistant.ui.desk import Desk
from assistant.ui.page import _MOST_ASKING, build_page
from assistant.ui.server import Server, build_app
from assistant.ui.session import Turn
from assistant.ui.tab import Tab

from .test_desk import event, panes, request
from .visiting import Site, asked, content

LAMP = "How many liters of oil did the lamp burn a night?"
CONTENTS = "What articles do you have?"
PATIENCE = 10
WHOLE = Answer("q", "One.", False, 1.0)


class Stubborn:
    """A chain that hears no stop until the test is over."""

    def __init__(self) -> None:
        self.over = threading.Event()

    def stream(self, _: Any) -> Iterator[Answer]:
        """The whole answer, late."""
        assert self.over.wait(PATIENCE)
        yield WHOLE


@pytest.fixture
def stubborn() -> Iterator[Stubborn]:
    """Its thread ends with the test."""
    chain = Stubborn()
    yield chain
    chain.over.set()


def test_the_end_of_the_program_lets_nobody_wait(
    stubborn: Stubborn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that watches what does not end would keep the process from ending."""
    monkeypatch.setattr(module, "FAREWELL", 0.1)
    askings, given, chain = Askings(), {"question": "q"}, stubborn
    asking: Any = askings.begin("c", "", Turn("q"), given, lambda: chain, print)  # type: ignore
    seen: list[Turn] = []
    watching = threading.Thread(target=lambda: seen.extend(asking.watch("page")))
    watching.start()
    time.sleep(0.1)
    askings.close()
    watching.join(PATIENCE)
    assert not watching.is_alive()
    assert asking.stop.pressed
    assert not seen[-1].done


def test_the_server_ends_while_pages_wait(
    site: Site, monkeypatch: pytest.MonkeyPatch, stubborn: Stubborn
) -> None:
    """Ctrl-C ends it within seconds, whatever a chat model does."""
    monkeypatch.setattr(module, "FAREWELL", 0.1)
    monkeypatch.setattr(site.assistant, "chain_for", lambda *_: stubborn)
    services = replace(site.services, askings=Askings())
    Tab(services, "", "a").ask(LAMP)
    (conversation,) = services.askings._of
    config = uvicorn.Config(
        build_app(services), port=0, log_level="critical", timeout_graceful_shutdown=1
    )
    server = Server(config, lambda: None, services.askings.close)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    hello = {"data": [], "event_data": {"value": conversation}, "fn_index": 0, "session_hash": "a"}
    with httpx.Client(base_url=address) as client:
        assert client.post("/gradio_api/queue/join", json=hello).is_success
        with client.stream("GET", "/gradio_api/queue/data?session_hash=a") as stream:
            next(line for line in stream.iter_lines() if "process_generating" in line)
            server.should_exit = True
            thread.join(PATIENCE)
            assert not thread.is_alive()


def test_pages_that_wait_leave_threads_for_clicks(site: Site) -> None:
    """As many as may wait at a time do not keep the others from reading and clicking."""
    page = build_page(Desk(site.services))
    assert page._queue.max_thread_count == page.max_threads
    assert page.max_threads >= _MOST_ASKING + 8


def begun_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every question answered before the page can look."""
    begin = Askings.begin

    def slow(*given: Any) -> Any:
        asking = begin(*given)
        *_, last = asking.watch("test")
        assert last.done
        return asking

    monkeypatch.setattr(Askings, "begin", slow)


def test_an_answer_that_is_quicker_than_the_page(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The box is open again, though the answer was there before anybody watched."""
    begun_at_once(monkeypatch)
    *_, last = Desk(site.services).ask(CONTENTS, 0, request("quick"))
    assert last[-1]["interactive"]
    assert 'aria-busy="false"' in panes(last)["current"]


def test_an_answer_that_ends_while_the_page_is_loaded(
    site: Site, monkeypatch: pytest.MonkeyPatch, stubborn: Stubborn
) -> None:
    """The page shows it whole, and does not wait for what has been."""
    services = site.services
    monkeypatch.setattr(site.assistant, "chain_for", lambda *_: stubborn)
    tab = Tab(services, "", "a")
    steps = tab.ask(LAMP)
    hello = Desk(services).hello(request("b"), event(value=tab.conversation))
    assert not next(hello)[-1]["interactive"]
    stubborn.over.set()
    assert [turn.done for turn in steps][-1]
    *_, last = hello
    assert last[-1]["interactive"]
    assert 'aria-busy="false"' in panes(last)["current"]


def test_going_to_a_conversation_that_waits(
    site: Site, monkeypatch: pytest.MonkeyPatch, stubborn: Stubborn
) -> None:
    """Whoever looks at something else meanwhile and comes back sees the answer come."""
    services = site.services
    monkeypatch.setattr(site.assistant, "chain_for", lambda *_: stubborn)
    desk, page = Desk(services), request("a")
    asking = desk.ask(LAMP, 0, page)
    next(asking)
    conversation = services.conversations.list("")[0].id
    desk.act(page, event(go="new"))
    came = desk.hello(page, event(go=f"conversation-{conversation}"))
    assert 'aria-busy="true"' in panes(next(came))["current"]
    stubborn.over.set()
    *_, last = came
    assert 'aria-busy="false"' in panes(last)["current"]
    assert content(panes(last)["current"], "question") == LAMP
    assert last[-1]["interactive"]


def test_an_answer_that_the_disk_has_no_room_for(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not awaited for ever: the conversation says so, and another can be asked in it."""

    def full(*_: object) -> None:
        raise RecordsError("database or disk is full")

    tab = Tab(site.services, "", "a")
    with monkeypatch.context() as patch:
        patch.setattr(Conversations, "update", full)
        assert "could not be kept" in asked(tab, LAMP).error
    (turn,) = Tab(site.services, "", "b").services.turns("", tab.conversation)
    assert turn.done
    assert asked(tab, LAMP).answer
    assert [turn.done for turn in tab.turns()] == [True, True]


def test_an_edit_that_cannot_be_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the new question was to replace is still there."""
    tab = Tab(site.services, "", "a")
    asked(tab, LAMP)
    asked(tab, CONTENTS)

    def full(*_: object) -> None:
        raise RecordsError("database or disk is full")

    monkeypatch.setattr("assistant.records.rows.insert_turn", full)
    with pytest.raises(RecordsError):
        tab.ask("What burned?", 0)
    assert [turn.question for turn in tab.turns()] == [LAMP, CONTENTS]


def test_what_another_brings_while_a_question_waits(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is answered from somebody else's article, whenever that came."""
    services, tab = site.services, Tab(site.services, "ada", "a")
    slots = services.askings._reader_slots
    for _ in range(READERS):
        assert slots.acquire(timeout=PATIENCE)
    try:
        steps = tab.ask("How long is the secret pier of Cide?")
        listed = Tab(services, "ada", "b").ask(CONTENTS)
        pier = b"# The pier\n\nThe secret pier of Cide is 90 meters long.\n"
        services.librarian.request(services.uploads.receive("bob", "pier.md", [pier]).path)
        assert services.librarian.wait(60)
    finally:
        slots.release(READERS)
    for last in ([*steps][-1], [*listed][-1]):
        assert last.done
        assert last.answer
        assert "pier.md" not in str(last.answer)
        assert "90 meters" not in str(last.answer)
