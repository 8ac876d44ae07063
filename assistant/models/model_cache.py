"""Where converted models are kept, and how one is had that is not there yet."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
from pathlib import Path

from assistant.errors import ModelError
from assistant.models.openvino_engine import FACTS, OpenVinoEngine, openvino, precision
from assistant.processes import environment, program

_CONVERSION = "assistant.models.conversion"
# Raised whenever what is kept would be made or checked in another way.
_VERSION = 1


class ConversionError(Exception):
    """A model is not converted; the reason is its text. Torch runs it then."""


def cache_folder() -> Path:
    """Where converted models are kept: ASSISTANT_CACHE, or the user's cache.

    Raises ConversionError if that is below the home of a user who has none.
    """
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    chosen = os.environ.get("ASSISTANT_CACHE") or f"{home}/quoting-assistant"
    try:
        return Path(chosen).expanduser()
    except RuntimeError as exc:  # such as in a container that runs as any number
        reason = f"{chosen} is in no home that is known: set ASSISTANT_CACHE to a folder"
        raise ConversionError(reason) from exc


def converted_folder(folder: Path, weights: str) -> Path:
    """Where a model's conversion is, or would be, kept: another for other weights or settings.

    Raises ConversionError, as `cache_folder` does.
    """
    digest = hashlib.sha256(weights.encode())
    for file in sorted(folder.rglob("*")):
        if file.suffix in (".json", ".txt", ".model") and file.is_file():
            digest.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    made = f"{_VERSION} {openvino().__version__} {precision()}"
    digest.update(made.encode())
    return cache_folder() / "encoders" / digest.hexdigest()[:32]


def open_converted(kept: Path) -> OpenVinoEngine | None:
    """The engine of a conversion that is kept; None if there is none, or it is damaged."""
    try:
        facts = json.loads((kept / FACTS).read_text(encoding="utf-8"))
        for name, expected in facts["sha256"].items():
            if sha256_of(kept / name) != expected:
                return None
        return OpenVinoEngine(kept)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def sha256_of(file: Path) -> str:
    """The hash of a file's bytes. Raises OSError."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def convert_apart(folder: Path, kept: Path) -> OpenVinoEngine:
    """Convert the model in a folder in a process of its own.

    Raises ConversionError, or ModelError if that was ended: so was this program, most likely.
    """
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, over folders that we named
            program(_CONVERSION, str(folder), str(kept)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment(),
            check=False,
        )
    except OSError as exc:
        raise ConversionError(f"no process can be started ({exc.strerror or exc})") from exc
    if engine := open_converted(kept):
        return engine
    if -ended.returncode in (signal.SIGINT, signal.SIGTERM):  # to load torch now would hold it up
        raise ModelError("the model was not converted, as that was ended: start the program again")
    said = ended.stdout.decode(errors="replace").strip().splitlines()
    raise ConversionError(said[-1] if said else f"its process ended with {ended.returncode}")
