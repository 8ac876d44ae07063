"""An optional cross-encoder: reads question and text together and says how well they match.

Beside `embeddings` the only importer of sentence_transformers, again not before it is used.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

_HUB_ID = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")
_CURE = "give a folder with a cross-encoder that has one label, or leave --reranker out"


class Reranker:
    """A cross-encoder with one label on the CPU, in a folder. Safe to use from several threads.

    Raises ModelError if the folder holds something else. What is longer than the model reads is
    cut off by it, which costs no quote a word: only the order depends on it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()  # tokenizers keep truncation state: one caller at a time
        _check(folder)

    @cached_property
    def _model(self) -> CrossEncoder:
        from sentence_transformers import CrossEncoder

        try:
            model: CrossEncoder = CrossEncoder(
                str(self._folder), device="cpu", local_files_only=True
            )
        except (OSError, ValueError, KeyError, RuntimeError) as exc:
            raise ModelError(
                f"reranker {self._folder} cannot be loaded ({' '.join(str(exc).split())[:200]}): "
                f"{_CURE}"
            ) from exc
        return model

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers the question, higher is better: (texts,)."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        with self._lock:
            scores = self._model.predict(
                [(question, text) for text in texts], show_progress_bar=False
            )
        return np.asarray(scores, dtype=np.float32).reshape(len(texts))


def open_reranker(name: str | None) -> Reranker | None:
    """The cross-encoder of this name, a folder or a hub id; None if there is no name, or `none`.

    A hub id is looked for among the models that the hub's programs have fetched; it is fetched
    only where the user has set HF_HUB_OFFLINE=0. Raises ModelError.
    """
    if name is None or name == "none":
        return None
    folder = Path(name).expanduser()
    if folder.is_dir():
        return Reranker(folder.resolve())
    if not _HUB_ID.fullmatch(name):
        raise ModelError(f"reranker {name!r} is no folder: {_CURE}")
    from huggingface_hub import snapshot_download

    try:
        return Reranker(Path(snapshot_download(name)))
    except (OSError, ValueError) as exc:  # its own errors are of these kinds
        raise ModelError(
            f"reranker {name!r} is neither a folder nor a model that was fetched before: {_CURE}, "
            "or set HF_HUB_OFFLINE=0 to have it fetched from the hub"
        ) from exc


def _check(folder: Path) -> None:
    """Only a cross-encoder: any other model would be given a last layer of random numbers."""
    file = folder / "config.json"
    try:
        config = json.loads(file.read_text(encoding="utf-8"))
        architectures, labels = config.get("architectures") or [], config.get("id2label") or {}
    except (OSError, ValueError, AttributeError) as exc:
        raise ModelError(f"reranker {folder} has no config.json that can be read: {_CURE}") from exc
    if not any(str(name).endswith("ForSequenceClassification") for name in architectures):
        raise ModelError(
            f"reranker {folder} is no cross-encoder ({', '.join(map(str, architectures))}): {_CURE}"
        )
    if len(labels) != 1:
        raise ModelError(f"reranker {folder} gives {len(labels) or 2} labels, not one: {_CURE}")
