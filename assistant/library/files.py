"""The files of a library: found in folders, read within bounds."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import ArticleError, LibraryError
from assistant.library.loaders import extract_file, formats, is_readable, make_article
from assistant.types import Article

MAX_BYTES = 64 * 1024 * 1024


def find_files(path: Path, others: Counter[str] | None = None) -> Iterator[Path]:
    """Readable articles in a folder and below, in the order of their names, or the one file.

    Hidden files and folders are left out, links to folders are followed once; files of other
    formats are counted in `others` by ending. Raises LibraryError if there is no such path or
    the folder cannot be listed.
    """
    return map(Path, find_names(path, others))


def find_names(path: Path, others: Counter[str] | None = None) -> Iterator[str]:
    """The same as strings: to make paths of ten thousand takes longer than to find them."""
    try:
        path.stat()
    except (OSError, ValueError) as exc:  # ValueError: a NUL in the name
        raise LibraryError(f"no file or folder {str(path)!r}: check the path") from exc
    if path.is_file():
        if not is_readable(path):
            raise LibraryError(f"{path} has no format that can be read: use one of {formats()}")
        yield str(path)
        return
    for name in _walk(str(path), {_identity(path)}):
        if is_readable(name) or os.path.isdir(name):
            yield name
        elif others is not None:
            others[os.path.splitext(name)[1].lower() or os.path.basename(name)] += 1


def _walk(folder: str, seen: set[tuple[int, int]]) -> Iterator[str]:
    """All that is no folder, and folders that cannot be listed; however deep they are nested."""
    try:
        todo = [_listed(folder)]
    except OSError as exc:
        raise LibraryError(f"cannot list {folder}: {exc.strerror}; check its permissions") from exc
    while todo:
        if (entry := next(todo[-1], None)) is None:
            todo.pop()
            continue
        try:
            if not entry.is_dir():
                yield entry.path
            elif (identity := _identity(entry.path)) not in seen:  # a loop of links ends here
                seen.add(identity)
                todo.append(_listed(entry.path))
        except OSError:
            yield entry.path  # read_bytes says what is wrong with it, the rest is read


def _listed(folder: str) -> Iterator[os.DirEntry[str]]:
    """What is in a folder in the order of its names, without what is hidden."""
    entries = (entry for entry in os.scandir(folder) if not entry.name.startswith("."))
    return iter(sorted(entries, key=lambda entry: entry.name))


def _identity(path: Path | str) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_dev, status.st_ino


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of bounded size; raises ArticleError."""
    try:
        str(path).encode()
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ArticleError("is a folder that cannot be listed: check its permissions")
        if not stat.S_ISREG(status.st_mode):
            raise ArticleError("is no regular file: replace it by one or remove it")
        if status.st_size > MAX_BYTES:
            size = status.st_size // 2**20
            raise ArticleError(f"is too large ({size} MiB, at most {MAX_BYTES // 2**20}): split it")
        return path.read_bytes()
    except UnicodeEncodeError as exc:
        raise ArticleError("has a name that is not valid UTF-8: rename it") from exc
    except ValueError as exc:  # a NUL
        raise ArticleError("has a name that no file can have: check it") from exc
    except FileNotFoundError as exc:
        raise ArticleError("is gone (deleted or a broken link): index again") from exc
    except OSError as exc:
        raise ArticleError(f"cannot be read ({exc.strerror}): check its permissions") from exc


def load_article(path: Path, source: str | None = None) -> Article:
    """Read one file; `source` is the name it goes by. Raises ArticleError."""
    data = read_bytes(path)
    return make_article(source or str(path), data, extract_file(path, data))
