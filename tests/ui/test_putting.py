"""Putting a question: what may be asked, of which articles, and what is kept of it."""

from __future__ import annotations

import pytest
from fake_server import FakeServer, reply, stall

from assistant import Settings
from assistant.accounts.limits import Limits, Rate
from assistant.errors import AssistantError, QuestionError
from assistant.records.preferences import Preferences
from assistant.ui.services import Services
from assistant.ui.tab import Tab

from .visiting import Site, asked, told

LAMP = "How many liters of oil did the lamp burn a night?"
OIL = "Each night the lamp burned 12 liters of oil {12 liters}."


@pytest.fixture(scope="module")
def settings(model: FakeServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A chat model that writes statements."""
    store = tmp_path_factory.mktemp("store")
    return Settings(store=store, llm="openai:demo", llm_url=model.url, style="prose")


@pytest.fixture
def tab(site: Site, request: pytest.FixtureRequest) -> Tab:
    """The page of a user of this test alone, whom the reader answers."""
    user = request.node.name[:60]
    site.services.prefer(user, Preferences(llm="none"))
    return Tab(site.services, user, user)


def source(tab: Tab, name: str) -> str:
    """The source of an article, by its file name."""
    return next(e.source for e in tab.services.entries(tab.user) if e.source.endswith(name))


def test_it_is_there_before_it_is_answered(model: FakeServer, tab: Tab) -> None:
    """The conversation has the question at once, and its answer when that is done."""
    tab.services.prefer(tab.user, Preferences(llm="openai:demo"))
    model.otherwise = told(OIL, by=stall)
    tab.ask(LAMP)
    (record,) = tab.services.conversations.turns(tab.user, tab.conversation)
    assert (record.question, record.complete, record.answer) == (LAMP, False, None)
    next(turn for turn in tab.watch() if turn.answer and turn.answer.statements)
    tab.stop()
    *_, last = tab.watch()
    (record,) = tab.services.conversations.turns(tab.user, tab.conversation)
    assert record.complete
    assert record.answer
    assert last.answer
    assert record.answer.statements == last.answer.statements != ()
    assert record.paths.keys() == {citation.source for citation in last.answer.citations}


@pytest.mark.parametrize("question", ["", "  ", "?!", "x" * 2500, "x" * 100_000, "\u202e"])
def test_what_cannot_be_asked_changes_nothing(tab: Tab, question: str) -> None:
    """No conversation is begun, and no turn is cut."""
    with pytest.raises(QuestionError):
        tab.ask(question)
    assert tab.conversation == ""
    asked(tab, LAMP)
    with pytest.raises(QuestionError):
        tab.ask(question, 0)
    assert [turn.question for turn in tab.turns()] == [LAMP]
    assert len(tab.services.conversations.list(tab.user)) == 1


def test_any_characters_can_be_asked(tab: Tab) -> None:
    """Halves of an emoji and a NUL come back as something that every page can hold."""
    turn = asked(tab, f"\ud83d\0 {LAMP} \ud83d <b>")
    turn.question.encode()
    assert turn.done
    assert turn.question.startswith("?")


def test_in_place_of_an_earlier_one(tab: Tab) -> None:
    """A question that was edited takes the place of itself and of all after it."""
    for question in (LAMP, "Who was its keeper?", "How high is the tower?"):
        asked(tab, question)
    turn = asked(tab, "When was the lighthouse built?", 1)
    assert [t.question for t in tab.turns()] == [LAMP, "When was the lighthouse built?"]
    assert turn.answer
    assert "1866" in turn.answer.text


def test_only_what_is_ticked_is_asked(tab: Tab) -> None:
    """The answer rests on those articles; without any there is none."""
    tab.ticked = frozenset({source(tab, "harbor.md")})
    turn = asked(tab, LAMP)
    assert turn.answer
    assert turn.sources == (source(tab, "harbor.md"),)
    assert {passage.source for passage in turn.answer.passages} == {source(tab, "harbor.md")}
    tab.ticked = frozenset()
    with pytest.raises(QuestionError, match="No article is ticked"):
        tab.ask(LAMP)


def test_a_ticked_article_that_is_gone_is_not_asked(tab: Tab) -> None:
    """Neither is one that the user does not see."""
    tab.ticked = frozenset({source(tab, "harbor.md"), "/etc/passwd", "gone.md"})
    assert asked(tab, LAMP).sources == (source(tab, "harbor.md"),)


def test_what_others_brought_is_not_asked(site: Site, tab: Tab) -> None:
    """An answer has no passage of another user's files; their owner's has."""
    services = site.services
    text = b"# A secret\n\nThe secret pier of Cide is 90 meters long.\n"
    received = services.uploads.receive("owner", "secret.md", [text])
    services.librarian.request(received.path)
    assert services.librarian.wait(60)
    services.prefer("owner", Preferences(llm="none"))
    question = "How long is the secret pier of Cide?"
    theirs, own = asked(tab, question), asked(Tab(services, "owner", "o"), question)
    assert own.answer
    assert "90 meters" in own.answer.text
    assert own.sources is None
    assert theirs.answer
    assert "secret" not in str([passage.text for passage in theirs.answer.passages])
    assert "90 meters" not in theirs.answer.text


def test_what_was_chosen_answers(model: FakeServer, tab: Tab) -> None:
    """The user's own model and number of quotes, from the next question on."""
    tab.services.prefer(tab.user, Preferences(llm="none", quotes=1))
    first = asked(tab, LAMP)
    assert first.answer
    assert (first.answer.model, len(first.answer.citations)) == (None, 1)
    assert not first.stoppable
    model.otherwise = told(OIL)
    tab.services.prefer(tab.user, Preferences(llm="openai:demo"))
    second = asked(tab, LAMP)
    assert second.answer
    assert second.answer.model
    assert second.answer.statements


def test_too_many_at_once(site: Site, tab: Tab) -> None:
    """Who asks faster than anybody types is told how long to wait; others may ask."""
    limits = Limits({"question": Rate(1, 30.0), "upload": Rate(1, 1.0)}, clock=lambda: 0.0)
    parts = (site.assistant, site.services.database, site.services.conversations)
    services = Services(*parts, site.services.uploads, site.services.librarian, limits)
    services.prefer("", Preferences(llm="none"))
    one = Tab(services, tab.user, "1")
    asked(one, LAMP)
    with pytest.raises(QuestionError, match="wait 30 seconds"):
        one.ask(LAMP)
    assert len(one.turns()) == 1
    assert asked(Tab(services, "", "2"), LAMP).answer


def test_a_second_page_of_the_same_user(model: FakeServer, tab: Tab) -> None:
    """A conversation that waits for an answer takes no other question, whoever asks it."""
    tab.services.prefer(tab.user, Preferences(llm="openai:demo"))
    model.otherwise = told(OIL, by=stall)
    tab.ask(LAMP)
    other = Tab(tab.services, tab.user, "other")
    other.open(tab.conversation)
    with pytest.raises(AssistantError, match="waits for an answer"):
        other.ask("Who was its keeper?")
    assert len(other.turns()) == 1
    other.stop()
    *_, last = tab.watch()
    assert last.done


def test_a_conversation_that_is_deleted_meanwhile(model: FakeServer, tab: Tab) -> None:
    """Its model is stopped, and what comes of it is kept nowhere."""
    tab.services.prefer(tab.user, Preferences(llm="openai:demo"))
    model.otherwise = told(OIL, by=stall)
    model.hung_up.clear()
    tab.ask(LAMP)
    next(turn for turn in tab.watch() if turn.answer and turn.answer.statements)
    asking = tab.services.askings.of(tab.conversation)
    assert asking
    Tab(tab.services, tab.user, "other").act(f"conversation-{tab.conversation}", "", "link")
    tab.act("delete", "", "link")
    assert model.hung_up.wait(5)
    *_, last = asking.watch("x")
    assert last.done
    assert tab.services.conversations.list(tab.user) == ()
    assert tab.turns() == ()
    model.otherwise = reply("NONE")
