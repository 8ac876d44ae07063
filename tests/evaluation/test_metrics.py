"""Metrics against arithmetic by hand, and what must hold for every ranking."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation import metrics
from assistant.evaluation.question_sets.values import Evidence

RankingFigure = Callable[[Sequence[str], Collection[str], int], float | None]

names = st.sampled_from("abcdefghijklmn")
rankings = st.lists(names, unique=True)
golds = st.sets(names, min_size=1)
scores = st.lists(st.sampled_from([0.0, 0.1, 0.3, 0.3001, 0.9, 1.0]), min_size=1)
pieces = st.lists(
    st.builds(
        lambda source, start, length: Evidence(source, start, start + length),
        st.sampled_from("ab"),
        st.integers(0, 30),
        st.integers(0, 12),
    ),
    max_size=6,
)


def test_distinct_keeps_the_first_of_each() -> None:
    """An article ranks where its best passage does."""
    assert metrics.distinct(["b", "a", "b", "c", "a"]) == ["b", "a", "c"]


def test_recall_needs_one_gold_article_among_the_first() -> None:
    """The mean of recall is the share of questions whose gold article was found."""
    ranked = ["x", "g1", "y", "g2"]
    assert metrics.recall_at(ranked, ["g1"], 1) == 0
    assert metrics.recall_at(ranked, ["g1"], 2) == 1
    assert metrics.recall_at(ranked, ["g2", "g3"], 3) == 0
    assert metrics.recall_at(ranked, ["g2", "g3"], 4) == 1


def test_reciprocal_rank_is_one_over_the_first_gold_rank() -> None:
    """The first gold article alone decides, down to rank 10."""
    assert metrics.reciprocal_rank(["x", "y", "g", "h"], {"g", "h"}) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank([*"abcdefghi", "g*"], {"g*"}) == pytest.approx(1 / 10)
    assert metrics.reciprocal_rank([*"abcdefghij", "g*"], {"g*"}) == 0


def test_ndcg_agrees_with_hand_computed_gains() -> None:
    """Gains are discounted by log2(rank + 1) and divided by those of the ideal ranking."""
    # gold at rank 2: (1 / log2 3) / (1 / log2 2) = 0.63093 / 1
    assert metrics.ndcg(["x", "g"], {"g"}) == pytest.approx(0.63092975)
    # gold at ranks 1 and 3 of two: (1 + 1 / log2 4) / (1 + 1 / log2 3) = 1.5 / 1.63093
    assert metrics.ndcg(["g", "x", "h"], {"g", "h"}) == pytest.approx(0.91972079)
    # one of three found, first: 1 / (1 + 0.63093 + 0.5)
    assert metrics.ndcg(["g"], {"g", "h", "i"}) == pytest.approx(1 / 2.13092975)
    # the ideal ranking has only k places: 1 / 1
    assert metrics.ndcg(["g", "x"], {"g", "h"}, k=1) == pytest.approx(1.0)


@pytest.mark.parametrize("figure", [metrics.recall_at, metrics.reciprocal_rank, metrics.ndcg])
def test_a_question_without_gold_has_no_retrieval_score(figure: RankingFigure) -> None:
    """No known gold article gives None, an empty ranking gives 0."""
    assert figure(["a", "b"], (), 10) is None
    assert figure([], {"a"}, 10) == 0


@pytest.mark.parametrize("figure", [metrics.recall_at, metrics.reciprocal_rank, metrics.ndcg])
@given(ranked=rankings, gold=golds, k=st.integers(1, 14))
def test_retrieval_scores_are_shares_that_gold_first_makes_whole(
    figure: RankingFigure, ranked: list[str], gold: set[str], k: int
) -> None:
    """Scores lie in [0, 1], are 0 only without a hit, and 1 where all gold comes first."""
    score = figure(ranked, gold, k)
    assert score is not None
    assert 0 <= score <= 1 + 1e-12
    assert (score > 0) == bool(gold & set(ranked[:k]))
    ideal = [*sorted(gold), *(name for name in ranked if name not in gold)]
    assert figure(ideal, gold, max(k, len(gold))) == pytest.approx(1)


@given(ranked=rankings, gold=golds, k=st.integers(1, 13))
def test_looking_deeper_never_lowers_recall_or_reciprocal_rank(
    ranked: list[str], gold: set[str], k: int
) -> None:
    """Recall and reciprocal rank are monotone in k."""
    for figure in (metrics.recall_at, metrics.reciprocal_rank):
        lower, upper = figure(ranked, gold, k), figure(ranked, gold, k + 1)
        assert lower is not None
        assert upper is not None
        assert lower <= upper


@given(ranked=rankings, gold=golds, k=st.integers(1, 14), generator=st.randoms())
def test_the_order_of_the_gold_articles_does_not_matter(
    ranked: list[str], gold: set[str], k: int, generator: random.Random
) -> None:
    """Gold is a set, however it was written down."""
    listed = sorted(gold)
    shuffled = generator.sample(listed, len(listed))
    for figure in (metrics.recall_at, metrics.reciprocal_rank, metrics.ndcg):
        assert figure(ranked, listed, k) == figure(ranked, [*shuffled, shuffled[0]], k)


def test_the_answer_rank_is_the_first_sentence_that_holds_an_answer() -> None:
    """Case and white space are folded on both sides."""
    quoted = [("a", "Nothing here."), ("a", "It was  signed\nin MAY 2022."), ("a", "In May 2022.")]
    assert metrics.answer_rank(quoted, ["signed in May"], ()) == 2
    assert metrics.answer_rank(quoted, ["in june", "  may\n2022 "], ["a"]) == 2
    assert metrics.answer_rank(quoted, ["june"], ["a"]) is None
    assert metrics.answer_rank([("a", "STRASSE")], ["straße"], ()) == 1


def test_an_answer_counts_only_in_a_gold_article() -> None:
    """The right words in the wrong article are no answer where the right article is known."""
    quoted = [("other", "It took 42 days."), ("gold", "It took 42 days.")]
    assert metrics.answer_rank(quoted, ["42"], ["gold"]) == 2
    assert metrics.answer_at(quoted, ["42"], ["gold"], 1) == 0
    assert metrics.answer_at(quoted, ["42"], ["gold"], 2) == 1
    assert metrics.answer_at(quoted, ["42"], (), 1) == 1


def test_no_accepted_answer_means_no_score() -> None:
    """A question whose answers are unknown or blank is not scored as wrong, nor as right."""
    assert metrics.answer_at([("a", "Words.")], (), ("a",), 1) is None
    assert metrics.answer_at([("a", "Words.")], (" ",), ("a",), 1) is None
    assert metrics.answer_rank([("a", "Words.")], (" ",), ("a",)) is None
    assert metrics.answer_at([], ("words",), ("a",), 1) == 0


def test_evidence_overlap_counts_each_character_once() -> None:
    """Passages and gold spans that overlap one another are united first."""
    gold = [Evidence("a", 10, 20), Evidence("a", 15, 30), Evidence("b", 0, 10)]  # 20 + 10 = 30
    found = [Evidence("a", 0, 15), Evidence("a", 5, 25), Evidence("c", 0, 15)]  # 25 + 15 = 40
    overlap = metrics.evidence_overlap(found, gold)  # shared: a [10, 25) = 15
    assert overlap == metrics.Overlap(recall=15 / 30, precision=15 / 40, iou=15 / 55)


def test_evidence_without_passages_scores_0_and_without_gold_not_at_all() -> None:
    """Nothing found is a failure, nothing to find is not."""
    assert metrics.evidence_overlap([], [Evidence("a", 0, 5)]) == metrics.Overlap(0, 0, 0)
    assert metrics.evidence_overlap([Evidence("a", 0, 5)], []) is None


@given(found=pieces, gold=pieces, generator=st.randoms())
def test_evidence_overlap_agrees_with_sets_of_characters(
    found: list[Evidence], gold: list[Evidence], generator: random.Random
) -> None:
    """Spans give the same as counting characters one by one, in any order."""
    given_characters, wanted = _characters(found), _characters(gold)
    overlap = metrics.evidence_overlap(found, gold)
    generator.shuffle(found)
    assert metrics.evidence_overlap(found, gold[::-1]) == overlap
    if not wanted:
        assert overlap is None
        return
    shared = len(given_characters & wanted)
    assert overlap == metrics.Overlap(
        recall=shared / len(wanted),
        precision=shared / len(given_characters) if given_characters else 0,
        iou=shared / len(given_characters | wanted),
    )


def _characters(spans: list[Evidence]) -> set[tuple[str, int]]:
    return {(piece.source, at) for piece in spans for at in range(piece.start, piece.end)}


def test_auroc_counts_a_tie_as_one_half() -> None:
    """AUROC is the share of pairs in the right order."""
    # pairs: .9>.5, .9>.2, .5=.5 (half), .5>.2 -> 3.5 of 4
    assert metrics.auroc([0.9, 0.5], [0.5, 0.2]) == pytest.approx(3.5 / 4)
    assert metrics.auroc([0.1], [0.2, 0.3]) == 0
    assert metrics.auroc([], [0.2]) is None
    assert metrics.auroc([0.2], []) is None


@given(positives=scores, negatives=scores)
def test_auroc_agrees_with_all_pairs_and_mirrors(
    positives: list[float], negatives: list[float]
) -> None:
    """Counting pair by pair gives the same, and swapping the sides gives the rest to 1."""
    wins = sum((p > n) + (p == n) / 2 for p in positives for n in negatives)
    area = metrics.auroc(positives, negatives)
    assert area == pytest.approx(wins / (len(positives) * len(negatives)))
    assert area == metrics.auroc(positives[::-1], negatives[::-1])
    mirrored = metrics.auroc(negatives, positives)
    assert area is not None
    assert mirrored == pytest.approx(1 - area)


def test_percentile_goes_straight_between_neighbours() -> None:
    """The median of an even number of values lies half way between the middle two."""
    assert metrics.percentile([40, 10, 20, 30], 50) == pytest.approx(25)
    # 0.95 of the way over 3 gaps is 2.85: 30 + 0.85 * 10
    assert metrics.percentile([40, 10, 20, 30], 95) == pytest.approx(38.5)
    assert metrics.percentile([], 50) is None


def test_the_mean_leaves_out_what_is_unknown() -> None:
    """None neither counts as 0 nor as a value."""
    assert metrics.mean([1.0, None, 0.0, 0.5]) == pytest.approx(0.5)
    assert metrics.mean([None, None]) is None
    assert metrics.mean([]) is None
