"""The events of the page without a page: whose turn it is, and what a wait leaves behind."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from fake_server import FakeServer, reply, stall

from assistant import Settings
from assistant.ui import desk as module
from assistant.ui.choice import Choice
from assistant.ui.desk import Desk
from assistant.ui.session import View

from .visiting import Site, content, told

LAMP = "How many liters of oil did the lamp burn a night?"
OIL = "Each night the lamp burned 12 liters of oil {12 liters}."


@pytest.fixture(scope="module")
def settings(model: FakeServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A chat model that writes statements."""
    store = tmp_path_factory.mktemp("store")
    return Settings(store=store, llm="openai:demo", llm_url=model.url, style="prose")


@pytest.fixture
def desk(site: Site, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that asks one model at a time, and the reader for one at a time."""
    monkeypatch.setattr(module, "_MODELS", 1)
    monkeypatch.setattr(module, "_READERS", 1)
    return Desk(site.assistant)


def asked(desk: Desk, session: str, llm: str = "openai:demo") -> Any:
    """The steps of a question of that session."""
    request: Any = SimpleNamespace(session_hash=session)
    return desk.ask(LAMP, (), View(), Choice(llm, "prose"), request)


def stage(step: Any) -> str:
    """What a step says is being done."""
    return content(step[0], "reading")


@pytest.mark.parametrize("llm", ["openai:demo", "none"])
def test_who_has_to_wait_is_told_so(model: FakeServer, desk: Desk, llm: str) -> None:
    """The question is shown at once, then that others are first, at last what is done for it."""
    model.otherwise = told(OIL)
    first, second = asked(desk, "a", llm), asked(desk, "b", llm)
    next(first)
    assert stage(next(first)).startswith("Reading")
    assert stage(next(second)).startswith("Looking through")
    assert stage(next(second)).startswith("Waiting for its turn…")
    *_, last = first
    assert last[2][0].answer.complete
    assert stage(next(second)).startswith("Looking through")
    *_, last = second
    assert last[2][0].answer.complete


def test_who_leaves_makes_room(model: FakeServer, desk: Desk) -> None:
    """A generator that is closed in the middle, or before its turn, keeps no slot."""
    model.otherwise = told(OIL)
    first, second, third = (asked(desk, name) for name in "abc")
    for _ in range(2):
        next(first)
        next(second)
    first.close()
    second.close()
    *_, last = third
    assert last[2][0].answer.complete
    assert desk._waits == {}


def test_a_stop_before_its_turn(model: FakeServer, desk: Desk) -> None:
    """Who does not want to wait for a model is answered by the reader, and no model is asked."""
    model.otherwise = stall()
    first, second = asked(desk, "a"), asked(desk, "b")
    for _ in range(2):
        next(first)
        next(second)
    requests = len(model.requests)
    request: Any = SimpleNamespace(session_hash="b")
    desk.stop(request)
    *_, last = second
    assert len(model.requests) == requests
    answer = last[2][0].answer
    assert answer.model is None
    assert "12 liters" in answer.text
    first.close()


def test_a_question_that_fails_makes_room(model: FakeServer, desk: Desk) -> None:
    """An error ends a turn as an answer does."""
    model.otherwise = reply("Nothing.")
    request: Any = SimpleNamespace(session_hash="a")
    for question in ("?!", LAMP):
        *_, last = desk.ask(question, (), View(), Choice("openai:demo"), request)
        assert last[2][0].done
    assert desk._waits == {}
