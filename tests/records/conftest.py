"""A place to keep things in, and an assistant to ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from libraries import Library

from assistant import Assistant, Settings
from assistant.models.embeddings import Encoder
from assistant.records.conversations import Conversations
from assistant.records.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new database."""
    with Database(tmp_path / "userdata") as database:
        yield database


@pytest.fixture
def conversations(database: Database) -> Conversations:
    """No conversations yet, and a clock that goes on by a second whenever it is read."""
    seconds = iter(range(1000, 10**6))
    return Conversations(database, clock=lambda: float(next(seconds)))


@pytest.fixture
def library_assistant(library: Library, encoder: Encoder) -> Iterator[Assistant]:
    """An assistant over the small library."""
    settings = Settings(store=library.store)
    with Assistant.open(library.folder, settings=settings, encoder=encoder) as assistant:
        yield assistant
