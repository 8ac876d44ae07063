"""Small libraries for tests, and a model that takes no time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant import Settings
from assistant.library.indexer import Indexer, IndexReport
from assistant.library.store import Store
from assistant.models.embeddings import Encoder, TokenVectors


class TinyEncoder(Encoder):
    """Words as pieces and eight numbers drawn from a text's hash; a model that takes no time."""

    def __init__(self, name: str = "tiny") -> None:
        super().__init__(name)
        self.sha256 = hashlib.sha256(name.encode()).hexdigest()

    @property
    def limit(self) -> int:
        """As many pieces as the bundled model reads."""
        return 254

    def tokenize(self, text: str) -> NDArray[np.int64]:
        """One piece a word."""
        spans = [match.span() for match in re.finditer(r"\S+", text)]
        return np.array(spans, dtype=np.int64).reshape(-1, 2)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same vector for the same text: (texts, 8)."""
        vectors = np.zeros((len(texts), 8), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
            row[:] = np.random.default_rng(seed).normal(size=8)
            row /= np.linalg.norm(row)
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """Each word has the vector of its letters, wherever it stands."""
        tokens = []
        for text in texts:
            spans = self.tokenize(text)
            words = [re.sub(r"\W", "", text[start:end].lower()) for start, end in spans]
            tokens.append(TokenVectors(self.encode(words), spans))
        return self.encode(texts), tokens


@dataclass
class Library:
    """A folder of articles and the folder of their index."""

    folder: Path
    store: Path
    encoder: Encoder

    def write(self, name: str, text: str | bytes) -> Path:
        """Make or replace a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    @contextmanager
    def opened(self, *, rebuild: bool = False) -> Iterator[Store]:
        """The store, whole when it is closed."""
        with Store(self.store, self.encoder, rebuild=rebuild) as store:
            yield store
            assert_whole(store)

    def index(self, *paths: Path, rebuild: bool = False, **changes: Any) -> IndexReport:
        """Bring the index up to date with these paths, or with the folder."""
        settings = replace(Settings(store=self.store), **changes)
        with self.opened(rebuild=rebuild) as store:
            return Indexer(store, self.encoder, settings).index_paths(paths or [self.folder])

    def chunks(self) -> dict[str, str]:
        """Text of every chunk by its id."""
        with self.opened() as store:
            found = store.catalog.chunks(store.catalog.chunk_ids())
        return {chunk_id: text for chunk_id, (_, text, _) in found.items()}

    def names(self) -> list[str]:
        """The names of the files that are in the index, sorted."""
        with self.opened() as store:
            return sorted(Path(entry.source).name for entry in store.catalog.entries())

    def failures(self) -> dict[str, str]:
        """The reason by name of file for each that could not be read."""
        with self.opened() as store:
            return {Path(f.source).name: f.reason for f in store.catalog.failures()}


def assert_whole(store: Store) -> None:
    """Chunks, words and vectors are of the same chunks, and each chunk of a known article.

    Vectors of words are of chunks that are there.
    """
    ids = store.catalog.chunk_ids()
    assert store.vectors.ids() == ids
    assert store.catalog.chunks(ids).keys() == ids
    assert store.catalog.rows("SELECT count(*) FROM words") == [(len(ids),)]
    left = "SELECT count(*) FROM tokens WHERE number NOT IN (SELECT number FROM chunks)"
    assert store.catalog.rows(left) == [(0,)]


@contextmanager
def counted(encoder: Encoder) -> Iterator[list[str]]:
    """The texts that are encoded meanwhile."""
    texts: list[str] = []
    encode_tokens = encoder.encode_tokens

    def record(given: Sequence[str]) -> Any:
        texts.extend(given)
        return encode_tokens(given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoder, "encode_tokens", record)
        yield texts
