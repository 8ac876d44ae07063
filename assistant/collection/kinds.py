"""What a file is by its bytes, whatever its name says."""

from __future__ import annotations

import codecs
import re

from assistant.library.loaders import formats

# These are told by letters, and tell enough.
_WRITTEN = (
    (re.compile(rb"%PDF-\d"), "a PDF"),
    (re.compile(rb"%!PS-"), "PostScript"),
    (re.compile(rb"\{\\rtf\d"), "a rich text document"),
    (re.compile(rb"GIF8[79]a"), "a GIF picture"),
    (re.compile(rb"BZh[1-9]1AY&SY"), "a bzip2 archive"),
)
# Nothing that is text begins like these; and a text that begins with letters of theirs has no
# NUL soon after.
_MARKS = (
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\0\0\1\0", "an icon"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x1aE\xdf\xa3", "a video"),
)
_WITH_NUL = (
    (0, b"MZ", "a program"),
    (0, b"BM", "a BMP picture"),
    (0, b"ID3", "a sound file"),
    (0, b"OggS", "a sound file"),
    (0, b"fLaC", "a sound file"),
    (0, b"RIFF", "a picture, sound or video"),
    (0, b"wOF", "a font"),
    (0, b"PAR1", "a Parquet table"),
    (4, b"ftyp", "a video"),
    (257, b"ustar", "a tar archive"),
)
_ZIPPED = (
    (b"application/epub+zip", "an EPUB book"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"META-INF/container.xml", "an EPUB book"),
)
# What a file is that is read although it is no text, by the ending that it must have.
_READ = {
    ".pdf": "a PDF",
    ".docx": "a Word document",
    ".odt": "an OpenDocument file",
    ".epub": "an EPUB book",
}
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_MOST_NULS = 0.001


def refusal(data: bytes, ending: str = "") -> str:
    """Why these bytes cannot be read under such a name (".pdf"), with the cure; "" if they may be.

    Content and ending must agree: what is no text is read by its ending alone.
    """
    kind, due = kind_of(data), _READ.get(ending.lower())
    if due:
        wrong = data.strip() and kind != due
        what = kind or "something else"
        return f"is {what}, not {due}: save it as {ending}, without a password" if wrong else ""
    if kind:
        return f"is {kind}, not text: save its text as one of {formats()}"
    if data.count(0) > _MOST_NULS * len(data) and not _is_wide(data):
        return f"is binary, not text (it has NUL bytes): save its text as one of {formats()}"
    return ""


def kind_of(data: bytes) -> str:
    """What the bytes are if they are known to be no text: "a PDF"."""
    start = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip()
    for pattern, kind in _WRITTEN:
        if pattern.match(start):
            return kind
    for mark, kind in _MARKS:
        if data.startswith(mark):
            return _zipped(data) if mark.startswith(b"PK") else kind
    if b"\0" in data[:512]:
        for offset, mark, kind in _WITH_NUL:
            if data.startswith(mark, offset):
                return kind
    return ""


def _zipped(data: bytes) -> str:
    """A zip archive by the names of what is in it: they stand at both ends."""
    for name, kind in _ZIPPED:
        if name in data[:4096] or name in data[-65536:]:
            return kind
    return "a zip archive"


def _is_wide(data: bytes) -> bool:
    """Whether NULs are halves of characters: UTF-16 or UTF-32, with a mark or without."""
    sample = data[:4096]
    return data.startswith(_WIDE) or any(
        sample[half::2].count(0) > 0.7 * len(sample[half::2]) for half in (0, 1)
    )
