"""Figures of retrieval, against ir-measures, on rankings drawn at random."""

from __future__ import annotations

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ir_measures import RR, Success, nDCG

from assistant.evaluation import metrics

ARTICLES = "abcdefghijklmnop"
RANKED = st.permutations(ARTICLES).flatmap(
    lambda order: st.integers(0, len(order)).map(lambda count: order[:count])
)
GOLD = st.sets(st.sampled_from(ARTICLES), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(RANKED, GOLD)
def test_retrieval_agrees_with_ir_measures(ranked: list[str], gold: set[str]) -> None:
    """recall@k is its Success@k, since each gold article holds the answer; RR and nDCG as there."""
    judged = [ir_measures.Qrel("q", source, 1) for source in sorted(gold)]
    run = [ir_measures.ScoredDoc("q", s, float(-rank)) for rank, s in enumerate(ranked)]
    wanted = [RR @ 10, nDCG @ 10, *(Success @ k for k in (1, 3, 5, 10))]
    theirs = ir_measures.calc_aggregate(wanted, judged, run)
    assert metrics.reciprocal_rank(ranked, gold) == pytest.approx(theirs[RR @ 10])
    assert metrics.ndcg(ranked, gold) == pytest.approx(theirs[nDCG @ 10])
    for k in (1, 3, 5, 10):
        assert metrics.recall_at(ranked, gold, k) == theirs[Success @ k]
