"""The questions that two evaluations share, and what else differs between the two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from assistant.evaluation.comparing.results import Result, Results

State = Literal["right", "wrong", "refused", "answered", "rightly refused", "wrongly answered"]
Pair = tuple[Result, Result]

_MUST_AGREE = {
    "questions_sha256": "the question sets differ",
    "articles_sha256": "the articles differ",
    "limit": "the samples differ (--limit)",
    "seed": "the samples differ (seed)",
    "version": "the versions of the program differ",
    "threshold": "the thresholds of confidence differ",
}


def paired(before: Results, after: Results) -> list[Pair]:
    """The questions that both have: the same id, words and answerability, in the old order."""
    new = dict(_keyed(after.questions))
    return [(old, new[key]) for key, old in _keyed(before.questions) if key in new]


def _keyed(questions: Sequence[Result]) -> Iterator[tuple[tuple[object, ...], Result]]:
    """Each question under a key of its own, also where a set has an id twice."""
    seen: Counter[tuple[object, ...]] = Counter()
    for question in questions:
        key = (question.id, question.text, question.answerable)
        seen[key] += 1
        yield (*key, seen[key]), question


def state(result: Result) -> State:
    """How a question ended for whoever asked it."""
    if not result.answerable:
        return "rightly refused" if result.abstained else "wrongly answered"
    if result.abstained:
        return "refused"
    return "answered" if result.right is None else "right" if result.right else "wrong"


def differences(before: Results, after: Results) -> list[str]:
    """Why two evaluations may not be comparable; raises nothing, says it."""
    found = []
    if not before.setup or not after.setup:
        found.append("one of them does not say how it was made: sets and settings may differ")
    for name, what in _MUST_AGREE.items():
        old, new = before.setup.get(name), after.setup.get(name)
        if before.setup and after.setup and old != new:
            found.append(f"{what}: {_short(old)} before, {_short(new)} after")
    settings = [_settings(results.setup) for results in (before, after)]
    for name in sorted(settings[0].keys() | settings[1].keys()):
        old, new = (side.get(name) for side in settings)
        if old != new:
            found.append(f"the setting {name} differs: {_short(old)} before, {_short(new)} after")
    pairs = len(paired(before, after))
    for results, side in ((before, "before"), (after, "after")):
        if alone := len(results.questions) - pairs:
            found.append(
                f"{alone} of {len(results.questions)} questions are only {side}, or are put in "
                "other words: they are left out"
            )
    return found


def _settings(setup: Mapping[str, object]) -> dict[str, object]:
    settings = setup.get("settings")
    return dict(settings) if isinstance(settings, dict) else {}


def _short(value: object) -> str:
    text = "none" if value is None else str(value)
    return f"{text[:12]}…" if len(text) > 40 else text
