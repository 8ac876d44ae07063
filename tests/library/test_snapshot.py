"""Articles held as they were, whatever becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import pdf
from libraries import Library

from assistant.library.files import load_article
from assistant.library.indexer import Indexer
from assistant.library.snapshot import Snapshot
from assistant.settings import Settings


def test_a_snapshot_says_what_the_catalog_said(library: Library) -> None:
    """Texts, sentences and paths of the articles named are those of the catalog."""
    library.write(
        "by.md", "---\nauthor: Selma\ndate: 1961-04-02\n---\nIt rained. It was İğneada 🗼."
    )
    (library.folder / "pages.pdf").write_bytes(pdf(["It rained."], ["It did not."]))
    library.index()
    with library.opened() as store:
        catalog = store.catalog
        sources = [entry.source for entry in catalog.entries()]
        held = Snapshot(catalog, sources)
        for source in sources:
            article = catalog.article(source)
            assert held.article(source).text == article.text
            assert (held.article(source).author, held.article(source).date) == (
                article.author,
                article.date,
            )
            assert held.article(source).pages == article.pages
            assert held.article(source).extractor == article.extractor
            assert held.sentences(source) == catalog.sentences(source)
            assert held.path(source) == catalog.path(source) == Path(source)
            assert held.text(source, 2, 9) == article.text[2:9]
            assert held.holds(source, 2, article.text[2:9])
            assert not held.holds(source, 3, article.text[2:9])


def test_a_snapshot_stays(library: Library) -> None:
    """What is changed or removed later is still held as it was; what was not named never is."""
    library.index()
    lamp, keeper = (str(library.folder / name) for name in ("lamp.md", "keeper.txt"))
    with library.opened() as store:
        held = Snapshot(store.catalog, [lamp, "nobody"])
        before = store.catalog.article(lamp).text
        sentences = store.catalog.sentences(lamp)
        library.write("lamp.md", "It is electric now.")
        indexer = Indexer(store, library.encoder, Settings())
        indexer.index_paths([library.folder])
        assert store.catalog.article(lamp).text != before
        indexer.forget([library.folder])

    assert (held.article(lamp).text, held.sentences(lamp)) == (before, sentences)
    assert not held.holds("nobody", 0, "")
    for source in ("nobody", keeper):
        with pytest.raises(KeyError):
            held.article(source)


def test_a_snapshot_of_articles_from_no_file(library: Library) -> None:
    """They have no path."""
    with library.opened() as store:
        article = load_article(library.folder / "lamp.md", "set/1")
        Indexer(store, library.encoder, Settings()).index_articles([article], "set")
        held = Snapshot(store.catalog, ["set/1"])

        assert (held.path("set/1"), held.article("set/1").text) == (None, article.text)
