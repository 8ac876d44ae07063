"""A text as clauses, with what each denies and what its words are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.antonyms import SCALE_MARK, find_phrase, meanings
from assistant.checking.clauses import split_clauses
from assistant.checking.negation_words import CUE_PHRASES, CUES, SUBJECT_NEGATIONS
from assistant.checking.negations import PASSIVE, Negation, find_negation
from assistant.checking.number_words import read_number
from assistant.checking.places import FORMS_OF_PLACES
from assistant.checking.units import UNITS
from assistant.checking.words import Text, Word

_SCALED_FUNCTION_WORDS = frozenset(
    """before after up down inside outside above below behind like unlike more less fewer most least
    many against few""".split()
)


@dataclass(frozen=True, slots=True)
class Denials:
    """The clauses of a text, its negations and the words under an odd number of them."""

    words: tuple[Word, ...]
    clause: tuple[int, ...]
    negations: tuple[Negation, ...]
    odd: frozenset[int]
    meanings: dict[int, dict[str, int]]
    cues: frozenset[int]

    def sign(self, index: int) -> int:
        """-1 for a word that is denied, else 1."""
        return -1 if index in self.odd else 1

    def clause_is_negative(self, index: int) -> bool:
        """Whether the clause of a word has an odd number of negations beside the word itself."""
        beside = [one.start for one in self.negations if one.start != index]
        return sum(self.clause[start] == self.clause[index] for start in beside) % 2 == 1

    def is_negated_before(self, index: int) -> bool:
        """The same of the negations that can reach the word: before it, or said of nobody."""
        beside = [
            one.start
            for one in self.negations
            if one.start < index or self.words[one.start].folded in SUBJECT_NEGATIONS
        ]
        return sum(self.clause[start] == self.clause[index] for start in beside) % 2 == 1


def find_denials(text: Text) -> Denials:
    """Read what a text denies."""
    words = text.words
    clause = split_clauses(words)
    negations = [one for index in range(len(words)) if (one := find_negation(words, index, clause))]
    odd: set[int] = set()
    of_start = {one.start: set(one.targets) for one in negations}
    for negation in negations:
        flipped = set(negation.targets)
        for target in negation.targets:  # what a denied word denies is affirmed
            flipped |= of_start.get(target, set())
        odd ^= flipped
    content = _read_meanings(words)
    cues = {
        index
        for index, word in enumerate(words)
        if word.stem in CUES
        or any(
            (sign < 0 and not key.startswith(SCALE_MARK)) or key in CUE_PHRASES
            for key, sign in content.get(index, {}).items()
        )
    }
    return Denials(words, clause, tuple(negations), frozenset(odd), content, frozenset(cues))


def _read_meanings(words: Sequence[Word]) -> dict[int, dict[str, int]]:
    """What each word that says something is about; a phrase is told by its first such word."""
    found: dict[int, dict[str, int]] = {}
    taken: set[int] = set()
    for index, word in enumerate(words):
        if index in taken:
            continue
        if word.is_content or _is_scaled(words, index) or word.text in {"US", "U.S."}:
            phrase = find_phrase(words, index)
            if phrase:
                taken.update(place for place in phrase[1] if not words[place].is_content)
                for place in phrase[1]:
                    if not words[place].is_content:
                        found.pop(place, None)
            own = phrase[0] if phrase else meanings(_meant(words, index))
            found[index] = own | _place(words, index)
    return found


def _meant(words: Sequence[Word], index: int) -> str:
    """The stem of a word, where "are left" is "remain"."""
    before = words[index - 1].folded if index else ""
    if words[index].folded == "left" and (before in PASSIVE or words[index - 1].kind == "number"):
        return "remain"
    return words[index].stem


def _is_scaled(words: Sequence[Word], index: int) -> bool:
    """Whether a word like "more" or "before" says which end of a scale is meant."""
    name = words[index].folded
    before = words[index - 1].folded if index else ""
    after = words[index + 1] if index + 1 < len(words) else None
    if name not in _SCALED_FUNCTION_WORDS or before in {"at", "no", "not"}:
        return False
    if name == "against":
        return before in PASSIVE
    if name in {"most", "least"}:
        return after is not None and (after.is_content or after.folded == "of")
    if name in {"more", "less", "fewer"} and after is not None and after.folded == "than":
        number_before = index and (words[index - 1].kind == "number" or before in UNITS)
        number_after = index + 2 < len(words) and read_number(words, index + 2) is not None
        return bool(number_before or not number_after)
    return True


def _place(words: Sequence[Word], index: int) -> dict[str, int]:
    """One key for all forms of a country's name."""
    word = words[index]
    if not word.is_capital:
        return {}
    name = word.folded
    if index + 1 < len(words) and words[index + 1].is_capital:
        name = f"{name} {words[index + 1].folded}"
    forms = FORMS_OF_PLACES.get(name) or FORMS_OF_PLACES.get(word.folded)
    return {f"@{min(forms)}": 1} if forms else {}
