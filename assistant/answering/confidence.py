"""How sure the assistant is that the first quote answers the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from assistant.answering.signals import Signals


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model: what each signal counts, by its name, and what is added to their sum."""

    weights: Mapping[str, float]
    intercept: float

    def chance(self, signals: Signals) -> float:
        """The chance that it gives, 0 to 1."""
        score = self.intercept + sum(
            weight * getattr(signals, name) for name, weight in self.weights.items()
        )
        return 1 / (1 + exp(-score)) if score > 0 else exp(score) / (1 + exp(score))


@dataclass(frozen=True, slots=True)
class Weights:
    """Two models: that the article is `here` at all, and that then the quote is the `right` one.

    One alone cannot be a probability: however similar a sentence is, the one beside it may be
    the answer, so that the chance levels off below 1.
    """

    here: Logistic
    right: Logistic

    def confidence(self, signals: Signals | None) -> float:
        """The chance, 0 to 1, that the first quote answers; 0 where nothing can be quoted."""
        return self.here.chance(signals) * self.right.chance(signals) if signals else 0.0


# What is used until `assistant calibrate` has measured the articles at hand; near what
# `python benchmarks/calibration.py` fits, which names the questions. `missing` and `contrary` count
# half as much again: they tell trick questions, of which those sets have few. docs/retrieval.md
# has what that gains and costs.
BUILT_IN = Weights(
    here=Logistic({"similarity": 28.0}, -15.0),
    right=Logistic(
        {"similarity": 3.0, "margin": 5.5, "covered": 1.0, "missing": -1.5, "contrary": -1.0}, -1.8
    ),
)
