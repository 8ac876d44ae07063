"""A file becomes an article: one loader a format, chosen by the file's name.

Other packages can bring loaders of their own: an entry point of the group
`quoting_assistant.loaders`, named as its files end (".fb2"), which leads to a `Loader`.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib import metadata
from importlib.metadata import EntryPoint
from pathlib import Path

from assistant.errors import ArticleError
from assistant.library.apart import Apart
from assistant.library.extract import Extract, Loader
from assistant.library.markdown import render_markdown, render_plain
from assistant.library.texts import TextLoader
from assistant.library.titles import one_line, title_from_name
from assistant.types import Article

_GROUP = "quoting_assistant.loaders"
_TEXTS: dict[str, Loader] = {
    ".txt": TextLoader(render_plain),
    ".text": TextLoader(render_plain),
    ".md": TextLoader(render_markdown),
    ".markdown": TextLoader(render_markdown),
}
# Where the others are: most questions need none of them, nor the libraries that they stand on.
_PAGES = dict.fromkeys((".html", ".htm", ".xhtml"), "assistant.library.pages:loader")
# Read by libraries that a hostile file can bring down: in a process of their own.
_DOCUMENTS = {
    ".pdf": "assistant.library.formats.portable:loader",
    ".docx": "assistant.library.formats.word:loader",
    ".odt": "assistant.library.formats.office:loader",
    ".epub": "assistant.library.formats.books:loader",
    ".rst": "assistant.library.formats.restructured:loader",
    ".ipynb": "assistant.library.formats.notebooks:loader",
    ".csv": "assistant.library.formats.tables:loader",
    ".tsv": "assistant.library.formats.tables:tab_loader",
}
_apart = Apart()


@cache
def _places() -> dict[str, EntryPoint]:
    """Where loaders are, by ending; those of other packages come before our own."""
    own = (_PAGES | _DOCUMENTS).items()
    found = {ending: EntryPoint(ending, place, _GROUP) for ending, place in own}
    return found | {point.name.lower(): point for point in metadata.entry_points(group=_GROUP)}


@cache
def endings() -> frozenset[str]:
    """The endings that can be read, in lower case."""
    return frozenset(_TEXTS.keys() | _places().keys())


@cache
def loader_of(ending: str) -> Loader:
    """The loader for files that end so. Raises ArticleError if there is none that works."""
    if place := _places().get(ending):
        try:
            loader: Loader = place.load()
        except Exception as exc:  # whatever is wrong with somebody's package
            reason = one_line(f"{type(exc).__name__}: {exc}")
            raise ArticleError(
                f"cannot be read, as {place.value} cannot be loaded ({reason}): mend or remove "
                "the package that brings it"
            ) from exc
        return loader
    if ending in _TEXTS:
        return _TEXTS[ending]
    raise ArticleError(f"has no format that can be read: use one of {formats()}")


def formats() -> str:
    """The endings that can be read, for people."""
    return ", ".join(sorted(endings()))


def is_readable(path: Path | str) -> bool:
    """Whether there is a loader for files of such a name."""
    return os.path.splitext(path)[1].lower() in endings()


def extractor(path: Path) -> str:
    """What reads files of such a name, with its version; "" for text and web pages."""
    try:
        return loader_of(path.suffix.lower()).version
    except ArticleError:
        return ""


def extract_file(path: Path, data: bytes) -> Extract:
    """What the loader for the file's name makes of it; raises ArticleError if there is no text."""
    ending = path.suffix.lower()
    return _apart.extract(ending, data) if ending in _DOCUMENTS else extract_here(path, data)


def extract_here(path: Path, data: bytes) -> Extract:
    """The same in this process, which whatever is wrong with a document may hold up or end."""
    loader = loader_of(path.suffix.lower())
    if not data.strip():
        raise ArticleError("is empty: write something into it or remove it")
    try:
        extract = loader.extract(data)
    except ArticleError:
        raise
    except Exception as exc:  # whatever a parser trips over is the matter of this file alone
        reason = one_line(f"{type(exc).__name__}: {exc}")
        raise ArticleError(f"cannot be read ({reason}): save it anew or remove it") from exc
    if not extract.blocks:
        raise ArticleError("holds no text: check that it was saved whole")
    return extract


def make_article(source: str, data: bytes, extract: Extract) -> Article:
    """The article of a file that was read; a title is always found."""
    title = one_line(extract.title or "") or title_from_name(source)
    date = one_line(extract.date or "")[:40] or None
    digest = hashlib.sha256(data).hexdigest()
    return Article(
        source,
        digest,
        title,
        date,
        extract.text,
        extract.blocks,
        extract.author,
        extract.pages,
        extractor(Path(source)),
    )
