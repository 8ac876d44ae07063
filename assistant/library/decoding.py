"""Bytes to characters: find the encoding, remove what cannot be seen."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from assistant.errors import ArticleError
from assistant.library.edits import Edit

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Letters and marks of scripts that are written with joiners: Arabic and its kin, Mongolian, and
# what descends from Brahmi, in India and beyond.
_JOINED = (
    "\u0600-\u061b\u061d-\u0dff\u0f00-\u109f\u1700-\u17b3\u17b6-\u180a\u1810-\u18af\u1900-\u1cff"
    "\ua800-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefe\U00010a00-\U00010fff"
    "\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
_PICTURES = "\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff"
# Soft hyphen, bidi marks and overrides, zero-width space and no-break space, word joiner and
# other invisible operators, fillers of Hangul, marks of annotations, of shorthand and of scores,
# variation selectors, Unicode tags; and control characters. They hide instructions and break
# search.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+"
    # One joiner shapes what stands before it in Persian and Indic scripts; between two pictures
    # it makes them one. Elsewhere, and a second one, it only hides.
    f"|(?<![{_JOINED}\ufe0f{_PICTURES}])[\u200c\u200d]+"
    f"|(?<=[\ufe0f{_PICTURES}])(?:\u200c|\u200d(?![{_PICTURES}]))[\u200c\u200d]*"
    # U+FE0F makes a picture of a sign, and of a digit that is a keycap.
    f"|(?<![#*0-9\u00a9\u00ae\u203c\u2049\u2122\u2139\u25a0-\u25ff\u3030\u303d\u3297\u3299"
    f"{_PICTURES}])\ufe0f+|(?<=[#*0-9])\ufe0f(?!\u20e3)"
    # Mongolian letters have forms of their own that are chosen so.
    "|(?<![\u1820-\u18aa])[\u180b-\u180f]+"
)


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The characters of a text file and what had to be mended to read them.

    Tries byte order marks, UTF-16 without a mark, UTF-8, what the file `declared`, damaged
    UTF-8, Windows-1252, then charset-normalizer's guess. Raises ArticleError for binary data.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_as(data, encoding)
    if encoding_16 := _unmarked_utf16(data):
        return _decode_as(data, encoding_16)
    try:
        return _refuse_binary(data.decode("utf-8")), ()
    except UnicodeDecodeError as exc:
        tail = exc.end - exc.start if exc.end == len(data) else 0  # cut off inside a character
    if (known := _known(declared)) and known != "utf-8":
        return _decode_as(data, known)
    mended = data.decode("utf-8", errors="replace")
    damaged = mended.count("\ufffd")
    whole = sum(character > "\x7f" for character in mended) - damaged
    if whole > damaged or tail > 1 or (tail and whole) or known:
        return _decode_as(data, "utf-8")
    return _decode_as(data, _guess(data))


def _known(declared: str | None) -> str | None:
    """Python's codec for a declared encoding, as browsers understand the name."""
    try:
        name = codecs.lookup(declared or "").name
    except LookupError:
        return None
    if name in ("ascii", "iso8859-1"):
        return "cp1252"
    # A declaration that can be read byte by byte does not stand in UTF-16.
    return "utf-8" if name.startswith("utf") else name


def _decode_as(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        return _refuse_binary(data.decode(encoding)), ()
    except UnicodeDecodeError:
        mended = data.decode(encoding, errors="replace")
        return _refuse_binary(mended), (_damage(encoding.upper(), mended.count("\ufffd")),)


def _damage(encoding: str, count: int) -> str:
    return f"{count} character(s) are not valid {encoding} and show as \ufffd"


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 of a Latin script has a zero in every second byte."""
    sample = data[:4096]
    if len(sample) < 4:
        return None
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) > 0.7 * len(zeros):
            return encoding
    return None


def _guess(data: bytes) -> str:
    """Windows-1252 where few bytes are not ASCII, as in western languages; else the best guess."""
    if sum(byte > 0x7F for byte in data) > max(16, 0.25 * len(data)):
        best = from_bytes(data).best()
        if best is not None:
            return best.encoding
    return "cp1252"


def _refuse_binary(text: str) -> str:
    if len(_CONTROL.findall(text[:65536])) > 0.01 * len(text[:65536]):
        raise ArticleError("is not text (control characters found): save it as .txt, .md or .html")
    return text


def invisible_edits(text: str) -> list[Edit]:
    """Deletions that take every invisible character out of `text`."""
    return [Edit(match.start(), match.end(), "") for match in _INVISIBLE.finditer(text)]


def remove_invisible(text: str) -> str:
    """`text` without invisible characters."""
    return _INVISIBLE.sub("", text)
