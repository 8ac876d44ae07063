"""The page as Gradio Blocks: two panes of our own HTML, a text box, and their events."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answering.chain import ChainInput
from assistant.answering.stopping import Stop
from assistant.errors import AssistantError, ChatModelError
from assistant.ui.choice import Choice, choose, first_choice, models_offered, render_choice
from assistant.ui.examples import examples_for
from assistant.ui.reader import render_library, render_reader
from assistant.ui.rendering import render_transcript
from assistant.ui.session import By, Turn, View, follow, history, opened, opened_by

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant

_FOLDER = Path(__file__).parent
CSS = (_FOLDER / "page.css").read_text(encoding="utf-8")
_SCRIPT = (_FOLDER / "page.js").read_text(encoding="utf-8")
_UNEXPECTED = "Something went wrong while answering; the terminal has the details."
_log = logging.getLogger(__name__)

Turns = tuple[Turn, ...]
# Transcript, text box, turns, view, reader: what every event about a question sets.
Shown = tuple[Any, Any, Turns, View, Any]


class Desk:
    """What the events do; each turns server-side state into HTML."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._entries = assistant.entries()
        self._examples = examples_for(self._entries)
        self._models = models_offered(assistant.settings)
        self._stops: dict[str, Stop] = {}  # by session, while it waits for an answer

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
        """Show the question, then the answer as it grows, at last with its article."""
        before = tuple(turn for turn in turns if turn.done and (turn.answer or turn.question))
        choice = replace(choice, open=False)
        # A cut emoji can leave half a character, which no response could carry.
        turn = Turn(question.strip().encode("utf-8", "replace").decode())
        locked, free = gr.update(value="", interactive=False), gr.update(interactive=True)
        yield self._step((*before, turn), view, choice, locked)
        session = request.session_hash or ""
        stop = self._stops[session] = Stop()
        try:
            chain = self._assistant.chain_for(choice.applied(self._assistant.settings))
            asked = ChainInput(question=turn.question, history=history(before), stop=stop)
            for answer in chain.stream(asked):
                turn = replace(turn, answer=answer)
                if not answer.complete:
                    yield self._step((*before, turn), view, choice, gr.skip())
            turn = replace(turn, done=True)
        except AssistantError as exc:
            turn = replace(turn, answer=None, error=_sentence(str(exc)), done=True)
        except Exception:
            _log.exception("a question could not be answered")
            turn = replace(turn, answer=None, error=_UNEXPECTED, done=True)
        finally:
            if self._stops.get(session) is stop:
                del self._stops[session]
        turns = (*before, turn)
        seen = opened_by(turns, view)
        reader = self.reader(turns, seen) if seen != view else gr.skip()
        yield self.transcript(turns, seen, choice), free, turns, seen, reader

    def _step(self, turns: Turns, view: View, choice: Choice, box: Any) -> Shown:
        return self.transcript(turns, view, choice), box, turns, view, gr.skip()

    def ask_example(
        self, turns: Turns, view: View, choice: Choice, request: gr.Request, event: gr.EventData
    ) -> Iterator[Shown]:
        """Ask the example whose button was pressed."""
        asked = {f"example-{number}": text for number, text in enumerate(self._examples)}
        if (question := asked.get(_id(event))) is not None:
            yield from self.ask(question, turns, view, choice, request)

    def stop(self, request: gr.Request) -> None:
        """End the wait for a chat model; what it has finished stays, or the reader answers."""
        if stop := self._stops.get(request.session_hash or ""):
            stop.press()

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
            chosen = replace(choice, open=True, failed=_sentence(str(exc)))
        return self.transcript(turns, view, chosen), chosen

    def open(
        self, turns: Turns, view: View, choice: Choice, event: gr.EventData, by: By
    ) -> tuple[Any, View, Any]:
        """Bring up what a link or button stands for."""
        seen = follow(_id(event), turns, self._entries, view, by)
        if seen is None:
            return gr.skip(), view, gr.skip()
        return self.transcript(turns, seen, choice), seen, self.reader(turns, seen)

    def clear(self, view: View, choice: Choice) -> Shown:
        """Begin anew."""
        seen = View(shown=view.shown + 1)
        box = gr.update(value="", interactive=True)
        return self.transcript((), seen, choice), box, (), seen, self.reader((), seen)


def build_page(assistant: Assistant) -> gr.Blocks:
    """The page over an open assistant, its queue bounded."""
    desk = Desk(assistant)
    pane = partial(gr.HTML, js_on_load=_SCRIPT, apply_default_css=False)
    page = gr.Blocks(title="Quoting Assistant", analytics_enabled=False, fill_width=True)
    with page:
        turns, view = gr.State(()), gr.State(View())
        choice = gr.State(desk.first_choice())
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="chat", min_width=0):
                transcript = pane(
                    desk.transcript((), View(), desk.first_choice()), elem_id="transcript"
                )
                box = gr.Textbox(
                    elem_id="question",
                    label="Your question",
                    placeholder="Ask these articles a question",
                    show_label=False,
                    container=False,
                    max_lines=6,
                    submit_btn="Ask",
                    autofocus=True,
                )
            with gr.Column(elem_id="shelf", min_width=0):
                reader = pane(desk.reader((), View()), elem_id="reader")
        every = [transcript, box, turns, view, reader]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        answering = {**quiet, "concurrency_limit": 2, "concurrency_id": "answering"}
        box.submit(desk.ask, [box, turns, view, choice], every, **answering)
        transcript.submit(desk.ask_example, [turns, view, choice], every, **answering)
        transcript.stop(desk.stop, None, None, **quiet)
        transcript.clear(desk.clear, [view, choice], every, **quiet)
        transcript.select(desk.choose, [turns, view, choice], [transcript, choice], **quiet)
        seen = [transcript, view, reader]
        transcript.click(_opener(desk, "link"), [turns, view, choice], seen, **quiet)
        reader.click(_opener(desk, "nav"), [turns, view, choice], seen, **quiet)
    page.queue(max_size=64, default_concurrency_limit=4, api_open=False)
    return page


def _opener(desk: Desk, by: By) -> Any:
    """`Desk.open` in a form that Gradio finds its event's data by."""

    def open_view(
        turns: Turns, view: View, choice: Choice, event: gr.EventData
    ) -> tuple[Any, View, Any]:
        return desk.open(turns, view, choice, event, by)

    return open_view


def _id(event: gr.EventData) -> str:
    """The id that the page sent with an event; empty if it sent anything else."""
    data = event._data
    go = data.get("go") if isinstance(data, dict) else None
    return go if isinstance(go, str) else ""


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:] + ("" if message.endswith(".") else ".")
