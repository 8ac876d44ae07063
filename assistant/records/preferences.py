"""What each user has set on the page; whatever is unset is as the program was started."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, fields, replace
from typing import Literal, get_type_hints

from assistant.errors import InvalidEntryError, RecordsError
from assistant.records.database import Database
from assistant.records.packing import to_bytes, unpack_value
from assistant.settings import DaringName, Style

Theme = Literal["auto", "light", "dark"]
Language = Literal["en", "de", "fr"]
MOST_QUOTES = 10
_MOST_CHARACTERS = 1000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Preferences:
    """A user's choices; None leaves one to the program's own settings.

    Raises InvalidEntryError for a value that cannot be chosen. Whether there is a model `llm`
    is for the page to say: only those that the program was started with may be called.
    """

    llm: str | None = None
    style: Style | None = None
    strict: bool | None = None
    quotes: int | None = None
    daring: DaringName | None = None
    theme: Theme | None = None
    language: Language | None = None

    def __post_init__(self) -> None:
        hints = get_type_hints(Preferences)
        for name, hint in hints.items():
            value = getattr(self, name)
            try:
                unpack_value(hint, value, name)
            except RecordsError as exc:
                raise InvalidEntryError(
                    f"{name} cannot be {value!r:.40}: choose what the page offers"
                ) from exc
        if self.quotes is not None and not 1 <= self.quotes <= MOST_QUOTES:
            raise InvalidEntryError(
                f"{self.quotes} quotes cannot be shown: choose 1 to {MOST_QUOTES}"
            )
        if self.llm is not None and not 0 < len(self.llm) <= _MOST_CHARACTERS:
            raise InvalidEntryError(f"the model {self.llm!r:.40} cannot be: choose one by its name")


def load_preferences(database: Database, user: str) -> Preferences:
    """What a user has set; a value that cannot be is logged and counts as unset."""
    found = database.rows("SELECT packed FROM preferences WHERE user = ?", [user])
    if not found:
        return Preferences()
    try:
        kept = dict(json.loads(found[0][0]).items())
    except (ValueError, AttributeError) as exc:  # no JSON, or no object
        _log.warning("the preferences of user %r cannot be read: %s", user, exc)
        return Preferences()
    preferences = Preferences()
    for field in fields(Preferences):
        try:
            preferences = replace(preferences, **{field.name: kept.get(field.name)})
        except InvalidEntryError as exc:
            _log.warning("user %r: %s; it is left unset", user, exc)
    return preferences


def save_preferences(database: Database, user: str, preferences: Preferences) -> None:
    """Keep what a user has set."""
    with database.transaction() as connection:
        connection.execute(
            "REPLACE INTO preferences (user, packed) VALUES (?, ?)", [user, to_bytes(preferences)]
        )
