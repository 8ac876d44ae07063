"""The page as Gradio Blocks: two panes of our own HTML, a text box, and their events."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.desk import PLACEHOLDER, Desk, Turns
from assistant.ui.session import By, View

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant

_FOLDER = Path(__file__).parent
CSS = (_FOLDER / "page.css").read_text(encoding="utf-8")
_SCRIPT = (_FOLDER / "page.js").read_text(encoding="utf-8")
# The desk itself bounds how many are answered at a time: a question has to get there to be shown.
_MOST_ASKING = 24


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
                    placeholder=PLACEHOLDER,
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
        answering = {**quiet, "concurrency_limit": _MOST_ASKING, "concurrency_id": "answering"}
        box.submit(desk.ask, [box, turns, view, choice], every, **answering)
        transcript.submit(desk.ask_example, [turns, view, choice], every, **answering)
        transcript.stop(desk.stop, None, None, **quiet)
        transcript.clear(desk.clear, [view, choice], every, **quiet)
        transcript.select(desk.choose, [turns, view, choice], [transcript, choice], **quiet)
        transcript.click(_opener(desk, "link"), [turns, view], [view, reader], **quiet)
        reader.click(_opener(desk, "nav"), [turns, view], [view, reader], **quiet)
        page.unload(desk.stop)  # a model must not write on for a page that has gone
    page.queue(max_size=64, default_concurrency_limit=4, api_open=False)
    return page


def _opener(desk: Desk, by: By) -> Any:
    """`Desk.open` in a form that Gradio finds its event's data by."""

    def open_view(
        turns: Turns, view: View, request: gr.Request, event: gr.EventData
    ) -> tuple[Any, Any]:
        return desk.open(turns, view, request, event, by)

    return open_view
