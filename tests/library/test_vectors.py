"""The dense half: what Chroma does with our vectors."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.errors import StoreError
from assistant.library.vectors import VectorIndex, remove_vectors
from assistant.types import Article, Chunk, Span

COUNT = 2400  # beyond Chroma's batch of 1000, from where on its HNSW files matter
TEXT = "".join(f"{number:04d} " for number in range(COUNT))
ARTICLES = {name: Article(name, "0" * 64, "Title", None, TEXT) for name in ("even", "odd")}
CHUNKS = [
    Chunk(f"c{n:04d}", ["even", "odd"][n % 2], Span(n * 5, n * 5 + 4), ()) for n in range(COUNT)
]


def drawn() -> NDArray[np.float32]:
    """Random directions: (COUNT, 16)."""
    vectors = np.random.default_rng(0).normal(size=(COUNT, 16)).astype(np.float32)
    lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


VECTORS = drawn()


@contextmanager
def opened(folder: Path) -> Iterator[VectorIndex]:
    """The index in a folder."""
    index = VectorIndex(folder, {"model": "none"})
    try:
        yield index
    finally:
        index.close()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all vectors."""
    folder = tmp_path_factory.mktemp("full")
    with opened(folder) as index:
        index.add(CHUNKS, ARTICLES, VECTORS)
    return folder


def test_the_nearest_are_the_nearest(full: Path) -> None:
    """Nearly all of the true nearest are found, with their cosines, best first."""
    with opened(full) as index:
        found = index.nearest(VECTORS[7], 100)

    cosines = VECTORS @ VECTORS[7]
    truth = {CHUNKS[n].id for n in np.argsort(-cosines)[:100]}
    assert len(truth & found.keys()) >= 98
    assert next(iter(found)) == "c0007"
    assert list(found.values()) == sorted(found.values(), reverse=True)
    for chunk_id, cosine in found.items():
        assert cosine == pytest.approx(cosines[int(chunk_id[1:])], abs=1e-5)


def test_only_the_articles_named(full: Path) -> None:
    """A search in some articles finds no others; in none, nothing."""
    with opened(full) as index:
        assert set(index.nearest(VECTORS[7], 50, ["even"])) <= {c.id for c in CHUNKS[::2]}
        assert len(index.nearest(VECTORS[7], 50, ["even", "unknown"])) == 50
        assert index.nearest(VECTORS[7], 50, ["unknown"]) == {}
        assert index.nearest(VECTORS[7], 50, []) == {}
        assert len(index.nearest(VECTORS[7], 50, ["odd", *map(str, range(5000))])) == 50


def test_cosines_of_chunks_named(full: Path) -> None:
    """The cosine of any chunk can be had; unknown ones are left out."""
    with opened(full) as index:
        found = index.cosines(VECTORS[0], ["c0003", "c0000", "nobody"])
        assert index.cosines(VECTORS[0], ["nobody"]) == {}
        assert index.cosines(VECTORS[0], []) == {}

    assert found == pytest.approx({"c0000": 1.0, "c0003": float(VECTORS[3] @ VECTORS[0])}, abs=1e-5)


def test_an_empty_index(tmp_path: Path) -> None:
    """Nothing is found in nothing."""
    with opened(tmp_path) as index:
        assert (index.count(), index.ids()) == (0, set())
        assert index.nearest(VECTORS[0], 5) == {}
        index.delete([])
        index.delete(["nobody"])
        index.add([], {}, VECTORS[:0])


def test_more_than_one_batch(tmp_path: Path) -> None:
    """More chunks than Chroma takes at a time go in and out."""
    with opened(tmp_path) as index:
        index._records.batch = 500
        index.add(CHUNKS, ARTICLES, VECTORS)
        assert index.ids() == {chunk.id for chunk in CHUNKS}
        index.delete(chunk.id for chunk in CHUNKS[10:])
        assert index.ids() == {chunk.id for chunk in CHUNKS[:10]}


def test_the_same_id_is_written_over(tmp_path: Path) -> None:
    """A chunk added again has its new vector only."""
    with opened(tmp_path) as index:
        index.add(CHUNKS[:2], ARTICLES, VECTORS[:2])
        index.add(CHUNKS[:1], ARTICLES, VECTORS[5:6])
        assert index.count() == 2
        assert index.cosines(VECTORS[5], ["c0000"])["c0000"] == pytest.approx(1, abs=1e-5)


def test_it_is_there_when_opened_again(full: Path) -> None:
    """What the collection was made with is kept from the first opening."""
    index = VectorIndex(full, {"model": "another"})
    assert (index.count(), index.metadata()["model"]) == (COUNT, "none")
    index.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: shutil.rmtree(folder),
        lambda folder: [path.unlink() for path in folder.iterdir()],
        lambda folder: [path.write_bytes(b"garbage") for path in folder.iterdir()],
    ],
    ids=["missing", "empty", "garbage"],
)
def test_damaged_hnsw_files(full: Path, tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """Chroma opens without its HNSW files as if nothing was wrong: we do not."""
    folder = tmp_path / "store"
    shutil.copytree(full, folder)
    damage(next(path for path in folder.iterdir() if path.is_dir()))

    with pytest.raises(StoreError, match=rf"assistant index PATH --store {folder} --rebuild"):
        VectorIndex(folder, {"model": "none"})

    remove_vectors(folder)
    with opened(folder) as index:
        index.add(CHUNKS[:3], ARTICLES, VECTORS[:3])
        assert index.ids() == {"c0000", "c0001", "c0002"}


def failing(kind: type[BaseException]) -> Callable[[object], None]:
    """Work that raises."""

    def fail(_: object) -> None:
        raise kind

    return fail


def test_whatever_chroma_raises(full: Path) -> None:
    """A foreign error becomes one line with a cure; Ctrl-C stays what it is."""
    with opened(full) as index:
        with pytest.raises(StoreError, match="dimension of 16, got 4") as raised:
            index.nearest(VECTORS[0][:4], 3)
        assert "\n" not in str(raised.value)
        with pytest.raises(KeyboardInterrupt):
            index._records.ask(failing(KeyboardInterrupt))
        with pytest.raises(StoreError, match="BaseException"):
            index._records.ask(failing(BaseException))  # what a panic in Rust derives from
