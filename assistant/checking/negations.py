"""The negations of a text: where they stand and what they deny."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.clauses import (
    BORDER_MARKS,
    content_after,
    embedded_words,
    is_verb_form,
    is_verb_like,
    words_inside,
    words_of_subject,
)
from assistant.checking.negation_words import DENYING, NEGATIONS, SUBJECT_NEGATIONS
from assistant.checking.number_words import read_number
from assistant.checking.words import Word, stem

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
        "even",
    },
    "no": {"doubt", "matter", "more", "less", "fewer", "later", "sooner", "other"},
    "nothing": {"but", "else"},
    "none": {"other"},
}
# "Did not stay until" denies; "did not begin until" does not.
_LASTING = frozenset(map(stem, "stay remain wait last continue keep hold survive live".split()))
_MOST_TARGETS = 3
PASSIVE = frozenset("be been being is are was were".split())
_PRONOUNS = frozenset("it them him her this these us me you".split())
_OWN = frozenset("its their his her the".split())
_GIVING = frozenset("give gives gave given giving lose lost".split())


@dataclass(frozen=True, slots=True)
class Negation:
    """A word that denies others: where it stands and which words it denies, the likeliest first."""

    start: int
    end: int
    targets: tuple[int, ...]


def find_negation(words: Sequence[Word], index: int, clause: Sequence[int]) -> Negation | None:
    """The negation that begins at this word, if one does."""
    name = words[index].folded
    following = words[index + 1].folded if index + 1 < len(words) else ""
    if name == "too":
        return _too(words, index, clause)
    if name == "short" and following == "of" and _counts_before(words, index):
        return None
    if name == "short" and following == "of":
        return Negation(index, index + 2, content_after(words, index + 2, clause, 1))
    if (
        name in _GIVING
        and "up" in _names(words, index + 1, 2)
        and "hope" in _names(words, index, 5)
    ):
        hope = next(n for n in range(index, index + 5) if words[n].folded == "hope")
        return Negation(index, hope, (hope,))
    if (
        words[index].stem == "los"
        and following in _OWN
        and _names(words, index + 2, 1)
        in (
            ["last"],
            ["only"],
        )
    ):
        return Negation(index, index + 3, content_after(words, index + 3, clause, 1))
    if words[index].stem == "rul" and following == "out":
        if index and words[index - 1].folded in PASSIVE:
            subject = [n for n in range(max(0, index - 6), index) if words[n].is_content]
            of = next(
                (n for n in range(max(0, index - 6), index) if words[n].folded == "of"), index
            )
            heads = [place for place in subject if place < of] or subject
            return Negation(index, index + 2, tuple(heads[-1:]))
        return Negation(
            index, index + 2, content_after(words, index + 2, clause, 1, through_articles=True)
        )
    if words[index].stem in {"stay", "keep"} and following in {"off", "away"}:
        return Negation(
            index, index + 2, content_after(words, index + 2, clause, 1, through_articles=True)
        )
    if words[index].stem == "keep":
        return _keep_from(words, index, clause)
    if name == "non":
        return Negation(index, index + 1, content_after(words, index + 2, clause, 1))
    if name in {"rather", "instead"} and following in {"than", "of"}:
        return Negation(index, index + 2, content_after(words, index + 2, clause, 1))
    if name == "yet" and following == "to":
        return Negation(index, index + 2, content_after(words, index + 2, clause, 1))
    if name == "free" and following in {"of", "from"}:
        return Negation(index, index + 2, content_after(words, index + 2, clause, 1))
    if name in NEGATIONS or name.endswith("n't"):
        return _plain_negation(words, index, clause)
    needs_verb = DENYING.get(words[index].stem)
    if needs_verb is None:
        return None
    if not needs_verb:
        targets = content_after(words, index + 1, clause, 2, through_articles=True)
        if targets and index + 1 < len(words) and words[index + 1].folded == "that":
            return Negation(index, index + 1, embedded_words(words, index + 1))
        after = targets[-1] + 1 if targets else index + 1
        embedded = (*embedded_words(words, index + 1), *embedded_words(words, after))
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
    return Negation(index, index + 1, content_after(words, verb, clause, 2))


def _counts_before(words: Sequence[Word], index: int) -> bool:
    """Whether "short of" tells a number: "three votes short of a majority"."""
    before = (*range(max(0, index - 3), index), *range(index + 2, min(index + 6, len(words))))
    return any(words[n].kind == "number" or read_number(words, n) is not None for n in before)


def _names(words: Sequence[Word], start: int, count: int) -> list[str]:
    return [word.folded for word in words[start : start + count]]


def _keep_from(words: Sequence[Word], index: int, clause: Sequence[int]) -> Negation | None:
    """What is prevented, as in "kept the ship from leaving"; "keep off" is told before."""
    for place in range(index + 1, min(index + 8, len(words) - 1)):
        if words[place].text in BORDER_MARKS:
            return None
        if words[place].folded == "from" and words[place + 1].folded.endswith("ing"):
            return Negation(index, index + 1, (place + 1,))
    return None


def _too(words: Sequence[Word], index: int, clause: Sequence[int]) -> Negation | None:
    """What cannot be done to something or by someone that is too old, too far or the like."""
    for place in range(index + 2, min(index + 6, len(words) - 1)):
        if words[place].text in BORDER_MARKS:
            return None
        if words[place].folded == "to":
            return Negation(index, index + 1, content_after(words, place + 1, clause, 1))
    return None


def _is_verb_after_denial(words: Sequence[Word], denial: int, after: int) -> bool:
    """Whether here stands what was refused or stopped: "to sign", "signing", "from signing"."""
    before = words[after - 1].folded
    if any(word.text in BORDER_MARKS for word in words[denial + 1 : after]):
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
    if name == "without" and following in _PRONOUNS and _goes_on(words, index + 2):
        return None
    if key in {"not", "never"} and _is_until(words, index):
        return None
    if (
        name == "not"
        and index
        and words[index - 1].folded in {"or", "if"}
        and (not following or following in BORDER_MARKS)
    ):
        return None
    if name in {"nobody", "nothing", "none", "neither"} and index and _denies_before(words, index):
        targets = (index - 1, *content_after(words, end, clause, 2))
    elif name in SUBJECT_NEGATIONS and following != "longer":
        targets = words_of_subject(
            words, end, clause, noun_first=name == "no" and following != "one"
        )
    elif name in {"no", "without", "nor"} and following != "longer":
        targets = content_after(words, end, clause, 3)
    elif name == "unless":
        targets = words_of_subject(words, end, clause, noun_first=False)
    else:
        targets = content_after(words, end, clause, _MOST_TARGETS)
    if targets and {words[targets[0]].stem, words[targets[-1]].stem} & _RAISING:
        embedded = [
            place for place in words_inside(words, targets[-1] + 1) if is_verb_like(words, place)
        ]
        last = targets[-1]
        after_to = [
            place
            for place in range(last + 2, min(last + 9, len(words)))
            if words[place - 1].folded == "to" and words[place].is_content
        ]
        targets = tuple(dict.fromkeys((*after_to[:1], *embedded[:2]))) or targets
    if not targets and index:  # "Critics thought not", "he could not"
        before = [
            place
            for place in range(max(0, index - 3), index)
            if words[place].is_content and clause[place] == clause[index]
        ]
        targets = tuple(before[-1:])
    return Negation(index, end, targets)


def _goes_on(words: Sequence[Word], index: int) -> bool:
    return index < len(words) and words[index].text not in BORDER_MARKS


def _is_until(words: Sequence[Word], index: int) -> bool:
    """Whether "not" is one of "not until", which denies nothing but what came before."""
    for word in words[index + 1 : index + 9]:
        if word.text in BORDER_MARKS or word.folded in {"and", "but"} or word.stem in _LASTING:
            return False
        if word.folded == "until":
            return True
    return False


def _denies_before(words: Sequence[Word], index: int) -> bool:
    """Whether a word like "nobody" is what the verb before it is done to."""
    return words[index - 1].is_content and is_verb_form(words[index - 1])
