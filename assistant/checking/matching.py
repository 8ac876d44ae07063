"""The words of quotes that are about what a word of a statement is about, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.polarity import Denials
from assistant.checking.words import Word

_WINDOW = 9  # content words
_REACH = 40  # words of all sorts
# What two surroundings must share for their words to be about the same.
CLEARLY = 0.15
# What an equal word is ahead of one that only stands on the same scale.
_EXACT = 0.3
# Words that belong to what comes after them: what stands before counts little.
_FORWARD = frozenset("few most many all some none several both every each only fewer less".split())
_FORWARD_TURNED = 0.4

# Who has these words as a subject may stand as "nobody" in a quote.
_ANYBODY = frozenset(
    "people person persons everybody somebody anybody someone several numerous".split()
)

_STOPS = frozenset(", ; . : ! ? ( ) and but while whereas although though".split())

_Surroundings = dict[tuple[str, int], float]


@dataclass(frozen=True, slots=True)
class Match:
    """A word of a quote that is about the same as one of the statement."""

    quote: Denials
    index: int
    agrees: bool
    likeness: float
    exact: bool
    opposite: bool


def find_matches(
    said: Denials, index: int, given: Sequence[Denials], *, every: bool = False
) -> list[Match]:
    """The words of the quotes that are about what this word of the statement is about.

    Words that the statement has as well belong to themselves, unless `every` is set.
    """
    meant = said.meanings.get(index)
    if meant is None:
        return []
    own = said.words[index].stem
    found: list[Match] = []
    around = _surroundings(said, index)
    turned = _FORWARD_TURNED if said.words[index].folded in _FORWARD else 1.0
    for quote in given:
        for place, others in quote.meanings.items():
            shared = shared_sign(meant, others)
            exact = quote.words[place].stem == own and shared >= 0
            shared = 1 if exact else shared
            if shared == 0:
                continue
            if not exact and not every and _has_own_match(said, quote.words[place], index):
                continue
            agrees = shared * said.sign(index) * quote.sign(place) > 0
            likeness = _likeness(around, _surroundings(quote, place), turned)
            found.append(Match(quote, place, agrees, likeness, exact, shared < 0))
    return found


def shared_sign(one: dict[str, int], other: dict[str, int]) -> int:
    """1 if two words are on one side of a scale, -1 on opposite sides, 0 if they share none."""
    signs = [sign * other[key] for key, sign in one.items() if key in other]
    if not signs:
        return 0
    return 1 if max(signs) > 0 else -1


def _has_own_match(said: Denials, word: Word, index: int) -> bool:
    """Whether the statement has this very word as well, which is then what it belongs to."""
    return any(place != index and said.words[place].stem == word.stem for place in said.meanings)


def _surroundings(denials: Denials, index: int) -> _Surroundings:
    """The content words and numbers before (-1) and after (1) a word, by how near they are."""
    found: _Surroundings = {}
    for step in (-1, 1):
        distance = 0
        place = index + step
        weight = 1.0
        first, last = max(0, index - _REACH), min(len(denials.words), index + _REACH)
        while first <= place < last and distance < _WINDOW:
            word = denials.words[place]
            if word.text in {".", ";", "!", "?"}:
                weight *= 0.4
            elif denials.clause[place] != denials.clause[place - step]:
                weight *= 0.75
            if (word.is_content or word.kind == "number") and word.folded not in _ANYBODY:
                distance += 1
                near = weight / (1 + 0.25 * distance)
                key = (word.stem, step)
                if near > found.get(key, 0.0):
                    found[key] = near
            place += step
    return found


def _likeness(one: _Surroundings, other: _Surroundings, turned: float) -> float:
    """How much two surroundings share, from 0 to about 1; `turned` for what changed sides."""
    shared = sum(
        weight * max(other.get((root, side), 0.0), turned * other.get((root, -side), 0.0))
        for (root, side), weight in one.items()
    )
    whole = sum(weight * weight for weight in one.values())
    return shared / whole if whole else 1.0


def disagreement(said: Denials, index: int, matches: Sequence[Match]) -> Match | None:
    """The word of a quote that says the contrary, if it is what the statement's word is about."""
    against = max((one for one in matches if not one.agrees), key=rank, default=None)
    if against is None:
        return None
    for_it = max((one for one in matches if one.agrees), key=rank, default=None)
    if for_it is not None and rank(for_it) >= rank(against):
        return None
    return against


def rank(match: Match) -> float:
    """How surely two words are about the same."""
    return match.likeness + (_EXACT if match.exact else 0.0)


def following(denials: Denials, index: int) -> set[str]:
    """The stems of the content words after a word, up to where the clause ends."""
    found: set[str] = set()
    for word in denials.words[index + 1 : index + 16]:
        if word.text in _STOPS or word.folded in _STOPS:
            break
        if word.is_content or word.kind == "number":
            found.add(word.stem)
    return found
