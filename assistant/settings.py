"""Settings: every choice that changes an answer or an index, in one frozen value."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from assistant.places import Place, place_of

BUNDLED_MODEL = "all-MiniLM-L6-v2"

# Raised whenever loaders, segmentation or the layout of the store change what is indexed:
# an index of another version is built anew instead of being mixed with this one.
INDEX_VERSION = 4

# prose: the model's statements, each with its quotes; quotes: only the quotes, as it chose them;
# auto: quotes for small local models, prose for all others.
Style = Literal["auto", "prose", "quotes"]
# How much must be known before something is answered: three thresholds, see answering/daring.py.
DaringName = Literal["careful", "balanced", "eager"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the assistant is set to; derive a changed copy with `dataclasses.replace`.

    `store` is the folder of the index, or the address of a Chroma server such as
    `http://127.0.0.1:8000`. `data` is the folder of what users keep, see `data_folder`.
    `model` is the bundled model's name, a folder, or a hub id. `chunk_tokens` counts word
    pieces. `candidates` chunks come from each of the two searches, the `reranked` best are
    scored sentence by sentence. The vectors of their words are held in `cache_megabytes` of memory
    and kept with the index until its catalog takes `kept_megabytes`. `quotes` is the most an
    answer shows. Below a confidence the assistant abstains: below `threshold`, or where that is
    None below what `daring` means for the index, which `assistant calibrate` measures.

    `reranker` names a cross-encoder that has the last word on the order of what was read, a folder
    or a hub id; it is read from ASSISTANT_RERANKER unless given.

    `llm` is `none` for the built-in reader, or names a chat model (see `models.providers`),
    `llm_url` its server where that is not the provider's own; both are read from ASSISTANT_LLM and
    ASSISTANT_LLM_URL unless given. Its reply may take `llm_seconds` and `reply_tokens`, what it
    reads `context_tokens` from `context_passages`. When `strict`, statements that their quotes
    do not back are not shown.
    """

    store: str | Path = Path("vectorstore")
    data: Path | None = None
    model: str = BUNDLED_MODEL
    chunk_tokens: int = 148
    candidates: int = 50
    reranked: int = 10
    reranker: str | None = field(
        default_factory=lambda: os.environ.get("ASSISTANT_RERANKER") or None
    )
    passages: int = 5
    quotes: int = 3
    daring: DaringName = "balanced"
    threshold: float | None = None
    question_characters: int = 2000
    cache_megabytes: int = 128
    kept_megabytes: int = 8192
    llm: str = field(default_factory=lambda: os.environ.get("ASSISTANT_LLM") or "none")
    llm_url: str | None = field(default_factory=lambda: os.environ.get("ASSISTANT_LLM_URL") or None)
    llm_seconds: float = 60.0
    style: Style = "auto"
    strict: bool = True
    context_passages: int = 5
    context_tokens: int = 3000
    reply_tokens: int = 600

    @property
    def place(self) -> Place:
        """Where the index is. Raises StoreError for an address that is none."""
        return place_of(self.store)

    @property
    def data_folder(self) -> Path:
        """Where users' accounts, conversations and uploads live: beside the index, not in it.

        An index can be thrown away and built anew; these cannot. Beside the index of a server is
        the working directory.
        """
        beside = self.place.parent if isinstance(self.place, Path) else Path()
        return self.data or beside / "userdata"

    def index_fingerprint(self) -> str:
        """A hash of what decides the chunks of a file apart from the model, as 16 hex digits."""
        chosen = {"version": INDEX_VERSION, "chunk_tokens": self.chunk_tokens}
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, object]:
        """All settings as JSON values."""
        return {name: str(v) if isinstance(v, Path) else v for name, v in asdict(self).items()}
