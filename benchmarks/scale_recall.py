"""How many of the true nearest chunks Chroma finds, and how long it looks, by its search breadth.

    python benchmarks/scale_recall.py FOLDER [--breadths 50 100 200 400]

FOLDER is that of one size in the `--work` folder of `scale.py`. Exact search is a product with all
vectors. Asked are real questions, and chunks moved as far from themselves as their neighbours are.
What is as near as the last of the true nearest counts as one of them: there are equal chunks.
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
_CHUNKS = 100
_PAGE = 5000
_EQUAL = 1e-5  # cosines are as good as equal


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--breadths", nargs="+", type=int, default=[50, 100, 200, 400])
    arguments = parser.parse_args()
    encoder = Encoder()
    store = arguments.folder / "store"
    with Store(store, encoder) as opened:
        chosen = breadth(opened)
        asked = queries(arguments.folder, opened.vectors, encoder)
    print("| ef_search | | recall@10 | recall@50 | ms for 50 |\n|---|---|---|---|---|")
    for tried in [*arguments.breadths, chosen]:  # the last one stays
        with Store(store, encoder) as opened:
            breadth(opened, tried)
        with Store(store, encoder) as opened:  # it counts from the next opening on
            for name, (vectors, exact) in asked.items():
                print(f"| {tried} | {name} | {row(opened.vectors, vectors, exact)} |", flush=True)


def breadth(store: Store, chosen: int | None = None) -> int:
    """How many neighbours a search keeps in view; another number is kept in the index."""
    records: Any = store.vectors._records
    collection = records._collection
    if chosen:
        collection.modify(configuration={"hnsw": {"ef_search": chosen}})
    return int(collection.configuration["hnsw"]["ef_search"])


def queries(
    folder: Path, index: VectorIndex, encoder: Encoder
) -> dict[str, tuple[Vectors, Vectors]]:
    """By kind: normalised vectors to ask for, and the 50 highest cosines of each, best first."""
    stored = np.concatenate(list(all_vectors(index)))
    draw = np.random.default_rng(0)
    chunks = stored[draw.choice(len(stored), min(_CHUNKS, len(stored)), replace=False)]
    added = draw.normal(size=chunks.shape)
    chunks = chunks + _MOVED * added / np.linalg.norm(added, axis=1, keepdims=True)
    chunks /= np.linalg.norm(chunks, axis=1, keepdims=True)
    questions = json.loads((folder.parent / "questions.json").read_text(encoding="utf-8"))
    kinds = {"questions": encoder.encode(questions), "chunks, moved": chunks}
    return {
        name: (vectors, -np.sort(-(vectors @ stored.T), axis=1)[:, :50])
        for name, vectors in kinds.items()
    }


def all_vectors(index: VectorIndex) -> Iterator[Vectors]:
    """All vectors, some thousand at a time."""
    records: Any = index._records
    for offset in range(0, index.count(), _PAGE):
        found = records._collection.get(include=["embeddings"], limit=_PAGE, offset=offset)
        yield np.asarray(found["embeddings"], dtype=np.float32)


def row(index: VectorIndex, vectors: Vectors, exact: Vectors) -> str:
    """Recall at 10 and at 50, and the middle of the milliseconds."""
    shares: dict[int, list[float]] = {10: [], 50: []}
    taken = []
    for vector, best in zip(vectors, exact, strict=True):
        for count, found in shares.items():
            began = time.perf_counter()
            nearest = index.nearest(vector, count)
            taken.append((time.perf_counter() - began) * 1000)
            near = sum(cosine >= best[count - 1] - _EQUAL for cosine in nearest.values())
            found.append(near / count)
    means = " | ".join(f"{np.mean(found):.4f}" for found in shares.values())
    return f"{means} | {np.median(taken[1::2]):.1f}"


if __name__ == "__main__":
    main()
