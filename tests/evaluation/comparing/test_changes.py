"""What changed between two evaluations, against scipy and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from assistant.evaluation.comparing.changes import Change, change_of, mcnemar
from assistant.evaluation.comparing.pairing import Pair
from assistant.evaluation.comparing.results import Result
from assistant.evaluation.intervals import Interval


def result(name: str, score: float | None = None, **values: object) -> Result:
    """A question's result with one score."""
    known: dict[str, object] = {
        "answerable": True,
        "abstained": False,
        "confidence": 0.5,
        "milliseconds": 10.0,
        "right": True,
        "verbatim": (True,),
        "scores": {"answer@1": score},
        "quote": "",
    }
    return Result(name, "Q?", **{**known, **values})  # type: ignore[arg-type]


def pairs(*scores: tuple[float | None, float | None]) -> list[Pair]:
    """A pair of results for each pair of scores."""
    return [(result(str(n), a), result(str(n), b)) for n, (a, b) in enumerate(scores)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 1.0])), max_size=60))
def test_mcnemar_is_the_binomial_test_of_the_turned(turned: list[tuple[float, float]]) -> None:
    """As scipy has it: of those that turned, half should have turned either way."""
    fell = sum(a > b for a, b in turned)
    rose = sum(a < b for a, b in turned)
    theirs = stats.binomtest(fell, fell + rose).pvalue if fell + rose else 1.0
    assert mcnemar(turned) == pytest.approx(theirs)


def test_a_figure_is_taken_over_the_pairs_that_have_it() -> None:
    """A question without a score on one side is left out on both."""
    change = change_of("quotes", "answer@1", pairs((1, 0), (1, 1), (0, None), (None, 1)))
    assert change is not None
    assert (change.before, change.after, change.pairs) == (1.0, 0.5, 2)
    assert (change.difference, change.loss) == (-0.5, 0.5)
    assert change_of("quotes", "answer@1", pairs((None, None))) is None


def test_the_interval_is_that_of_scipys_paired_bootstrap() -> None:
    """Of the differences, question by question."""
    generator = np.random.default_rng(3)
    before = generator.random(200)
    after = np.clip(before + generator.normal(0.05, 0.2, 200), 0, 1)
    change = change_of(
        "evidence",
        "recall",
        [
            (
                result(str(n), scores={"evidence_recall": a}),
                result(str(n), scores={"evidence_recall": b}),
            )
            for n, (a, b) in enumerate(zip(before.tolist(), after.tolist(), strict=True))
        ],
    )
    theirs = stats.bootstrap(
        (after - before,),
        np.mean,
        n_resamples=2000,
        method="percentile",
        rng=np.random.default_rng(1),
    ).confidence_interval
    assert change is not None
    assert change.interval is not None
    assert change.p is None  # shares of characters are not 0 or 1
    width = theirs.high - theirs.low
    assert change.interval.low == pytest.approx(theirs.low, abs=width / 10)
    assert change.interval.high == pytest.approx(theirs.high, abs=width / 10)


def test_lower_is_better_for_some_figures() -> None:
    """A rise of false answers is a loss, a change in words is neither."""
    assert Change("abstention", "false_answers", 0.1, 0.3, 9).loss == pytest.approx(0.2)
    assert Change("quotes", "words_mean", 20, 30, 9).loss == 0


def test_chance_is_judged_by_mcnemar_else_by_the_interval() -> None:
    """Six of six that fell are p = 2 / 64; an interval must not hold zero."""
    assert mcnemar([(1, 0)] * 6) == pytest.approx(2 / 64)
    assert Change("g", "n", 1, 0, 6, p=2 / 64).beyond_chance
    assert not Change("g", "n", 1, 0, 5, Interval(-1, -0.5), p=2 / 32).beyond_chance
    assert Change("g", "n", 1, 0, 5, Interval(-1, -0.5)).beyond_chance
    assert not Change("g", "n", 1, 0, 5, Interval(-1, 0.5)).beyond_chance
    assert not Change("g", "n", 1, 0, 5).beyond_chance


def test_what_changes_alike_everywhere_is_beyond_chance() -> None:
    """Drawing again varies nothing then; six questions are enough, five are not."""

    def slower(count: int) -> Change | None:
        both = [result(str(n), scores={"prompt_tokens": 90.0 + n}) for n in range(count)]
        more = [result(str(n), scores={"prompt_tokens": 102.0 + n}) for n in range(count)]
        return change_of("answers", "prompt_tokens", list(zip(both, more, strict=True)))

    few, enough = slower(5), slower(6)
    assert few is not None
    assert enough is not None
    assert (few.interval, few.beyond_chance) == (None, False)
    assert (enough.interval, enough.beyond_chance) == (Interval(12, 12), True)


@pytest.mark.parametrize(("each", "certain"), [(5, False), (6, True)])
def test_a_confidence_that_is_lost_everywhere_is_beyond_chance(each: int, certain: bool) -> None:
    """Each draw has the same loss, of all; it is the fewer kind that must be enough."""
    known = [(True, 0.9)] * 20 + [(False, 0.1)] * each
    before = [result("", answerable=a, confidence=c) for a, c in known]
    after = [result("", answerable=a, confidence=0.0) for a, _ in known]
    change = change_of("abstention", "auroc", list(zip(before, after, strict=True)))
    assert change is not None
    assert (change.loss, change.beyond_chance) == (0.5, certain)


def test_three_questions_are_never_beyond_chance() -> None:
    """That all three lose some happens to one comparison in four."""
    both = pairs((0.9, 0.5), (0.8, 0.5), (0.7, 0.5))
    change = change_of("quotes", "answer@1", both)
    assert change is not None
    assert not change.beyond_chance


def test_confidences_and_times_are_compared_pair_by_pair() -> None:
    """AUROC from 1 to .5 where one of two turns; the median time twice as long."""

    def asked(name: str, answerable: bool, confidence: float, time: float) -> Result:
        return result(name, answerable=answerable, confidence=confidence, milliseconds=time)

    both: list[Pair] = [
        (asked("1", True, 0.9, 10), asked("1", True, 0.9, 20)),
        (asked("2", True, 0.8, 20), asked("2", True, 0.1, 40)),
        (asked("3", False, 0.2, 30), asked("3", False, 0.2, 60)),
    ]
    apart = change_of("abstention", "auroc", both)
    assert apart is not None
    assert (apart.before, apart.after) == (1.0, 0.5)
    median = change_of("latency_ms", "p50", both)
    assert median is not None
    assert (median.before, median.after, median.loss) == (20, 40, 20)
    assert change_of("abstention", "auroc", both[:2]) is None


def test_every_quote_counts_for_verbatim() -> None:
    """One misquote among three on one side."""
    both = [(result("1", verbatim=(True, True, True)), result("1", verbatim=(True, False, True)))]
    change = change_of("quotes", "verbatim", both)
    assert change is not None
    assert change.loss == pytest.approx(1 / 3)
    assert change_of("quotes", "verbatim", [(result("1", verbatim=()), result("1"))]) is None
