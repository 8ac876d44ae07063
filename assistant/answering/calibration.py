"""What `assistant calibrate` found out, kept with the index: one file of JSON.

It counts for the articles, the model and the signals that it was measured with. One that cannot
be read, or is of others, is named and left aside; answers then rest on what is built in.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from math import isfinite
from typing import Literal, get_args

from pydantic import TypeAdapter, ValidationError

from assistant.answering import signals
from assistant.answering.trust import BUILT_IN, Trust
from assistant.errors import CalibrationError
from assistant.library.catalog import Entry
from assistant.library.notes import Notes
from assistant.settings import DaringName

CALIBRATION_FILE = "calibration.json"
NO_RERANKER = "none"
# What of an index's making the figures depend on, by the names that its catalog has for it.
_MADE_WITH = ("weights", "version")
# The share of the library that may come, change or go before it should be measured again.
STALE = 0.2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A trust that was measured, and on what.

    `risk` was asked for, `kept` says whether a threshold keeps it; `made` is a date in ISO 8601,
    `made_with` the model's hash, the index's version and that of the signals, `reranker` its name
    if one had the last word, `articles` the characters of each article by the sha256 of its file.
    """

    trust: Trust
    risk: float
    kept: bool
    questions: int
    made: str
    made_with: Mapping[str, str]
    articles: Mapping[str, int]
    reranker: str = NO_RERANKER
    format: Literal[1] = 1  # raised whenever this file comes to hold other things

    def changed(self, entries: Iterable[Entry]) -> float:
        """How much of the library is another by now: 0 for nothing, 1 for all of it.

        The share of its characters in articles that are new, or of those then that are in
        articles that are gone, whichever is more; an article that was changed is both. A renamed
        one is the same.
        """
        now = fingerprint(entries)
        new = sum(size for sha256, size in now.items() if sha256 not in self.articles)
        gone = sum(size for sha256, size in self.articles.items() if sha256 not in now)
        return max(new / max(1, sum(now.values())), gone / max(1, sum(self.articles.values())))


_FILE = TypeAdapter(Calibration)


def fingerprint(entries: Iterable[Entry]) -> dict[str, int]:
    """The characters of each article by the sha256 of its file."""
    return {entry.sha256: entry.characters for entry in entries}


def made_with(meta: Mapping[str, str]) -> dict[str, str]:
    """What a calibration depends on, of a catalog's notes and of this program."""
    found = {name: meta.get(name, "") for name in _MADE_WITH}
    return {**found, "signals": str(signals.VERSION)}


def trust_of(notes: Notes, meta: Mapping[str, str], reranker: str | None = None) -> Trust:
    """The trust measured for an index, else what is built in; a file that is no use is logged."""
    try:
        calibration = load_calibration(notes, meta)
        if calibration and calibration.reranker != (reranker or NO_RERANKER):
            made = f"was made with --reranker {calibration.reranker}"
            again = f" --reranker {reranker or NO_RERANKER}"
            raise _useless(notes, made, again)
    except CalibrationError as exc:
        _log.warning("%s", exc.sentence)
        return BUILT_IN
    return calibration.trust if calibration else BUILT_IN


def load_calibration(notes: Notes, meta: Mapping[str, str]) -> Calibration | None:
    """The calibration of an index, None if there is none.

    Raises CalibrationError for a file that is damaged, or that another model or version made.
    """
    try:
        calibration = _FILE.validate_json(notes.read(CALIBRATION_FILE), strict=True)
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise _useless(notes, f"cannot be read ({exc.strerror})") from exc
    except ValidationError as exc:
        raise _useless(notes, "is no calibration that this program wrote") from exc
    here = made_with(meta)
    if different := [name for name in here if calibration.made_with.get(name) != here[name]]:
        raise _useless(notes, f"was made with other {' and '.join(different)}")
    if not _is_possible(calibration):
        raise _useless(notes, "holds what no calibration can say")
    return calibration


def save_calibration(notes: Notes, calibration: Calibration) -> None:
    """Write it, whole or not at all. Raises CalibrationError."""
    try:
        notes.write(CALIBRATION_FILE, _FILE.dump_json(calibration, indent=1))
    except OSError as exc:
        raise CalibrationError(
            f"cannot write {_file(notes)} ({exc.strerror}): check the free space and permissions, "
            "or give another index with --store"
        ) from exc


def forget_calibration(notes: Notes) -> bool:
    """Delete the calibration of an index; False if there was none. Raises CalibrationError."""
    try:
        notes.delete(CALIBRATION_FILE)
    except FileNotFoundError:
        return False
    except OSError as exc:
        raise CalibrationError(f"cannot delete {_file(notes)} ({exc.strerror}): delete it") from exc
    return True


def _is_possible(found: Calibration) -> bool:
    """Whether its figures are shares, its numbers finite, and its names those of this program."""
    choices, models = found.trust.choices, (found.trust.weights.here, found.trust.weights.right)
    figures = [figure for daring in choices.values() for figure in astuple(daring)]
    shares = [found.risk, *(figure for figure in figures if figure is not None)]
    numbers = [number for m in models for number in (m.intercept, *m.weights.values())]
    return (
        set(choices) == set(get_args(DaringName))
        and all(0 <= share <= 1 for share in shares)
        and all(map(isfinite, numbers))
        and all(set(model.weights) <= set(signals.NAMES) for model in models)
        and min(found.articles.values(), default=0) >= 0
    )


def _useless(notes: Notes, why: str, again: str = "") -> CalibrationError:
    return CalibrationError(
        f"{_file(notes)} {why} and is not used: run assistant calibrate --store "
        f"{notes.place}{again} again, or assistant calibrate --forget --store {notes.place}"
    )


def _file(notes: Notes) -> str:
    return f"{notes.place}/{CALIBRATION_FILE}"
