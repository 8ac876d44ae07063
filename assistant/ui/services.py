"""What all pages share: the assistant, what users keep, the library's keeper, limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.accounts.limits import Limits
from assistant.answering.verifier import stands
from assistant.collection.librarian import Librarian
from assistant.collection.uploads import Uploads
from assistant.collection.visibility import visible
from assistant.collection.watching import Watcher
from assistant.records.conversations import Conversations
from assistant.records.database import Database
from assistant.records.preferences import Preferences, load_preferences, save_preferences
from assistant.records.record import Record
from assistant.ui.asking import Askings
from assistant.ui.session import Turn

if TYPE_CHECKING:
    from assistant.answering.answer import Answer
    from assistant.answering.assistant import Assistant
    from assistant.answering.chain import AnswerChain
    from assistant.library.catalog import Entry, Failure
    from assistant.settings import Settings

# A disk that was full when the answer came; what there was of it was shown until then.
_LOST = "The answer to this could not be kept: check the free space of the disk, then ask again."


@dataclass(frozen=True)
class Services:
    """One of each for the whole program; every method takes the user it works for."""

    assistant: Assistant
    database: Database
    conversations: Conversations
    uploads: Uploads
    librarian: Librarian
    limits: Limits = field(default_factory=Limits)
    askings: Askings = field(default_factory=Askings)

    def entries(self, user: str) -> list[Entry]:
        """The articles that a user sees: those served to all, and the user's own."""
        return visible(self.assistant.entries(), user, self.uploads)

    def failures(self, user: str) -> list[Failure]:
        """The files that could not be read, as far as the user may see them."""
        return visible(self.assistant.failures(), user, self.uploads)

    def paths(self, user: str) -> dict[str, Path]:
        """The file of each article."""
        return {entry.source: entry.path for entry in self.entries(user) if entry.path}

    def chain_for(self, user: str, settings: Settings) -> AnswerChain:
        """A chain that asks nothing but what the user sees, at the time when it is asked."""

        def allowed(named: Sequence[str] | None) -> list[str] | None:
            found = self.assistant.allowed(named)
            if named is not None:
                return found
            entries = self.assistant.entries()
            seen = [entry.source for entry in visible(entries, user, self.uploads)]
            return None if found is None and len(seen) == len(entries) else seen

        return self.assistant.chain_for(settings, allowed)

    def preferences(self, user: str) -> Preferences:
        """What a user has chosen."""
        return load_preferences(self.database, user)

    def prefer(self, user: str, preferences: Preferences) -> None:
        """Keep what a user has chosen."""
        save_preferences(self.database, user, preferences)

    def turns(self, user: str, conversation: str) -> tuple[Turn, ...]:
        """A conversation as it is now, what is being answered included."""
        asking = self.askings.of(conversation)  # first: it may end while the records are read
        turns = [turn_of(record) for record in self.conversations.turns(user, conversation)]
        if asking and turns and not turns[-1].done and asking.user == user:
            return (*turns[:-1], asking.turn)
        return tuple(turn if turn.done else replace(turn, done=True, error=_LOST) for turn in turns)


def turn_of(record: Record) -> Turn:
    """A turn that was kept, each of its quotes with where it stands today."""
    paths = {source: Path(path) for source, path in record.paths.items()}
    answer = record.answer and checked_today(record.answer, paths)
    return Turn(
        record.question,
        answer,
        record.error,
        done=record.complete,
        sources=record.sources,
        asked=record.asked,
        paths=paths,
        feedback=record.feedback,
    )


def checked_today(answer: Answer, paths: Mapping[str, Path]) -> Answer:
    """The answer with its quotes compared with the files as they are now.

    Quotes of articles that come from no file, such as a question set's, stay as they were.
    """
    citations = tuple(
        stands(citation, paths[citation.source]) if citation.source in paths else citation
        for citation in answer.citations
    )
    return replace(answer, citations=citations)


def record_of(turn: Turn) -> Record:
    """A turn in the form in which it is kept."""
    return Record(
        question=turn.question,
        answer=turn.answer,
        error=turn.error,
        sources=turn.sources,
        asked=turn.asked,
        paths={source: str(path) for source, path in turn.paths.items()},
        feedback=turn.feedback,
        complete=turn.done,
    )


@contextmanager
def open_services(
    assistant: Assistant, roots: list[Path], *, watch: bool = True
) -> Iterator[Services]:
    """Everything the page stands on, closed in order at the end.

    Unless someone is to `watch` the folders, they are looked at once, now.
    """
    with ExitStack() as opened:
        folder = assistant.settings.data_folder
        database = opened.enter_context(Database(folder))
        conversations = Conversations(database)
        conversations.interrupted()
        on_server = not isinstance(assistant.settings.place, Path)
        uploads = Uploads(folder, shared=on_server)
        librarian = Librarian(assistant, roots, uploads)
        opened.callback(librarian.close)
        if watch:
            opened.enter_context(Watcher(librarian))
        else:
            librarian.request(*librarian.roots())
        services = Services(assistant, database, conversations, uploads, librarian)
        opened.callback(services.askings.close)  # first: it would be kept and read from the others
        yield services
