"""Commands run in this process over three small articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering import assistant as answering
from assistant.cli import main
from assistant.models.embeddings import Encoder

ARTICLES = {
    "bridge.md": "---\ntitle: The bridge\ndate: 1961-04-02\n---\n"
    "The bridge at Karasu opens twice a day for fishing boats. It was painted green in 1961.\n",
    "lamp.txt": "The lamp on the cape burned 12 liters of oil a night. Osman Kaya lit it.\n",
    "salt.md": "# Salt 🧂\r\n\r\nThe salt works of Tuzla was founded in 1889 by İsmail Usta.\r\n",
}
LAMP = "How much oil did the lamp on the cape burn?"
LAMP_QUOTE = "The lamp on the cape burned 12 liters of oil a night."


@pytest.fixture(autouse=True)
def one_encoder(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> None:
    """Commands that run in this process share the model that is loaded."""
    monkeypatch.setattr(answering, "Encoder", lambda name: encoder)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles."""
    folder = tmp_path_factory.mktemp("cli")
    for name, text in ARTICLES.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture(scope="module")
def store(folder: Path, encoder: Encoder) -> Path:
    """Their index."""
    store = folder / ".store"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answering, "Encoder", lambda name: encoder)
        assert main(["index", str(folder), "--store", str(store)]) == 0
    return store


def run(*arguments: object) -> int:
    """Run a command in this process."""
    return main([str(argument) for argument in arguments])
