"""Whether two figures, each in a sentence of its own, are said of one and the same thing.

A wrong "they differ" costs more trust than a missed one, so every doubt counts against it.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.asked_figures import SIDES, Asked, canonical_stem
from assistant.answering.figures import Figure
from assistant.answering.told import Told
from assistant.checking.words import stem

# The share of a question's words that may be missing in two sentences, and the share of the words
# around their figures that these must have in common then.
_MISSING = 0.34
_ALIKE = 0.6
# Words beside a figure that say who tells it, or that it is a figure.
_HARMLESS = frozenset(
    canonical_stem(stem(word))
    for word in """report list say tell write find estimate figure number total toll amount sum
    count measure temperature length height width depth weight size area people city town village
    company rise reach hold contain have has stand come make give official officially""".split()
)
_DEATH = frozenset({"die"})  # "the toll was 23" is of people


def are_of_one_thing(asked: Asked, one: Told, other: Told) -> bool:
    """Whether both figures answer the question about the same thing, time, part and scope."""
    return (
        is_comparable(one.figure, other.figure)
        and all(answers(asked, told) for told in (one, other))
        and _cover_alike(asked, one, other)
        and not (one.qualifiers ^ other.qualifiers) - asked.words
        and not (one.numbered ^ other.numbered) - asked.names
        and not _has_other_scope(asked, one, other)
        and not _say_more(asked, one, other)
    )


def is_comparable(one: Figure, other: Figure) -> bool:
    """Whether both measure one thing, or count it."""
    if one.per != other.per or not {m for m, _, _ in one.ranges} & {m for m, _, _ in other.ranges}:
        return False
    counted = [frozenset(map(canonical_stem, figure.counted)) for figure in (one, other)]
    return not all(counted) or bool(counted[0] & counted[1])


def answers(asked: Asked, told: Told) -> bool:
    """Whether a sentence has what was asked about, and its figure is what is asked for.

    Of many words of a question some may be missing, but no name.
    """
    missing = _missing(asked, told)
    if missing & asked.names or len(missing) > len(asked.words) * _MISSING:
        return False
    if not asked.wants(told.figure) or told.figure.denied:
        return False
    if asked.names and told.last_name and told.last_name not in asked.words | told.known:
        return False  # said of someone else, as "twice as large as the Nuri farm, which has 20"
    near = told.content_around | frozenset(map(canonical_stem, told.figure.counted))
    if asked.counted and not told.figure.counted and not near & (asked.counted | _DEATH):
        return False  # a number by itself
    sides = near & SIDES
    if asked.sides and sides and not sides & asked.sides:
        return False
    verbs = asked.words - asked.names - told.known - (told.earlier - told.stems)
    return not verbs or bool(verbs & near)


def _missing(asked: Asked, told: Told) -> frozenset[str]:
    """The words of a question that neither the sentence has nor what its reader knows."""
    said = told.stems | told.known
    if told.names() <= asked.words | told.known:
        said |= told.earlier
    return asked.words - said


def _cover_alike(asked: Asked, one: Told, other: Told) -> bool:
    """Whether nothing asked is missing; if both lack the same, they must be much alike."""
    missing = _missing(asked, one)
    if missing != _missing(asked, other):
        return False
    own, theirs = one.content_around, other.content_around
    return not missing or len(own & theirs) >= _ALIKE * len(own | theirs)


def _has_other_scope(asked: Asked, one: Told, other: Told) -> bool:
    """Whether two places, times, ways or names are spoken of."""
    if asked.kind == "number" and not _are_of_one_time(asked, one, other):
        return True
    ways = one.ways(), other.ways()
    if all(ways) and ways[0] != ways[1]:
        return True
    pairs = ((one, other), (other, one))
    if any(a.places() - asked.words - b.stems - b.known for a, b in pairs):
        return True
    return all(a.names() - asked.words - b.stems - b.known for a, b in pairs)


def _are_of_one_time(asked: Asked, one: Told, other: Told) -> bool:
    """Whether both sentences name the same dates, or at most the one that is asked about."""
    own, theirs = (
        {replace(date, start=0, end=0, other=None) for date in told.parsed.dates}
        for told in (one, other)
    )
    if own and theirs:
        return own == theirs
    asked_about = {date for date in own | theirs if str(date.year) in asked.names}
    return asked_about == own | theirs


def _say_more(asked: Asked, one: Told, other: Told) -> bool:
    """Whether a sentence has words beside its figure that may make it one of something else.

    As in "the tail of the crocodile", "closed to trucks", "in the control group". Behind a date
    they mostly tell how it went, and count only where both sentences have some.
    """
    before = [told.content_before - _common(asked, told, one, other) for told in (one, other)]
    behind = [told.content_behind - _common(asked, told, one, other) for told in (one, other)]
    return any(before) or (any(behind) if asked.kind == "number" else all(behind))


def _common(asked: Asked, told: Told, one: Told, other: Told) -> frozenset[str]:
    """What of a sentence is asked, or said by the other too, or makes no difference."""
    against = other if told is one else one
    return asked.words | asked.counted | _HARMLESS | against.stems | against.known
