"""A small library with its librarian, and uploads for several users."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from keeping import GatedEncoder, Keeping

from assistant.collection.uploads import Uploads


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    """Upload folders with little room."""
    return Uploads(tmp_path / "data", file_bytes=2**18, user_files=5, user_bytes=3 * 2**17)


@pytest.fixture
def gated() -> GatedEncoder:
    """An encoder that can be made to wait."""
    return GatedEncoder()


@pytest.fixture
def keeping(tmp_path: Path, gated: GatedEncoder) -> Iterator[Keeping]:
    """A library that is served, and the upload folders beside it."""
    with Keeping.opened(tmp_path, gated) as keeping:
        yield keeping
