"""What files are by their bytes."""

from __future__ import annotations

import gzip
import io
import sqlite3
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.collection.kinds import kind_of, refusal


def zipped(*names: str) -> bytes:
    """A zip archive of files of these names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "application/epub+zip" if name == "mimetype" else "text")
    return stream.getvalue()


def tarred() -> bytes:
    """A tar archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("tide.md"))
    return stream.getvalue()


def database(folder: Path) -> bytes:
    """An SQLite database."""
    with sqlite3.connect(folder / "a.db") as connection:
        connection.execute("CREATE TABLE a (b)")
    return (folder / "a.db").read_bytes()


def test_is_told_by_what_it_is(tmp_path: Path) -> None:
    """Real files of other formats are told by their bytes."""
    assert kind_of(zipped("tide.md")) == "a zip archive"
    assert kind_of(zipped("[Content_Types].xml", "word/document.xml")) == "a Word document"
    assert kind_of(zipped("mimetype", "OEBPS/a.xhtml")) == "an EPUB book"
    assert kind_of(gzip.compress(b"tide")) == "a gzip archive"
    assert kind_of(tarred()) == "a tar archive"
    assert kind_of(database(tmp_path)) == "an SQLite database"
    assert kind_of(Path(sys.executable).read_bytes()[:4096]) == "a program"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\xef\xbb\xbf\r\n %PDF-1.4\n", "a PDF"),
        (b"{\\rtf1\\ansi tide}", "a rich text document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
        (b"GIF89a\1\0\1\0", "a GIF picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a picture, sound or video"),
        (b"\0\0\0\x18ftypmp42\0\0", "a video"),
        (b"MZ\x90\0\3\0\0\0", "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "an old Office document"),
    ],
)
def test_known_beginnings(data: bytes, kind: str) -> None:
    """A beginning that only one format has is refused as that, with what to do."""
    assert kind_of(data) == kind
    assert refusal(data).startswith(f"is {kind}, not text: save its text as one of .csv")


@pytest.mark.parametrize(
    "text",
    [
        "MZ is the mark of programs for DOS.",
        "BM25 ranks by words. ID3 tags are in sound files.",
        "ID3 tags are in sound files.",
        "RIFF is a format; PK was a man, PAR1 is a format, too.",
        "The head of a PDF is %PDF-1.4.",
        "<html><p>tide</p></html>",
        "",
        "潮は満ちる。",
    ],
)
def test_texts_are_let_in(text: str) -> None:
    """Articles that only name such marks, in any encoding, are no binary files."""
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
        if encoding != "utf-16-le" or text.isascii():
            assert refusal(text.encode(encoding)) == ""


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\0\0", ".pdf"),
        (b"%PDF-1.7\n", ".PDF"),
        (zipped("[Content_Types].xml", "word/document.xml"), ".docx"),
        (zipped("mimetype", "OEBPS/a.xhtml"), ".epub"),
        (zipped("META-INF/container.xml"), ".epub"),
        (b"PK\x03\x04...mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
        (b"", ".pdf"),
    ],
)
def test_what_is_no_text_is_let_in_under_its_own_name(data: bytes, ending: str) -> None:
    """A document is let in where content and ending agree, and refused under any other name."""
    assert refusal(data, ending) == ""
    for other in {".pdf", ".docx", ".epub", ".odt", ".md", ""} - {ending.lower()}:
        assert bool(refusal(data, other)) == bool(data)


def test_a_wrong_name_is_told() -> None:
    """What a file is, and what its name says, are both in the reason, with what to do."""
    assert refusal(b"tide", ".pdf") == (
        "is something else, not a PDF: save it as .pdf, without a password"
    )
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx") == (
        "is an old Office document, not a Word document: save it as .docx, without a password"
    )


def test_nul_laden() -> None:
    """A file full of NUL bytes is none of text, one stray NUL is no reason."""
    assert refusal(b"tide\0\1\2" * 50).startswith("is binary, not text")
    assert refusal(b"tide " * 70_000 + bytes(5_000)).startswith("is binary, not text")
    assert refusal(b"tide " * 500 + b"\0") == ""


@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes are, there is an answer."""
    assert isinstance(refusal(data), str)
