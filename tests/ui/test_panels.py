"""What the right-hand pane shows of a page, and what its transcript has to know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.ui.panels import render_panel, setting_of, shelf_of
from assistant.ui.session import View
from assistant.ui.tab import Tab

from .visiting import Parsed, Site, asked, content

LAMP = "How many liters of oil did the lamp burn a night?"


@pytest.fixture(scope="module")
def tab(site: Site) -> Tab:
    """A page with one answer."""
    tab = Tab(site.services, "ada", "1")
    asked(tab, LAMP)
    return tab


def shown(tab: Tab, view: View) -> str:
    """The pane with this view."""
    tab.view = view
    return render_panel(tab, tab.turns())


def test_each_panel_has_its_title(tab: Tab) -> None:
    """The library, the settings, or the article's own."""
    turn = tab.turns()[0]
    assert turn.answer
    quote = turn.answer.citations[0]
    assert content(shown(tab, View()), "h2") == "Library"
    assert content(shown(tab, View(panel="settings")), "h2") == "Settings"
    page = shown(tab, View(quote.source, 0, 1, panel="article"))
    assert content(page, "h2") == quote.title
    assert content(page, "lit") == quote.quote


def test_an_article_that_nobody_may_see(tab: Tab) -> None:
    """A source that is not among the user's articles shows the library, whatever it names."""
    for source in ("/etc/passwd", "../../x", "", "\0"):
        assert content(shown(tab, View(source, panel="article")), "h2") == "Library"


def test_a_quote_whose_article_is_gone(tab: Tab) -> None:
    """It is shown as it was."""
    (turn,) = tab.turns()
    assert turn.answer
    gone = replace(turn.answer.citations[0], source="gone.md", status="missing")
    tab.view = View("gone.md", 0, 1, panel="article")
    answer = replace(turn.answer, citations=(gone,))
    page = render_panel(tab, [replace(turn, answer=answer)])
    assert gone.quote in content(page, "was")


def test_the_shelf_is_the_user_s(tab: Tab) -> None:
    """All articles that the user sees, with how their files stand."""
    shelf = shelf_of(tab)
    assert len(shelf.entries) == 4
    assert {shelf.files[entry.source].state for entry in shelf.entries} == {"ready"}
    assert not shelf.others


def test_the_transcript_knows_what_is_open(tab: Tab) -> None:
    """The place of a quote while its article is open, and where receipts are."""
    tab.view = View("x", 0, 1, panel="article")
    setting = setting_of(tab)
    assert (setting.place, setting.articles) == ("quote-0-1", 4)
    assert setting.receipts == f"/receipts/{tab.conversation}"
    tab.view = View()
    assert setting_of(tab).place == ""
    assert Parsed(shown(tab, View())).having("library")
