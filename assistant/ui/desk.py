"""What the page's events do: each turns what the server keeps of a session into HTML."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answering.chain import ChainInput
from assistant.errors import AssistantError, ChatModelError
from assistant.ui.choice import Choice, choose, first_choice, models_offered, render_choice
from assistant.ui.examples import examples_for
from assistant.ui.reader import render_library, render_reader
from assistant.ui.rendering import render_transcript
from assistant.ui.session import By, Turn, View, Wait, follow, history, opened, opened_by

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant

PLACEHOLDER = "Ask these articles a question"
_LOCKED = "One moment…"
_UNEXPECTED = "Something went wrong while answering; the terminal has the details."
# How many are answered at a time: the reader works here, for a chat model one mostly waits.
_READERS, _MODELS = 2, 8
_log = logging.getLogger(__name__)

Turns = tuple[Turn, ...]
# Transcript, text box, turns, view, reader: what every event about a question sets.
Shown = tuple[Any, Any, Turns, Any, Any]


class Desk:
    """The events over one assistant, for all sessions."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._entries = assistant.entries()
        self._examples = examples_for(self._entries)
        self._models = models_offered(assistant.settings)
        self._waits: dict[str, Wait] = {}  # by session, while it waits for an answer
        self._reader_slots = BoundedSemaphore(_READERS)
        self._model_slots = BoundedSemaphore(_MODELS)

    def first_choice(self) -> Choice:
        """Who answers before anything was chosen on the page."""
        return first_choice(self._assistant.settings)

    def transcript(self, turns: Turns, view: View, choice: Choice) -> str:
        """The left-hand pane."""
        busy = bool(turns) and not turns[-1].done
        controls = render_choice(choice, self._models, busy=busy)
        return render_transcript(turns, view, len(self._entries), self._examples, controls)

    def reader(self, turns: Turns, view: View) -> str:
        """The right-hand pane: an article, or the list of them."""
        if view.source:
            try:
                article = self._assistant.article(view.source)
            except KeyError:  # it went while the page was open: show what is left
                view = View(by=view.by, shown=view.shown)
            else:
                answer, citation = opened(view, turns)
                return render_reader(article, view, answer, citation, len(self._entries))
        self._entries = self._assistant.entries()
        return render_library(self._entries, view)

    def ask(
        self, question: str, turns: Turns, view: View, choice: Choice, request: gr.Request
    ) -> Iterator[Shown]:
        """Show the question, then the answer as it grows, at last with its article.

        Whoever opened something meanwhile keeps that.
        """
        before = tuple(turn for turn in turns if turn.done and (turn.answer or turn.question))
        # A cut emoji can leave half a character, which no response could carry.
        asked = question.strip().encode("utf-8", "replace").decode()
        turn = Turn(asked, stoppable=choice.llm != "none")
        session = request.session_hash or ""
        wait = self._waits[session] = Wait(view)
        locked = gr.update(value="", interactive=False, placeholder=_LOCKED)
        try:
            yield self._step((*before, turn), wait.view, choice, locked)
            with closing(self._answered(turn, before, choice, wait)) as steps:
                for turn in steps:
                    if not turn.done:
                        yield self._step((*before, turn), wait.view, choice, gr.skip())
        except AssistantError as exc:
            turn = replace(turn, answer=None, error=exc.sentence, done=True)
        except Exception:
            _log.exception("a question could not be answered")
            turn = replace(turn, answer=None, error=_UNEXPECTED, done=True)
        finally:
            if self._waits.get(session) is wait:
                del self._waits[session]
        turns = (*before, turn)
        seen = opened_by(turns, view) if wait.view is view else wait.view
        # Also an article that was opened early: more of its quotes may be lit by now.
        reader = gr.skip() if seen is view else self.reader(turns, seen)
        kept = gr.skip() if seen is wait.view else seen
        yield self.transcript(turns, seen, choice), _unlocked(), turns, kept, reader

    def _answered(
        self, turn: Turn, before: Turns, choice: Choice, wait: Wait
    ) -> Generator[Turn, None, None]:
        """The turn as it is queued, begun, answered step by step, and done."""
        chain = self._assistant.chain_for(choice.applied(self._assistant.settings))
        slots = self._model_slots if turn.stoppable else self._reader_slots
        if waits := not slots.acquire(blocking=False):
            yield replace(turn, queued=True)
            while not slots.acquire(timeout=0.2):
                if wait.stop.pressed:  # then no model is asked, and the reader answers
                    slots = self._reader_slots
        try:
            if waits:
                yield turn
            asked = ChainInput(question=turn.question, history=history(before), stop=wait.stop)
            for answer in chain.stream(asked):
                turn = replace(turn, answer=answer, done=answer.complete)
                yield turn
        finally:
            slots.release()

    def _step(self, turns: Turns, view: View, choice: Choice, box: Any) -> Shown:
        return self.transcript(turns, view, choice), box, turns, gr.skip(), gr.skip()

    def ask_example(
        self, turns: Turns, view: View, choice: Choice, request: gr.Request, event: gr.EventData
    ) -> Iterator[Shown]:
        """Ask the example whose button was pressed."""
        asked = {f"example-{number}": text for number, text in enumerate(self._examples)}
        if (question := asked.get(_id(event))) is not None:
            yield from self.ask(question, turns, view, choice, request)

    def stop(self, request: gr.Request) -> None:
        """End the wait for a chat model; what it has finished stays, or the reader answers."""
        if wait := self._waits.get(request.session_hash or ""):
            wait.stop.press()

    def choose(
        self, turns: Turns, view: View, choice: Choice, event: gr.EventData
    ) -> tuple[Any, Choice]:
        """Let someone else answer from now on, if that is possible."""
        chosen = choose(_id(event), choice, self._models)
        if chosen is None:
            return gr.skip(), choice
        try:
            self._assistant.chain_for(chosen.applied(self._assistant.settings))
        except ChatModelError as exc:
            chosen = replace(choice, failed=exc.sentence)
        return self.transcript(turns, view, chosen), chosen

    def open(
        self, turns: Turns, view: View, request: gr.Request, event: gr.EventData, by: By
    ) -> tuple[Any, Any]:
        """Bring up what a link or button stands for.

        The transcript is left alone, since an answer may be growing there; the page lights the
        links to what is open.
        """
        seen = follow(_id(event), turns, self._entries, view, by)
        if seen is None:
            return gr.skip(), gr.skip()
        if wait := self._waits.get(request.session_hash or ""):
            wait.view = seen
        return seen, self.reader(turns, seen)

    def clear(self, view: View, choice: Choice) -> Shown:
        """Begin anew."""
        seen = View(shown=view.shown + 1)
        return self.transcript((), seen, choice), _unlocked(), (), seen, self.reader((), seen)


def _unlocked() -> Any:
    return gr.update(interactive=True, placeholder=PLACEHOLDER)


def _id(event: gr.EventData) -> str:
    """The id that the page sent with an event; empty if it sent anything else."""
    data = event._data
    go = data.get("go") if isinstance(data, dict) else None
    return go if isinstance(go, str) else ""
