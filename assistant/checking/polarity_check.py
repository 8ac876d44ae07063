"""Whether a statement affirms what its quotes deny, or denies what they affirm."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.making_up import is_made_up_for
from assistant.checking.matching import CLEARLY, Match, disagreement, find_matches, following
from assistant.checking.negations import Negation
from assistant.checking.opposite_check import check_opposites
from assistant.checking.parsed import Parsed
from assistant.checking.plan_check import check_plans
from assistant.checking.polarity import Denials
from assistant.checking.quantifier_check import (
    check_all_and_some,
    check_none_and_some,
    check_one_and_several,
)
from assistant.checking.values import Reason

_MOST_PAIRS = 60_000
# Words that make something else of two negations: "no one ... unless" is "only who".
_RESTRICTING = frozenset(
    "only always must require requires required before until need needs".split()
)
_CONTRARY = {"never": "always", "without": "with"}
_TURNS = frozenset("not no never without nor neither".split())
_COMPLEMENTS = frozenset("whether if how why when where what that which who".split())


def check_polarity(statement: Parsed, quotes: Sequence[Parsed]) -> list[Reason]:
    """A reason for each clause whose quote says the opposite."""
    said = statement.denials
    given = [quote.denials for quote in quotes]
    if len(said.words) * sum(len(quote.words) for quote in given) > _MOST_PAIRS:
        return []  # no statement and no quotes that anyone would write
    reasons = _check_own_negations(said, given)
    reasons += _check_negations_of_quotes(said, given)
    if not reasons:
        reasons += check_opposites(said, given)
        reasons += check_all_and_some(said, given)
        reasons += check_plans(said, given)
        reasons += check_none_and_some(said, given)
        reasons += check_one_and_several(said, given)
    return reasons[:2]


def _check_own_negations(said: Denials, given: Sequence[Denials]) -> list[Reason]:
    reasons: list[Reason] = []
    for negation in said.negations:
        if _is_superlative(said, negation, given) or _is_double(said, negation):
            continue
        if _is_not_all(said, negation):
            continue
        for target in sorted(negation.targets, key=lambda place: _is_owner(said, place)):
            matches = find_matches(said, target, given)
            if matches:
                worst = disagreement(said, target, matches)
                if worst and (
                    _is_plain_contrary(said, negation, worst)
                    or not (
                        _is_denied_by_contrary(said, target, worst, matches)
                        or _is_denied_beside(said, negation, given)
                        or is_made_up_for(said, target, worst)
                        or _is_denied_elsewhere(said, negation, worst, given)
                    )
                ):
                    reasons.append(_statement_denies(said, negation))
                break
        else:
            if not any(quote.negations or quote.cues for quote in given):
                reasons.append(_statement_denies(said, negation))
    return reasons


def _is_double(said: Denials, negation: Negation) -> bool:
    """Whether it denies a word of denial or is denied: "did not lack" says nothing negative."""
    starts = {one.start for one in said.negations if one is not negation}
    return bool(starts & set(negation.targets)) or any(
        negation.start in one.targets for one in said.negations if one is not negation
    )


def _is_not_all(said: Denials, negation: Negation) -> bool:
    """Whether it is the "not" of "not all", which `check_all_and_some` looks at."""
    names = [word.folded for word in said.words[negation.start : negation.start + 2]]
    return names[0] == "not" and names[-1] in {"all", "every", "everyone", "everybody", "always"}


def _is_plain_contrary(said: Denials, negation: Negation, worst: Match) -> bool:
    """Whether the quote says "always" or "with a" where the statement says "never", "without"."""
    contrary = _CONTRARY.get(said.words[negation.start].folded)
    before = [word.folded for word in worst.quote.words[max(0, worst.index - 3) : worst.index]]
    return contrary in before and not _TURNS & set(before)


def _is_denied_by_contrary(
    said: Denials, target: int, worst: Match, matches: Sequence[Match]
) -> bool:
    """Whether the contrary of a word has the object that the statement denies: "left it there"."""
    own = following(said, target)
    straight = own & following(worst.quote, worst.index)
    return any(
        one.agrees and not one.exact and len(own & following(one.quote, one.index) - straight) > 0
        for one in matches
        if one.quote is worst.quote
    )


def _is_denied_beside(said: Denials, negation: Negation, given: Sequence[Denials]) -> bool:
    """Whether a quote denies what the statement says of "none of" something."""
    name = said.words[negation.start].folded
    if name not in {"none", "neither", "nor", "nobody", "nothing"}:
        return False
    number = said.clause[negation.start]
    clauses = {number, number + 1} if name == "neither" else {number}
    excluded = negation.targets[:1] if name in {"neither", "nor"} else negation.targets
    told = {
        said.words[place].stem
        for place in said.meanings
        if said.clause[place] in clauses and place not in excluded
    }
    if name == "nothing":
        return any(
            quote.words[place].stem in told
            for quote in given
            for one in quote.negations
            for place in quote.meanings
            if quote.clause[place] == quote.clause[one.start]
        )
    return any(quote.words[place].stem in told for quote in given for place in quote.odd)


def _is_owner(said: Denials, index: int) -> bool:
    return said.words[index].text.endswith(("'s", "’s"))


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
    said: Denials, negation: Negation, match: Match, given: Sequence[Denials]
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
        if any(_places_of(quote, target, said) for target in one.targets)
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
    matches = find_matches(said, place, given)
    worst = disagreement(said, place, matches)
    if worst is None or worst.quote is not quote or worst.index != target:
        return False
    if is_made_up_for(said, place, worst):
        return False
    if _has_other_object(quote, target, said, place):
        return False
    names = {word.folded for word in said.words}
    nearby = [one for one in quote.negations if _near(quote, one.start, target)]
    if len(nearby) > 1 and names & _RESTRICTING and not said.negations:
        return False
    return worst.likeness >= CLEARLY and not _is_told_elsewhere(quote, target, said, place)


def _has_other_object(quote: Denials, target: int, said: Denials, place: int) -> bool:
    """Whether the statement says a denied word of one thing, and of the denied thing another."""
    own, theirs = following(said, place), following(quote, target)
    if not own or not theirs or own & theirs:
        return False
    others = {said.words[index].stem for index in said.meanings if index > place} - own
    return bool(theirs & others) and bool(said.negations)


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
    if following and following.folded in _COMPLEMENTS - {"which", "who"}:
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
