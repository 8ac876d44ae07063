"""What all pages share: turns as they were kept, with their quotes as the files are today."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.answer import Answer
from assistant.errors import UnknownConversationError
from assistant.records.conversations import INTERRUPTED
from assistant.records.preferences import Preferences
from assistant.records.record import Record
from assistant.types import Citation
from assistant.ui.services import checked_today, open_services, record_of, turn_of
from assistant.ui.session import Turn
from assistant.ui.tab import Tab

from .visiting import Site, asked

LAMP = "How many liters of oil did the lamp burn a night?"


@pytest.fixture(scope="module")
def answer(site: Site) -> Answer:
    """An answer with quotes of one file."""
    found = site.assistant.ask(LAMP)
    return replace(found, citations=found.citations[:1], passages=())


@pytest.fixture
def file(answer: Answer, library: Path, tmp_path: Path) -> Path:
    """A copy of that file, which may be edited."""
    copy = tmp_path / "lighthouse.md"
    copy.write_bytes((library / "lighthouse.md").read_bytes())
    return copy


def status(answer: Answer, file: Path) -> Citation:
    """The quote as it stands in that file."""
    source = answer.citations[0].source
    record = Record(LAMP, 1.0, answer, paths={source: str(file)})
    turn = turn_of(record)
    assert turn.answer
    return turn.answer.citations[0]


def test_a_quote_that_stands(answer: Answer, file: Path) -> None:
    """Nothing is said of a file that is as it was."""
    assert status(answer, file) == answer.citations[0]


def test_a_quote_that_moved(answer: Answer, file: Path) -> None:
    """Words that stand elsewhere now are found there."""
    text = file.read_bytes().decode()
    file.write_bytes(text.replace("## The lamp", "A line before it.\r\n\r\n## The lamp").encode())
    found = status(answer, file)
    assert found.status == "moved"
    assert found.now
    assert found.now.start > found.start


def test_a_quote_that_changed(answer: Answer, file: Path) -> None:
    """Words that are no longer there are so marked, and still shown as they were."""
    file.write_bytes(file.read_bytes().replace(b"12 liters", b"13 liters"))
    found = status(answer, file)
    assert (found.status, found.quote) == ("changed", answer.citations[0].quote)


def test_a_quote_whose_file_is_gone(answer: Answer, file: Path) -> None:
    """It is missing; without any file, as of a question set, it stays as it was."""
    file.unlink()
    assert status(answer, file).status == "missing"
    assert checked_today(answer, {}) == answer


def test_a_turn_and_its_record(answer: Answer, file: Path) -> None:
    """What is kept of a turn is all of it but what only counts while it is answered."""
    paths = {answer.citations[0].source: file}
    turn = Turn(LAMP, answer, done=True, sources=("a",), asked=3.0, paths=paths)
    assert turn_of(record_of(turn)) == turn
    waiting = Turn("q", queued=True, stoppable=True, asked=3.0)
    assert turn_of(record_of(waiting)) == Turn("q", asked=3.0)


def test_a_conversation_is_its_user_s(site: Site) -> None:
    """Another's is not there."""
    tab = Tab(site.services, "ada", "1")
    asked(tab, LAMP)
    assert len(site.services.turns("ada", tab.conversation)) == 1
    for user in ("bob", "", "ada "):
        with pytest.raises(UnknownConversationError):
            site.services.turns(user, tab.conversation)


def test_uploads_are_their_user_s(site: Site) -> None:
    """What one has brought nobody else sees, as an article or as a file that failed."""
    services = site.services
    for name, text in (("mine.md", b"# Mine\n\nThe pier of Cide is 90 meters long.\n"),):
        received = services.uploads.receive("ada", name, [text])
        services.librarian.request(received.path)
    assert services.librarian.wait(60)
    seen = {user: {e.title for e in services.entries(user)} for user in ("ada", "bob")}
    assert seen["ada"] - seen["bob"] == {"Mine"}
    assert services.paths("ada").keys() - services.paths("bob").keys()
    assert services.failures("bob") == []


def test_preferences_are_their_user_s(site: Site) -> None:
    """What one chooses is kept for that user alone."""
    site.services.prefer("ada", Preferences(theme="dark"))
    assert site.services.preferences("ada").theme == "dark"
    assert site.services.preferences("bob") == Preferences()


def test_what_was_under_way_when_the_program_ended(site: Site, library: Path) -> None:
    """A question that nobody answers any more says so when the program starts anew."""
    conversations = site.services.conversations
    conversation = conversations.start("carl").id
    conversations.append("carl", conversation, Record("q", 1.0, complete=False))
    with open_services(site.assistant, [library]) as again:
        (turn,) = again.turns("carl", conversation)
    assert (turn.done, turn.error) == (True, INTERRUPTED)


def test_folders_that_nobody_watches(site: Site, library: Path) -> None:
    """Without a watcher the folders are looked at once; then changes wait until they are asked for.

    The watcher of the site itself is another thread of the same name.
    """

    def watchers() -> int:
        return sum(thread.name == "watcher" for thread in threading.enumerate())

    before = watchers()
    with open_services(site.assistant, [library], watch=False) as services:
        assert services.librarian.wait(60)
        assert watchers() == before
    with open_services(site.assistant, [library]):
        assert watchers() == before + 1
