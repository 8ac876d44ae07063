"""The three choices of how daring to be, and the figures that are shown beside them."""

from __future__ import annotations

from itertools import pairwise

from assistant.answering.daring import DARING
from assistant.settings import Settings


def test_the_balanced_choice_is_the_programs_own() -> None:
    """Who chooses nothing has what is called balanced."""
    assert DARING["balanced"].threshold == Settings(llm="none").threshold


def test_who_dares_more_refuses_less() -> None:
    """From careful to eager the threshold falls, and each figure goes the way that it must."""
    for careful, daring in pairwise(DARING.values()):
        assert careful.threshold > daring.threshold
        assert careful.refused > daring.refused
        assert careful.answered_elsewhere <= daring.answered_elsewhere
        assert careful.answered_near < daring.answered_near
        assert careful.right > daring.right


def test_every_figure_is_a_share() -> None:
    """Nothing stands there that could not have been measured."""
    for daring in DARING.values():
        shares = (daring.refused, daring.answered_elsewhere, daring.answered_near, daring.right)
        assert all(0 <= share <= 1 for share in shares)
