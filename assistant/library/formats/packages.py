"""Documents that are zip archives: opened within bounds, one part at a time."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from assistant.errors import ArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element

# What a book of a thousand chapters needs several times over.
_MOST_PARTS = 10_000
_MOST_BYTES = 256 * 2**20
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of Office before 2007, which also holds what is locked
# ValueError: a part that would begin before the file does.
_DAMAGED = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)


class Package:
    """The parts of a zipped document. Raises ArticleError for archives that are no such thing.

    What an archive says of its sizes may be a lie: parts are read up to what they may have.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        self._left = _MOST_BYTES
        if data.startswith(_OLD):
            raise ArticleError("is encrypted or of an old Office: save it anew, without a password")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as exc:
            raise ArticleError(f"is no whole {kind} ({_said(exc)}): save it anew") from exc
        parts = self._archive.infolist()
        if len(parts) > _MOST_PARTS:
            raise ArticleError(f"has {len(parts)} parts, at most {_MOST_PARTS} are read: split it")
        if any(part.flag_bits & 1 for part in parts):
            raise ArticleError("is encrypted: save it without a password")
        if (size := sum(part.file_size for part in parts)) > _MOST_BYTES:
            raise self._too_large(size)

    def names(self) -> list[str]:
        """The names of all parts, each once."""
        return list(dict.fromkeys(self._archive.namelist()))

    def read(self, name: str) -> bytes:
        """One part, whole. Raises KeyError if there is none."""
        try:
            with self._archive.open(self._archive.getinfo(name)) as part:
                data = part.read(self._left + 1)
        except (*_DAMAGED, EOFError, zlib.error) as exc:
            reason = f"{name!r}: {_said(exc)}"
            raise ArticleError(f"is no whole {self.kind} ({reason}): save it anew") from exc
        self._left -= len(data)
        if self._left < 0:
            raise self._too_large(_MOST_BYTES - self._left)
        return data

    def xml(self, name: str) -> _Element:
        """One part as XML without a document type. Raises KeyError if there is none."""
        return parse_xml(self.read(name), name)

    def _too_large(self, size: int) -> ArticleError:
        return ArticleError(
            f"unpacks to {size // 2**20} MiB or more, at most {_MOST_BYTES // 2**20} MiB are read: "
            "split it"
        )


def parse_xml(data: bytes, name: str) -> _Element:
    """XML without a document type: its entities could unfold without end or name other files."""
    from lxml import etree

    typed = ArticleError(f"has a document type in {name!r}, which is not read: save it anew")
    if _DOCTYPE.search(data):
        raise typed
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        raise ArticleError(f"has faulty XML in {name!r} ({_said(exc)}): save it anew") from exc
    information: Any = root.getroottree().docinfo  # whose stubs know nothing of it
    if information.doctype:  # in an encoding of two bytes a letter
        raise typed
    return root


def _said(exc: Exception) -> str:
    """What a parser says, which may hold anything of the file, on one line that can be shown."""
    return repr(" ".join(str(exc).split()))[1:-1][:200]
