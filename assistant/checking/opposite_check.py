"""Whether a statement has the contrary of a word of its quotes, in the same place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from assistant.checking.making_up import is_made_up_for
from assistant.checking.matching import (
    CLEARLY,
    Match,
    disagreement,
    find_matches,
    following,
    shared_sign,
)
from assistant.checking.number_words import read_number
from assistant.checking.polarity import Denials
from assistant.checking.values import Reason
from assistant.checking.words import stem

_CONVERSE = frozenset(
    stem(word)
    for word in """before after ahead behind above below follow more less fewer greater lower
    higher smaller     larger bigger better worse older younger longer shorter
    faster slower win beat defeat lose buy
    sell lend borrow import export north south east west taller heavier lighter""".split()
)
_LONG = 120


def check_opposites(said: Denials, given: Sequence[Denials]) -> list[Reason]:
    """A reason for a word whose contrary stands in the same place of a quote."""
    for quote in given:
        exchanged = _exchanged(said, quote) if len(said.words) < _LONG else None
        if exchanged:
            match = Match(quote, exchanged[1], False, 1.0, False, True)
            return [_reason(said, exchanged[0], match)]
    for index, meant in said.meanings.items():
        if len(meant) < 2 and not any(_is_opposed(meant, quote) for quote in given):
            continue
        word = said.words[index]
        matches = find_matches(said, index, given)
        crossed = _crossed(said, index, find_matches(said, index, given, every=True))
        if crossed and not is_made_up_for(said, index, crossed):
            return [_reason(said, index, crossed)]
        if any(match.exact and match.agrees for match in matches) and word.stem not in _CONVERSE:
            exact = max((m.likeness for m in matches if m.exact and m.agrees), default=0.0)
            rival = max((m.likeness for m in matches if not m.agrees), default=0.0)
            if rival < exact + 0.3:
                continue
        worst = disagreement(said, index, matches)
        if worst is None or worst.exact or worst.likeness < CLEARLY:
            continue
        if is_made_up_for(said, index, worst) or _is_converse(said, index, worst):
            continue
        if _is_said_of_the_same(said, index, worst, matches):
            continue
        if _count_differently(said, index, worst):
            continue
        return [_reason(said, index, worst)]
    return []


def _reason(said: Denials, index: int, match: Match) -> Reason:
    theirs, own = match.quote.words[match.index].text, said.words[index].text
    return Reason("negation", f"the source says “{theirs}”, the statement “{own}”"[:120])


def _crossed(said: Denials, index: int, matches: Sequence[Match]) -> Match | None:
    """The contrary of a word, where what follows in the statement follows that in the quote.

    Of "acquitted of arson but convicted of theft" it finds "acquitted of theft".
    """
    own = following(said, index)
    for against in matches:
        if against.agrees or against.exact or not against.opposite:
            continue
        theirs = following(against.quote, against.index)
        for equal in matches:
            if not equal.exact or not equal.agrees or equal.quote is not against.quote:
                continue
            beside = following(equal.quote, equal.index)
            if beside and len((own & theirs) - beside) > len((own & beside) - theirs):
                return against
    return None


def _is_said_of_the_same(said: Denials, index: int, worst: Match, matches: Sequence[Match]) -> bool:
    """Whether what follows a word follows one that agrees with it, and not its contrary."""
    own = _after(said, index)
    if own & _after(worst.quote, worst.index):
        return False
    return any(
        one.agrees and not one.exact and own & _after(one.quote, one.index) for one in matches
    )


def _count_differently(said: Denials, index: int, worst: Match) -> bool:
    """Whether both stand with a number, and the quote has the statement's number elsewhere."""
    own = _numbers_beside(said, index)
    theirs = _numbers_beside(worst.quote, worst.index, loose=True)
    if not own or not theirs or own & theirs:
        return False
    words = worst.quote.words
    every = {one.values for place in range(len(words)) if (one := read_number(words, place))}
    return own <= every


def _numbers_beside(denials: Denials, index: int, *, loose: bool = False) -> set[tuple[float, ...]]:
    """The numbers right before or after a word."""
    words = denials.words
    after = index + 1
    if loose and after < len(words) and words[after].folded in {"from", "by", "to"}:
        after += 1
    for place in (index - 1, after):
        reading = read_number(words, place) if 0 <= place < len(words) else None
        if reading is not None:
            return {reading.values}
    return set()


def _after(denials: Denials, index: int) -> set[str]:
    """The next words that say something, past commas."""
    found: set[str] = set()
    for word in denials.words[index + 1 : index + 8]:
        if word.text in {".", ";"} or word.folded in {"and", "but", "while", "whereas"}:
            break
        if word.is_content or word.kind == "number":
            found.add(word.stem)
    return found


def _exchanged(said: Denials, quote: Denials) -> tuple[int, int] | None:
    """Two contrary words that have changed places around the same words; their places in both."""
    for first, second in combinations(said.meanings, 2):
        if second - first > 15 or shared_sign(said.meanings[first], said.meanings[second]) >= 0:
            continue
        theirs = [
            [place for place in quote.meanings if quote.words[place].stem == said.words[own].stem]
            for own in (first, second)
        ]
        if [len(places) for places in theirs] != [1, 1] or theirs[0] < theirs[1]:
            continue
        between = [
            {one.words[place].stem for place in one.meanings if start < place < end}
            for one, start, end in (
                (said, first, second),
                (quote, theirs[1][0], theirs[0][0]),
            )
        ]
        if len(between[0] & between[1]) > 1 and not _differ_otherwise(said, quote):
            return first, theirs[1][0]
    return None


def _differ_otherwise(said: Denials, quote: Denials) -> bool:
    """Whether a word of each that the other does not have says the contrary of it."""
    stems, theirs = ({one.words[place].stem for place in one.meanings} for one in (said, quote))
    return any(
        shared_sign(keys, others) < 0
        for place, keys in said.meanings.items()
        if said.words[place].stem not in theirs
        for other, others in quote.meanings.items()
        if quote.words[other].stem not in stems
    )


def _is_opposed(meant: dict[str, int], quote: Denials) -> bool:
    return any(others.get(key, 1) < 0 for others in quote.meanings.values() for key in meant)


def _is_converse(said: Denials, index: int, match: Match) -> bool:
    """Whether the two sides have changed places too: A before B is B after A."""
    if said.words[index].stem not in _CONVERSE:
        return False
    if said.words[index].folded not in {"before", "after"} and match.quote.words[
        match.index
    ].folded.endswith(("er", "ly")):
        after = match.quote.words[match.index : match.index + 8]
        if not any(word.folded == "than" for word in after):
            return False
    left, right = _sides(said, index)
    their_left, their_right = _sides(match.quote, match.index)
    straight = len(left & their_left) + len(right & their_right)
    crossed = len(left & their_right) + len(right & their_left)
    return crossed >= straight


def _sides(denials: Denials, index: int) -> tuple[set[str], set[str]]:
    """The content words of the same sentence before and after a word."""
    words = denials.words
    start = index
    while start and words[start - 1].text not in {".", ";"}:
        start -= 1
    end = index
    while end < len(words) and words[end].text not in {".", ";"}:
        end += 1
    left = {word.stem for word in words[start:index] if word.is_content}
    right = list(words[index + 1 : end])
    if not left:  # "Before the plane landed, smoke was seen"
        comma = next((place for place, word in enumerate(right) if word.text == ","), len(right))
        left = {word.stem for word in right[comma:] if word.is_content}
        right = right[:comma]
    return left, {word.stem for word in right if word.is_content}
