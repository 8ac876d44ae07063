"""What can be told of questions by themselves: doubles, near doubles, questions that leak."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from assistant.checking.word_lists import FUNCTION_WORDS
from assistant.checking.words import stem
from assistant.evaluation.checking.findings import Finding, fault, warning
from assistant.evaluation.question_sets.values import Question

_WORD = re.compile(r"\w+")
# Function words that make another question of the same words.
_TELLING = frozenset(
    """who whom whose what which when where why how many much first last before after until since
    not no never from to by more most less least few all""".split()
)
_STOP_WORDS = FUNCTION_WORDS - _TELLING
_NEAR = 0.85
_FEWEST = 4
_LIKE_ITS_SENTENCE = 0.9


def check_questions(questions: Sequence[Question]) -> Iterator[Finding]:
    """Faults and warnings that need no article, question by question within each check."""
    yield from _ids(questions)
    yield from _doubles(questions)
    yield from _near_doubles(questions)
    with_evidence = any(question.evidence for question in questions)
    for question in questions:
        yield from _contradictions(question, with_evidence)
        yield from _leaks(question)


def _ids(questions: Iterable[Question]) -> Iterator[Finding]:
    counts = Counter(question.id for question in questions)
    for question in {question.id: question for question in questions}.values():
        if counts[question.id] > 1:
            yield fault("id", question, f"{counts[question.id]} questions have this id")


def _doubles(questions: Iterable[Question]) -> Iterator[Finding]:
    """The same words, case and punctuation apart, after the same conversation."""
    first: dict[object, Question] = {}
    for question in questions:
        before = first.setdefault((_words(question.text), question.history), question)
        if before is question:
            continue
        if before.answerable != question.answerable:
            text = f"is {_kind(question)}, but {before.id!r} asks the same and is {_kind(before)}"
            yield fault("duplicate", question, text)
        else:
            yield fault("duplicate", question, f"asks the same as {before.id!r}")


def _kind(question: Question) -> str:
    return "answerable" if question.answerable else "unanswerable"


def _near_doubles(questions: Sequence[Question]) -> Iterator[Finding]:
    """Pairs that share most of the words that say something (Jaccard), trick questions apart.

    A trick question is often a real one with one word changed, so that only pairs of one kind
    are named.
    """
    holding: dict[str, list[int]] = defaultdict(list)
    stems = [_stems(question.text) for question in questions]
    for number, question in enumerate(questions):
        own = stems[number]
        if len(own) < _FEWEST:
            continue
        shared = Counter(other for word in own for other in holding[word])
        for other, count in sorted(shared.items()):
            before = questions[other]
            same_kind = (before.answerable, before.history) == (
                question.answerable,
                question.history,
            )
            alike = count / (len(own) + len(stems[other]) - count)
            if same_kind and alike >= _NEAR and _words(before.text) != _words(question.text):
                text = f"asks nearly the same as {before.id!r}: {before.text}"
                yield warning("duplicate", question, text)
                break
        for word in own:
            holding[word].append(number)


def _contradictions(question: Question, with_evidence: bool) -> Iterator[Finding]:
    """What a question says of itself; `with_evidence` if others of its set have some."""
    if not question.answerable and (question.answers or question.evidence):
        yield fault("answer", question, "is unanswerable, but has answers or evidence")
    known = question.evidence or (not with_evidence and (question.answers or question.gold))
    if question.answerable and not known:
        yield warning("answer", question, "is answerable, but has no evidence")


def _leaks(question: Question) -> Iterator[Finding]:
    """Questions that give their answer away."""
    asked = f" {' '.join(_words(question.text))} "
    for answer in question.answers:
        words = " ".join(_words(answer))
        if words and f" {words} " in asked:
            yield warning("leak", question, f"holds its whole answer {answer!r}")
            break
    own = set(_stems(question.text))
    for piece in question.evidence:
        quoted = _words(piece.quote or "")
        if quoted and quoted == _words(question.text):
            yield fault("leak", question, "is the sentence that answers it")
        elif own and piece.quote:
            said = set(_stems(piece.quote))
            if len(own & said) >= _LIKE_ITS_SENTENCE * len(own | said) and len(own) >= _FEWEST:
                yield warning("leak", question, "has nearly all words of the sentence that answers")


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _stems(text: str) -> frozenset[str]:
    """What its words say, as stems, without those that only hold it together."""
    return frozenset(stem(word) for word in _words(text) if word not in _STOP_WORDS)
