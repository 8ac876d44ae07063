"""The three choices of how daring to be, and the figures that are shown beside them."""

from __future__ import annotations

from itertools import pairwise

from assistant.answering.daring import DARING
from assistant.answering.trust import BUILT_IN
from assistant.settings import Settings


def test_the_balanced_choice_is_the_programs_own() -> None:
    """Who chooses nothing has what is called balanced; a threshold of one's own goes before."""
    own = Settings(llm="none", threshold=0.125)
    assert BUILT_IN.threshold(Settings(llm="none")) == DARING["balanced"].threshold
    assert BUILT_IN.threshold(Settings(llm="none", daring="eager")) == DARING["eager"].threshold
    assert BUILT_IN.threshold(own) == 0.125


def test_who_dares_more_refuses_less() -> None:
    """From careful to eager the threshold falls, and each figure goes the way that it must."""
    for careful, daring in pairwise(DARING.values()):
        assert careful.threshold > daring.threshold
        assert careful.refused > daring.refused
        assert careful.answered_elsewhere <= daring.answered_elsewhere
        assert careful.answered_near is not None
        assert daring.answered_near is not None
        assert careful.answered_near < daring.answered_near
        assert careful.right is not None
        assert daring.right is not None
        assert careful.right > daring.right


def test_every_figure_is_a_share() -> None:
    """Nothing stands there that could not have been measured."""
    for daring in DARING.values():
        shares = (daring.refused, daring.answered_elsewhere, daring.answered_near, daring.right)
        assert all(share is not None and 0 <= share <= 1 for share in shares)
