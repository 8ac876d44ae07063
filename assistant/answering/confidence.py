"""How sure the assistant is that the library answers a question."""

from __future__ import annotations

from math import exp

from assistant.answering.retriever import Retrieval

# Logistic regression, see benchmarks/fit_confidence.py.
_SLOPE = 16.5
_MIDDLE = 0.593


def confidence(retrieval: Retrieval) -> float:
    """Between 0 and 1, rising with the similarity of the sentence that answers best."""
    best = next((s.similarity for s in retrieval.sentences if s.sentence.quotable), -1.0)
    return 1 / (1 + exp(-_SLOPE * (best - _MIDDLE)))
