"""A sentence-transformers model converted for OpenVINO: once, checked, kept in the user's cache.

The whole model is converted, whatever it is made of, from word pieces to the normalised vector.
What came of it is compared with the original on a few texts before it is ever used: models that
cannot be converted, or do not give the same vectors, are run by torch as before.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock

from assistant.models.openvino_engine import (
    FACTS,
    INPUTS,
    MODEL,
    TOKENIZER,
    OpenVinoEngine,
    openvino,
    precision,
)

if TYPE_CHECKING:
    from assistant.models.torch_engine import TorchEngine
    from assistant.models.vectors import TokenVectors

# Raised whenever what is kept would be made or checked in another way.
_VERSION = 1
# Cosines between the vectors of both, of texts and of tokens alike.
_MEAN, _LEAST = 0.9999, 0.999
_PROBES = (
    "Who left?",
    "Amazon's Rekognition matched 28 members of Congress; the test cost $12.33.",
    "  Leading and trailing space, a tab\tand\nnew lines.  ",
    "İstanbul'da 3 Mayıs 1923 — “çok güzel” 👩‍👧 naïve façade 東京 Ωmega",
    "",
    "The keeper wrote down each night how long the lamp had burned and what the wind had been. "
    * 30,
)


class ConversionError(Exception):
    """A model is not converted; the reason is its text. Torch runs it then."""


def cache_folder() -> Path:
    """Where converted models are kept: ASSISTANT_CACHE, or the user's cache."""
    if chosen := os.environ.get("ASSISTANT_CACHE"):
        return Path(chosen).expanduser()
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(home).expanduser() / "quoting-assistant"


def converted_folder(folder: Path, weights: str) -> Path:
    """Where a model's conversion is, or would be, kept: another for other weights or settings."""
    digest = hashlib.sha256(weights.encode())
    for file in sorted(folder.rglob("*")):
        if file.suffix in (".json", ".txt", ".model") and file.is_file():
            digest.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    made = f"{_VERSION} {openvino().__version__} {precision()}"
    digest.update(made.encode())
    return cache_folder() / "encoders" / digest.hexdigest()[:32]


def open_converted(kept: Path) -> OpenVinoEngine | None:
    """The engine of a conversion that is kept; None if there is none, or it is damaged."""
    try:
        facts = json.loads((kept / FACTS).read_text(encoding="utf-8"))
        for name, expected in facts["sha256"].items():
            with (kept / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                    return None
        return OpenVinoEngine(kept)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def convert(original: TorchEngine, kept: Path) -> OpenVinoEngine:
    """Convert a model, check it, keep it. Raises ConversionError."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(kept.with_suffix(".lock")):
            if found := open_converted(kept):  # another process was quicker
                return found
            shutil.rmtree(kept, ignore_errors=True)  # damaged
            with tempfile.TemporaryDirectory(dir=kept.parent, prefix="making-") as place:
                made = Path(place) / "made"
                made.mkdir()
                _write(original, made)
                _compare(original, OpenVinoEngine(made))
                made.rename(kept)
    except OSError as exc:
        raise ConversionError(f"{kept.parent} cannot be written ({exc.strerror or exc})") from exc
    return OpenVinoEngine(kept)


def _write(original: TorchEngine, folder: Path) -> None:
    model = original.model
    if model.default_prompt_name:
        raise ConversionError("it puts a prompt before every text")
    tokenizer = getattr(model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        raise ConversionError("its tokenizer is not a fast one")
    inputs = [name for name in INPUTS if name in model.tokenizer.model_input_names]
    openvino().save_model(_traced(model, inputs), folder / MODEL, compress_to_fp16=False)
    (folder / TOKENIZER).write_text(tokenizer.to_str(), encoding="utf-8")
    facts = {
        "dimension": original.dimension,
        "longest": int(model.max_seq_length or 512),
        "pad": int(model.tokenizer.pad_token_id or 0),
        "inputs": inputs,
        "sha256": {file.name: _sha256(file) for file in sorted(folder.iterdir())},
    }
    (folder / FACTS).write_text(json.dumps(facts, indent=2), encoding="utf-8")


def _traced(model: Any, inputs: Sequence[str]) -> Any:
    """The model as OpenVINO has it, with two outputs: vectors of texts and of tokens."""
    import torch

    class Whole(torch.nn.Module):
        """From word pieces to both kinds of vectors."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            """In the order of `inputs`."""
            found = self.model(dict(zip(inputs, values, strict=True)))
            return found["sentence_embedding"], found["token_embeddings"]

    example = model.tokenizer(list(_PROBES[:2]), padding=True, return_tensors="pt")
    try:
        with torch.no_grad(), _quiet():
            return openvino().convert_model(
                Whole().eval(), example_input=tuple(example[name] for name in inputs)
            )
    except Exception as exc:  # torch, transformers and OpenVINO raise what they like
        raise ConversionError(f"OpenVINO cannot convert it ({_first_line(exc)})") from exc


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings that a trace follows one input: what came of it is compared."""
    logger = logging.getLogger("transformers")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _compare(original: TorchEngine, converted: OpenVinoEngine) -> None:
    try:
        expected, found = original.encode_tokens(_PROBES), converted.encode_tokens(_PROBES)
    except Exception as exc:  # OpenVINO's own errors are plain RuntimeErrors
        raise ConversionError(f"OpenVINO cannot run it ({_first_line(exc)})") from exc
    if not all(
        np.array_equal(one.spans, other.spans)
        for one, other in zip(expected[1], found[1], strict=True)
    ):
        raise ConversionError("its word pieces are not those of the original")
    for name, pairs in (
        ("texts", [(expected[0], found[0])]),
        ("tokens", list(zip(map(_rows, expected[1]), map(_rows, found[1]), strict=True))),
    ):
        if any(one.shape != other.shape for one, other in pairs):
            raise ConversionError(f"the vectors of {name} are not those of the original")
        cosines = np.concatenate([_cosines(one, other) for one, other in pairs])
        if cosines.mean() < _MEAN or cosines.min() < _LEAST:
            raise ConversionError(
                f"the vectors of {name} are not those of the original: cosine "
                f"{cosines.mean():.5f}, at least {cosines.min():.5f}"
            )


def _rows(tokens: TokenVectors) -> Any:
    return tokens.vectors


def _cosines(one: Any, other: Any) -> Any:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one * other).sum(axis=1) / np.maximum(lengths, 1e-12)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _first_line(exc: Exception) -> str:
    return (str(exc).strip().splitlines() or [type(exc).__name__])[0][:200]
