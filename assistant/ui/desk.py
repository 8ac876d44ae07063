"""The events of all pages: each finds its page, lets it act, and renders what looks different."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.ui.examples import examples_for
from assistant.ui.guard import user_of
from assistant.ui.markup import escape, icon
from assistant.ui.panels import render_panel, setting_of
from assistant.ui.preferences import name_of
from assistant.ui.rail import render_bar, render_filter, render_rail
from assistant.ui.session import By, Turn, growing, opened_by
from assistant.ui.tab import ALL, CHAT, Panes, Tab
from assistant.ui.transcript import render_current, render_past
from assistant.ui.words import Words

if TYPE_CHECKING:
    from assistant.ui.services import Services

# The panes of the page, in the order in which every event has them; then the text box.
PANES = ("rail", "bar", "past", "current", "filter", "notice", "shelf")
_MOST_TABS = 1000
_UNEXPECTED = "Something went wrong; the terminal has the details."
_log = logging.getLogger(__name__)

Shown = tuple[Any, ...]


class Desk:
    """The events over one set of services, for all pages."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._tabs: OrderedDict[str, Tab] = OrderedDict()

    def hello(self, request: gr.Request, event: gr.EventData) -> Iterator[Shown]:
        """A page comes to a conversation: show it all, and what is being answered as it grows."""
        tab, go = self._tab(request, _number(event, "clicks")), _text(event, "go")
        kind, _, named = go.partition("-")
        notice = ""
        if wanted := _text(event, "value") or (named if kind == "conversation" else ""):
            try:
                tab.open(wanted)
            except AssistantError as exc:
                notice = exc.sentence
        tab.look(go)
        steps = tab.watch()  # first: it may end while all is shown
        turns = growing(tab.turns()) if self._answering(tab) else None
        yield self._shown(tab, ALL, turns, box=self._box(tab), notice=notice)
        yield from self._watched(tab, steps)

    def act(self, request: gr.Request, event: gr.EventData) -> Shown:
        """Do what was clicked."""
        clicks, number = _number(event, "clicks"), _number(event, "number")
        tab = self._tab(request, clicks)
        if number:
            with tab.order.turn(number):
                return self._acted(tab, event)
        tab.order.after(clicks)
        return self._acted(tab, event)

    def _acted(self, tab: Tab, event: gr.EventData) -> Shown:
        by: By = "nav" if _text(event, "pane") == "reader" else "link"
        conversation, language = tab.conversation, tab.preferences.language
        lost = tab.lost()
        try:
            panes = tab.act(_text(event, "go"), _text(event, "value"), by)
            if lost and not tab.conversation:
                return self._shown(tab, ALL, box=self._box(tab), notice=lost)
            renewed = (conversation, language) != (tab.conversation, tab.preferences.language)
            return self._shown(tab, panes, box=self._box(tab) if renewed else None)
        except AssistantError as exc:
            return self._shown(tab, frozenset({"shelf"}), notice=exc.sentence)
        except Exception:
            _log.exception("an action failed")
            return self._shown(tab, frozenset(), notice=_UNEXPECTED)

    def ask(self, question: str, clicks: float, request: gr.Request) -> Iterator[Shown]:
        """Ask what was typed, after so many clicks."""
        clicks = int(clicks or 0)
        tab = self._tab(request, clicks)
        tab.order.after(clicks)
        yield from self._asked(tab, question, None)

    def ask_again(self, request: gr.Request, event: gr.EventData) -> Iterator[Shown]:
        """Ask an example, a question that was asked before, or one that was edited."""
        clicks = _number(event, "clicks")
        tab = self._tab(request, clicks)
        kind, _, number = _text(event, "go").partition("-")
        if not (number.isascii() and number.isdigit()):
            return
        tab.order.after(clicks)
        turns, examples = tab.turns(), self._examples(tab)
        place = int(number)
        if kind == "example" and place < len(examples):
            yield from self._asked(tab, examples[place], None)
        elif kind == "again" and place < len(turns):
            yield from self._asked(tab, turns[place].question, place)
        elif kind == "ask" and place < len(turns):
            yield from self._asked(tab, _text(event, "value"), place)

    def stop(self, request: gr.Request, event: gr.EventData) -> None:
        """End the wait for a chat model."""
        self._tab(request, _number(event, "clicks")).stop()

    def leave(self, request: gr.Request) -> None:
        """A page has gone."""
        with self._lock:
            tab = self._tabs.pop(request.session_hash or "", None)
        if tab:
            tab.leave()

    def _asked(self, tab: Tab, question: str, place: int | None) -> Iterator[Shown]:
        """Put a question, and show it as its answer grows, at last with its article.

        Whoever opened something meanwhile keeps that.
        """
        try:
            steps = tab.ask(question, place)
        except AssistantError as exc:
            yield self._shown(tab, frozenset(), box=self._box(tab), notice=exc.sentence)
            return
        words = tab.words
        locked = gr.update(value="", interactive=False, placeholder=words("chat.locked"))
        yield self._shown(tab, CHAT, growing(tab.turns()), box=locked)
        yield from self._watched(tab, steps)

    def _watched(self, tab: Tab, steps: Iterator[Turn]) -> Iterator[Shown]:
        """The newest turn each time it has grown, then everything that its end changes."""
        conversation, view = tab.conversation, tab.view
        for turn in steps:
            if tab.conversation != conversation:
                return
            turns = tab.turns()
            if not tab.conversation:  # another page has deleted it
                yield self._shown(tab, ALL, box=self._box(tab))
                return
            if turn.done:
                break
            yield self._shown(tab, frozenset({"current"}), growing(turns))
        else:
            return
        if tab.view is view:
            tab.view = opened_by(turns, view)
        # Also an article that was opened early: more of its quotes may be lit by now.
        panes = CHAT - {"past"} | ({"shelf"} if tab.view is not view else frozenset())
        yield self._shown(tab, panes, box=self._box(tab))

    def _tab(self, request: gr.Request, clicks: int = 0) -> Tab:
        """The page that an event comes from, after so many clicks; new if the program is."""
        name, user = request.session_hash or "", user_of(request)
        with self._lock:
            tab = self._tabs.get(name)
            if tab is None or tab.user != user:
                tab = self._tabs[name] = Tab(self._services, user, name, clicks)
            self._tabs.move_to_end(name)
            if len(self._tabs) > _MOST_TABS:
                self._tabs.popitem(last=False)
        return tab

    def _answering(self, tab: Tab) -> bool:
        """Whether the open conversation waits for an answer."""
        return self._services.askings.of(tab.conversation) is not None

    def _box(self, tab: Tab) -> Any:
        """The text box, open unless an answer is awaited."""
        words, busy = tab.words, self._answering(tab)
        return gr.update(
            interactive=not busy,
            placeholder=words("chat.locked" if busy else "chat.placeholder"),
            label=words("chat.question"),
            submit_btn=words("chat.ask"),
        )

    def _examples(self, tab: Tab) -> tuple[str, ...]:
        return examples_for(self._services.entries(tab.user))

    def _shown(
        self,
        tab: Tab,
        panes: Panes,
        turns: Sequence[Turn] | None = None,
        *,
        box: Any = None,
        notice: str = "",
    ) -> Shown:
        """All panes, those that look as before left alone, then the text box."""
        if turns is None:
            turns = tab.turns() if panes & {"past", "current", "shelf"} else ()
        rendered = {name: self._render(tab, name, turns) for name in PANES if name in panes}
        rendered["notice"] = render_notice(notice, tab.words)
        values = [rendered.get(name, gr.skip()) for name in PANES]
        return (*values, gr.skip() if box is None else box)

    def _render(self, tab: Tab, pane: str, turns: Sequence[Turn]) -> str:
        words, services = tab.words, self._services
        if pane == "rail":
            found = services.conversations.list(tab.user, tab.search)
            return render_rail(found, tab.conversation, tab.search, tab.user, words)
        if pane == "shelf":
            return render_panel(tab, turns)
        if pane == "bar":
            title = ""
            if tab.conversation:
                title = services.conversations.get(tab.user, tab.conversation).title
            chosen = tab.preferences
            who, theme = name_of(chosen.llm, words), chosen.theme or "auto"
            return render_bar(title, tab.conversation, who, theme, words)
        if pane == "filter":
            entries, ticked = services.entries(tab.user), tab.ticked
            titles = None if ticked is None else [e.title for e in entries if e.source in ticked]
            return render_filter(titles, len(entries), words)
        setting = setting_of(tab)
        if pane == "past":
            return render_past(turns, setting)
        return render_current(turns, setting, self._examples(tab))


def render_notice(text: str, words: Words) -> str:
    """What could not be done, until it is closed; empty when there is nothing to say."""
    if not text:
        return '<div class="notice" role="alert" hidden></div>'
    close = (
        f'<button type="button" class="tool" data-close aria-label="{words("page.close")}">'
        f"{icon('close')}</button>"
    )
    return f'<div class="notice" role="alert"><p dir="auto">{escape(text)}</p>{close}</div>'


def _text(event: gr.EventData, name: str) -> str:
    """A text that the page sent with an event; empty if it sent anything else."""
    value = _sent(event, name)
    return value if isinstance(value, str) else ""


def _number(event: gr.EventData, name: str) -> int:
    """A whole number that the page sent with an event; 0 if it sent anything else."""
    value = _sent(event, name)
    return value if isinstance(value, int) else 0


def _sent(event: gr.EventData, name: str) -> object:
    data = event._data
    return data.get(name) if isinstance(data, dict) else None
