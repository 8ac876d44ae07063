"""The stop: pressed from another thread, it ends the wait for a model at once."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from scripted import Reply as Said
from scripted import scripted

from assistant import Answer, Assistant
from assistant.answering.chain import AnswerChain
from assistant.answering.stopping import Stop
from assistant.errors import ChatModelError

FINED = "How much did Italy fine Clearview?"  # the best sentence is the second of its article
SAID = "Italy fined Clearview 20 million euros [2].\n"
SLOW: list[str | float | Exception] = [0.05, "and "] * 200  # ten seconds
SOON = 0.5  # seconds in which a stop must have worked


def chain(assistant: Assistant, *replies: Said) -> tuple[AnswerChain, list[list[tuple[str, str]]]]:
    """A chain with a model that says this, and what the model is asked."""
    model, prompts = scripted(*replies)
    settings = replace(assistant.settings, style="prose")
    return (
        AnswerChain(assistant.retriever, assistant.store.catalog, settings, lambda _: None, model),
        prompts,
    )


def until(true: Callable[[], object], seconds: float = 5.0) -> float:
    """Wait until something is true; returns the seconds that took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it did not come true"
        time.sleep(0.01)
    return time.monotonic() - began


def replying() -> list[threading.Thread]:
    """The threads that fetch a reply."""
    return [thread for thread in threading.enumerate() if thread.name == "chat-model-reply"]


@pytest.fixture(autouse=True)
def no_thread_stays() -> Iterator[None]:
    """What fetches a reply ends soon after it is not wanted any more."""
    until(lambda: not replying())
    yield
    assert until(lambda: not replying()) < SOON


def test_a_reply_ends_when_the_stop_is_pressed() -> None:
    """Half a second at most, not the ten that the model takes; the error tells."""
    model, _ = scripted(["Salt ", *SLOW])
    stop = Stop()
    timer = threading.Timer(0.2, stop.press)
    timer.start()
    got: list[str] = []
    began = time.monotonic()

    with (
        pytest.raises(ChatModelError, match="you stopped the model"),
        stop.reading(model.stream([("user", "Salt?")], most_tokens=9)) as reply,
    ):
        got += reply

    assert "".join(got).replace("and ", "") == "Salt "
    assert 0.1 < time.monotonic() - began < 0.2 + SOON


def test_an_untouched_stop_changes_nothing() -> None:
    """A reply is read to its end."""
    model, _ = scripted("Salt is white.")

    with Stop().reading(model.stream([("user", "Salt?")], most_tokens=9)) as reply:
        assert "".join(reply) == "Salt is white."


def test_no_other_reply_begins() -> None:
    """Once pressed, however often, the stop holds: the model is not even asked."""
    model, prompts = scripted("Salt is white.")
    stop = Stop()
    stop.press()
    stop.press()

    with (
        pytest.raises(ChatModelError, match="you stopped the model"),
        stop.reading(model.stream([("user", "Salt?")], most_tokens=9)) as reply,
    ):
        assert "".join(reply) == ""
    time.sleep(0.2)
    assert prompts == []


def test_an_error_of_the_reader_is_passed_on() -> None:
    """The reply is closed, and what was raised is not covered up."""
    model, _ = scripted(["Salt ", *SLOW])

    reading = Stop().reading(model.stream([("user", "Salt?")], most_tokens=9))

    with pytest.raises(KeyError, match="mine"), reading as reply:  # noqa: PT012 - what is read
        next(reply)
        raise KeyError("mine")


def stopped(asked: AnswerChain, stop: Stop, wait: Callable[[], object]) -> tuple[Answer, float]:
    """The answer to a question when the stop is pressed, and how long after that it came."""
    pressed: list[float] = []

    def press() -> None:
        until(wait)
        time.sleep(0.1)
        pressed.append(time.monotonic())
        stop.press()

    presser = threading.Thread(target=press)
    presser.start()
    answer = asked.invoke({"question": FINED, "stop": stop})
    took = time.monotonic() - pressed[0]
    presser.join()
    return answer, took


def test_the_reader_answers_when_the_model_is_stopped(assistant: Assistant) -> None:
    """Nothing of the model is shown if it had finished nothing, and a note says why."""
    asked, prompts = chain(assistant, ["Italy ", *SLOW])
    answer, took = stopped(asked, Stop(), lambda: prompts)

    assert took < SOON
    assert (answer.model, answer.complete, answer.statements) == (None, True, ())
    assert answer.citations[0].quote == "Italy fined Clearview 20 million euros in March 2022."
    assert answer.note == "You stopped the model. The built-in reader answered instead."


def test_what_the_model_had_finished_is_shown(assistant: Assistant) -> None:
    """A statement with its quote stays, the half one behind it does not."""
    asked, prompts = chain(assistant, [f"{SAID}And Clear", *SLOW])
    answer, took = stopped(asked, Stop(), lambda: prompts)

    assert took < SOON
    assert [statement.text for statement in answer.statements] == [
        "“Italy fined Clearview 20 million euros”"
    ]
    assert (answer.model, answer.complete) == ("scripted", True)
    assert answer.note == "You stopped the model. What it had finished is shown."


def test_a_stop_before_the_question_leaves_the_model_alone(assistant: Assistant) -> None:
    """The built-in reader answers, and neither prompt is sent."""
    asked, prompts = chain(assistant, SAID)
    stop = Stop()
    stop.press()
    answer = asked.invoke({"question": FINED, "history": [("Who?", "Italy.")], "stop": stop})
    time.sleep(0.2)

    assert answer.citations
    assert "You stopped the model" in answer.note
    assert prompts == []


def test_a_stop_while_the_question_is_rewritten_holds_for_the_answer(assistant: Assistant) -> None:
    """The follow-up is made to stand alone by rule, and the model is not asked to answer."""
    asked, prompts = chain(assistant, SLOW, SAID)
    stop = Stop()
    threading.Timer(0.3, stop.press).start()
    began = time.monotonic()
    answer = asked.invoke(
        {"question": "How much?", "history": [("Who fined Clearview?", "Italy.")], "stop": stop}
    )
    took = time.monotonic() - began
    time.sleep(0.2)

    assert took < 0.3 + SOON + 0.5  # for the retrieval
    assert "You stopped the model" in answer.note
    assert len(prompts) == 1


def test_who_leaves_a_stream_stops_the_model(assistant: Assistant) -> None:
    """After the first statement, the thread that fetches the rest ends."""
    asked, _ = chain(assistant, [SAID, "And ", *SLOW])
    for answer in asked.stream({"question": FINED}):
        if answer.statements:
            assert not answer.complete
            break
    else:
        pytest.fail("no statement came")
    del answer

    assert until(lambda: not replying()) < SOON


def test_who_cancels_an_async_stream_stops_the_model(assistant: Assistant) -> None:
    """Neither the loop nor a thread waits the ten seconds that the model would take."""
    asked, _ = chain(assistant, [SAID, *SLOW])

    async def read() -> list[Answer]:
        return [answer async for answer in asked.astream({"question": FINED})]

    began = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(read(), 3.0))
    assert time.monotonic() - began < 3.0 + 2 * SOON
