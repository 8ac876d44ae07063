"""Files of JSON that belong to an index: beside it in its folder, or on its server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from assistant.library.journal import Journal
from assistant.library.states import State, head_id
from assistant.places import Place, ServerAddress


class Notes(Protocol):
    """What is kept by name with the index at `place`. Raises OSError or StoreError."""

    place: Place

    def read(self, name: str) -> bytes:
        """What is kept. Raises FileNotFoundError if nothing is."""
        ...

    def write(self, name: str, content: bytes) -> None:
        """Keep something, whole or not at all."""
        ...

    def delete(self, name: str) -> None:
        """Keep it no more. Raises FileNotFoundError if nothing was kept."""
        ...


class FolderNotes:
    """Files in the folder of the index."""

    def __init__(self, folder: Path) -> None:
        self.place: Place = folder
        self._folder = folder

    def read(self, name: str) -> bytes:
        """As `Notes.read`."""
        return (self._folder / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        """As `Notes.write`."""
        file = self._folder / name
        part = file.with_suffix(".part")
        with part.open("wb") as writing:
            writing.write(content)
            writing.flush()
            os.fsync(writing.fileno())
        part.replace(file)

    def delete(self, name: str) -> None:
        """As `Notes.delete`."""
        (self._folder / name).unlink()


class ServerNotes:
    """Records of the server's journal, so that all processes have the same."""

    def __init__(self, address: ServerAddress, journal: Journal) -> None:
        self.place: Place = address
        self._journal = journal

    def read(self, name: str) -> bytes:
        """As `Notes.read`."""
        heads = [head for head in self._journal.named([head_id("note", name)]) if head.parts]
        for _, content in self._journal.read(heads):
            return content
        raise FileNotFoundError(name)

    def write(self, name: str, content: bytes) -> None:
        """As `Notes.write`."""
        self._journal.write([State("note", name, content)])

    def delete(self, name: str) -> None:
        """As `Notes.delete`."""
        self.read(name)
        self._journal.write([State("note", name, None)])
