"""What limits a number: more than, at most, about, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.units import Unit
from assistant.checking.words import Word

# Words before a number, longest first, and what they make of it.
_LIMITS_BEFORE = [
    (phrase.split(), relation)
    for relation, phrases in (
        ("at least", "at least|no fewer than|no less than|not less than|not fewer than|minimum of"),
        ("at most", "at most|no more than|not more than|up to|maximum of|as much as|as many as"),
        ("more", "more than|over|above|upwards of|greater than|in excess of|exceeding|exceeded"),
        ("more", "exceeds|exceed|upward of|larger than|higher than|older than|longer than"),
        (
            "less",
            "less than|fewer than|under|below|smaller than|lower than|short of|younger than",
        ),
        ("less", "shorter than|fewer|beneath|not even"),
        ("nearly", "nearly|almost|close to|just under|just below|just short of|approaching"),
        ("nearly", "a little less than|slightly less than|slightly under|not quite"),
        (
            "slightly more",
            "just over|just above|a little over|slightly more than|a little more than",
        ),
        ("slightly more", "slightly over|just more than"),
        ("about", "about|around|roughly|approximately|some|circa|c|ca|approx|near|~|≈"),
        ("about", "an estimated|estimated|or so|something like|in the region of|on the order of"),
        ("more", ">"),
        ("less", "<"),
        ("at least", "≥|minimum"),
        ("at most", "≤|maximum"),
    )
    for phrase in phrases.split("|")
]
_LIMITS_BEFORE.sort(key=lambda limit: -len(limit[0]))
_LARGER = frozenset(
    """heavier larger bigger longer taller older higher wider deeper faster warmer hotter later
    stronger richer farther further thicker worse better broader costlier""".split()
)
_SMALLER = frozenset(
    """lighter smaller shorter younger lower narrower shallower slower cooler colder earlier
    cheaper thinner weaker newer""".split()
)
_PAST_LIMIT = frozenset("more above over exceed exceeds exceeded exceeding beyond higher".split())
_WITHIN_LIMIT = frozenset("less below under within beneath lower fewer".split())
_LIMITS_AFTER = {
    ("or", "more"): "at least",
    ("and", "more"): "at least",
    ("or", "above"): "at least",
    ("or", "older"): "at least",
    ("and", "over"): "at least",
    ("or", "over"): "at least",
    ("or", "less"): "at most",
    ("or", "fewer"): "at most",
    ("or", "under"): "at most",
    ("or", "so"): "about",
}


def find_limit(words: Sequence[Word], start: int, end: int, units: Sequence[Unit]) -> str:
    """The limit of the number at the words `[start, end)`; "equal" if it has none."""
    names = [word.folded for word in words[max(0, start - 4) : start]]
    if names and names[-1] in {"the", "a", "an"} and names[-1:] != ["an"]:
        names = names[:-1]
    after = [word.folded for word in words[end : end + 3]]
    if names[-1:] == ["than"] and len(names) > 1:
        if names[-2] in _LARGER:
            return "more"
        if names[-2] in _SMALLER:
            return "less"
    if names[-1:] == ["over"] and any(unit.dimension == "time" for unit in units):
        return "perhaps more"  # "over 12 years" may be during them
    if names[-2:] == ["limit", "of"] or names[-3:] == ["limit", "of", "the"]:
        earlier = {word.folded for word in words[max(0, start - 7) : start]}
        return "more" if earlier & _PAST_LIMIT else "less" if earlier & _WITHIN_LIMIT else "equal"
    for phrase, relation in _LIMITS_BEFORE:
        if names[-len(phrase) :] == phrase:
            return relation
    for size in (0, 1):  # "60 days or more", "60 patients or more"
        relation_after = _LIMITS_AFTER.get(tuple(after[size : size + 2]))  # type: ignore[arg-type]
        if relation_after:
            return relation_after
    if after[:1] == ["+"]:
        return "at least"
    return "equal"
