"""One open page: which conversation and which article it shows, and what its clicks do.

Every action returns the names of the panes that look different after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.errors import UnknownConversationError
from assistant.records.feedback import REASONS, Feedback
from assistant.ui.model_trial import try_model
from assistant.ui.order import Order
from assistant.ui.preferences import applied, choose, completed, models_offered
from assistant.ui.putting import put_question
from assistant.ui.services import Services
from assistant.ui.session import By, Turn, View, follow, key_of, opened_by
from assistant.ui.sorting import SORTS
from assistant.ui.words import Words

if TYPE_CHECKING:
    from assistant.records.preferences import Preferences
    from assistant.settings import Settings

Panes = frozenset[str]
NOTHING: Panes = frozenset()
CHAT: Panes = frozenset({"rail", "bar", "past", "current"})
ALL: Panes = CHAT | {"filter", "shelf"}
_NUMBERED = re.compile(r"(up|down|edit|note|test)-([0-9]{1,6})", re.ASCII)
_REASON = re.compile(r"reason-([0-9]{1,6})-([a-z_]{1,30})", re.ASCII)
_ARTICLE = re.compile(r"(tick|reindex|remove)-([0-9a-f]{12})", re.ASCII)
_CONVERSATION = re.compile(r"conversation-([\w-]{8,64})", re.ASCII)


class Tab:
    """The state of one page; its user never changes."""

    def __init__(self, services: Services, user: str, name: str, clicks: int = 0) -> None:
        self.services, self.user, self.name = services, user, name
        self.order = Order(clicks)
        self.conversation = ""
        self.view = View()
        self.ticked: frozenset[str] | None = None
        self.search = ""
        self.sort = SORTS[0]
        self.editing: int | None = None
        self.explaining: int | None = None
        self.tested: dict[str, str] = {}

    @property
    def preferences(self) -> Preferences:
        """What the user chose, and the program's settings where nothing was."""
        return completed(self.services.preferences(self.user), self.settings)

    @property
    def words(self) -> Words:
        """The user's language."""
        return Words(self.preferences.language or "en")

    @property
    def settings(self) -> Settings:
        """What the program was started with."""
        return self.services.assistant.settings

    def turns(self) -> tuple[Turn, ...]:
        """The open conversation; empty before its first question, or if it is gone."""
        if not self.conversation:
            return ()
        try:
            return self.services.turns(self.user, self.conversation)
        except UnknownConversationError:
            self.conversation = ""
            return ()

    def lost(self) -> str:
        """That another page has deleted the open conversation, so that none is; else empty."""
        try:
            if self.conversation:
                self.services.conversations.get(self.user, self.conversation)
        except UnknownConversationError as exc:
            self._new()
            return exc.sentence
        return ""

    def act(self, go: str, value: str, by: By) -> Panes:
        """Do what a click or a form asks for. Raises AssistantError for what cannot be done."""
        simple: dict[str, Callable[[], Panes]] = {
            "new": self._new,
            "delete": self._delete,
            "rename": lambda: self._rename(value),
            "search": lambda: self._search(value),
            "sort": lambda: self._sort(value),
            "tick-all": lambda: self._tick_all(None),
            "tick-none": lambda: self._tick_all(frozenset()),
            "reindex": self._reindex_all,
            "refresh": self._refresh,
            "edit-none": lambda: self._edit(None),
        }
        if go in simple:
            return simple[go]()
        if match := _CONVERSATION.fullmatch(go):
            return self.open(match[1])
        if match := _NUMBERED.fullmatch(go):
            return self._numbered(match[1], int(match[2]), value)
        if match := _REASON.fullmatch(go):
            return self._reason(int(match[1]), match[2])
        if match := _ARTICLE.fullmatch(go):
            return self._article(match[1], match[2], value)
        if chosen := choose(go, self.services.preferences(self.user), self.offered):
            return self._prefer(go, chosen)
        return self.look(go, by)

    @property
    def offered(self) -> tuple[str, ...]:
        """The models that can be chosen."""
        return models_offered(self.settings)

    def open(self, conversation: str) -> Panes:
        """Show a conversation, its newest answer's first quote beside it."""
        self.services.conversations.get(self.user, conversation)
        self.conversation = conversation
        self.editing = self.explaining = None
        turns = self.turns()
        self.view = opened_by(turns, View(shown=self.view.shown + 1))
        self.ticked = frozenset(turns[-1].sources) if turns and turns[-1].sources else None
        return ALL

    def _new(self) -> Panes:
        self.conversation = ""
        self.editing = self.explaining = None
        self.view = View(shown=self.view.shown + 1)
        return ALL

    def _delete(self) -> Panes:
        if asking := self.services.askings.of(self.conversation):
            asking.stop.press()
        self.services.conversations.delete(self.user, self.conversation)
        return self._new()

    def _rename(self, value: str) -> Panes:
        self.services.conversations.rename(self.user, self.conversation, value)
        return frozenset({"rail", "bar"})

    def _search(self, value: str) -> Panes:
        self.search = value[:200]
        return frozenset({"rail"})

    def _sort(self, value: str) -> Panes:
        if value not in SORTS:
            return NOTHING
        self.sort = value
        return frozenset({"shelf"})

    def _refresh(self) -> Panes:
        """The library has changed: show it so, unless an article is being read."""
        listed = frozenset({"current", "shelf"}) if self.view.panel == "library" else NOTHING
        return listed | {"filter"}

    def _tick_all(self, ticked: frozenset[str] | None) -> Panes:
        self.ticked = ticked
        return frozenset({"filter", "shelf"})

    def _reindex_all(self) -> Panes:
        self.services.librarian.reindex_all(self.user)
        return frozenset({"shelf"})

    def _edit(self, number: int | None) -> Panes:
        self.editing = number
        return frozenset({"past", "current"})

    def _numbered(self, kind: str, number: int, value: str) -> Panes:
        if kind == "test":
            return self._test(number)
        turns = self.turns()
        if number >= len(turns) or not turns[number].done:
            return NOTHING
        if kind == "edit":
            return self._edit(number)
        before = turns[number].feedback
        if kind == "note":
            if before is None:
                return NOTHING
            self.explaining = None
            return self._judge(number, replace(before, note=value[:2000]))
        if before and before.verdict == kind:
            self.explaining = None
            return self._judge(number, None)
        self.explaining = number
        return self._judge(number, Feedback("up" if kind == "up" else "down"))

    def _reason(self, number: int, reason: str) -> Panes:
        turns = self.turns()
        before = turns[number].feedback if number < len(turns) else None
        if before is None or before.verdict != "down" or reason not in REASONS:
            return NOTHING
        return self._judge(number, replace(before, reason=reason))

    def _judge(self, number: int, feedback: Feedback | None) -> Panes:
        self.services.conversations.set_feedback(self.user, self.conversation, number, feedback)
        return frozenset({"current" if number == len(self.turns()) - 1 else "past"})

    def _article(self, kind: str, key: str, value: str) -> Panes:
        if kind == "tick":
            return self._tick(key, value == "true")
        librarian = self.services.librarian
        files = librarian.state(self.user).files.values()
        for found in (file for file in files if key_of(file.source) == key):
            act = librarian.reindex if kind == "reindex" else librarian.remove
            act(self.user, found.key)
        return frozenset({"current", "filter", "shelf"})

    def _tick(self, key: str, ticked: bool) -> Panes:
        """Ask an article or do not; the library is left alone, or its box would lose the focus."""
        sources = frozenset(entry.source for entry in self.services.entries(self.user))
        now = sources if self.ticked is None else self.ticked & sources
        one = frozenset(source for source in sources if key_of(source) == key)
        now = now | one if ticked else now - one
        self.ticked = None if now == sources else now
        return frozenset({"filter"})

    def _prefer(self, go: str, chosen: Preferences) -> Panes:
        if go.startswith("set-llm-"):  # a model that cannot be opened is not chosen
            before = self.services.preferences(self.user)
            self.services.assistant.chain_for(applied(chosen, self.settings))
            # That may have taken long: what was chosen meanwhile stands.
            now = self.services.preferences(self.user)
            chosen = replace(now, llm=chosen.llm if now.llm == before.llm else now.llm)
        self.services.prefer(self.user, chosen)
        return ALL if go.startswith("set-language-") else frozenset({"bar", "shelf"})

    def _test(self, number: int) -> Panes:
        if number < len(self.offered):
            llm = self.offered[number]
            self.tested[llm] = try_model(self.services.assistant, llm, self.words)
        return frozenset({"shelf"})

    def look(self, go: str, by: By = "answer") -> Panes:
        """Show a quote, an article, the library or the settings, which changes nothing else."""
        seen = follow(go, self.turns(), self.services.entries(self.user), self.view, by)
        if seen is None:
            return NOTHING
        self.view = seen
        return frozenset({"shelf"})

    def ask(self, question: str, number: int | None = None) -> Iterator[Turn]:
        """Put a question, in place of turn `number` and all after it; its turn as it grows.

        Raises AssistantError if it cannot be asked; then nothing has changed.
        """
        asking = put_question(self, question, number)
        self.editing = self.explaining = None
        return asking.watch(self.name)

    def watch(self) -> Iterator[Turn]:
        """What is being answered now in the open conversation, as it grows; nothing if nothing."""
        asking = self.services.askings.of(self.conversation)
        return asking.watch(self.name) if asking else iter(())

    def stop(self) -> None:
        """End the wait for a chat model; what it has finished stays, or the reader answers."""
        if asking := self.services.askings.of(self.conversation):
            asking.stop.press()

    def leave(self) -> None:
        """The page has gone."""
        self.services.askings.leave(self.name)
