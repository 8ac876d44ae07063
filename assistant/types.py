"""The values that travel from a file to an answer.

All offsets are half-open `[start, end)` and count characters (Python `str` indices) of an
article's text, never bytes and never tokens.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["verbatim", "moved", "changed", "missing"]
BlockKind = Literal["heading", "paragraph", "item", "row", "code"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece `[start, end)` of an article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span [{self.start}, {self.end}) must satisfy 0 <= start <= end")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def trimmed(self, text: str) -> Span | None:
        """This span of `text` without white space at its ends; None if nothing is left."""
        part = self.of(text)
        start = self.start + len(part) - len(part.lstrip())
        end = self.start + len(part.rstrip())
        return Span(start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table row or piece of code; the layout of a text."""

    span: Span
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Article:
    """One file the user gave, as text.

    `source` is the path as shown to people, `sha256` that of the file's bytes, `author` who wrote
    it, or the site that it is from. `pages` are the offsets at which its pages begin, where it has
    pages; `extractor` is the library that made the text of the file, with its version.
    """

    source: str
    sha256: str
    title: str
    date: str | None
    text: str
    blocks: tuple[Block, ...] = ()
    author: str | None = None
    pages: tuple[int, ...] = ()
    extractor: str = ""

    def page(self, offset: int) -> int | None:
        """The number of the page on which a character stands, from 1; None without pages."""
        return bisect_right(self.pages, offset) or 1 if self.pages else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest thing that can be quoted. A heading can be found, but is never quoted.

    `whole` is set on a piece of a sentence that is longer than the embedding model reads.
    """

    span: Span
    quotable: bool = True
    whole: Span | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole sentences that fit the embedding model; `id` is unique in one index."""

    id: str
    source: str
    span: Span
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk with its score for one question, best first in every list of passages."""

    source: str
    title: str
    start: int
    end: int
    score: float
    text: str

    def to_dict(self) -> dict[str, Any]:
        """The form of a passage in JSON."""
        return {
            "source": self.source,
            "title": self.title,
            "start": self.start,
            "end": self.end,
            "score": round(self.score, 4),
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote, where it stands, and whether it still stands there.

    `quote == text[start:end]` of the article whose file has this `sha256`. `sentences` are the
    spans it is made of, the one that answers first, then those brought along for its sense.
    `before` and `after` are the characters around it, by which it is found again in a file that
    was edited; `now` is where it stands there when it has `moved`. `page` is that of its article on
    which it begins, where there are pages; `section` is the nearest heading above it, shortened,
    where there is one besides the title. `extractor` is what made the article's text of its file.
    """

    id: int
    source: str
    title: str
    sha256: str
    start: int
    end: int
    quote: str
    status: Status = "verbatim"
    date: str | None = None
    sentences: tuple[Span, ...] = ()
    author: str | None = None
    before: str = ""
    after: str = ""
    now: Span | None = None
    page: int | None = None
    section: str | None = None
    extractor: str = ""

    @property
    def heading(self) -> str:
        """The title of its article, with the date where that is known."""
        return f"{self.title} ({self.date})" if self.date else self.title

    def to_dict(self) -> dict[str, Any]:
        """The form of a citation in JSON, see the README."""
        return {
            "id": self.id,
            "source": self.source,
            "title": self.title,
            "author": self.author,
            "date": self.date,
            "sha256": self.sha256,
            "start": self.start,
            "end": self.end,
            "page": self.page,
            "section": self.section,
            "quote": self.quote,
            "before": self.before,
            "after": self.after,
            "status": self.status,
            "now": {"start": self.now.start, "end": self.now.end} if self.now else None,
        }
