"""Sentence-transformers on torch: the loader of every model, and what others are measured by.

With `reranker` the only importer of sentence_transformers, which takes seconds.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.models.vectors import TokenVectors

if TYPE_CHECKING:
    from assistant.models.vectors import Spans, Vectors


class TorchEngine:
    """A sentence-transformers model in a folder, on the CPU."""

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer

        self._lock = threading.Lock()  # tokenizers keep truncation state: one caller at a time
        self.model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    @property
    def limit(self) -> int:
        """The most word pieces a text may have, special tokens not counted."""
        with self._lock:
            longest = self.model.max_seq_length
        return int((longest or 512) - self.model.tokenizer.num_special_tokens_to_add())

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        with self._lock:
            return int(self.model.get_embedding_dimension() or 0)

    def tokenize(self, text: str) -> Spans:
        """Where the word pieces of `text` stand: (tokens, 2) in characters, nothing cut off."""
        with self._lock:
            encoded = self.model.tokenizer(
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
            vectors = self.model.encode(list(texts), show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """The vectors of `encode` and, from the same pass, those of every token."""
        if not texts:
            return self.encode(texts), []
        with self._lock:
            outputs: Any = self.model.encode(
                list(texts), output_value=None, show_progress_bar=False
            )
            limit = self.model.max_seq_length
            encoded = self.model.tokenizer(
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
