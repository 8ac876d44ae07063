"""Questions under way: who has to wait, who may watch, and what ends them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from assistant.answering.answer import Answer
from assistant.answering.stopping import Stop
from assistant.errors import QuestionError, RecordsError
from assistant.ui import asking as module
from assistant.ui.asking import MODELS, PER_USER, READERS, Asking, Askings
from assistant.ui.session import Turn

PARTS = tuple(Answer("q", text, False, 1.0, complete=False) for text in ("", "One.", "One. Two."))
WHOLE = replace(PARTS[-1], complete=True)
PATIENCE = 10


@dataclass
class Chain:
    """A chain that shows its parts, then waits until it may end or is stopped."""

    may_end: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    fails: Exception | None = None
    stop: Stop | None = None

    def stream(self, given: dict[str, Any]) -> Iterator[Answer]:
        """The answer step by step."""
        self.stop = given["stop"]
        yield from PARTS
        self.begun.set()
        while not self.may_end.wait(0.01) and not given["stop"].pressed:
            pass
        if self.fails:
            raise self.fails
        yield replace(WHOLE, text="stopped") if given["stop"].pressed else WHOLE


@dataclass
class Bench:
    """Askings with all that was begun, and what was kept."""

    askings: Askings = field(default_factory=Askings)
    chains: list[Chain] = field(default_factory=list)
    kept: list[Turn] = field(default_factory=list)

    def begin(
        self, conversation: str, user: str = "ada", *, stoppable: bool = True, **options: Any
    ) -> tuple[Asking, Chain]:
        """A question of a user."""
        chain = Chain(fails=options.get("fails"))
        self.chains.append(chain)
        opened: Callable[[], Any] = options.get("opened", lambda: chain)
        keep = options.get("keep", self.kept.append)
        turn = Turn("q", stoppable=stoppable)
        given: Any = {"question": "q"}
        return self.askings.begin(conversation, user, turn, given, opened, keep), chain


@pytest.fixture
def bench() -> Iterator[Bench]:
    """All that was begun ends with the test."""
    bench = Bench()
    yield bench
    for chain in bench.chains:
        chain.may_end.set()
    for thread in threading.enumerate():
        if thread.name == "answering":
            thread.join(PATIENCE)
            assert not thread.is_alive()


def ended(asking: Asking) -> Turn:
    """The turn when it is done."""
    *_, last = asking.watch("test")
    return last


def until(true: Callable[[], object]) -> None:
    """Wait for something that another thread does."""
    by = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < by
        time.sleep(0.01)


def test_it_grows_and_is_kept_whole(bench: Bench) -> None:
    """Whoever watches sees it grow to its end, which is kept once, before it is shown."""
    asking, chain = bench.begin("c")
    seen = []
    for turn in asking.watch("page"):
        seen.append(turn.answer.text if turn.answer else "")
        if seen[-1] == "One. Two.":
            chain.may_end.set()
        if turn.done:
            assert bench.kept == [turn]
    assert seen[-1] == "One. Two."
    assert seen == sorted(seen)
    assert bench.askings.of("c") is None


def test_one_at_a_time_in_a_conversation(bench: Bench) -> None:
    """A second question there is refused, and leaves the first as it is."""
    asking, chain = bench.begin("c")
    with pytest.raises(QuestionError, match="waits for an answer"):
        bench.begin("c", "eve")
    assert bench.askings.of("c") is asking
    chain.may_end.set()
    assert ended(asking).answer == WHOLE
    bench.begin("c")


def test_a_user_has_three_at_most(bench: Bench) -> None:
    """The fourth is refused, another user's is not, and room is made by an end."""
    first, chain = bench.begin("0")
    for number in range(1, PER_USER):
        bench.begin(str(number))
    with pytest.raises(QuestionError, match="3 of your questions"):
        bench.begin("more")
    bench.begin("other", "bob")
    chain.may_end.set()
    ended(first)
    bench.begin("more")


@pytest.mark.parametrize(("stoppable", "slots"), [(False, READERS), (True, MODELS)])
def test_who_has_to_wait_is_told_so(bench: Bench, stoppable: bool, slots: int) -> None:
    """So many are at work at a time; one more is queued until one of them ends."""
    busy = [bench.begin(f"{n}", f"user {n}", stoppable=stoppable) for n in range(slots)]
    for _, chain in busy:
        assert chain.begun.wait(PATIENCE)
    waiting, chain = bench.begin("late", stoppable=stoppable)
    until(lambda: waiting.turn.queued)
    assert not chain.begun.wait(0.1)
    busy[0][1].may_end.set()
    assert chain.begun.wait(PATIENCE)
    assert not waiting.turn.queued
    chain.may_end.set()
    assert ended(waiting).answer == WHOLE


def test_a_stop_before_its_turn(bench: Bench) -> None:
    """Who does not want to wait for a model is answered at once, by the reader's slots."""
    for number in range(MODELS):
        assert bench.begin(f"{number}", f"user {number}")[1].begun.wait(PATIENCE)
    waiting, chain = bench.begin("late")
    until(lambda: waiting.turn.queued)
    waiting.stop.press()
    last = ended(waiting)
    assert last.answer
    assert last.answer.text == "stopped"
    assert chain.stop is waiting.stop


def test_a_deserted_page_stops_its_model(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the grace, and only if nobody else watches."""
    monkeypatch.setattr(module, "GRACE", 0.05)
    asking, chain = bench.begin("c")
    pages = [asking.watch("a"), asking.watch("b")]
    for page in pages:
        next(page)
    assert chain.begun.wait(PATIENCE)
    asking.leave("a")
    time.sleep(0.15)
    assert not asking.stop.pressed
    asking.leave("b")
    until(lambda: asking.stop.pressed)
    assert ended(asking).done


def test_a_reload_attaches_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is back within the grace finds the answer going on."""
    monkeypatch.setattr(module, "GRACE", 0.2)
    asking, chain = bench.begin("c")
    next(asking.watch("before"))
    assert chain.begun.wait(PATIENCE)
    asking.leave("before")
    after = asking.watch("after")
    assert next(after).answer == PARTS[-1]
    time.sleep(0.4)
    assert not asking.stop.pressed
    chain.may_end.set()
    *_, last = after
    assert last.answer == WHOLE


def test_whoever_leaves_leaves_all(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that went on to another conversation deserts the first one too when it goes."""
    monkeypatch.setattr(module, "GRACE", 0.05)
    (one, _), (two, _) = bench.begin("1"), bench.begin("2")
    for asking in (one, two):
        next(asking.watch("page"))
    bench.askings.leave("page")
    until(lambda: one.stop.pressed and two.stop.pressed)


def test_watching_one_that_has_ended(bench: Bench) -> None:
    """Whoever comes late sees the end at once, and may leave."""
    asking, chain = bench.begin("c")
    chain.may_end.set()
    ended(asking)
    assert [turn.done for turn in asking.watch("late")] == [True]
    asking.leave("late")
    assert not asking.stop.pressed


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        (QuestionError("it has no words"), "It has no words."),
        (ZeroDivisionError("secret"), "Something went wrong while answering"),
    ],
)
def test_a_failure_is_a_turn_too(
    bench: Bench, caplog: pytest.LogCaptureFixture, fails: Exception, told: str
) -> None:
    """It says what is wrong, no more than that, is kept, and makes room."""
    asking, chain = bench.begin("c", fails=fails)
    chain.may_end.set()
    last = ended(asking)
    assert last.error.startswith(told)
    assert "secret" not in last.error
    assert last.answer is None
    assert bench.kept == [last]
    assert bench.askings.of("c") is None
    assert ("secret" in caplog.text) == isinstance(fails, ZeroDivisionError)


def test_a_model_that_cannot_be_opened(bench: Bench) -> None:
    """What goes wrong before the first step is said as well."""

    def opened() -> Chain:
        raise QuestionError("there is no such model")

    asking, _ = bench.begin("c", opened=opened)
    assert ended(asking).error == "There is no such model."


def test_an_answer_that_cannot_be_kept_is_shown(bench: Bench) -> None:
    """As of a conversation that was deleted meanwhile; nobody waits for ever."""

    def keep(_: Turn) -> None:
        raise RecordsError("it was deleted")

    asking, chain = bench.begin("c", keep=keep)
    chain.may_end.set()
    assert ended(asking).answer == WHOLE
    assert bench.askings.of("c") is None
