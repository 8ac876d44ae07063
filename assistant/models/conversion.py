"""A sentence-transformers model converted for OpenVINO: once, checked, kept in the user's cache.

The whole model is converted, whatever it is made of, from word pieces to the normalised vector.
What came of it is compared with the original on a few texts before it is ever used: models that
cannot be converted, or do not give the same vectors, are run by torch as before. That happens in a
process of its own, so that neither torch nor its memory stays where questions are answered; and one
process that had used both libraries has been seen to fall when it ended.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock

from assistant.models.model_cache import ConversionError, open_converted, sha256_of
from assistant.models.openvino_engine import (
    FACTS,
    INPUTS,
    MODEL,
    TOKENIZER,
    OpenVinoEngine,
    openvino,
)

if TYPE_CHECKING:
    from assistant.models.torch_engine import TorchEngine
    from assistant.models.vectors import TokenVectors

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


def convert(original: TorchEngine, kept: Path) -> OpenVinoEngine:
    """Convert a model, check it, keep it. Raises ConversionError."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(kept.with_suffix(".lock")):
            if found := open_converted(kept):  # another process was quicker
                return found
            for left in kept.parent.glob(f"{kept.name}*"):  # damaged, or of one that was killed
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
            with tempfile.TemporaryDirectory(dir=kept.parent, prefix=f"{kept.name}-") as place:
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
        "sha256": {file.name: sha256_of(file) for file in sorted(folder.iterdir())},
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


def _first_line(exc: Exception) -> str:
    return (str(exc).strip().splitlines() or [type(exc).__name__])[0][:200]


def main(folder: str, kept: str) -> None:
    """Convert the model in a folder; what keeps it from that is printed in one line."""
    from assistant.models.torch_engine import TorchEngine

    try:
        convert(TorchEngine(Path(folder)), Path(kept))
    except Exception as exc:  # torch and transformers raise what they like
        sys.stdout.write(_first_line(exc))
    sys.stdout.flush()
    os._exit(0)  # without what falls at the end of a process that used both libraries


if __name__ == "__main__":
    main(*sys.argv[1:])
