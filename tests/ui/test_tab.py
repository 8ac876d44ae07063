"""What the clicks of one open page do, and that nothing else can be done with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.errors import AssistantError, LibraryError, UnknownConversationError
from assistant.records.feedback import REASONS, Feedback
from assistant.records.preferences import Preferences
from assistant.ui.session import View, key_of
from assistant.ui.tab import ALL, NOTHING, Tab

from .visiting import Site, asked

LAMP = "How many liters of oil did the lamp burn a night?"


@pytest.fixture
def tab(site: Site, request: pytest.FixtureRequest) -> Iterator[Tab]:
    """The page of a user of this test alone, with one question answered."""
    user = f"{request.node.name[:50]}"
    tab = Tab(site.services, user, user)
    asked(tab, LAMP)
    yield tab
    assert site.services.askings.of(tab.conversation) is None


def act(tab: Tab, go: str, value: str = "") -> frozenset[str]:
    """A click in the chat."""
    return tab.act(go, value, "link")


def source(tab: Tab, name: str) -> str:
    """The source of an article, by its file name."""
    return next(e.source for e in tab.services.entries(tab.user) if e.source.endswith(name))


def feedback(tab: Tab) -> Feedback | None:
    """What is kept of the newest turn's."""
    return tab.turns()[-1].feedback


@pytest.mark.parametrize(
    "go",
    ["", " ", "new ", "NEW", "delete-1", "edit-", "edit--1", "edit-9", "up-7", "up-²", "note-0\n",
     "reason-0-", "reason-0-stupid", "reason-7-other", "reason-0-other", "tick-", "tick-../../x",
     "tick-zzzzzzzzzzzz", "conversation-", "conversation-../../../x", "set-llm-9", "set-theme-<b>",
     "quote-0-99", "near-0-99", "article-000000000000", "test-99", "__class__", "ask-0", "again-0",
     "example-0", "stop", "\0", "\ud83d", "x" * 100_000],
)  # fmt: skip
def test_what_is_no_action_does_nothing(tab: Tab, go: str) -> None:
    """Whatever a page sends, the page, its conversation and its user's choices stay."""
    before = (tab.conversation, tab.view, tab.ticked, tab.editing, tab.turns(), tab.preferences)
    assert act(tab, go, "true") <= {"shelf", "filter"}
    after = (tab.conversation, tab.view, tab.ticked, tab.editing, tab.turns(), tab.preferences)
    assert after == before


def test_a_model_that_takes_long_to_open(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was chosen meanwhile stands, another model too."""
    services = tab.services

    def opened(_: object) -> None:
        services.prefer(tab.user, Preferences(language="de", llm=meanwhile))

    for meanwhile in (None, "ollama:small"):
        services.prefer(tab.user, Preferences())
        with monkeypatch.context() as patch:
            patch.setattr(services.assistant, "chain_for", opened)
            act(tab, "set-llm-0")
        chosen = services.preferences(tab.user)
        assert (chosen.language, chosen.llm) == ("de", meanwhile or tab.offered[0])


def test_another_user_s_conversation(site: Site, tab: Tab) -> None:
    """Its id opens nothing to a stranger, who cannot rename or delete it either."""
    stranger = Tab(site.services, "stranger", "s")
    with pytest.raises(UnknownConversationError):
        act(stranger, f"conversation-{tab.conversation}")
    assert stranger.conversation == ""
    stranger.conversation = tab.conversation  # as if a page could forge it
    for go in ("rename", "delete", "up-0"):
        stranger.conversation = tab.conversation
        try:
            act(stranger, go, "x")
        except AssistantError:
            continue
    assert stranger.turns() == ()
    assert [turn.question for turn in tab.turns()] == [LAMP]
    assert feedback(tab) is None
    assert site.services.conversations.get(tab.user, tab.conversation).title == LAMP


def test_conversations_are_opened_renamed_and_deleted(tab: Tab) -> None:
    """A new one begins empty; an old one comes back with its newest first quote open."""
    first = tab.conversation
    assert act(tab, "new") == ALL
    assert (tab.conversation, tab.turns(), tab.view.panel) == ("", (), "library")
    assert act(tab, f"conversation-{first}") == ALL
    assert tab.view.place == "quote-0-1"
    assert act(tab, "rename", " <b>\u202ea\nname</b> ") == {"rail", "bar"}
    title = tab.services.conversations.get(tab.user, first).title
    assert "name</b>" in title
    assert "\n" not in title
    assert act(tab, "delete") == ALL
    assert tab.conversation == ""
    assert tab.services.conversations.list(tab.user) == ()


@pytest.mark.parametrize("go", ["delete", "rename"])
def test_without_a_conversation(site: Site, go: str) -> None:
    """There is nothing to rename or to delete, which is said."""
    with pytest.raises(AssistantError):
        act(Tab(site.services, "nobody", "n"), go, "x")


def test_a_conversation_that_is_gone_is_empty(tab: Tab) -> None:
    """As after another page has deleted it."""
    tab.services.conversations.delete(tab.user, tab.conversation)
    assert tab.turns() == ()
    assert tab.conversation == ""


def test_searching_is_bounded(tab: Tab) -> None:
    """What is searched for is kept as far as anybody types."""
    assert act(tab, "search", "x" * 5000) == {"rail"}
    assert tab.search == "x" * 200


def test_an_answer_is_judged(tab: Tab) -> None:
    """A verdict, its reason and a note are kept; the same verdict again takes it back."""
    assert act(tab, "down-0") == {"current"}
    assert tab.explaining == 0
    act(tab, f"reason-0-{REASONS[0]}")
    act(tab, "note-0", "<b>" + "x" * 5000)
    assert feedback(tab) == Feedback("down", REASONS[0], ("<b>" + "x" * 5000)[:2000])
    assert tab.explaining is None
    act(tab, "up-0")
    assert feedback(tab) == Feedback("up")
    act(tab, f"reason-0-{REASONS[0]}")  # of bad answers alone
    assert feedback(tab) == Feedback("up")
    act(tab, "up-0")
    assert feedback(tab) is None
    assert act(tab, "note-0", "x") == NOTHING


def test_an_earlier_answer_is_judged_in_its_pane(tab: Tab) -> None:
    """The pane that changes is that of the turn."""
    asked(tab, "Who was its keeper?")
    assert act(tab, "up-0") == {"past"}
    assert act(tab, "up-1") == {"current"}


def test_editing_begins_and_ends(tab: Tab) -> None:
    """One question at a time, until it is asked or left."""
    assert act(tab, "edit-0") == {"past", "current"}
    assert tab.editing == 0
    act(tab, "edit-none")
    assert tab.editing is None
    act(tab, "edit-0")
    asked(tab, "Who was its keeper?", 0)
    assert tab.editing is None


def test_articles_are_ticked(tab: Tab) -> None:
    """One, none or all; that all are is the same as that nothing was chosen."""
    every = {entry.source for entry in tab.services.entries(tab.user)}
    one = source(tab, "harbor.md")
    assert act(tab, f"tick-{key_of(one)}", "false") == {"filter"}
    assert tab.ticked == frozenset(every - {one})
    act(tab, f"tick-{key_of(one)}", "true")
    assert tab.ticked is None
    assert act(tab, "tick-none") == {"filter", "shelf"}
    assert tab.ticked == frozenset()
    act(tab, f"tick-{key_of(one)}", "true")
    assert tab.ticked == frozenset({one})
    act(tab, "tick-all")
    assert tab.ticked is None


def test_what_was_ticked_comes_back(tab: Tab) -> None:
    """A conversation is opened with the articles that it asked last."""
    one = source(tab, "lighthouse.md")
    tab.ticked = frozenset({one})
    asked(tab, LAMP)
    again = Tab(tab.services, tab.user, "again")
    act(again, f"conversation-{tab.conversation}")
    assert again.ticked == frozenset({one})


def test_places_are_opened(tab: Tab) -> None:
    """A quote, an article, the settings, the library: each changes the right-hand pane alone."""
    one = source(tab, "harbor.md")
    for go, seen in (
        ("quote-0-1", View(source(tab, "lighthouse.md"), 0, 1, panel="article")),
        (f"article-{key_of(one)}", View(one, panel="article")),
        ("settings", View(panel="settings")),
        ("library", View()),
    ):
        assert act(tab, go) == {"shelf"}
        assert (tab.view.source, tab.view.place, tab.view.panel) == (
            seen.source,
            seen.place,
            seen.panel,
        )


def test_the_library_is_shown_anew_unless_one_reads(tab: Tab) -> None:
    """A file that comes in does not take an article away from whoever reads it."""
    act(tab, "library")
    assert act(tab, "refresh") == {"current", "filter", "shelf"}
    act(tab, "quote-0-1")
    assert act(tab, "refresh") == {"filter"}


def test_only_ones_own_articles_can_be_removed(site: Site, tab: Tab) -> None:
    """Served ones cannot, another's are not there; any can be read anew."""
    served = key_of(source(tab, "harbor.md"))
    with pytest.raises(LibraryError, match="served to all"):
        act(tab, f"remove-{served}")
    services = site.services
    received = services.uploads.receive(tab.user, "pier.md", [b"# The pier\n\nIt is long.\n"])
    services.librarian.request(received.path)
    assert services.librarian.wait(60)
    (own,) = (e.source for e in services.entries(tab.user) if e.title == "The pier")
    stranger = Tab(services, "stranger", "s")
    act(stranger, f"remove-{key_of(own)}")
    act(stranger, f"reindex-{key_of(own)}")
    assert received.path.exists()
    assert act(tab, f"reindex-{key_of(own)}") == {"current", "filter", "shelf"}
    assert act(tab, f"reindex-{served}") == {"current", "filter", "shelf"}
    assert act(tab, "reindex") == {"shelf"}
    assert services.librarian.wait(60)
    act(tab, f"remove-{key_of(own)}")
    assert not received.path.exists()
    assert own not in {entry.source for entry in services.entries(tab.user)}


def test_choices_are_kept_for_the_user(tab: Tab) -> None:
    """A language changes every pane, any other choice the bar and the settings."""
    assert act(tab, "set-theme-dark") == {"bar", "shelf"}
    assert act(tab, "set-language-de") == ALL
    other = Tab(tab.services, tab.user, "other")
    assert (other.preferences.theme, other.words.language) == ("dark", "de")
    assert Tab(tab.services, "stranger", "s").preferences.theme == "auto"
    assert tab.services.preferences(tab.user) == Preferences(theme="dark", language="de")


def test_leaving_and_stopping_without_a_question(site: Site) -> None:
    """A page that has asked nothing can be closed, and stops nothing."""
    tab = Tab(site.services, "nobody", "n")
    tab.stop()
    tab.leave()
    assert [*tab.watch()] == []
