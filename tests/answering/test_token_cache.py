"""Vectors of words come from memory, from the disk or from the model, and are the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from libraries import TinyEncoder, counted

from assistant import Assistant, Settings
from assistant.answering.token_cache import TokenCache
from assistant.library.tokens import KeptTokens
from assistant.models.embeddings import Encoder
from assistant.models.packed import PackedTokens
from assistant.types import Chunk

from .conftest import write

ARTICLES = {
    f"{n}.md": f"# Town {n}\n\nThe lamp of town {n} burned {n} liters of oil." for n in range(1, 8)
}
QUESTION = "How many liters of oil did the lamp of town 3 burn?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Seven articles of one chunk."""
    folder = tmp_path / "articles"
    write(folder, ARTICLES)
    return folder


@pytest.fixture
def tiny(tmp_path: Path, folder: Path) -> Iterator[Assistant]:
    """Indexed with a model that takes no time, nothing kept."""
    settings = Settings(store=tmp_path / "store", llm="none", kept_megabytes=0)
    with Assistant.open(folder, settings=settings, encoder=TinyEncoder()) as assistant:
        yield assistant


def chunks(assistant: Assistant) -> list[tuple[Chunk, str]]:
    """All chunks with their texts, in a fixed order."""
    catalog = assistant.store.catalog
    found = catalog.chunks(catalog.chunk_ids())
    return [found[id_][:2] for id_ in sorted(found)]


def cache(assistant: Assistant, *, kept: int = 0, held: int = 1) -> TokenCache:
    """One that keeps and holds so many megabytes."""
    return TokenCache(assistant.encoder, KeptTokens(assistant.store.catalog, kept), held)


def test_a_text_is_encoded_once(tiny: Assistant) -> None:
    """What was made is held, in the order asked, repeated texts included; titles too."""
    ours, (one, two, *_) = cache(tiny), chunks(tiny)
    with counted(tiny.encoder) as encoded:
        first, titles = ours.get([one, two, one], ["Town", "Town"])
        second, _ = ours.get([two, one])

    assert encoded == [one[1], two[1], "Town"]
    assert len(titles) == 2
    for made, again in ((first[1], second[0]), (first[0], second[1]), (first[0], first[2])):
        assert np.array_equal(made.vectors, again.vectors)


def test_what_is_kept_is_not_made(tiny: Assistant) -> None:
    """Another process, or this one after a restart, reads what was made before."""
    cache(tiny, kept=100).get(chunks(tiny)[:3])
    with counted(tiny.encoder) as encoded:
        cache(tiny, kept=0).get(chunks(tiny)[:4])

    assert encoded == [chunks(tiny)[3][1]]


def test_memory_disk_and_model_give_the_same_numbers(tiny: Assistant) -> None:
    """So no answer depends on what was asked before."""
    ours, all_ = cache(tiny, kept=100), chunks(tiny)
    made = ours.get(all_)[0]
    held = ours.get(all_)[0]
    read = cache(tiny).get(all_)[0]

    for one, two, three in zip(made, held, read, strict=True):
        assert np.array_equal(one.vectors, two.vectors)
        assert np.array_equal(one.vectors, three.vectors)
        assert np.array_equal(one.spans, three.spans)


def test_the_least_used_goes_first(tiny: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full memory forgets what was longest not asked for, and is right about its size."""
    ours, (a, b, c, *more) = cache(tiny), chunks(tiny)
    size = PackedTokens.of(tiny.encoder.encode_tokens([a[1]])[1][0]).size
    monkeypatch.setattr(ours, "_room", 2 * size)
    ours.get([a, b])
    ours.get([a])
    ours.get([c])

    with counted(tiny.encoder) as encoded:
        ours.get([a, c])
        assert encoded == []
        ours.get([b])
        assert encoded == [b[1]]
        assert len(ours.get(more)[0]) == len(more)  # more than fit are still answered


def test_no_room_is_no_error(tiny: Assistant) -> None:
    """A cache of no size still answers."""
    assert len(cache(tiny, held=0).get(chunks(tiny))[0]) == len(ARTICLES)


def test_the_same_answer_whatever_is_kept(tmp_path: Path, folder: Path, encoder: Encoder) -> None:
    """To the last digit: all kept by the indexer, nothing kept, filled by other questions."""

    def asked(kept: int, name: str, *before: str) -> dict[str, object]:
        settings = Settings(store=tmp_path / name, llm="none", kept_megabytes=kept)
        with Assistant.open(folder, settings=settings, encoder=encoder) as assistant:
            for question in before:
                assistant.ask(question)
            answer = assistant.ask(QUESTION)
        return replace(answer, timings_ms={}).to_dict()

    full = asked(100, "full")
    assert asked(0, "none") == full
    assert asked(100, "none", "Who lives in town 3?", "What did the lamp burn?") == full
    with counted(encoder) as encoded:
        assert asked(100, "full") == full
    assert not any("liters of oil." in text for text in encoded)
