"""What can be indexed: files below the paths that were named, or articles from no file."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ArticleError, LibraryError
from assistant.library.catalog import Entry, Failure
from assistant.library.files import find_files, read_bytes
from assistant.library.loaders import extract_file, formats, make_article
from assistant.types import Article


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article that was read; `size` is that of its file in bytes."""

    article: Article
    size: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Something that can be indexed: where it is, and how to get its text."""

    key: str
    root: str
    source: str
    path: Path | None
    sha256: str
    size: int
    load: Callable[[], Loaded]


def find_articles(
    paths: Iterable[Path], others: Counter[str] | None = None
) -> dict[Path, list[Path]]:
    """The files of each path; raises LibraryError if one is missing or holds none."""
    found = {path: list(find_files(path, others)) for path in paths}
    for path, files in found.items():
        if not files:
            raise LibraryError(
                f"no articles in {path}: put {formats()} files into it; if its "
                f"articles are gone for good: assistant index --forget {path}"
            )
    return found


def find_what_is_left(
    paths: Iterable[Path], others: Counter[str] | None = None
) -> dict[Path, list[Path]]:
    """The files of each path, none where it is gone.

    Raises LibraryError if a path is there but cannot be listed, or is a file of another format.
    """
    return {path: [] if _is_gone(path) else list(find_files(path, others)) for path in paths}


def readable_sources(
    found: dict[Path, list[Path]],
    taken: dict[str, str],
    failed: list[Failure],
    leave: Iterable[str] = (),
) -> Iterator[Source]:
    """Files that can be read, each once whatever it is called; the others go into `failed`.

    `taken` are the names in use, each with the key of its article; those given here join it. Files
    to `leave`, by their keys, are passed over.
    """
    seen = set(leave)
    roots = [(absolute(root), files) for root, files in found.items()]
    for root, file in ((root, file) for root, files in roots for file in files):
        path = os.path.realpath(file)
        key, name = _sayable(path), _sayable(str(file))
        if key in seen:
            continue
        seen.add(key)
        if taken.get(name, key) != key:  # same relative name, another working directory
            name = key
        taken[name] = key
        try:
            data = read_bytes(file)
        except ArticleError as exc:
            failed.append(Failure(key, root, name, str(exc)))
            continue
        yield Source(
            key,
            root,
            name,
            Path(path),
            hashlib.sha256(data).hexdigest(),
            len(data),
            lambda file=file, name=name: _load(file, name),  # type: ignore[misc]
        )


def article_sources(articles: Iterable[Article], root: str) -> Iterator[Source]:
    """Articles that come from no file, under a name for the whole."""
    for article in articles:
        loaded = Loaded(article, len(article.text.encode("utf-8", "replace")))
        yield Source(
            f"{root}\n{article.source}",  # no NUL: SQLite's JSON ends a string there
            root,
            article.source,
            None,
            article.sha256,
            loaded.size,
            lambda loaded=loaded: loaded,  # type: ignore[misc]
        )


def absolute(path: Path) -> str:
    """How the catalog names a root or a file, wherever the program was started."""
    return _sayable(os.path.realpath(path))  # Path.resolve raises on a link to itself


def is_under(item: Entry | Failure, roots: Collection[str]) -> bool:
    """Whether an article, or what failed to be one, came from these roots or lies below them."""
    # Cut as a string: a Path and its parents take ten times as long, and a library has thousands.
    path, above = item.key, os.path.dirname(item.key)
    while path not in roots and above != path:
        path, above = above, os.path.dirname(above)
    return path in roots or item.root in roots


def _is_gone(path: Path) -> bool:
    """Whether there is nothing at a path; a folder above it that may not be read hides it only."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _sayable(name: str) -> str:
    """A name whose bytes are not UTF-8 in a form that can be stored and printed."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _load(file: Path, source: str) -> Loaded:
    data = read_bytes(file)
    extract = extract_file(file, data)
    return Loaded(make_article(source, data, extract), len(data), extract.warnings)
