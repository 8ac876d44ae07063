"""The page as Gradio Blocks: panes of our own HTML, a text box, and their events."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.ui.desk import PANES, Desk, render_notice
from assistant.ui.words import Words

_FOLDER = Path(__file__).parent
CSS = (_FOLDER / "page.css").read_text(encoding="utf-8")
# All that a pane does by itself: the rest is one module, loaded once, that knows every pane.
_BRIDGE = 'import("/page/main.js").then((main) => main.join(element, trigger, watch));'
# A typed question says how many clicks the page had sent before it.
_AFTER_CLICKS = (
    "(question) => [question, Number(document.getElementById('desk').dataset.clicks ?? 0)]"
)
# The askings bound how many are answered at a time: a question has to get there to be shown.
_MOST_ASKING = 48
_MOST_CLICKS = 16


def build_page(desk: Desk) -> gr.Blocks:
    """The page with its queue bounded; every pane is filled when a browser says hello."""
    words = Words()
    loading = f'<div class="loading" role="status">{words("page.loading")}</div>'
    pane = partial(gr.HTML, js_on_load=_BRIDGE, apply_default_css=False)
    page = gr.Blocks(title=words("page.title"), analytics_enabled=False, fill_width=True)
    with page:
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="side", min_width=0):
                rail = pane("", elem_id="rail")
            with gr.Column(elem_id="chat", min_width=0):
                bar = pane("", elem_id="bar")
                with gr.Column(elem_id="log", min_width=0):
                    past = pane("", elem_id="past")
                    current = pane(loading, elem_id="current")
                filter_ = pane("", elem_id="filter")
                notice = pane(render_notice("", words), elem_id="notice")
                box = gr.Textbox(
                    elem_id="question",
                    label=words("chat.question"),
                    placeholder=words("chat.locked"),
                    interactive=False,
                    container=False,
                    max_lines=6,
                    submit_btn=words("chat.ask"),
                    autofocus=True,
                )
                clicks = gr.Number(0, visible=False)
            with gr.Column(elem_id="shelf", min_width=0):
                shelf = pane("", elem_id="reader")
        panes = dict(zip(PANES, (rail, bar, past, current, filter_, notice, shelf), strict=True))
        every = [*panes.values(), box]
        quiet: dict[str, Any] = {
            "show_progress": "hidden",
            "api_visibility": "private",
            "trigger_mode": "multiple",
        }
        growing = {**quiet, "concurrency_limit": _MOST_ASKING, "concurrency_id": "growing"}
        rail.expand(desk.hello, None, every, **growing)
        box.submit(desk.ask, [box, clicks], every, js=_AFTER_CLICKS, **growing)
        for name in ("past", "current"):
            panes[name].submit(desk.ask_again, None, every, **growing)
        current.stop(desk.stop, None, None, **quiet)
        for name in ("rail", "bar", "past", "current", "filter", "shelf"):
            panes[name].click(desk.act, None, every, **quiet)
        page.unload(desk.leave)
    # A page that waits for an answer holds a thread; clicks, and what is no event, have others.
    page.max_threads = _MOST_ASKING + _MOST_CLICKS
    page.queue(max_size=256, default_concurrency_limit=8, api_open=False)
    return page
