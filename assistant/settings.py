"""Settings: every choice that changes an answer or an index, in one frozen value."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

BUNDLED_MODEL = "all-MiniLM-L6-v2"

# Raised whenever loaders, segmentation or the layout of the store change what is indexed:
# an index of another version is built anew instead of being mixed with this one.
INDEX_VERSION = 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What the assistant is set to; derive a changed copy with `dataclasses.replace`.

    `model` is the bundled model's name, a folder, or a hub id. `chunk_tokens` counts word
    pieces. `candidates` chunks come from each of the two searches, the `reranked` best are
    scored sentence by sentence. `quotes` is the most an answer shows. Below `threshold` of
    confidence the assistant abstains.
    """

    store: Path = Path("vectorstore")
    model: str = BUNDLED_MODEL
    chunk_tokens: int = 148
    candidates: int = 50
    reranked: int = 10
    passages: int = 5
    quotes: int = 3
    threshold: float = 0.2
    question_characters: int = 2000
    cache_megabytes: int = 256

    def index_fingerprint(self) -> str:
        """A hash of what decides the chunks of a file apart from the model, as 16 hex digits."""
        chosen = {"version": INDEX_VERSION, "chunk_tokens": self.chunk_tokens}
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, object]:
        """All settings as JSON values."""
        return {name: str(v) if isinstance(v, Path) else v for name, v in asdict(self).items()}
