"""Which articles are asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.scope import Scope
from assistant.errors import LibraryError
from assistant.library.catalog import Catalog, Entry, Failure
from assistant.types import Article


def put(catalog: Catalog, *keys: str) -> None:
    """Note articles with these paths."""
    for key in keys:
        article = Article(key, "0", key, None, "It rained.")
        root = str(Path(key).parent)
        entry = Entry(key, root, key, Path(key), "0", "0", key, None, 10, 0.0)
        catalog.put([(entry, article, [])])


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """Two folders, the second with a folder in it."""
    catalog = Catalog(tmp_path / "catalog.sqlite3")
    put(catalog, "/a/1.md", "/a/2.md", "/b/1.md", "/b/c/1.md")
    yield catalog
    catalog.close()


def test_all_is_asked_unless_something_is_said(catalog: Catalog) -> None:
    """The whole index needs no list, and names nothing that is not in it."""
    scope = Scope(catalog)

    assert scope.allowed(None) is None
    assert scope.allowed(["/b/1.md"]) == ["/b/1.md"]
    assert len(scope.entries()) == 4
    with pytest.raises(LibraryError, match=r"not in the index: /z\.md; see assistant status"):
        scope.allowed(["/a/1.md", "/z.md"])


def test_roots_narrow_and_widen(catalog: Catalog) -> None:
    """Only some roots, then others too; all of them are the whole index again."""
    scope = Scope(catalog)
    scope.ask_only(["/a"])
    assert scope.allowed(None) == ["/a/1.md", "/a/2.md"]
    with pytest.raises(LibraryError, match=r"/b/1\.md"):
        scope.allowed(["/b/1.md"])

    scope.ask_too(["/b/c"])
    assert scope.allowed(None) == ["/a/1.md", "/a/2.md", "/b/c/1.md"]
    assert [entry.key for entry in scope.entries()] == scope.allowed(None)
    scope.ask_too(["/b"])
    assert scope.allowed(None) is None
    scope.ask_only(["/b/c"])
    assert scope.allowed(None) == ["/b/c/1.md"]


def test_to_ask_more_of_everything_is_to_ask_everything(catalog: Catalog) -> None:
    """Where all is asked, further roots narrow nothing."""
    scope = Scope(catalog)
    scope.ask_too(["/a"])

    assert scope.allowed(None) is None
    assert len(scope.entries()) == 4


def test_what_comes_and_goes_is_seen_at_once(catalog: Catalog) -> None:
    """An article that was just added below a root is asked, one that was removed is not."""
    scope = Scope(catalog)
    scope.ask_only(["/a"])
    scope.allowed(None)
    put(catalog, "/a/3.md", "/b/9.md")
    assert scope.allowed(None) == ["/a/1.md", "/a/2.md", "/a/3.md"]

    catalog.remove(["/a/1.md", "/a/2.md"])
    assert scope.allowed(None) == ["/a/3.md"]
    catalog.remove(["/a/3.md"])
    assert scope.allowed(None) == []
    catalog.remove(["/b/1.md", "/b/9.md", "/b/c/1.md"])
    assert scope.allowed(None) is None  # of nothing, nothing is the whole


def test_failures_are_those_of_the_roots(catalog: Catalog) -> None:
    """What cannot be read elsewhere is no matter here."""
    failures = [Failure(f"/{name}/x.md", f"/{name}", f"{name}/x", "is empty") for name in "ab"]
    catalog.set_failures(failures)
    scope = Scope(catalog)
    assert scope.failures() == failures

    scope.ask_only(["/b"])

    assert scope.failures() == failures[1:]
