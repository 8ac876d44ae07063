"""Names of files that came from elsewhere, made safe for a folder of one's own."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath

from assistant.collection.refusals import RefusedError
from assistant.library.loaders import endings, formats

MOST_BYTES = 120  # of a name in UTF-8: all file systems take 255, and a number may be added
# Control and invisible characters, direction marks, halves of pairs, line separators, and code
# points that mean nothing anywhere.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # on Windows; two of them are markup as well
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.I)


def safe_name(name: str) -> str:
    """The base name of a file as it can be kept anywhere, ending included.

    Raises RefusedError for a name without an ending that can be read.
    """
    base = _cleaned(re.split(r"[/\\]", name)[-1])
    stem, suffix = _parted(base)
    if suffix.lower() not in endings():
        shown = base[:80]
        what = f"is a {suffix} file" if suffix else "has no ending that tells what it is"
        raise RefusedError("kind", shown, f"{what}: save it as one of {formats()}")
    if not stem:
        raise RefusedError("name", base, "has no name before its ending: give it one")
    if _DEVICES.match(stem):  # Windows means the device, whatever the ending
        stem = f"_{stem}"
    return _fitted(stem, suffix)


def numbered(name: str, number: int) -> str:
    """A safe name for another file of the same name: `tide (2).md`."""
    stem, suffix = _parted(name)
    return _fitted(stem, f" ({number}){suffix}")


def sayable(path: Path) -> str:
    """The name of a file, as the index has it, though its bytes may be no UTF-8."""
    return str(path).encode(errors="backslashreplace").decode()


def _cleaned(name: str) -> str:
    visible = "".join(c for c in name if c.isspace() or unicodedata.category(c) not in _UNWANTED)
    whole = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", visible))
    return _trimmed(re.sub(r"\s+", " ", whole))


def _trimmed(name: str) -> str:
    """Without leading dots, which hide a file, and what Windows drops at the end."""
    return name.lstrip(". ").rstrip(". ")


def _parted(name: str) -> tuple[str, str]:
    suffix = PurePosixPath(name).suffix
    return _trimmed(name.removesuffix(suffix)), suffix


def _fitted(stem: str, ending: str) -> str:
    """Stem and ending within the bound; what is cut off is cut from the stem."""
    room = MOST_BYTES - len(ending.encode())
    cut = stem.encode()[:room].decode(errors="ignore")
    return f"{_trimmed(cut)}{ending}"
