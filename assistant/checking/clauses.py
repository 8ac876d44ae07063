"""Clauses, and the words of a clause that a negation in it can reach."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.words import Word

BORDER_MARKS = frozenset(",;:()—–.!?")
BORDER_WORDS = frozenset(
    """and but or because although though while whereas which who whom that when where why how if
    whether since after before so as unless until nor including""".split()
)
PASSED = frozenset(
    """to be been being have has had having do does did is are was were will would can could may
    might must should shall yet ever also even so very too really quite any longer of it they he
    she we you i there""".split()
)
_ARTICLES = frozenset("a an the any this that these those its their his her our more one".split())
_MODALS = frozenset(
    "will would can could may might must should shall is are was were has had have been be".split()
)


def split_clauses(words: Sequence[Word]) -> tuple[int, ...]:
    """The number of the clause of each word."""
    number = 0
    numbers: list[int] = []
    after_border = False
    for word in words:
        at_border = word.text in BORDER_MARKS or word.folded in BORDER_WORDS
        if at_border and not after_border:
            number += 1
        after_border = at_border
        numbers.append(number)
    return tuple(numbers)


def content_after(
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
        if word.text in BORDER_MARKS or (run and word.folded in BORDER_WORDS):
            break
        if word.is_content:
            run.append(index)
            if len(run) == most:
                break
        elif word.folded in PASSED or ((not run or through_articles) and word.folded in _ARTICLES):
            continue
        elif run and word.text not in {"-"}:
            break
    return tuple(sorted(run, key=lambda place: _is_adverb(words[place])))


def _is_adverb(word: Word) -> bool:
    return word.folded.endswith("ly") or word.folded in {"first", "further", "immediately"}


def words_of_subject(
    words: Sequence[Word], start: int, clause: Sequence[int], *, noun_first: bool
) -> tuple[int, ...]:
    """What a denied subject is said not to do, then the subject itself."""
    if start >= len(words):
        return ()
    if words[start].folded == "to":
        return content_after(words, start, clause, 1)
    inside = words_inside(words, start)
    if not inside:
        return ()
    is_object = (
        noun_first
        and start >= 2
        and (words[start - 2].is_content or words[start - 2].folded in PASSED)
    )
    nouns = list(content_after(words, start, clause, 3))
    if is_object:
        return (*nouns, *embedded_words(words, nouns[-1] + 1)) if nouns else ()
    verbs = [index for index in inside if is_verb_like(words, index)]
    return tuple(dict.fromkeys([*verbs[-1:], *verbs[:1], *nouns]))


def embedded_words(words: Sequence[Word], start: int) -> tuple[int, ...]:
    """The verb of the clause in "no evidence that it works", and then its other words."""
    if start >= len(words) or words[start].folded != "that":
        return ()
    inside = words_inside(words, start + 1, through_or=True)[:6]
    return tuple(sorted(inside, key=lambda place: not is_verb_like(words, place)))


def words_inside(words: Sequence[Word], start: int, *, through_or: bool = False) -> list[int]:
    """The content words of a clause from here on, with a relative clause of its subject."""
    inside: list[int] = []
    verbs = 0
    after_apposition = 0
    for index in range(start, min(start + 24, len(words))):
        word = words[index]
        relative = word.folded in {"who", "which", "that", "whom"} and not verbs
        relative = relative or (through_or and word.folded == "or")
        if word.text == "," and not verbs and index < after_apposition:
            continue
        if word.text == "," and not verbs and inside and not after_apposition:
            after_apposition = _after_apposition(words, index)
            if after_apposition:
                continue
        if index < after_apposition:
            continue
        if word.text in BORDER_MARKS or (word.folded in BORDER_WORDS and not relative):
            break
        if word.is_content:
            inside.append(index)
            verbs += is_verb_like(words, index)
    return inside


def _after_apposition(words: Sequence[Word], comma: int) -> int:
    """Where a sentence goes on after ", X or Y," with its verb; 0 if it does not."""
    for index in range(comma + 1, min(comma + 12, len(words) - 1)):
        if words[index].text in BORDER_MARKS:
            goes_on = words[index].text == "," and words[index + 1].folded in _MODALS
            return index + 1 if goes_on else 0
    return 0


def is_verb_like(words: Sequence[Word], index: int) -> bool:
    """Whether a word stands where a verb does, or looks like one."""
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
