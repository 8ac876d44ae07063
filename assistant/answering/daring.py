"""How daring to be, as a plain choice: three thresholds of confidence, and what each measured.

`assistant calibrate` measures them on the articles at hand. Until then the figures are those of
the seed questions, written by
`python benchmarks/thresholds.py seeds/questions.jsonl --articles seeds/articles --write`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from assistant.settings import DaringName

DARING_FILE = Path(__file__).with_name("daring.json")


@dataclass(frozen=True, slots=True)
class Daring:
    """A threshold, and shares of questions measured with it.

    `refused` of those that the articles answer; `answered_elsewhere` of those on other things
    (after a calibration: of those whose article was left out), `answered_near` of those on things
    that the articles discuss but do not say; `right` of the answers shown to answerable questions
    (the answer stands in the first quoted sentence). None where there were no such questions.
    """

    threshold: float
    refused: float
    answered_elsewhere: float
    answered_near: float | None
    right: float | None


def _read() -> Mapping[DaringName, Daring]:
    found = json.loads(DARING_FILE.read_text(encoding="utf-8"))
    return {name: Daring(**found[name]) for name in get_args(DaringName)}


DARING: Mapping[DaringName, Daring] = _read()
