"""Whether a statement affirms what its quotes deny, or says the contrary of a word of theirs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.checking.parsed import Parsed
from assistant.checking.polarity import Denials, Negation
from assistant.checking.values import Reason
from assistant.checking.words import Word, stem

_WINDOW = 9
_MOST_PAIRS = 60_000
# Words that make something else of two negations: "no one ... unless" is "only who".
_RESTRICTING = frozenset(
    "only always must require requires required before until need needs".split()
)
_CONVERSE = frozenset(
    stem(word)
    for word in """before after ahead behind above below follow more less fewer greater lower
    higher smaller     larger bigger better worse older younger longer shorter
    faster slower win beat defeat lose buy
    sell lend borrow import export north south east west taller heavier lighter""".split()
)
_CLEARLY = 0.15


@dataclass(frozen=True, slots=True)
class _Match:
    """A word of a quote that is about the same as one of the statement."""

    quote: Denials
    index: int
    agrees: bool
    likeness: float
    exact: bool
    opposite: bool


def check_polarity(statement: Parsed, quotes: Sequence[Parsed]) -> list[Reason]:
    """A reason for each clause whose quote says the opposite."""
    said = statement.denials
    given = [quote.denials for quote in quotes]
    if len(said.words) * sum(len(quote.words) for quote in given) > _MOST_PAIRS:
        return []  # no statement and no quotes that anyone would write
    reasons = _check_own_negations(said, given)
    reasons += _check_negations_of_quotes(said, given)
    if not reasons:
        reasons += _check_opposites(said, given)
        reasons += _check_all_and_some(said, given)
    return reasons[:2]


def _check_own_negations(said: Denials, given: Sequence[Denials]) -> list[Reason]:
    reasons: list[Reason] = []
    for negation in said.negations:
        if _is_superlative(said, negation, given):
            continue
        for target in negation.targets:
            matches = _matches(said, target, given)
            if matches:
                worst = _disagreement(said, target, matches)
                if (
                    worst
                    and not _is_made_up_for(said, target, worst)
                    and not _is_denied_elsewhere(said, negation, worst, given)
                ):
                    reasons.append(_statement_denies(said, negation))
                break
        else:
            if not any(quote.negations or quote.cues for quote in given):
                reasons.append(_statement_denies(said, negation))
    return reasons


def _is_superlative(said: Denials, negation: Negation, given: Sequence[Denials]) -> bool:
    """Whether "no bridge is older" stands for "the oldest bridge"."""
    clause = said.clause[negation.start]
    words = [word.folded for word, n in zip(said.words, said.clause, strict=True) if n == clause]
    if not any(word.endswith("er") or word == "more" for word in words):
        return False
    return any(
        word.folded.endswith("est") or word.folded == "most"
        for quote in given
        for word in quote.words
    )


def _is_denied_elsewhere(
    said: Denials, negation: Negation, match: _Match, given: Sequence[Denials]
) -> bool:
    """Whether a clause that denies something is as near to what the statement denies."""
    number = said.clause[negation.start]
    own = {
        key
        for index, keys in said.meanings.items()
        if said.clause[index] == number and index < negation.start
        for key in keys
    }
    reached = _overlap(own, match.quote, match.quote.clause[match.index])
    return any(
        _overlap(own, quote, quote.clause[one.start]) > reached
        for quote in given
        for one in quote.negations
    )


def _overlap(keys: set[str], quote: Denials, clause: int) -> int:
    """How many words of a clause are among these."""
    return sum(
        quote.clause[index] == clause and not keys.isdisjoint(others)
        for index, others in quote.meanings.items()
    )


def _statement_denies(said: Denials, negation: Negation) -> Reason:
    return Reason("negation", f"the statement says “{_shown(said, negation)}”, the source does not")


def _shown(said: Denials, negation: Negation) -> str:
    """The words of a negation, with the auxiliary before and what is denied."""
    words = said.words
    start, end = negation.start, negation.end
    auxiliaries = {"will", "would", "did", "does", "do", "is", "was", "has", "had", "could", "can"}
    if start and words[start - 1].folded in auxiliaries:
        start -= 1
    targets = [target for target in negation.targets if negation.end <= target < negation.end + 3]
    end = max([end, *(target + 1 for target in targets[:1])])
    return " ".join(word.text for word in words[start:end])[:70]


def _check_negations_of_quotes(said: Denials, given: Sequence[Denials]) -> list[Reason]:
    reasons: list[Reason] = []
    for quote in given:
        for negation in quote.negations:
            for target in negation.targets:
                places = _places_of(quote, target, said)
                if not places:
                    continue
                for place in places:
                    if _is_denied_by(quote, target, said, place, given):
                        shown = _shown(quote, negation)
                        text = f"the source says “{shown}”, the statement does not"
                        reasons.append(Reason("negation", text))
                break
    return reasons


def _places_of(quote: Denials, target: int, said: Denials) -> list[int]:
    meant = quote.meanings.get(target, {})
    own = quote.words[target].stem
    return [
        index
        for index, others in said.meanings.items()
        if own == said.words[index].stem or any(key in meant for key in others)
    ]


def _is_denied_by(
    quote: Denials, target: int, said: Denials, place: int, given: Sequence[Denials]
) -> bool:
    matches = _matches(said, place, given)
    worst = _disagreement(said, place, matches)
    if worst is None or worst.quote is not quote or worst.index != target:
        return False
    if _is_made_up_for(said, place, worst):
        return False
    names = {word.folded for word in said.words}
    nearby = [one for one in quote.negations if _near(quote, one.start, target)]
    if len(nearby) > 1 and names & _RESTRICTING and not said.negations:
        return False
    return worst.likeness >= _CLEARLY and not _is_told_elsewhere(quote, target, said, place)


_COMPLEMENTS = frozenset("whether if how why when where what that which who".split())


def _is_told_elsewhere(quote: Denials, target: int, said: Denials, place: int) -> bool:
    """Whether what the statement says stands in other clauses than the one of this denial."""
    near: set[str] = set()
    far: set[str] = set()
    denied = quote.clause[target]
    if all(quote.clause[index] != denied for index in quote.meanings if index != target):
        return False  # "but not the storage"
    clauses = {denied, denied - 1}
    following = next(
        (word for word, n in zip(quote.words, quote.clause, strict=True) if n == denied + 1), None
    )
    if following and following.folded in _COMPLEMENTS:
        clauses.add(denied + 1)
    own = {word.stem: index for index, word in enumerate(said.words) if index in said.meanings}
    for index in quote.meanings:
        root = quote.words[index].stem
        if root in own and own[root] != place and index != target:
            (near if quote.clause[index] in clauses else far).add(root)
    return not near and len(far) > 1


def _near(quote: Denials, one: int, other: int) -> bool:
    """Whether two words stand in one clause or in two that touch."""
    return abs(quote.clause[one] - quote.clause[other]) <= 1 and not any(
        word.text in {",", ";"} for word in quote.words[min(one, other) : max(one, other)]
    )


def _matches(said: Denials, index: int, given: Sequence[Denials]) -> list[_Match]:
    """The words of the quotes that are about what this word of the statement is about."""
    meant = said.meanings.get(index)
    if meant is None:
        return []
    own = said.words[index].stem
    found: list[_Match] = []
    around = _surroundings(said, index)
    for quote in given:
        for place, others in quote.meanings.items():
            exact = quote.words[place].stem == own
            shared = 1 if exact else _shared_sign(meant, others)
            if shared == 0:
                continue
            if not exact and _has_own_match(said, quote.words[place], index):
                continue
            agrees = shared * said.sign(index) * quote.sign(place) > 0
            likeness = _likeness(around, _surroundings(quote, place))
            found.append(_Match(quote, place, agrees, likeness, exact, shared < 0))
    return found


def _shared_sign(one: dict[str, int], other: dict[str, int]) -> int:
    """1 if two words are on one side of a scale, -1 on opposite sides, 0 if they share none."""
    signs = [sign * other[key] for key, sign in one.items() if key in other]
    if not signs:
        return 0
    return 1 if max(signs) > 0 else -1


def _has_own_match(said: Denials, word: Word, index: int) -> bool:
    """Whether the statement has this very word as well, which is then what it belongs to."""
    return any(place != index and said.words[place].stem == word.stem for place in said.meanings)


def _surroundings(denials: Denials, index: int) -> dict[str, float]:
    """The content words and numbers around a word, by how near they are."""
    found: dict[str, float] = {}
    for step in (-1, 1):
        distance = 0
        place = index + step
        weight = 1.0
        while 0 <= place < len(denials.words) and distance < _WINDOW:
            word = denials.words[place]
            if word.text in {".", ";", "!", "?"}:
                weight *= 0.4
            elif denials.clause[place] != denials.clause[place - step]:
                weight *= 0.75
            if word.is_content or word.kind == "number":
                distance += 1
                near = weight / (1 + 0.25 * distance)
                if near > found.get(word.stem, 0.0):
                    found[word.stem] = near
            place += step
    return found


def _likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """How much two surroundings have in common, from 0 to about 1."""
    shared = sum(weight * other[root] for root, weight in one.items() if root in other)
    whole = sum(weight * weight for weight in one.values())
    return shared / whole if whole else 1.0


def _disagreement(said: Denials, index: int, matches: Sequence[_Match]) -> _Match | None:
    """The word of a quote that says the contrary, if it is what the statement's word is about."""
    against = max((one for one in matches if not one.agrees), key=_rank, default=None)
    if against is None:
        return None
    for_it = max((one for one in matches if one.agrees), key=_rank, default=None)
    if for_it is not None and _rank(for_it) >= _rank(against):
        return None
    return against


def _rank(match: _Match) -> float:
    return match.likeness + (0.3 if match.exact else 0.0)


def _is_made_up_for(said: Denials, index: int, match: _Match) -> bool:
    """Whether the two clauses deny alike all the same, by other words."""
    quote = match.quote
    own_negative = said.clause_is_negative(index)
    their_negative = quote.clause_is_negative(match.index)
    if match.opposite:
        return own_negative != their_negative
    if own_negative == their_negative and (own_negative or not match.exact):
        return own_negative
    if said.sign(index) < 0 and quote.cues and _is_only_planned(quote, match.index):
        return True
    stems = {word.stem for word in quote.words}
    own = {word.stem for word in said.words}
    if said.sign(index) < 0 <= quote.sign(match.index):
        return any(
            _is_cue_for(quote, cue, match, own) and quote.words[cue].stem not in own
            for cue in quote.cues
            if cue != match.index
        )
    return any(
        said.clause[cue] == said.clause[index] and said.words[cue].stem not in stems
        for cue in said.cues
        if cue != index
    )


# Where these make up for a denial they stand in the same clause.
_WEAK_CUES = frozenset("onli only few littl little last short cut finish spare leav leave".split())


_PLANNED = frozenset("due scheduled planned supposed expected meant intended hoped".split())


def _is_only_planned(quote: Denials, index: int) -> bool:
    """Whether a quote says of something no more than that it was to be."""
    return any(word.folded in _PLANNED for word in quote.words[max(0, index - 4) : index])


def _is_cue_for(quote: Denials, cue: int, match: _Match, own: Collection[str]) -> bool:
    """Whether a word of denial is in the clause of another word or in one beside it.

    The one beside it must say more of what the statement, which has these stems, speaks of.
    """
    index = match.index
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


def _check_opposites(said: Denials, given: Sequence[Denials]) -> list[Reason]:
    """A reason for a word whose contrary stands in the same place of a quote."""
    for index, meant in said.meanings.items():
        if len(meant) < 2 and not any(_is_opposed(meant, quote) for quote in given):
            continue
        word = said.words[index]
        matches = _matches(said, index, given)
        if any(match.exact and match.agrees for match in matches) and word.stem not in _CONVERSE:
            exact = max((m.likeness for m in matches if m.exact and m.agrees), default=0.0)
            rival = max((m.likeness for m in matches if not m.agrees), default=0.0)
            if rival < exact + 0.3:
                continue
        worst = _disagreement(said, index, matches)
        if worst is None or worst.exact or worst.likeness < _CLEARLY:
            continue
        if _is_made_up_for(said, index, worst) or _is_converse(said, index, worst):
            continue
        theirs = worst.quote.words[worst.index].text
        text = f"the source says “{theirs}”, the statement “{word.text}”"
        return [Reason("negation", text[:120])]
    return []


def _is_opposed(meant: dict[str, int], quote: Denials) -> bool:
    return any(others.get(key, 1) < 0 for others in quote.meanings.values() for key in meant)


def _is_converse(said: Denials, index: int, match: _Match) -> bool:
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


_ALL = frozenset("all every each entire whole both always everyone everybody".split())
_SOME = frozenset("some several many most few half part partly sometimes often certain".split())


def _check_all_and_some(said: Denials, given: Sequence[Denials]) -> list[Reason]:
    """A reason for "all of the bridges" where the quotes say it of some."""
    for index, word in enumerate(said.words):
        if word.folded not in {"all", "every", "each"}:
            continue
        counted = _counted(said, index)
        if counted is None:
            continue
        quantifiers = {
            quantifier
            for quote in given
            for place, other in enumerate(quote.words)
            if other.stem == counted
            for quantifier in (one.folded for one in quote.words[max(0, place - 4) : place])
        }
        some = quantifiers & _SOME
        if some and not quantifiers & _ALL:
            if any(one.folded in _ALL for quote in given for one in quote.words):
                continue
            text = f"the source says “{min(some)}”, the statement “{word.text}”"
            return [Reason("negation", text)]
    return []


def _counted(said: Denials, index: int) -> str | None:
    """The stem of the noun that a word of quantity belongs to."""
    for word in said.words[index + 1 : index + 5]:
        if word.is_content:
            return word.stem
        if word.kind != "number" and word.folded not in {"of", "the", "these", "those", "its"}:
            return None
    return None
