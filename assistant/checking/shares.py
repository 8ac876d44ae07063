"""Shares and counts that a text gives without writing them: 40 of 80 are half."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import isclose

from assistant.checking.quantities import Quantity
from assistant.checking.words import Text, Word

_BEFORE_WHOLE = frozenset("the its their all of out these those his her our every".split())


def find_derived(text: Text, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The shares that a part and its whole make, and the parts that a share and a whole make."""
    words = text.words
    found: list[Quantity] = []
    for left, right in pairwise(quantities):
        if _is_of(words, left, right):
            found += _share_of_whole(left, right) or _part_of_whole(left, right)
        elif _begins_with_whole(words, left):
            found += _share_of_whole(right, left)
    return found


def _is_of(words: Sequence[Word], left: Quantity, right: Quantity) -> bool:
    """Whether two numbers are as in "40 of its 210 shops" or "half of the 640 seats"."""
    gap = [word.folded for word in words[left.end : right.start]]
    owners = {word.folded for word in words[left.end : right.start] if word.text[-2:-1] in "'’"}
    return "of" in gap[:2] and len(gap) < 5 and set(gap[1:]) <= _BEFORE_WHOLE | {"of"} | owners


def _begins_with_whole(words: Sequence[Word], whole: Quantity) -> bool:
    """Whether a clause begins with "Of the 210 shops"."""
    start = whole.start - 1
    if start >= 0 and words[start].folded in _BEFORE_WHOLE - {"of"}:
        start -= 1
    if start < 0 or words[start].folded != "of":
        return False
    return start == 0 or words[start - 1].kind == "mark" or words[start - 1].folded == "and"


def _share_of_whole(part: Quantity, whole: Quantity) -> list[Quantity]:
    if {part.kind, whole.kind} != {"cardinal"} or part.units or whole.units:
        return []
    if not 0 < part.values[0] < whole.values[0]:
        return []
    share = part.values[0] / whole.values[0]
    return [replace(part, values=(share, round(share, 2)), kind="fraction")]


def _part_of_whole(share: Quantity, whole: Quantity) -> list[Quantity]:
    part = share_of(share)
    if part is None or whole.kind != "cardinal":
        return []
    value = part * whole.values[0]
    near = isclose(value, round(value), rel_tol=1e-9)
    relation = share.relation if near else "about"
    return [replace(whole, values=(round(value, 6), round(value)), relation=relation)]


def share_of(quantity: Quantity) -> float | None:
    """What share a percentage or a fraction is, from 0 to 1."""
    value = quantity.values[0]
    if quantity.is_percent and value <= 100:
        return value / 100
    if quantity.kind in {"fraction", "either"} and not quantity.units and value < 1:
        return value
    return None
