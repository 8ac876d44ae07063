"""What all tests share: the real embedding model, loaded once, and a small library."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from chroma_server import ChromaServer
from hypothesis import settings
from libraries import Library

from assistant.models.embeddings import Encoder

# How long one example takes says nothing of the program, on a machine that does other things too.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    """The converted model is kept between runs, and apart from the user's own cache."""
    os.environ["ASSISTANT_CACHE"] = str(config.rootpath / ".pytest_cache" / "assistant")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled model, loaded once.

    Where several processes test it has one processor in each: with all of them it would fight for
    them with the others' models.
    """
    encoder = Encoder()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and hasattr(os, "sched_setaffinity"):
        every = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {every[int(worker.removeprefix("gw")) % len(every)]})
        encoder.encode_tokens(["OpenVINO looks at once how many processors there are"])
        os.sched_setaffinity(0, every)
    return encoder


@pytest.fixture
def library(tmp_path: Path, encoder: Encoder) -> Library:
    """Three articles, not indexed yet."""
    library = Library(tmp_path / "articles", tmp_path / "store", encoder)
    library.write("lamp.md", "# The lamp\n\nThe lamp burned 12 liters of oil a night.\n")
    library.write("keeper.txt", "Osman Kaya lit the lamp every evening for forty-one years.\n")
    library.write("deep/cellar.txt", "The cellar was flooded in 1953. Nobody was hurt.\n")
    return library


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A Chroma server that tests share and leave running."""
    with ChromaServer(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of what servers know are kept apart; converted models where they are."""
    kept, cache = Path(os.environ["ASSISTANT_CACHE"], "encoders"), tmp_path / "cache"
    cache.mkdir()
    kept.mkdir(parents=True, exist_ok=True)
    (cache / "encoders").symlink_to(kept)
    monkeypatch.setenv("ASSISTANT_CACHE", str(cache))
    return cache


@pytest.fixture
def address(chroma: ChromaServer, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the shared server, with a database of its own for the test."""
    database = f"test-{uuid.uuid4().hex}"
    chroma.make_database(database)
    monkeypatch.setenv("ASSISTANT_STORE_DATABASE", database)
    return chroma.address
