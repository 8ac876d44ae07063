"""An evaluation in a few plain sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.evaluation.intervals import Interval
from assistant.evaluation.losses import Criterion, Step, criterion
from assistant.evaluation.outcomes import Outcome
from assistant.evaluation.reporting.wording import counted, shown, shown_interval
from assistant.evaluation.runner import Evaluation

STEP_TITLES: dict[Step, str] = {
    "not retrieved": "Not retrieved",
    "not chosen": "Retrieved but not chosen",
    "not first": "Chosen, but not first",
    "refused": "Chosen but refused",
    "answered": "Answered though unanswerable",
}
STEP_MEANINGS: dict[Step, str] = {
    "not retrieved": "none of the passages that were read holds the answer",
    "not chosen": "a passage that was read holds the answer, but no sentence that was quoted",
    "not first": "the answer was quoted, but not in the first sentence",
    "refused": "the first sentence holds the answer, or cannot be judged, but nothing was shown: "
    "the confidence was too low, or a chat model declined",
    "answered": "the articles do not answer it, and yet something was shown",
}


def summary(evaluation: Evaluation) -> list[str]:
    """What was asked, how often it went well, what it cost; a sentence or two each."""
    return list(_sentences(evaluation))


def _sentences(evaluation: Evaluation) -> Iterator[str]:
    answerable = evaluation.answerable
    unanswerable = evaluation.questions - answerable
    articles = f" to {counted(evaluation.setup.articles, 'article')}" if evaluation.setup else ""
    were = "was" if evaluation.questions == 1 else "were"
    yield (
        f"{counted(evaluation.questions, 'question')} {were} put{articles}, which answer "
        f"{answerable:,} of them"
        + (f" and leave {unanswerable:,} unanswered." if unanswerable else ".")
    )
    found = _with_interval(evaluation, "retrieval", "recall@1")
    if found:
        yield f"The right article came first for {found} of the questions it answers."
    chosen = _with_interval(evaluation, "quotes", "answer@1")
    if chosen:
        three = shown(evaluation.quotes["answer@3"], "share")
        yield (
            f"The first sentence quoted held an accepted answer for {chosen}, one of the first "
            f"three for {three}."
        )
    refused = _with_interval(evaluation, "abstention", "false_refusals")
    if refused:
        yield f"It refused {refused} of the questions that have an answer."
    answered = _with_interval(evaluation, "abstention", "false_answers")
    if answered:
        yield f"It answered {answered} of those that have none."
    if wrong := wrong_answers(evaluation.outcomes):
        yield wrong
    quotes = [good for outcome in evaluation.outcomes for good in outcome.verbatim]
    if quotes:
        yield (
            f"All {len(quotes):,} quotes are their article’s own words, character by character."
            if all(quotes)
            else f"{quotes.count(False):,} of {len(quotes):,} quotes are not what stands in their "
            "article."
        )
    half, most = evaluation.latency_ms["p50"], evaluation.latency_ms["p95"]
    if half is not None and most is not None:
        yield (
            f"Half the answers came within {shown(half, 'ms')}, 95 of 100 within "
            f"{shown(most, 'ms')}."
        )


def wrong_answers(outcomes: Sequence[Outcome]) -> str:
    """How many of the answers that were shown are wrong; empty where nobody knows."""
    given = [o for o in outcomes if not o.abstained and o.right is not None]
    if not given or not any(criterion(outcome.question) for outcome in outcomes):
        return ""
    wrong = sum(not outcome.right for outcome in given)
    return f"Of {counted(len(given), 'answer')} that it showed, {wrong:,} were wrong."


def judged_by(outcomes: Sequence[Outcome]) -> str:
    """What made a question count as right, for how many questions."""
    count = Counter(criterion(o.question) for o in outcomes if o.question.answerable)
    ways: dict[Criterion, str] = {
        "answer": "the first quoted sentence holds an accepted answer",
        "evidence": "the first quoted sentence touches the evidence",
        "article": "the first quoted sentence is of the right article",
    }
    parts = [
        f"{says} ({counted(count[way], 'question')})" for way, says in ways.items() if count[way]
    ]
    unknown = f" {counted(count[None], 'question')} could not be judged." if count[None] else ""
    if not parts:
        return f"The set does not say what answers its questions.{unknown}"
    return (
        f"Right means that {', or '.join(parts)}; whatever is shown for a question without an "
        f"answer is wrong.{unknown}"
    )


def _with_interval(evaluation: Evaluation, group: str, name: str) -> str:
    value = evaluation.groups()[group][name]
    if value is None:
        return ""
    interval: Interval | None = evaluation.intervals.get(group, {}).get(name)
    within = f" ({shown_interval(interval, 'share')})" if interval else ""
    return f"{shown(value, 'share')}{within}"
