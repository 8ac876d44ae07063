"""What keeping the token vectors of all chunks in the index costs and wins, in several forms.

    python benchmarks/token_vectors.py SQUAD_FILE [--limit 400] [--json FILE]

A question reads its best chunks token by token. Their vectors can be made for it, or all be made
when the library is indexed and lie in a SQLite file: in 16-bit floats, in bytes (what the program
does), or in four bits a number, each vector with a scale of its own. Every form answers the same
questions of the same library: prints the median time of an answer, the bytes of a chunk, answer@1
and answer@3, and how many answers begin with another quote than those of the exact vectors. Nothing
is held in memory from one question to the next, as in a library that is larger than memory.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol
from unittest import mock

import numpy as np
from machine import machine
from numpy.typing import NDArray

from assistant import Assistant, Settings
from assistant.evaluation import metrics
from assistant.evaluation.outcomes import Outcome
from assistant.evaluation.question_sets.questions import load_questions, sample
from assistant.evaluation.question_sets.values import Question
from assistant.evaluation.runner import evaluate
from assistant.models.embeddings import Encoder, TokenVectors
from assistant.models.packed import PackedTokens
from assistant.types import Chunk

Chunks = Sequence[tuple[Chunk, str]]
Vectors = tuple[list[TokenVectors], list[TokenVectors]]


class Form(Protocol):
    """How vectors are laid down; rows of `unpack` need not have a length of one."""

    def pack(self, vectors: NDArray[np.float32]) -> bytes:
        """As they lie on the disk."""
        ...

    def unpack(self, packed: bytes, dimension: int) -> NDArray[np.float32]:
        """As they are compared."""
        ...


class Halves:
    """16-bit floats."""

    def pack(self, vectors: NDArray[np.float32]) -> bytes:
        """As `Form.pack`."""
        return vectors.astype(np.float16).tobytes()

    def unpack(self, packed: bytes, dimension: int) -> NDArray[np.float32]:
        """As `Form.unpack`."""
        return np.frombuffer(packed, np.float16).reshape(-1, dimension).astype(np.float32)


class Bytes:
    """A byte for each number, as the program has them."""

    def pack(self, vectors: NDArray[np.float32]) -> bytes:
        """As `Form.pack`."""
        nowhere = np.zeros((len(vectors), 2), np.int64)
        return PackedTokens.of(TokenVectors(vectors, nowhere)).to_bytes()[0]

    def unpack(self, packed: bytes, dimension: int) -> NDArray[np.float32]:
        """As `Form.unpack`."""
        levels = np.frombuffer(packed, np.int8).reshape(-1, dimension)
        return PackedTokens(levels, np.zeros((len(levels), 2), np.int32)).unpack().vectors


class HalfBytes:
    """Four bits for each number, from -7 to 7, in the same way."""

    def pack(self, vectors: NDArray[np.float32]) -> bytes:
        """As `Form.pack`."""
        # Few numbers are far from zero: what is beyond three deviations is cut off.
        scale = 3 * vectors.std(axis=1, keepdims=True) / 7
        levels = np.clip(np.round(vectors / np.maximum(scale, 1e-12)), -7, 7).astype(np.int8) + 8
        return bytes((levels[:, ::2] * 16 + levels[:, 1::2]).astype(np.uint8).tobytes())

    def unpack(self, packed: bytes, dimension: int) -> NDArray[np.float32]:
        """As `Form.unpack`."""
        pairs = np.frombuffer(packed, np.uint8).reshape(-1, dimension // 2).astype(np.int16)
        levels = np.stack([pairs // 16, pairs % 16], axis=-1).reshape(len(pairs), dimension) - 8
        rows = levels.astype(np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        normalised: NDArray[np.float32] = rows / np.maximum(lengths, 1e-12)
        return normalised


class Kept:
    """Token vectors of all texts in a SQLite file."""

    def __init__(self, file: Path, form: Form, encoder: Encoder, texts: Sequence[str]) -> None:
        self._form, self._dimension = form, encoder.dimension
        self._connection = sqlite3.connect(file, check_same_thread=False)
        self._connection.execute("CREATE TABLE tokens (text TEXT PRIMARY KEY, v BLOB, s BLOB)")
        self.bytes = 0
        for start in range(0, len(texts), 64):
            batch = texts[start : start + 64]
            rows = [
                (text, form.pack(made.vectors), made.spans.astype(np.uint16).tobytes())
                for text, made in zip(batch, encoder.encode_tokens(batch)[1], strict=True)
            ]
            self.bytes += sum(len(vectors) for _, vectors, _ in rows)
            self._connection.executemany("INSERT INTO tokens VALUES (?, ?, ?)", rows)
        self._connection.commit()

    def get(self, chunks: Chunks, titles: Sequence[str] = ()) -> Vectors:
        """As `TokenCache.get`."""
        texts = [*(text for _, text in chunks), *titles]
        marks = ", ".join("?" * len(texts))
        query = f"SELECT text, v, s FROM tokens WHERE text IN ({marks})"  # noqa: S608 - marks only
        found = {
            text: TokenVectors(
                self._form.unpack(vectors, self._dimension),
                np.frombuffer(spans, np.uint16).astype(np.int64).reshape(-1, 2),
            )
            for text, vectors, spans in self._connection.execute(query, list(texts))
        }
        return [found[text] for _, text in chunks], [found[title] for title in titles]


class Made:
    """Vectors made for each question, exact."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def get(self, chunks: Chunks, titles: Sequence[str] = ()) -> Vectors:
        """As `TokenCache.get`."""
        _, made = self._encoder.encode_tokens([*(text for _, text in chunks), *titles])
        return made[: len(chunks)], made[len(chunks) :]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--limit", type=int, default=400)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = load_questions(arguments.set)
    questions = sample(found.questions, arguments.limit)
    with (
        tempfile.TemporaryDirectory() as folder,
        Assistant(Settings(store=Path(folder, "store"), llm="none")) as assistant,
    ):
        assistant.index_articles(found.articles or (), arguments.set.name)
        figures = compare(assistant, questions, Path(folder))
    for name, row in figures.items():
        print(f"{name:34}", *(f"{key} {value}" for key, value in row.items()), sep="  ")
    if arguments.json:
        result = {"machine": machine(), "forms": figures}
        arguments.json.write_text(json.dumps(result, indent=2), encoding="utf-8")


def compare(
    assistant: Assistant, questions: Sequence[Question], folder: Path
) -> dict[str, dict[str, float]]:
    """A row for each form."""
    catalog = assistant.store.catalog
    chunks = list(catalog.chunks(catalog.chunk_ids()).values())
    titles = catalog.titles()
    texts = list(dict.fromkeys([*(text for _, text, _ in chunks), *titles]))
    forms: dict[str, Form] = {
        "on disk, 16 bits": Halves(),
        "on disk, 8 bits": Bytes(),
        "on disk, 4 bits": HalfBytes(),
    }
    ways: dict[str, Made | Kept] = {
        "made when read": Made(assistant.encoder),
        **{
            name: Kept(folder / f"{number}.sqlite3", form, assistant.encoder, texts)
            for number, (name, form) in enumerate(forms.items())
        },
    }
    known = {entry.source: assistant.article(entry.source).text for entry in assistant.entries()}
    figures = {}
    first: list[Outcome] = []
    for name, way in ways.items():
        with mock.patch.object(assistant.retriever, "_cache", way):
            outcomes = evaluate(
                questions, lambda q: assistant.ask(q.text, q.history), known
            ).outcomes
        first = first or list(outcomes)
        figures[name] = {
            "p50 ms": round(statistics.median(one.milliseconds for one in outcomes), 1),
            "bytes/chunk": round(way.bytes / len(chunks)) if isinstance(way, Kept) else 0,
            "answer@1": round(metrics.mean(one.scores["answer@1"] for one in outcomes) or 0, 3),
            "answer@3": round(metrics.mean(one.scores["answer@3"] for one in outcomes) or 0, 3),
            "other first quote": sum(
                one.quote != two.quote for one, two in zip(outcomes, first, strict=True)
            ),
        }
    return figures


if __name__ == "__main__":
    main()
