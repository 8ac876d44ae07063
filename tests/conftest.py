"""What all tests share: the real embedding model, loaded once, and a small library."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
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
    """The bundled model, loaded once."""
    return Encoder()


@pytest.fixture
def library(tmp_path: Path, encoder: Encoder) -> Library:
    """Three articles, not indexed yet."""
    library = Library(tmp_path / "articles", tmp_path / "store", encoder)
    library.write("lamp.md", "# The lamp\n\nThe lamp burned 12 liters of oil a night.\n")
    library.write("keeper.txt", "Osman Kaya lit the lamp every evening for forty-one years.\n")
    library.write("deep/cellar.txt", "The cellar was flooded in 1953. Nobody was hurt.\n")
    return library
