"""What is kept of one user: conversations, preferences, uploads."""

from __future__ import annotations

from pathlib import Path

from assistant.collection.uploads import Uploads
from assistant.records.conversations import Conversations
from assistant.records.database import RECORDS_FILE, Database
from assistant.records.preferences import Preferences, save_preferences


class Belongings:
    """All that a data folder has of a user, who may still be there or not."""

    def __init__(self, folder: Path, user: str) -> None:
        self._folder, self._user = folder, user
        self._uploads = Uploads(folder)

    def any(self) -> bool:
        """Whether there is anything of the user."""
        return bool(self._uploads.files(self._user)) or self._has_conversations()

    def forget(self) -> None:
        """Delete it all; the articles leave the index when it is next brought up to date."""
        for file in self._uploads.files(self._user):
            self._uploads.remove(self._user, file)
        if (self._folder / RECORDS_FILE).exists():
            with Database(self._folder) as database:
                Conversations(database).forget(self._user)
                save_preferences(database, self._user, Preferences())

    def _has_conversations(self) -> bool:
        if not (self._folder / RECORDS_FILE).exists():
            return False
        with Database(self._folder) as database:
            return bool(Conversations(database).list(self._user, limit=1))
