"""The same model, converted, on OpenVINO: the same vectors sooner, and no torch to import."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.models.turns import Turns
from assistant.models.vectors import TokenVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Encoding

    from assistant.models.vectors import Spans, Vectors

# A batch has at most so many word pieces: larger ones leave the processor's cache
# and are slower, and a question that comes while a library is indexed waits for one of them.
_BATCH_PIECES = 1024

MODEL, TOKENIZER, FACTS = "model.xml", "tokenizer.json", "facts.json"
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def openvino() -> Any:
    """OpenVINO itself, as a module, kept from reporting its own import to its makers."""
    if "openvino" not in sys.modules:
        # It takes a stand-in for this package where there is none.
        sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def precision() -> str:
    """In what this processor computes fastest without other results: `bf16` or `f32`."""
    able = openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "bf16" if "BF16" in able else "f32"


class OpenVinoEngine:
    """A converted model in a folder; `conversion` makes one."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        self.dimension: int = facts["dimension"]
        self._pad: int = facts["pad"]
        self._inputs: list[str] = facts["inputs"]
        self._whole = Tokenizer.from_file(str(folder / TOKENIZER))
        self._whole.no_truncation()
        self._whole.no_padding()
        self._cut = Tokenizer.from_file(str(folder / TOKENIZER))
        self._cut.no_padding()
        self._cut.enable_truncation(facts["longest"])
        self.limit: int = facts["longest"] - self._cut.num_special_tokens_to_add(False)
        self._turns = Turns()
        self._file = folder / MODEL

    @cached_property
    def _request(self) -> Any:
        hints = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": precision()}
        compiled = openvino().Core().compile_model(self._file, "CPU", hints)
        return compiled.create_infer_request()

    def tokenize(self, text: str) -> Spans:
        """Where the word pieces of `text` stand: (tokens, 2) in characters, nothing cut off."""
        offsets = self._whole.encode(text, add_special_tokens=False).offsets
        return np.asarray(offsets, dtype=np.int64).reshape(-1, 2)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One L2-normalised vector per text: (texts, dimension)."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for numbers, _, pooled, _ in self._passes(texts):
            vectors[numbers] = pooled
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """The vectors of `encode` and, from the same pass, those of every token."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        tokens: dict[int, TokenVectors] = {}
        for numbers, encoded, pooled, hidden in self._passes(texts):
            vectors[numbers] = pooled
            for number, text, rows in zip(numbers, encoded, hidden, strict=True):
                kept = np.asarray(text.special_tokens_mask) == 0
                own = rows[: len(kept)][kept]
                norms = np.linalg.norm(own, axis=1, keepdims=True)
                spans = np.asarray(text.offsets, dtype=np.int64).reshape(-1, 2)[kept]
                tokens[number] = TokenVectors(own / np.maximum(norms, 1e-12), spans)
        return vectors, [tokens[number] for number in range(len(texts))]

    def _passes(
        self, texts: Sequence[str]
    ) -> Iterator[tuple[list[int], list[Encoding], Vectors, NDArray[np.float32]]]:
        """Batches of texts of the same length: their numbers, tokens, vectors.

        Padding would change the last digits: a text has the same vectors in any company.
        """
        encoded = self._cut.encode_batch(list(texts))
        of_length: dict[int, list[int]] = {}
        for number, text in enumerate(encoded):
            of_length.setdefault(len(text.ids), []).append(number)
        for length, alike in of_length.items():
            size = max(1, _BATCH_PIECES // max(1, length))
            for start in range(0, len(alike), size):
                numbers = alike[start : start + size]
                batch = [encoded[number] for number in numbers]
                yield numbers, batch, *self._run(batch, length)

    def _run(self, batch: Sequence[Encoding], length: int) -> tuple[Any, Any]:
        fed = {name: np.zeros((len(batch), max(1, length)), dtype=np.int64) for name in INPUTS}
        fed["input_ids"] += self._pad
        for row, text in enumerate(batch):
            fed["input_ids"][row, :length] = text.ids
            fed["attention_mask"][row, :length] = 1
            fed["token_type_ids"][row, :length] = text.type_ids
        with self._turns.take():
            found = self._request.infer([fed[name] for name in self._inputs])
            return found[0].copy(), found[1].copy()
