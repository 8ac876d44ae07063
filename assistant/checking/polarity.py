"""A text as clauses, with what each denies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.antonyms import (
    CUES,
    DENYING,
    NEGATIONS,
    SUBJECT_NEGATIONS,
    meanings,
    phrase_meanings,
)
from assistant.checking.number_words import read_number
from assistant.checking.places import FORMS_OF_PLACES
from assistant.checking.units import UNITS
from assistant.checking.words import Text, Word, stem

_BORDER_MARKS = frozenset(",;:()—–.!?")
_BORDER_WORDS = frozenset(
    """and but or because although though while whereas which who whom that when where why how if
    whether since after before so as unless until nor including""".split()
)
_PASSED = frozenset(
    """to be been being have has had having do does did is are was were will would can could may
    might must should shall yet ever also even so very too really quite any longer of it they he
    she we you i there""".split()
)
_ARTICLES = frozenset("a an the any this that these those its their his her our more one".split())
_MODALS = frozenset(
    "will would can could may might must should shall is are was were has had have been be".split()
)
# "He does not think it works" says that it does not work.
_RAISING = frozenset(map(stem, "believe think expect consider seem appear suppose assume".split()))
# After "not" these say that it denies less than it seems to.
_NO_DENIAL_AFTER = {
    "not": {
        "only",
        "just",
        "merely",
        "simply",
        "solely",
        "least",
        "until",
        "before",
        "necessarily",
    },
    "no": {"doubt", "matter", "more", "less", "fewer", "later", "sooner", "other"},
    "nothing": {"but"},
    "none": {"other"},
}
_MOST_TARGETS = 3


@dataclass(frozen=True, slots=True)
class Negation:
    """A word that denies others: where it stands and which words it denies, the likeliest first."""

    start: int
    end: int
    targets: tuple[int, ...]


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
        number = self.clause[index]
        beside = [one for one in self.negations if one.start != index]
        return sum(self.clause[one.start] == number for one in beside) % 2 == 1


def find_denials(text: Text) -> Denials:
    """Read what a text denies."""
    words = text.words
    clause = _clauses(words)
    negations = [one for index in range(len(words)) if (one := _negation(words, index, clause))]
    odd: set[int] = set()
    for negation in negations:
        odd ^= set(negation.targets)
    content = {
        index: _meanings(words, index) | _place(words, index)
        for index, word in enumerate(words)
        if word.is_content or _is_scaled(words, index) or word.text in {"US", "U.S."}
    }
    cues = {
        index
        for index, word in enumerate(words)
        if word.stem in CUES or any(sign < 0 for sign in content.get(index, {}).values())
    }
    return Denials(words, clause, tuple(negations), frozenset(odd), content, frozenset(cues))


_SCALED_FUNCTION_WORDS = frozenset(
    """before after up down inside outside above below behind more less fewer most least many
    few""".split()
)


def _is_scaled(words: Sequence[Word], index: int) -> bool:
    """Whether a word like "more" or "before" says which end of a scale is meant."""
    name = words[index].folded
    before = words[index - 1].folded if index else ""
    after = words[index + 1] if index + 1 < len(words) else None
    if name not in _SCALED_FUNCTION_WORDS or before in {"at", "no", "not"}:
        return False
    if name in {"most", "least"}:
        return after is not None and after.is_content
    if name in {"more", "less", "fewer"} and after is not None and after.folded == "than":
        number_before = index and (words[index - 1].kind == "number" or before in UNITS)
        number_after = index + 2 < len(words) and read_number(words, index + 2) is not None
        return bool(number_before or not number_after)
    return True


def _clauses(words: Sequence[Word]) -> tuple[int, ...]:
    number = 0
    numbers: list[int] = []
    after_border = False
    for word in words:
        at_border = word.text in _BORDER_MARKS or word.folded in _BORDER_WORDS
        if at_border and not after_border:
            number += 1
        after_border = at_border
        numbers.append(number)
    return tuple(numbers)


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


def _meanings(words: Sequence[Word], index: int) -> dict[str, int]:
    own = words[index].stem
    for after in range(index + 1, min(index + 5, len(words))):
        if words[after].text in _BORDER_MARKS:
            break
        together = phrase_meanings(own, words[after].folded)
        if together:
            return together
    return meanings(own)


def _negation(words: Sequence[Word], index: int, clause: Sequence[int]) -> Negation | None:
    """The negation that begins at this word, if one does."""
    name = words[index].folded
    following = words[index + 1].folded if index + 1 < len(words) else ""
    if name in {"rather", "instead"} and following in {"than", "of"}:
        return Negation(index, index + 2, _after(words, index + 2, clause, 1))
    if name == "yet" and following == "to":
        return Negation(index, index + 2, _after(words, index + 2, clause, 1))
    if name == "free" and following in {"of", "from"}:
        return Negation(index, index + 2, _after(words, index + 2, clause, 1))
    if name in NEGATIONS or name.endswith("n't"):
        return _plain_negation(words, index, clause)
    needs_verb = DENYING.get(words[index].stem)
    if needs_verb is None or name in {"keep", "keeps", "kept"}:
        return None
    if not needs_verb:
        targets = _after(words, index + 1, clause, 2, through_articles=True)
        if targets and index + 1 < len(words) and words[index + 1].folded == "that":
            return Negation(index, index + 1, _embedded(words, index + 1))
        after = targets[-1] + 1 if targets else index + 1
        embedded = (*_embedded(words, index + 1), *_embedded(words, after))
        return Negation(index, index + 1, tuple(dict.fromkeys((*targets, *embedded))))
    verb = next(
        (
            after
            for after in range(index + 1, min(index + 7, len(words)))
            if _is_verb_after_denial(words, index, after)
        ),
        None,
    )
    if verb is None:
        return None
    return Negation(index, index + 1, _after(words, verb, clause, 2))


def _is_verb_after_denial(words: Sequence[Word], denial: int, after: int) -> bool:
    """Whether here stands what was refused or stopped: "to sign", "signing", "from signing"."""
    before = words[after - 1].folded
    if any(word.text in _BORDER_MARKS for word in words[denial + 1 : after]):
        return False
    if before in {"to", "from", "in"} and after - 1 > denial:
        return words[after].is_content and (before == "to" or words[after].folded.endswith("ing"))
    return after == denial + 1 and words[after].folded.endswith("ing")


def _plain_negation(words: Sequence[Word], index: int, clause: Sequence[int]) -> Negation | None:
    name = words[index].folded
    following = words[index + 1].folded if index + 1 < len(words) else ""
    key = "not" if name.endswith("n't") else name
    if following in _NO_DENIAL_AFTER.get(key, ()):
        return None
    if name == "no" and (following in {"one", "longer"} or words[index].text == "No."):
        end = index + 2
    else:
        end = index + 1
    if name == "no" and index + 1 < len(words) and words[index + 1].kind == "number":
        return None
    if key in {"not", "never"} and _is_until(words, index):
        return None
    if (
        name == "not"
        and index
        and words[index - 1].folded in {"or", "if"}
        and (not following or following in _BORDER_MARKS)
    ):
        return None
    if name in {"nobody", "nothing", "none", "neither"} and index and _denies_before(words, index):
        targets = (index - 1, *_after(words, end, clause, 2))
    elif name in SUBJECT_NEGATIONS and following != "longer":
        targets = _of_subject(words, end, clause, noun_first=name == "no" and following != "one")
    elif name in {"no", "without", "nor"} and following != "longer":
        targets = _after(words, end, clause, 3)
    elif name == "unless":
        targets = _of_subject(words, end, clause, noun_first=False)
    else:
        targets = _after(words, end, clause, _MOST_TARGETS)
    if targets and words[targets[-1]].stem in _RAISING:
        embedded = [
            place for place in _inside(words, targets[-1] + 1) if _is_verb_like(words, place)
        ]
        targets = (*targets, *embedded[:2])
    if not targets and index:  # "Critics thought not", "he could not"
        before = [
            place
            for place in range(max(0, index - 3), index)
            if words[place].is_content and clause[place] == clause[index]
        ]
        targets = tuple(before[-1:])
    return Negation(index, end, targets)


def _is_until(words: Sequence[Word], index: int) -> bool:
    """Whether "not" is one of "not until", which denies nothing but what came before."""
    for word in words[index + 1 : index + 9]:
        if word.text in _BORDER_MARKS or word.folded in {"and", "but"}:
            return False
        if word.folded == "until":
            return True
    return False


def _denies_before(words: Sequence[Word], index: int) -> bool:
    """Whether a word like "nobody" is what the verb before it is done to."""
    return words[index - 1].is_content and is_verb_form(words[index - 1])


def _after(
    words: Sequence[Word],
    start: int,
    clause: Sequence[int],
    most: int,
    *,
    through_articles: bool = False,
) -> tuple[int, ...]:
    """The run of content words that begins here, adverbs last."""
    run: list[int] = []
    for index in range(start, min(start + 10, len(words))):
        word = words[index]
        if word.text in _BORDER_MARKS or (run and word.folded in _BORDER_WORDS):
            break
        if word.is_content:
            run.append(index)
            if len(run) == most:
                break
        elif word.folded in _PASSED or ((not run or through_articles) and word.folded in _ARTICLES):
            continue
        elif run and word.text not in {"-"}:
            break
    return tuple(sorted(run, key=lambda place: _is_adverb(words[place])))


def _is_adverb(word: Word) -> bool:
    return word.folded.endswith("ly") or word.folded in {"first", "further", "immediately"}


def _of_subject(
    words: Sequence[Word], start: int, clause: Sequence[int], *, noun_first: bool
) -> tuple[int, ...]:
    """What a denied subject is said not to do, then the subject itself."""
    if start >= len(words):
        return ()
    inside = _inside(words, start)
    if not inside:
        return ()
    is_object = (
        noun_first
        and start >= 2
        and (words[start - 2].is_content or words[start - 2].folded in _PASSED)
    )
    nouns = list(_after(words, start, clause, 3))
    if is_object:
        return (*nouns, *_embedded(words, nouns[-1] + 1)) if nouns else ()
    verbs = [index for index in inside if _is_verb_like(words, index)]
    return tuple(dict.fromkeys([*verbs[-1:], *verbs[:1], *nouns]))


def _embedded(words: Sequence[Word], start: int) -> tuple[int, ...]:
    """The verb of the clause in "no evidence that it works", and then its other words."""
    if start >= len(words) or words[start].folded != "that":
        return ()
    inside = _inside(words, start + 1)[:6]
    return tuple(sorted(inside, key=lambda place: not _is_verb_like(words, place)))


def _inside(words: Sequence[Word], start: int) -> list[int]:
    """The content words of a clause from here on, with a relative clause of its subject."""
    inside: list[int] = []
    verbs = 0
    for index in range(start, min(start + 16, len(words))):
        word = words[index]
        relative = word.folded in {"who", "which", "that", "whom"} and not verbs
        if word.text in _BORDER_MARKS or (word.folded in _BORDER_WORDS and not relative):
            break
        if word.is_content:
            inside.append(index)
            verbs += _is_verb_like(words, index)
    return inside


def _is_verb_like(words: Sequence[Word], index: int) -> bool:
    before = words[index - 1].folded if index else ""
    word = words[index]
    if before in _MODALS:
        return True
    if before in {"a", "an", "the", "of", "in"}:
        return False
    return is_verb_form(word)


def is_verb_form(word: Word) -> bool:
    """Whether a word looks like a past tense, or like a verb in the third person."""
    if word.folded.endswith("ed"):
        return True
    if word.folded == word.stem or len(word.folded) > (7 if word.folded[-1] == "n" else 9):
        return False
    return word.folded[-1] in "tdekwns"
