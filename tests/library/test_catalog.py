"""The catalog: articles, chunks and words in one file, changed in one step."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import StoreError
from assistant.library.catalog import Catalog, Entry, Failure
from assistant.types import Article, Block, Chunk, Sentence, Span

TEXT = "İğneada 🗼 has a tower.\r\n\r\nIts lamp burned oil."
Item = tuple[Entry, Article, list[Chunk]]


def item(name: str, text: str = TEXT, *, chunks: int = 1, date: str | None = None) -> Item:
    """An article with chunks of its whole text."""
    article = Article(
        name, f"hash of {text}", name.title(), date, text, (Block(Span(0, 3), "heading"),)
    )
    made = [
        Chunk(f"{name}-{n}-{len(text)}", name, Span(n, len(text)), (Sentence(Span(n, 9), n > 0),))
        for n in range(chunks)
    ]
    entry = Entry(
        f"/lib/{name}", "/lib", name, Path("/lib") / name, article.sha256, "f", article.title,
        date, len(text), 0.0, ("a warning",),
    )  # fmt: skip
    return entry, article, made


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """A new catalog."""
    return Catalog(tmp_path / "catalog.sqlite3")


def test_an_article_comes_back_as_it_was(catalog: Catalog) -> None:
    """Text, blocks, chunks and sentences survive, character for character."""
    entry, article, chunks = item("a.md", chunks=2, date="2020-06-09")
    catalog.put([(entry, article, chunks)])

    assert catalog.article("a.md") == article
    assert catalog.text("a.md", 0, 9) == "İğneada 🗼"
    assert catalog.sentences("a.md") == [chunks[0].sentences[0], chunks[1].sentences[0]]
    assert catalog.path("a.md") == Path("/lib/a.md")
    found = catalog.chunks([chunks[1].id, "nobody"])
    assert found == {chunks[1].id: (chunks[1], TEXT[1:], "A.Md")}
    (listed,) = catalog.entries()
    assert (listed.key, listed.characters, listed.warnings) == (
        entry.key,
        len(TEXT),
        ("a warning",),
    )
    assert (listed.date, listed.path) == ("2020-06-09", entry.path)


def test_it_is_there_when_opened_again(catalog: Catalog, tmp_path: Path) -> None:
    """What was put is in the file."""
    catalog.put([item("a.md")])
    catalog.set_meta({"model": "tiny"})
    catalog.close()

    again = Catalog(tmp_path / "catalog.sqlite3", read_only=True)
    assert [entry.source for entry in again.entries()] == ["a.md"]
    assert again.meta() == {"model": "tiny"}


def test_who_wrote_it_and_how_much(catalog: Catalog) -> None:
    """Author and size come back with the article and its entry, also where there are none."""
    entry, article, chunks = item("a.md")
    catalog.put([(replace(entry, bytes=77), replace(article, author="Selma Aksoy"), chunks)])
    catalog.put([item("b.md")])

    assert [(e.author, e.bytes) for e in catalog.entries()] == [("Selma Aksoy", 77), (None, 0)]
    assert catalog.article("a.md").author == "Selma Aksoy"
    assert catalog.article("b.md").author is None


def test_a_change_can_be_told(catalog: Catalog) -> None:
    """Another number stands for another state of the articles."""
    numbers = [catalog.changes]
    catalog.put([item("a.md")])
    numbers.append(catalog.changes)
    catalog.entries()
    assert catalog.changes == numbers[-1]
    catalog.remove(["/lib/a.md"])
    numbers.append(catalog.changes)

    assert len(set(numbers)) == 3


def test_an_unknown_article(catalog: Catalog) -> None:
    """What is not there is a KeyError, or nothing."""
    with pytest.raises(KeyError, match=r"a\.md"):
        catalog.article("a.md")
    assert (catalog.path("a.md"), catalog.sentences("a.md"), catalog.chunks([])) == (None, [], {})


def test_a_replaced_article_leaves_nothing(catalog: Catalog) -> None:
    """Chunks and words of the old state go, also when the article got another name."""
    catalog.put([item("a.md", chunks=3), item("b.md")])
    entry, article, chunks = item("c.md", "Short now, quite short.")
    catalog.put([(replace(entry, key="/lib/a.md"), article, chunks)])

    assert [e.source for e in catalog.entries()] == ["b.md", "c.md"]
    assert catalog.chunk_count() == len(catalog.chunk_ids()) == 2
    assert catalog.rows("SELECT count(*) FROM words") == [(2,)]
    assert catalog.chunk_ids(["/lib/a.md"]) == {chunks[0].id}
    assert catalog.sources_of([chunks[0].id, "nobody"]) == {chunks[0].id: "c.md"}


def test_all_or_nothing(catalog: Catalog) -> None:
    """If one of several articles cannot be put, none is, and the next attempt can be."""
    catalog.put([item("a.md")])
    good = item("b.md")
    entry, article, chunks = item("a.md", "Another file of the same name.")

    with pytest.raises(StoreError, match="UNIQUE") as raised:
        catalog.put([good, (replace(entry, key="/other/a.md"), article, chunks)])

    assert isinstance(raised.value.__cause__, sqlite3.Error)
    assert [entry.source for entry in catalog.entries()] == ["a.md"]
    catalog.put([good])
    catalog.remove(["/lib/a.md", "/lib/nobody"])
    assert catalog.chunk_ids() == {"b.md-0-" + str(len(TEXT))}


def test_titles(catalog: Catalog) -> None:
    """Titles of all articles or of some, by source."""
    catalog.put([item("b.md"), item("a.md"), item("c.md")])

    assert catalog.titles() == ["A.Md", "B.Md", "C.Md"]
    assert catalog.titles(["c.md", "a.md", "nobody"]) == ["A.Md", "C.Md"]
    assert catalog.titles([]) == []


def test_failures_are_those_of_the_last_run(catalog: Catalog) -> None:
    """New notes replace all earlier ones; one file has one note."""
    catalog.set_failures([Failure("/b", "/", "b", "is empty"), Failure("/a", "/", "a", "is empty")])
    assert [failure.source for failure in catalog.failures()] == ["a", "b"]

    catalog.set_failures([Failure("/a", "/", "a", "one"), Failure("/a", "/x", "a", "two")])

    assert catalog.failures() == [Failure("/a", "/x", "a", "two")]


def test_several_threads(catalog: Catalog) -> None:
    """Readers and a writer at the same time see whole states."""
    catalog.put([item("a.md")])
    counts: set[int] = set()

    def read() -> None:
        for _ in range(50):
            counts.add(len(catalog.chunk_ids()))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for thread in readers:
        thread.start()
    for n in range(20):
        catalog.put([item("a.md", TEXT + str(n), chunks=1 + n % 2 * 4)])
    for thread in readers:
        thread.join()

    assert counts <= {1, 5}


def test_a_catalog_that_is_closed(catalog: Catalog) -> None:
    """Whatever SQLite refuses is a StoreError."""
    catalog.close()
    with pytest.raises(StoreError, match=r"closed.*--rebuild"):
        catalog.entries()


def test_an_article_to_be_read_anew_stays_until_then(catalog: Catalog) -> None:
    """What has expired is another state for the indexer, and the same for everybody else."""
    entry, article, chunks = item("a.md")
    other = item("b.md")
    catalog.put([(entry, article, chunks), other])
    catalog.expire([entry.key, "nobody"])
    assert [found.fingerprint for found in catalog.entries()] == ["", other[0].fingerprint]
    assert catalog.article("a.md") == article
