"""Whether what two aligned words disagree on is made up for by other words around them."""

from __future__ import annotations

from collections.abc import Collection

from assistant.checking.matching import Match, shared_sign
from assistant.checking.negation_words import TURNING
from assistant.checking.polarity import Denials
from assistant.checking.words import stem

# Where these make up for a denial they stand in the same clause.
_WEAK_CUES = frozenset("onli only few littl little last short cut finish spare leav leave".split())
_ALLOWED = frozenset(map(stem, "allow allowed permit permitted legal lawful free".split()))
_EARLIER = frozenset("before since until previously years".split())
_NEVER = frozenset("never nobody none".split())
PLANNED = frozenset("due scheduled planned supposed expected meant intended hoped".split())


def is_made_up_for(said: Denials, index: int, match: Match) -> bool:
    """Whether the two clauses deny alike all the same, by other words."""
    quote = match.quote
    if not match.opposite and (_is_first_time(said, match.quote) or _is_condition(said, match)):
        return True
    if not match.opposite and _is_turned_back(said, index, match):
        return True
    if match.opposite and _is_not_until(said, index) != _is_not_until(quote, match.index):
        return True
    if match.opposite and (
        _is_permitted(said, index, quote, match.index)
        or _is_permitted(quote, match.index, said, index)
    ):
        return True
    own_negative = said.clause_is_negative(index)
    their_negative = quote.clause_is_negative(match.index)
    if match.opposite:
        if _has_denying_cue(said, index, quote) or _has_denying_cue(quote, match.index, said):
            return True
        if said.words[index].folded.endswith("ly") and own_negative != their_negative:
            return True
        return said.is_negated_before(index) != quote.is_negated_before(match.index)
    if own_negative == their_negative and (own_negative or not match.exact):
        return own_negative
    if said.sign(index) < 0 and quote.cues and is_only_planned(quote, match.index):
        return True
    stems = {word.stem for word in quote.words}
    own = {word.stem for word in said.words}
    never = any(said.words[one.start].folded in _NEVER for one in said.negations)
    if said.sign(index) < 0 <= quote.sign(match.index):
        return any(
            _is_cue_for(quote, cue, match, own)
            and not (never and quote.words[cue].folded == "only")
            and quote.words[cue].stem not in own
            for cue in quote.cues
            if cue != match.index
        )
    without = any(
        quote.words[one.start].folded == "without" and match.index in one.targets
        for one in quote.negations
    )
    return not without and any(
        said.clause[cue] == said.clause[index] and said.words[cue].stem not in stems
        for cue in said.cues
        if cue != index
    )


def _is_first_time(said: Denials, quote: Denials) -> bool:
    """Whether "for the first time" is what "never before" is."""
    names, theirs = ({word.folded for word in one.words} for one in (said, quote))
    if "first" in names and "first" not in theirs:
        return bool(theirs & {"never", *_EARLIER})
    return "first" in theirs and "first" not in names and bool(names & _EARLIER)


def _is_condition(said: Denials, match: Match) -> bool:
    """Whether "not if" is what "unless" is."""
    sides = [({word.folded for word in one.words}, one) for one in (said, match.quote)]
    return any(
        "unless" in names
        and "unless" not in others
        and "if" in others
        and (len(one.negations) - 1 - len(other.negations)) % 2 == 1
        for (names, one), (others, other) in (sides, sides[::-1])
    )


def _is_turned_back(said: Denials, index: int, match: Match) -> bool:
    """Whether what follows is turned as well: "no intention of ending", "plans to keep"."""
    quote = match.quote
    own, theirs = (
        [
            keys
            for place, keys in one.meanings.items()
            if start < place < start + 9 and one.words[place].stem not in _stems(other)
        ]
        for one, other, start in ((said, quote, index), (quote, said, match.index))
    )
    return any(shared_sign(keys, others) < 0 for keys in own for others in theirs)


def _is_not_until(one: Denials, index: int) -> bool:
    """Whether a word is denied up to a time only: "did not open until May"."""
    before = {word.folded for word in one.words[max(0, index - 3) : index]}
    after = {word.folded for word in one.words[index + 1 : index + 5]}
    denies = any(name in {"not", "never"} or name.endswith("n't") for name in before)
    return denies and bool(after & {"until", "till", "before"})


def _is_permitted(one: Denials, index: int, other: Denials, place: int) -> bool:
    """Whether one says that something is allowed and the other that it "may" be done."""
    if one.words[index].stem not in _ALLOWED:
        return False
    around = {one.words[n].stem for n in one.meanings if abs(n - index) < 9}
    return any(
        word.folded in {"may", "can", "could", "might"}
        and other.clause[n] != other.clause[place]
        and any(later.is_content and later.stem in around for later in other.words[n + 1 : n + 5])
        for n, word in enumerate(other.words)
    )


def _stems(denials: Denials) -> set[str]:
    return {denials.words[place].stem for place in denials.meanings}


def _has_denying_cue(one: Denials, index: int, other: Denials) -> bool:
    """Whether a word of denial right before a word turns it: "violates the constitution"."""
    nearby = range(max(0, index - 5), index)
    others = {word.stem for word in other.words}
    return any(
        one.clause[place] == one.clause[index]
        and one.words[place].stem in TURNING
        and one.words[place].stem not in others
        for place in nearby
    )


def is_only_planned(quote: Denials, index: int) -> bool:
    """Whether a quote says of something no more than that it was to be."""
    before = [word.folded for word in quote.words[max(0, index - 4) : index]]
    return bool(PLANNED & set(before)) or (before[-1:] == ["to"] and before[-2:-1] == ["was"])


def _is_cue_for(quote: Denials, cue: int, match: Match, own: Collection[str]) -> bool:
    """Whether a word of denial is in the clause of another word or in one beside it.

    The one beside it must say more of what the statement, which has these stems, speaks of.
    """
    index = match.index
    if quote.words[cue].folded == "until" and cue < index:
        return False
    apart = abs(quote.clause[cue] - quote.clause[index])
    if apart == 0:
        return True
    between = quote.words[min(cue, index) : max(cue, index)]
    stops = any(word.text in {".", ";"} for word in between)
    if apart > 3 or stops or quote.words[cue].stem in _WEAK_CUES:
        return False
    there, here = (
        sum(
            quote.clause[place] == number and quote.words[place].stem in own
            for place in quote.meanings
            if place != index
        )
        for number in (quote.clause[cue], quote.clause[index])
    )
    return there > here + 1
