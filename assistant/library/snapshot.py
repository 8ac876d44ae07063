"""Articles held as they were at one moment, while the library goes on changing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from assistant.library.catalog import Catalog
from assistant.library.rows import read_blocks, read_sentences
from assistant.library.sections import section_at
from assistant.types import Article, Sentence


class Texts(Protocol):
    """Where quotes are sliced from: the catalog as it is, or articles as they were."""

    def article(self, source: str) -> Article:
        """An article with its text. Raises KeyError if it is not there."""
        ...

    def text(self, source: str, start: int, end: int) -> str:
        """A piece of its text."""
        ...

    def sentences(self, source: str) -> Sequence[Sentence]:
        """All its sentences, in order."""
        ...

    def section(self, source: str, offset: int) -> str | None:
        """The nearest heading above a character, None without one besides the title."""
        ...

    def path(self, source: str) -> Path | None:
        """Its file; None if it came from none."""
        ...


class Snapshot:
    """Some articles without their layout, all of one moment; those not in the catalog are absent.

    An answer may take a minute: what it quotes must not be changed or removed under it.
    """

    def __init__(self, catalog: Catalog, sources: Iterable[str]) -> None:
        named = [json.dumps(list(sources))]
        with catalog.guarded():
            articles = catalog.rows(
                "SELECT source, sha256, title, date, text, author, pages, extractor, path, blocks "
                "FROM articles "
                "WHERE source IN (SELECT value FROM json_each(?))",
                named,
            )
            chunks = catalog.rows(
                "SELECT source, sentences FROM chunks "
                "WHERE source IN (SELECT value FROM json_each(?)) ORDER BY source, start",
                named,
            )
        self._articles = {
            row[0]: Article(*[*row[:5], (), row[5], tuple(json.loads(row[6])), row[7]])
            for row in articles
        }
        self._paths = {row[0]: row[8] for row in articles}
        self._blocks: dict[str, str] = {row[0]: row[9] for row in articles}
        self._sentences: dict[str, list[str]] = {source: [] for source in self._articles}
        for source, packed in chunks:
            self._sentences[source].append(packed)

    def holds(self, source: str, start: int, text: str) -> bool:
        """Whether an article is held and has these words at this place."""
        return source in self._articles and self._articles[source].text.startswith(text, start)

    def article(self, source: str) -> Article:
        """As `Texts.article`, with no blocks."""
        return self._articles[source]

    def text(self, source: str, start: int, end: int) -> str:
        """As `Texts.text`."""
        return self._articles[source].text[start:end]

    def sentences(self, source: str) -> list[Sentence]:
        """As `Texts.sentences`. Only unpacked when asked for: a book has tens of thousands."""
        return [
            sentence for packed in self._sentences[source] for sentence in read_sentences(packed)
        ]

    def section(self, source: str, offset: int) -> str | None:
        """As `Texts.section`. Only here are blocks unpacked: of the few that are quoted."""
        blocks = read_blocks(self._blocks[source])
        return section_at(replace(self._articles[source], blocks=blocks), offset)

    def path(self, source: str) -> Path | None:
        """As `Texts.path`."""
        path = self._paths[source]
        return Path(path) if path else None
