"""Where the calibration of an index stands: whether there is one, and whether it still fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answering.calibration import (
    NO_RERANKER,
    STALE,
    Calibration,
    load_calibration,
)
from assistant.errors import CalibrationError
from assistant.library.catalog import Entry
from assistant.library.notes import Notes
from assistant.places import Place


@dataclass(frozen=True, slots=True)
class Standing:
    """A calibration with the share of the library that has changed since, or why it is no use."""

    calibration: Calibration | None
    changed: float = 0.0
    problem: str = ""

    @property
    def stale(self) -> bool:
        """Whether it should be made again."""
        return self.changed > STALE

    def to_dict(self) -> dict[str, Any]:
        """The entry in what `assistant status --json` prints."""
        found = self.calibration
        return {
            "made": found.made if found else None,
            "questions": found.questions if found else None,
            "risk": found.risk if found else None,
            "reranker": found.reranker if found else None,
            "changed": round(self.changed, 4) if found else None,
            "stale": self.stale,
            "problem": self.problem or None,
        }

    def sentence(self, store: Place) -> str:
        """The same in a line; empty where answers rest on what is built in, as they may."""
        if self.problem:
            return self.problem
        if self.calibration is None:
            return ""
        found = self.calibration
        told = f"calibrated {found.made[:10]} by {found.questions} questions, risk {found.risk:g}"
        own = "" if found.reranker == NO_RERANKER else f" --reranker {found.reranker}"
        told += f", counts with{own} alone" if own else ""
        if self.stale:
            told += (
                f"; {self.changed:.0%} of the library has changed since: run assistant calibrate "
                f"--store {store}{own} again"
            )
        return told


def read_standing(notes: Notes, meta: Mapping[str, str], entries: Sequence[Entry]) -> Standing:
    """The standing of what is kept with an index, by its catalog's notes and its articles now."""
    try:
        found = load_calibration(notes, meta)
    except CalibrationError as exc:
        return Standing(None, problem=exc.sentence)
    return Standing(found, found.changed(entries) if found else 0.0)
