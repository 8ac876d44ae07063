"""What one page's right-hand pane shows, and what its transcript has to know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.collection.uploads import FILE_BYTES
from assistant.library.loaders import formats
from assistant.ui.preferences import render_preferences
from assistant.ui.reader import render_gone, render_reader
from assistant.ui.session import Turn, opened
from assistant.ui.shelf import Shelf, render_shelf
from assistant.ui.sorting import in_order
from assistant.ui.transcript import Setting

if TYPE_CHECKING:
    from assistant.ui.tab import Tab


def render_panel(tab: Tab, turns: Sequence[Turn]) -> str:
    """The library, the article that is open, or the settings."""
    view, words = tab.view, tab.words
    if view.panel == "settings":
        trust = tab.services.assistant.trust
        return render_preferences(
            tab.preferences, tab.offered, tab.tested, view.shown, words, trust
        )
    if view.panel == "library":
        return render_shelf(shelf_of(tab), view.shown, words)
    answer, citation = opened(view, turns)
    try:
        if view.source not in {entry.source for entry in tab.services.entries(tab.user)}:
            raise KeyError(view.source)
        article = tab.services.assistant.article(view.source)
    except KeyError:  # it went while the page was open, or since the answer
        if citation:
            return render_gone(view, answer, citation, words)
        return render_shelf(shelf_of(tab), view.shown, words)
    return render_reader(article, view, answer, citation, words)


def shelf_of(tab: Tab) -> Shelf:
    """The library as this page's user sees it."""
    services, clicks = tab.services, tab.order.done  # first: another may be made meanwhile
    state = services.librarian.state(tab.user)
    entries = services.entries(tab.user)
    listed = {entry.key for entry in entries}
    return Shelf(
        in_order(entries, tab.sort),
        [file for key, file in state.files.items() if key not in listed],
        {file.source: file for file in state.files.values()},
        tab.ticked,
        state.version,
        FILE_BYTES // 2**20,
        formats(),
        state.error,
        tab.sort,
        clicks,
    )


def setting_of(tab: Tab) -> Setting:
    """What the transcript of this page has to know besides its turns."""
    entries = tab.services.entries(tab.user)
    return Setting(
        tab.words,
        len(entries),
        tab.view.place if tab.view.panel == "article" else "",
        tab.editing,
        tab.explaining,
        tuple((entry.source, entry.title) for entry in entries),
        f"/receipts/{tab.conversation}",
    )
