"""Zipped documents within bounds, whatever they claim to be."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from documents import (
    CONTAINER,
    KEEPER,
    docx_parts,
    epub_parts,
    odt_parts,
    paragraph_of,
    zipped,
)
from pace import within

from assistant.library.formats import packages

from .reading import read, refused, texts

PARTS: dict[str, tuple[dict[str, str], str]] = {
    ".docx": (docx_parts(paragraph_of(KEEPER)), "word/document.xml"),
    ".odt": (odt_parts(f"<text:p>{KEEPER}</text:p>"), "content.xml"),
    ".epub": (epub_parts({"a.xhtml": f"<p>{KEEPER}</p>"}), CONTAINER),
}
EVERY = pytest.mark.parametrize("ending", sorted(PARTS))


def changed(ending: str, change: Callable[[str], str | bytes]) -> bytes:
    """A document whose main part was changed."""
    parts, main = PARTS[ending]
    return zipped({**parts, main: change(parts[main])})


@EVERY
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(ending: str, encoding: str) -> None:
    """A document type could unfold without end or name other files: none is read."""
    entities = '<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "x">'
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [{entities}]>'
    data = changed(ending, lambda part: (declared + part).encode(encoding))
    assert refused(data, ending).startswith(f"has a document type in '{PARTS[ending][1]}'")


@EVERY
def test_an_archive_that_lacks_a_piece(ending: str) -> None:
    """Where its parts are not where it says, even before its beginning, it is named as damaged."""
    data = zipped(PARTS[ending][0])
    assert refused(data[200:], ending).startswith("is no whole ")
    assert refused(data[:10] + data[200:], ending).startswith("is no whole ")


@EVERY
def test_a_bomb_is_refused_before_it_unpacks(ending: str) -> None:
    """What says that it unpacks to more than is read is refused for that."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in PARTS[ending][0].items():
            archive.writestr(name, part)
        for number in range(3):
            archive.writestr(f"{number}.xml", bytes(100 * 2**20))
    with within(2):
        assert refused(stream.getvalue(), ending).startswith("unpacks to 300 MiB or more")


@EVERY
def test_a_bomb_that_lies_is_refused(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an archive says of its sizes is not believed."""
    monkeypatch.setattr(packages, "_MOST_BYTES", 2**20)
    data = bytearray(changed(ending, lambda part: part + " " * 2**21))
    at = data.rindex(PARTS[ending][1].encode()) - 46 + 24  # in the list at the archive's end
    data[at : at + 4] = struct.pack("<I", 1000)
    assert refused(bytes(data), ending).startswith(("unpacks to", "is no whole"))


@EVERY
def test_too_many_parts_are_refused(ending: str) -> None:
    """The parts are counted before one is read."""
    parts = PARTS[ending][0] | {f"{number}": "" for number in range(10_001)}
    assert refused(zipped(parts), ending).startswith(f"has {len(parts)} parts, at most 10000")


@EVERY
def test_a_locked_archive_is_refused(ending: str) -> None:
    """Parts that need a password are named as such."""
    data = bytearray(changed(ending, lambda part: part))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    assert refused(bytes(data), ending) == "is encrypted: save it without a password"


@EVERY
def test_names_that_lead_elsewhere_harm_nothing(ending: str) -> None:
    """Nothing is unpacked to the disk, and a name may be anything."""
    others = {"../../evil.xml": "<a/>", "/tmp/evil.xml": "<a/>", "a\nb.xml": "<a/>"}  # noqa: S108
    assert texts(read(zipped(PARTS[ending][0] | others), ending)) == [KEEPER]


@EVERY
def test_deep_nesting_is_refused_or_read(ending: str) -> None:
    """Elements within elements by the hundred thousand take no time and end nothing."""
    data = changed(ending, lambda part: "<a>" * 200_000 + part + "</a>" * 200_000)
    with within(5):
        assert refused(data, ending).endswith("save it anew")


@EVERY
def test_every_cut_is_refused(ending: str) -> None:
    """An archive whose end is missing is told to be none that is whole."""
    data = changed(ending, lambda part: part)
    for share in (0.01, 0.2, 0.5, 0.8, 0.99):
        assert refused(data[: int(share * len(data))], ending).startswith("is no whole")
