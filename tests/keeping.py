"""A served folder of two articles, an upload folder, and the librarian who keeps both."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from libraries import TinyEncoder, assert_whole
from numpy.typing import NDArray

from assistant import Assistant, Settings
from assistant.collection.librarian import Librarian
from assistant.collection.uploads import Uploads
from assistant.models.embeddings import Encoder

PATIENCE = 60.0


class GatedEncoder(TinyEncoder):
    """Takes no time, or waits while the gate is shut; `reached` is set when it waits."""

    def __init__(self) -> None:
        super().__init__()
        self.gate, self.reached = threading.Event(), threading.Event()
        self.gate.set()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As all encoders, through the gate."""
        if not self.gate.is_set():
            self.reached.set()
        assert self.gate.wait(PATIENCE)
        return super().encode(texts)

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Nothing is encoded meanwhile."""
        self.gate.clear()
        self.reached.clear()
        try:
            yield
        finally:
            self.gate.set()


@dataclass
class Keeping:
    """What a program has open that serves a library."""

    folder: Path
    assistant: Assistant
    uploads: Uploads
    librarian: Librarian

    @classmethod
    @contextmanager
    def opened(
        cls, place: Path, encoder: Encoder, also: Sequence[Path] = (), **options: Any
    ) -> Iterator[Keeping]:
        """A library in a folder, whole when it is closed; `also` are further served folders."""
        folder = place / "served"
        if not folder.exists():
            folder.mkdir()
            (folder / "lamp.md").write_text("# The lamp\n\nIt burned 12 liters of oil a night.\n")
            (folder / "cellar.txt").write_text("The cellar was flooded in 1953.\n")
        settings = Settings(store=place / "store", data=place / "data", llm="none", llm_url=None)
        uploads = Uploads(settings.data_folder)
        with (
            Assistant.open(folder, settings=settings, encoder=encoder) as assistant,
            Librarian(assistant, [folder, *also], uploads, **options) as librarian,
        ):
            yield cls(folder, assistant, uploads, librarian)
            librarian.close()
            assert_whole(assistant.store)

    def bring(self, user: str, name: str, text: str) -> Path:
        """Upload a file and have it indexed, now or soon."""
        received = self.uploads.receive(user, name, [text.encode()])
        self.librarian.request(received.path)
        return received.path

    def settle(self) -> None:
        """Wait until all is indexed."""
        assert self.librarian.wait(PATIENCE)

    def states(self, user: str = "") -> dict[str, str]:
        """The state of each file that a user sees, by its name."""
        return {file.name: file.state for file in self.librarian.state(user).files.values()}

    def reasons(self, user: str = "") -> dict[str, str]:
        """Why files failed, by name."""
        files = self.librarian.state(user).files.values()
        return {file.name: file.reason for file in files if file.state == "failed"}

    def indexed(self) -> set[str]:
        """The names of all files in the index, whoever may see them."""
        return {Path(entry.key).name for entry in self.assistant.store.catalog.entries()}

    def fill(self, user: str, count: int) -> None:
        """Put many files of many sentences into an upload folder, by hand."""
        for number in range(count):
            text = "".join(f"Tide {number} rises in {year}.\n\n" for year in range(1000))
            (self.uploads.folder(user) / f"{number:03}.txt").write_text(text)
        self.librarian.request(self.uploads.folder(user))
