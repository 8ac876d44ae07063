"""What users set."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from assistant.errors import InvalidEntryError
from assistant.records.database import Database
from assistant.records.packing import pack_value
from assistant.records.preferences import Preferences, load_preferences, save_preferences

CHOSEN = Preferences("openai:some-model", "quotes", False, 5, "eager", "dark", "de")


def test_unset_until_set(database: Database) -> None:
    """Who has set nothing has all unset."""
    assert load_preferences(database, "aylin") == Preferences()
    assert set(pack_value(Preferences()).values()) == {None}


def test_each_user_has_their_own(database: Database) -> None:
    """What one user sets is kept, replaces what they had, and is nobody else's."""
    save_preferences(database, "aylin", Preferences(theme="light"))
    save_preferences(database, "aylin", CHOSEN)
    save_preferences(database, "", Preferences(language="fr"))

    assert load_preferences(database, "aylin") == CHOSEN
    assert load_preferences(database, "") == Preferences(language="fr")
    assert load_preferences(database, "Aylin") == Preferences()


@pytest.mark.parametrize(
    "values",
    [
        {"llm": ""},
        {"llm": "x" * 1001},
        {"llm": 5},
        {"style": "verse"},
        {"strict": 1},
        {"strict": "yes"},
        {"quotes": 0},
        {"quotes": 11},
        {"quotes": 2.5},
        {"quotes": True},
        {"daring": "reckless"},
        {"theme": ["dark"]},
        {"language": "xx"},
    ],
)
def test_what_cannot_be_chosen(
    database: Database, caplog: pytest.LogCaptureFixture, values: dict[str, Any]
) -> None:
    """A value that there is not is refused; found in the file it is logged and left unset."""
    with pytest.raises(InvalidEntryError, match=r"cannot be.*: choose"):
        Preferences(**values)

    (name,) = values
    packed = json.dumps({**pack_value(CHOSEN), **values})
    with database.transaction() as connection:
        connection.execute("INSERT INTO preferences VALUES ('aylin', ?)", [packed.encode()])

    assert load_preferences(database, "aylin") == replace(CHOSEN, **{name: None})
    assert caplog.text.count("it is left unset") == 1


@pytest.mark.parametrize("packed", [b"", b"\x00\xff", b"[]", b"5", b'"dark"', b"null"])
def test_a_damaged_row(database: Database, caplog: pytest.LogCaptureFixture, packed: bytes) -> None:
    """Preferences that are no object count as unset, with a line in the log."""
    with database.transaction() as connection:
        connection.execute("INSERT INTO preferences VALUES ('aylin', ?)", [packed])

    assert load_preferences(database, "aylin") == Preferences()
    assert "the preferences of user 'aylin' cannot be read" in caplog.text


def test_a_newer_version(database: Database) -> None:
    """Choices that are not known here are passed over."""
    with database.transaction() as connection:
        row = ["aylin", b'{"theme": "dark", "font": "serif"}']
        connection.execute("INSERT INTO preferences VALUES (?, ?)", row)

    assert load_preferences(database, "aylin") == Preferences(theme="dark")
