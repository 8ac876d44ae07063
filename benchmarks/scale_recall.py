"""How many of the true nearest chunks Chroma finds, and how long it looks, by its search breadth.

    python benchmarks/scale_recall.py FOLDER [--breadths 100 200 400 800]

FOLDER is that of one size in the `--work` folder of `scale.py`. Exact search is a product with all
vectors. Asked are real questions, and chunks moved as far from themselves as their neighbours are.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.library.store import Store
from assistant.library.vectors import VectorIndex
from assistant.models.embeddings import Encoder

Vectors = NDArray[np.float32]
_MOVED = 0.6  # length of what is added to a chunk's vector
_CHUNKS = 200
_PAGE = 5000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--breadths", nargs="+", type=int, default=[100, 200, 400, 800])
    arguments = parser.parse_args()
    encoder = Encoder()
    with Store(arguments.folder / "store", encoder) as store:
        collection: Any = store.vectors._collection
        chosen = collection.configuration["hnsw"]["ef_search"]
        asked = queries(arguments.folder, store.vectors, encoder)
        print("| ef_search | | recall@10 | recall@50 | ms for 50 |\n|---|---|---|---|---|")
        for breadth in arguments.breadths:
            collection.modify(configuration={"hnsw": {"ef_search": breadth}})
            for name, (vectors, exact) in asked.items():
                print(f"| {breadth} | {name} | {row(store.vectors, vectors, exact)} |")
        collection.modify(configuration={"hnsw": {"ef_search": chosen}})


def queries(
    folder: Path, index: VectorIndex, encoder: Encoder
) -> dict[str, tuple[Vectors, list[list[str]]]]:
    """By kind: vectors to ask for, and the ids of the 50 nearest of each, best first."""
    pages = list(all_vectors(index))
    ids = [id_ for page, _ in pages for id_ in page]
    stored = np.concatenate([vectors for _, vectors in pages])
    draw = np.random.default_rng(0)
    chunks = stored[draw.choice(len(stored), min(_CHUNKS, len(stored)), replace=False)]
    added = draw.normal(size=chunks.shape)
    chunks = chunks + _MOVED * added / np.linalg.norm(added, axis=1, keepdims=True)
    questions = json.loads((folder.parent / "questions.json").read_text(encoding="utf-8"))
    kinds = {"questions": encoder.encode(questions), "chunks, moved": chunks}
    asked = {}
    for name, vectors in kinds.items():
        order = np.argsort(-(vectors @ stored.T), axis=1)[:, :50]
        asked[name] = (vectors, [[ids[place] for place in places] for places in order])
    return asked


def all_vectors(index: VectorIndex) -> Iterator[tuple[list[str], Vectors]]:
    """Ids and vectors, some thousand at a time."""
    for offset in range(0, index.count(), _PAGE):
        found = index._collection.get(include=["embeddings"], limit=_PAGE, offset=offset)
        yield found["ids"], np.asarray(found["embeddings"], dtype=np.float32)


def row(index: VectorIndex, vectors: Vectors, exact: list[list[str]]) -> str:
    """Recall at 10 and at 50, and the middle of the milliseconds."""
    shares: dict[int, list[float]] = {10: [], 50: []}
    taken = []
    for vector, true in zip(vectors, exact, strict=True):
        for count, found in shares.items():
            began = time.perf_counter()
            nearest = index.nearest(vector, count)
            taken.append((time.perf_counter() - began) * 1000)
            found.append(len(nearest.keys() & set(true[:count])) / min(count, len(true)))
    means = " | ".join(f"{np.mean(found):.4f}" for found in shares.values())
    return f"{means} | {np.median(taken[1::2]):.1f}"


if __name__ == "__main__":
    main()
