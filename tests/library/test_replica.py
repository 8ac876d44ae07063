"""The copy that a process has of what a server knows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from libraries import TinyEncoder

from assistant.errors import StoreError
from assistant.library import journal
from assistant.library import replica as replicas
from assistant.library.catalog import CATALOG_FILE, Catalog, Entry, Failure
from assistant.library.served import ServedStore
from assistant.library.states import Head, State, pack, unpack
from assistant.places import ServerAddress
from assistant.types import Article, Block, Chunk, Sentence, Span

Item = tuple[Entry, Article, list[Chunk]]
Open = Callable[[], ServedStore]
ENCODER = TinyEncoder()


@pytest.fixture
def opened(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens the index of the server as another process would, with a copy of its own."""
    monkeypatch.setattr(replicas, "_PAUSE", 0.0)
    with ExitStack() as stack:
        yield lambda: stack.enter_context(ServedStore(ServerAddress(address), TinyEncoder()))


def item(name: str, text: str = "One two three.", *, key: str = "", cuts: int = 1) -> Item:
    """An article in so many chunks."""
    bounds = [len(text) * cut // cuts for cut in range(cuts + 1)]
    spans = [Span(*pair) for pair in pairwise(bounds)]
    article = Article(name, f"hash of {text}", name, None, text, (Block(Span(0, 0)),), pages=(0,))
    chunks = [
        Chunk(
            f"{name}-{hash(text)}-{at}", name, span, (Sentence(span, at > 0, Span(0, len(text))),)
        )
        for at, span in enumerate(spans)
    ]
    entry = Entry(
        key or f"/lib/{name}", "/lib", name, Path("/lib", name), article.sha256, "f", name, None,
        len(text), 0.0, ("a warning",), "Ada", len(text.encode()),
    )  # fmt: skip
    return entry, article, chunks


def put(store: ServedStore, *items: Item) -> None:
    """Write articles with vectors of their texts."""
    texts = [chunk.span.of(article.text) for _, article, chunks in items for chunk in chunks]
    store.put(items, ENCODER.encode(texts) if texts else np.zeros((0, 8), np.float32))


def tables(catalog: Catalog) -> dict[str, list[tuple[Any, ...]]]:
    """All that a catalog holds, in order."""
    return {
        "articles": catalog.rows("SELECT * FROM articles ORDER BY key"),
        "chunks": catalog.rows(
            "SELECT id, source, start, end, sentences, text FROM chunks "
            "JOIN words ON words.rowid = number ORDER BY id"
        ),
        "failures": catalog.rows("SELECT * FROM failures ORDER BY key"),
    }


def test_what_is_pulled_is_what_was_written(opened: Open, articles: SearchStrategy[str]) -> None:
    """Whatever articles come, change and go, both copies hold the same rows, text and all."""
    writer, reader = opened(), opened()
    names = st.sampled_from("abcd")
    words = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)

    @settings(max_examples=5)
    @given(st.dictionaries(names, articles, max_size=3), st.integers(1, 5), names, words)
    def check(texts: dict[str, str], cuts: int, gone: str, reason: str) -> None:
        put(writer, *(item(name, text, cuts=cuts) for name, text in texts.items()))
        writer.remove([f"/lib/{gone}"])
        writer.catalog.set_failures([Failure(f"/x/{reason}", "/x", "x", reason)])
        reader.catalog.refresh()

        assert tables(reader.catalog) == tables(writer.catalog)
        for name in texts.keys() - {gone}:
            assert reader.catalog.article(name) == item(name, texts[name])[1]

    check()
    assert tables(opened().catalog) == tables(writer.catalog)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.integers(1, 5))
def test_a_state_comes_back_whole(text: str, cuts: int) -> None:
    """What was packed for the server is unpacked to the last character, or not at all."""
    state = State("article", text, json.dumps({"text": text * cuts}).encode())
    head, parts = pack(state, 7)
    rows = {
        part_id: "".join(part[name] for name in sorted(part) if name != "stamp")
        for part_id, part in zip(head.part_ids, parts, strict=True)
    }
    assert unpack(head, rows) == state.content
    assert unpack(head, dict.fromkeys(rows, "eA==")) is None
    assert unpack(head, {}) is None


def test_others_are_seen_at_once(opened: Open) -> None:
    """What one adds, changes or removes, another sees by its next look, and the number changes."""
    one, other = opened(), opened()
    changes: list[Callable[[], object]] = [
        lambda: put(one, item("a"), item("b")),
        lambda: put(one, item("a", "Changed.")),
        lambda: one.remove(["/lib/b"]),
        lambda: one.catalog.expire(["/lib/a"]),
        lambda: one.catalog.set_failures([Failure("/lib/c", "/lib", "c", "broken")]),
        lambda: one.catalog.set_failures([]),
    ]
    for change in changes:
        before = other.catalog.changes
        change()
        other.catalog.refresh()
        assert tables(other.catalog) == tables(one.catalog)
        assert other.catalog.changes != before
    assert [entry.fingerprint for entry in other.catalog.entries()] == [""]


def test_nothing_new_changes_nothing(opened: Open) -> None:
    """A look that finds nothing new leaves the number of changes as it is."""
    store = opened()
    put(store, item("a"))
    store.catalog.refresh()
    before = store.catalog.changes
    store.catalog.refresh()
    store.catalog.refresh(whole=True)
    assert store.catalog.changes == before


def test_a_long_article_is_in_many_parts(opened: Open) -> None:
    """Text that does not fit a record comes back whole."""
    text = np.random.default_rng(0).bytes(300_000).hex()  # hardly compressible
    one, other = opened(), opened()
    put(one, item("long", text, cuts=50))
    other.catalog.refresh()
    assert other.catalog.article("long").text == text
    assert tables(other.catalog) == tables(one.catalog)


def test_a_copy_that_was_left_is_taken_up(opened: Open, own_cache: Path) -> None:
    """A process that starts takes the copy of one that has ended, and learns what it missed."""
    one, other = opened(), opened()
    put(one, item("a"), item("b"))
    other.catalog.refresh()
    other.close()
    put(one, item("a", "Changed."))
    one.remove(["/lib/b"])

    other = opened()

    assert tables(other.catalog) == tables(one.catalog)
    assert len(list(own_cache.glob("replicas/*/*"))) == 2  # no third one


def test_a_damaged_copy_is_made_again(opened: Open, own_cache: Path) -> None:
    """Garbage in the place of a copy is thrown away: the server has it all."""
    store = opened()
    put(store, item("a"))
    before = tables(store.catalog)
    store.close()
    (file,) = own_cache.glob(f"replicas/*/*/{CATALOG_FILE}")
    file.write_bytes(b"garbage " * 1000)
    assert tables(opened().catalog) == before


def test_the_later_of_two_has_the_name(opened: Open) -> None:
    """Two files that got one name at a time: the later has it for all, until it goes."""
    one, other = opened(), opened()
    put(one, item("a", "First.", key="/one/a"))
    put(other, item("a", "Second.", key="/other/a"))
    third = opened()
    for store in (one, other, third):
        store.catalog.refresh()
        assert [entry.key for entry in store.catalog.entries()] == ["/other/a"]
    other.remove(["/other/a"])
    for store in (one, other, third):
        store.catalog.refresh(whole=True)
        assert [entry.key for entry in store.catalog.entries()] == ["/one/a"]


def test_what_was_replaced_is_not_written_over(opened: Open) -> None:
    """To have an article read anew does not bring back what another process has replaced."""
    one, other = opened(), opened()
    put(one, item("a"))
    other.catalog.refresh()
    put(one, item("a", "Changed."))
    other.catalog.expire(["/lib/a"])
    one.catalog.refresh(whole=True)
    assert one.catalog.article("a").text == "Changed."
    assert [entry.fingerprint for entry in one.catalog.entries()] == ["f"]


def test_a_clock_that_is_put_back(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written later counts as later, whatever the server's clock says."""
    one, other = opened(), opened()
    put(one, item("a"))
    other.catalog.refresh()
    monkeypatch.setattr(other._server, "now", lambda: 1_000_000)
    put(other, item("a", "Changed."), item("b"))
    one.catalog.refresh()
    assert one.catalog.article("a").text == "Changed."
    assert tables(one.catalog) == tables(other.catalog)


def test_made_anew_by_another(opened: Open, address: str) -> None:
    """After --rebuild by one process another goes on with what is there then."""
    one = opened()
    put(one, item("a"), item("b"))
    with ServedStore(ServerAddress(address), TinyEncoder(), rebuild=True) as anew:
        put(anew, item("c"))
        one.catalog.refresh()
        assert tables(one.catalog) == tables(anew.catalog)
        assert one.vectors.ids() == anew.vectors.ids()
        put(one, item("d"))
        anew.catalog.refresh()
        assert {entry.source for entry in anew.catalog.entries()} == {"c", "d"}


def test_sweeping_leaves_what_is_used(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old states and what is gone for long leave the server; a new copy is the same."""
    store = opened()
    put(store, item("a"), item("b"))
    put(store, item("a", "Changed."))
    store.remove(["/lib/b"])
    before = store._journal._records.ask(lambda records: records.count())
    store._journal.sweep()
    assert store._journal._records.ask(lambda records: records.count()) == before == 5
    monkeypatch.setattr(journal, "_REST", -1000)
    monkeypatch.setattr(journal, "_FORGOTTEN", -1000)
    store._journal.sweep()
    assert store._journal._records.ask(lambda records: records.count()) == 2
    assert tables(opened().catalog) == tables(store.catalog)


def test_sweeping_leaves_what_a_page_skipped(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """A head that a page has skipped, as another was deleted, still has its parts afterwards."""
    store = opened()
    put(store, item("a"), item("b"))
    monkeypatch.setattr(journal, "_REST", -1000)
    heads = store._journal.heads
    monkeypatch.setattr(store._journal, "heads", lambda: heads()[1:])
    store._journal.sweep()
    assert tables(opened().catalog) == tables(store.catalog)


def test_a_look_that_is_cut_off(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the server goes away in the middle of a look, the next one learns the rest, too."""
    one, other = opened(), opened()
    now = one._server.now()
    for name, moment in (("a", now), ("b", now + 1_000_000)):
        monkeypatch.setattr(one._server, "now", lambda moment=moment: moment)
        put(one, item(name))
    read = other.catalog._journal.read

    def cut_off(heads: Iterable[Head]) -> Iterator[tuple[Head, bytes]]:
        yield from read([max(heads, key=lambda head: head.revision)])
        raise StoreError("away")

    with monkeypatch.context() as away:
        away.setattr(other.catalog._journal, "read", cut_off)
        with pytest.raises(StoreError, match="away"):
            other.catalog.refresh()
    other.catalog.refresh()
    assert tables(other.catalog) == tables(one.catalog)


def test_two_write_at_one_moment(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two states of one millisecond, one holds for all, whole: their parts are apart."""
    one, other = opened(), opened()
    now = one._server.now()
    for store in (one, other):
        monkeypatch.setattr(store._server, "now", lambda: now)
    upsert = one._journal._upsert

    def interrupted(rows: Sequence[tuple[str, dict[str, Any]]], size: int) -> None:
        if any("kind" in row for _, row in rows):
            put(other, item("a", "Second."))
        upsert(rows, size)

    monkeypatch.setattr(one._journal, "_upsert", interrupted)
    put(one, item("a", "First."))
    for store in (one, other, opened()):
        store.catalog.refresh(whole=True)
        assert store.catalog.article("a").text == "First."


def test_pages(opened: Open) -> None:
    """Where a server gives a few records at a time, all are had."""
    one = opened()
    put(one, *(item(str(number), f"Text {number}.") for number in range(25)))
    other = opened()
    for store in (one, other):
        store._journal._records.page = store._journal._records.batch = 4
        store.vectors._records.page = store.vectors._records.batch = 4
    put(one, *(item(str(number), f"Changed {number}.") for number in range(12)))
    other.catalog.refresh(whole=True)
    assert tables(other.catalog) == tables(one.catalog)
    assert one.vectors.ids() == one.catalog.chunk_ids()
