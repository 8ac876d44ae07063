"""A file becomes an article: one loader a format, chosen by the file's name."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.errors import ArticleError, LibraryError
from assistant.library.authors import matter_author, page_author
from assistant.library.dates import as_date
from assistant.library.decoding import decode, invisible_edits
from assistant.library.edits import Edit, Edits
from assistant.library.html import html_date, html_title, parse_html, render_html
from assistant.library.markdown import render_markdown, render_plain
from assistant.library.titles import first_heading, front_matter, one_line, title_from_name
from assistant.types import Article, Block, Span

MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Extract:
    """What a loader makes of a file's bytes.

    `steps` lead from an offset in the decoded file to one in `text`, where that can be told.
    `warnings` say what was not read as it stands. `author` is who wrote it, or its site.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    date: str | None = None
    warnings: tuple[str, ...] = ()
    steps: tuple[Edits, ...] | None = None
    author: str | None = None

    def locate(self, offset: int) -> int:
        """Where a character of the decoded file stands in `text`."""
        for step in self.steps or ():
            offset = step.locate(offset)
        return offset


class Loader(Protocol):
    """Turns the bytes of one format into text, the same on every run."""

    def extract(self, data: bytes) -> Extract:
        """Raise ArticleError if `data` cannot be read as this format."""
        ...


@dataclass(frozen=True)
class TextLoader:
    """Plain text and Markdown, with optional YAML front matter."""

    render: Callable[[str], tuple[Edits, list[Block]]]

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        decoded, warnings = decode(data)
        visible = Edits(invisible_edits(decoded))
        source = visible.apply(decoded)
        meta, body = front_matter(source)
        markup, blocks = self.render(source[body:])
        cut = Edits([Edit(0, body)] if body else [])
        text = markup.apply(source[body:])
        moved = tuple(
            Block(span, block.kind)
            for block in blocks
            if (span := _locate(markup, block.span).trimmed(text))
        )
        title, date = (next(iter(meta.get(field, ())), None) for field in ("title", "date"))
        return Extract(
            text,
            moved,
            title or first_heading(text, moved),
            as_date(date),
            warnings,
            (visible, cut, markup),
            matter_author(meta),
        )


@dataclass(frozen=True)
class HtmlLoader:
    """A web page, reduced to its article."""

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        page, warnings = parse_html(data)
        title, date, author = html_title(page), as_date(html_date(page)), page_author(page)
        text, blocks = render_html(page)
        hidden = Edits(invisible_edits(text))
        visible = hidden.apply(text)
        moved = tuple(
            Block(span, block.kind)
            for block in blocks
            if (span := _locate(hidden, block.span).trimmed(visible))
        )
        title = title or first_heading(visible, moved)
        return Extract(visible, moved, title, date, warnings, author=author)


LOADERS: dict[str, Loader] = {
    ".txt": TextLoader(render_plain),
    ".text": TextLoader(render_plain),
    ".md": TextLoader(render_markdown),
    ".markdown": TextLoader(render_markdown),
    ".html": HtmlLoader(),
    ".htm": HtmlLoader(),
}
FORMATS = ", ".join(sorted(LOADERS))


def find_files(path: Path, others: Counter[str] | None = None) -> Iterator[Path]:
    """Readable articles in a folder and below, in the order of their names, or the one file.

    Hidden files and folders are left out, links to folders are followed once; files of other
    formats are counted in `others` by ending. Raises LibraryError if there is no such path or
    the folder cannot be listed.
    """
    try:
        path.stat()
    except (OSError, ValueError) as exc:  # ValueError: a NUL in the name
        raise LibraryError(f"no file or folder {str(path)!r}: check the path") from exc
    if path.is_file():
        if path.suffix.lower() not in LOADERS:
            raise LibraryError(f"{path} has no format that can be read: use one of {FORMATS}")
        yield path
        return
    for file in _walk(path, {_identity(path)}):
        if file.suffix.lower() in LOADERS or file.is_dir():
            yield file
        elif others is not None:
            others[file.suffix.lower() or file.name] += 1


def _walk(folder: Path, seen: set[tuple[int, int]], depth: int = 0) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as exc:
        if depth:
            yield folder  # read_bytes says what is wrong with it, the rest is read
            return
        raise LibraryError(f"cannot list {folder}: {exc.strerror}; check its permissions") from exc
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir():
                if (identity := _identity(path)) not in seen:  # a loop of links ends here
                    seen.add(identity)
                    yield from _walk(path, seen, depth + 1)
            else:
                yield path
        except OSError:
            yield path  # load_article says what is wrong with it


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
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


def extract_file(path: Path, data: bytes) -> Extract:
    """Run the loader for the file's name; raises ArticleError where there is no text."""
    if (loader := LOADERS.get(path.suffix.lower())) is None:
        raise ArticleError(f"has no format that can be read: use one of {FORMATS}")
    try:
        extract = loader.extract(data)
    except ArticleError:
        raise
    except Exception as exc:  # whatever a parser trips over is the matter of this file alone
        reason = f"{type(exc).__name__}: {exc}"[:200]
        raise ArticleError(f"cannot be read ({reason}): save it anew or remove it") from exc
    if not data.strip():
        raise ArticleError("is empty: write something into it or remove it")
    if not extract.blocks:
        raise ArticleError("holds no text: check that it was saved whole")
    return extract


def make_article(source: str, data: bytes, extract: Extract) -> Article:
    """The article of a file that was read; a title is always found."""
    title = one_line(extract.title or "") or title_from_name(source)
    date = one_line(extract.date or "")[:40] or None
    digest = hashlib.sha256(data).hexdigest()
    return Article(source, digest, title, date, extract.text, extract.blocks, extract.author)


def load_article(path: Path, source: str | None = None) -> Article:
    """Read one file; `source` is the name it goes by. Raises ArticleError."""
    data = read_bytes(path)
    return make_article(source or str(path), data, extract_file(path, data))


def _locate(edits: Edits, span: Span) -> Span:
    return Span(edits.locate(span.start), edits.locate(span.end))
