"""A catalog and a vector index that agree, whatever happens to either."""

from __future__ import annotations

import os
import random
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langchain_chroma import Chroma
from libraries import Library, TinyEncoder, assert_whole

from assistant import Assistant, Settings
from assistant.errors import StoreError, StoreMismatchError
from assistant.library import store as module
from assistant.library.catalog import CATALOG_FILE, Catalog
from assistant.library.indexer import Indexer
from assistant.library.lock import is_held
from assistant.library.store import Store
from assistant.library.vectors import VectorIndex
from assistant.settings import INDEX_VERSION


def one_line(error: pytest.ExceptionInfo[StoreError]) -> str:
    """The message, which must be one line."""
    assert "\n" not in str(error.value)
    return str(error.value)


def test_langchain_opens_the_collection(library: Library) -> None:
    """Plain `Chroma` finds documents and flat metadata, each the text of its article there."""
    library.write("dated.md", "---\ndate: 2020-06-09\n---\nİğneada 🗼 has a tower.\r\n")
    library.index()

    plain = Chroma(collection_name="articles", persist_directory=str(library.store))
    found = plain.get(include=["documents", "metadatas", "embeddings"])
    plain._client.close()  # else the files stay open

    with library.opened() as store:
        articles = {e.source: store.catalog.article(e.source) for e in store.catalog.entries()}
    assert len(found["ids"]) == 4
    for document, fields in zip(found["documents"], found["metadatas"], strict=True):
        article = articles[fields["source"]]
        assert document == article.text[fields["start"] : fields["end"]]
        assert (fields["title"], fields["sha256"]) == (article.title, article.sha256)
        assert set(fields) - {"date"} == {"source", "title", "sha256", "start", "end"}
        assert fields.get("date") == article.date
    np.testing.assert_allclose(
        found["embeddings"], library.encoder.encode(found["documents"]), atol=1e-4
    )


@settings(
    max_examples=8, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(seed=st.integers(0, 10_000))
def test_both_halves_agree_after_any_changes(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is added, changed, moved or removed, in any order, chunks and vectors match."""
    chance = random.Random(seed)  # noqa: S311
    folder = tmp_path_factory.mktemp("any")
    library = Library(folder / "articles", folder / "store", TinyEncoder())
    library.write("first.txt", "It has to begin somewhere.")
    for _ in range(5):
        for _ in range(chance.randint(1, 3)):
            name = f"{chance.choice(['', 'a/', 'b/'])}{chance.randint(0, 3)}.txt"
            words = [f"The {n % 7} of {chance.randint(0, 5)} is here." for n in range(20)]
            text = " ".join(chance.sample(words, chance.randint(0, 20)))
            path = library.write(name, text)
            if chance.random() < 0.3:
                path.unlink()
        below = library.folder / chance.choice(["a", "b", "."])
        roots = [below if any(below.glob("**/*.txt")) else library.folder]
        library.index(*roots, chunk_tokens=chance.choice([20, 20, 40]))
    library.index()

    fresh = Library(library.folder, folder / "fresh", library.encoder)
    fresh.index()
    assert library.chunks() == fresh.chunks()


def test_an_orphan_goes_with_the_next_run(library: Library) -> None:
    """Vectors that a killed run left without an article are dropped."""
    library.index()
    with library.opened() as store:
        entry = store.catalog.entries()[0]
        store.catalog.remove([entry.key])
        assert store.vectors.ids() > store.catalog.chunk_ids()
        store.reconcile()
        assert_whole(store)


def test_a_whole_index_is_not_listed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that follows one that ended looks at numbers of chunks, not at each of them."""
    library.index()
    with library.opened() as store, monkeypatch.context() as patch:
        patch.setattr(store.vectors, "ids", lambda: pytest.fail("all vectors were listed"))
        store.reconcile()


def test_another_model_is_refused(library: Library) -> None:
    """The message names both models and the cure, which cures."""
    library.index()
    other = Library(library.folder, library.store, TinyEncoder("an/other-model-with-a-long-name"))

    with pytest.raises(StoreMismatchError) as raised:
        other.index()

    message = one_line(raised)
    assert "model all-MiniLM-L6-v2" in message
    assert "model an/other-model-with-a-long-name" in message
    assert f"assistant index PATH --store {library.store} --rebuild" in message
    assert not is_held(library.store)
    assert len(other.index(rebuild=True).added) == 3
    assert other.index().added == []


def test_another_version_is_refused(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of another layout is not mixed with this one."""
    library.index()
    monkeypatch.setattr(module, "INDEX_VERSION", 999)

    versions = rf"version {INDEX_VERSION}, this is version 999.*--rebuild"
    with pytest.raises(StoreMismatchError, match=versions):
        library.index()

    assert len(library.index(rebuild=True).added) == 3


def cut(file: str, size: int) -> Callable[[Path], object]:
    """Damage: a file ends early."""
    return lambda store: os.truncate(store / file, size)


def garbage(file: str) -> Callable[[Path], object]:
    """Damage: a file holds something else."""
    return lambda store: (store / file).write_bytes(b"garbage " * 1000)


@pytest.mark.parametrize(
    "damage",
    [
        garbage(CATALOG_FILE),
        cut(CATALOG_FILE, 5000),
        garbage("chroma.sqlite3"),
        cut("chroma.sqlite3", 5000),
        cut("chroma.sqlite3", 0),
        lambda store: (store / "chroma.sqlite3").unlink(),
    ],
    ids=["catalog", "catalog cut", "vectors", "vectors cut", "vectors empty", "no vectors"],
)
def test_damage_is_told_and_cured(library: Library, damage: Callable[[Path], object]) -> None:
    """A damaged index is a StoreError with its cure, each time, and the cure cures."""
    library.index()
    damage(library.store)

    for _ in range(2):
        with pytest.raises(StoreError) as raised, library.opened():
            pass
        assert f"assistant index PATH --store {library.store} --rebuild" in one_line(raised)
        assert not is_held(library.store)

    assert len(library.index(rebuild=True).added) == 3
    assert library.index().added == []


def test_rebuild_takes_nothing_else(library: Library) -> None:
    """Files in the folder that are no part of an index stay."""
    library.index()
    (library.store / "notes").mkdir()
    (library.store / "notes/mine.txt").write_text("mine")
    (library.store / ".gitkeep").touch()

    library.index(rebuild=True)

    assert (library.store / "notes/mine.txt").read_text() == "mine"
    assert (library.store / ".gitkeep").exists()
    assert len([path for path in library.store.iterdir() if path.is_dir()]) <= 2


def test_rebuild_of_what_cannot_be_deleted(library: Library) -> None:
    """Something in the way is named."""
    (library.store / CATALOG_FILE).mkdir(parents=True)

    with pytest.raises(StoreError, match=rf"cannot delete .*{CATALOG_FILE}.*--store"):
        library.index(rebuild=True)


def test_a_lost_vector_is_told(library: Library) -> None:
    """A chunk without its vector is never passed over in silence."""
    library.index()
    with library.opened() as store:
        store.vectors.delete(list(store.catalog.chunk_ids())[:1])
        with pytest.raises(StoreError, match=r"has lost vectors.*--rebuild"):
            store.reconcile()
        store.vectors.delete(store.catalog.chunk_ids())
        store.catalog.remove(e.key for e in store.catalog.entries())


def test_a_file_where_the_folder_should_be(library: Library, tmp_path: Path) -> None:
    """A path that cannot be a folder is named with the cure."""
    file = tmp_path / "file"
    file.touch()

    with pytest.raises(StoreError, match=r"cannot make the index folder .*file.*--store"):
        Store(file, library.encoder)
    with pytest.raises(StoreError, match=r"cannot make the index folder .*file/store.*--store"):
        Store(file / "store", library.encoder)


def test_a_folder_that_cannot_be_written(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the owner's note cannot be written the folder is let go, and the reason named."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", refuse)
        with pytest.raises(StoreError, match=r"cannot write to .*No space left.*--store"):
            library.index()
    assert not is_held(library.store)
    assert len(library.index().added) == 3


def test_a_full_disk(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up is told in one line, and the next run finishes."""
    library.encoder = TinyEncoder()
    library.index()
    before = library.chunks()
    library.write("more.txt", "There is more.")

    def full(*_: object, **__: object) -> None:
        raise RuntimeError("error returned from database: (code: 13) database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("chromadb.Collection.upsert", full)
        with pytest.raises(StoreError, match=r"disk is full.*check the free space"):
            library.index()
    library.write("more.txt", "There is more. " * 500)
    with Store(library.store, library.encoder) as store:
        (pages,) = store.catalog.rows("PRAGMA page_count")[0]
        store.catalog.rows(f"PRAGMA max_page_count = {pages}")
        make = Indexer(store, library.encoder, Settings())
        for _ in range(2):
            with pytest.raises(StoreError, match=r"disk is full.*check the free space"):
                make.index_paths([library.folder])
        assert len(store.catalog.entries()) == 3

    assert len(library.index().added) == 1
    assert library.chunks().items() > before.items()


def test_any_thread_may_close(library: Library) -> None:
    """The folder is free when the store is closed by a thread that did not open it."""
    store = Store(library.store, library.encoder)
    thread = threading.Thread(target=store.close)
    thread.start()
    thread.join()

    assert not is_held(library.store)
    with library.opened():
        pass


def test_closing_twice(library: Library) -> None:
    """A second close does nothing, not even to the next owner."""
    store = Store(library.store, library.encoder)
    store.close()
    with library.opened():
        store.close()
        assert is_held(library.store)


def test_a_store_moves(library: Library, tmp_path: Path) -> None:
    """An index folder that is copied elsewhere answers there."""
    library.index()
    shutil.copytree(library.store, tmp_path / "copy")

    with Assistant(Settings(store=tmp_path / "copy"), encoder=library.encoder) as assistant:
        answer = assistant.ask("How much oil did the lamp burn?")

    assert "12 liters" in answer.text
    assert isinstance(assistant.store.catalog, Catalog)
    assert isinstance(assistant.store.vectors, VectorIndex)
