"""When to trust an answer: its confidence, and the confidence below which none is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.confidence import BUILT_IN as BUILT_IN_WEIGHTS
from assistant.answering.confidence import Weights
from assistant.answering.daring import DARING, Daring
from assistant.answering.signals import read_signals
from assistant.settings import DaringName, Settings

if TYPE_CHECKING:
    from assistant.answering.retriever import Retrieval


@dataclass(frozen=True, slots=True)
class Trust:
    """Weights of the signals and the three thresholds; `own` if measured on the articles asked."""

    weights: Weights
    choices: Mapping[DaringName, Daring]
    own: bool = True

    def confidence(self, question: str, retrieval: Retrieval) -> float:
        """The chance that the first quote of what was found answers the question."""
        return self.weights.confidence(read_signals(question, retrieval))

    def threshold(self, settings: Settings) -> float:
        """The confidence below which nothing is answered."""
        if settings.threshold is not None:
            return settings.threshold
        return self.choices[settings.daring].threshold


BUILT_IN = Trust(BUILT_IN_WEIGHTS, DARING, own=False)
