"""Follow-up questions: make a question stand alone, without a chat model.

"And Clearview?" takes the place of the name in the question before it. "When was that?" is
searched together with what the question before was about, which counts half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.answer import NOT_FOUND
from assistant.library.lexical import is_function_word

Turn = tuple[str, str]

_ADDING = re.compile(r"^(?:and|but|or|so|also|then|what about|how about)\b[\s,]*", re.IGNORECASE)
_ASKING = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|"
    r"can|could|will|would|should|may|might)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:it|its|he|him|his|she|her|hers|they|them|their|theirs|this|these|those|there|then|one|"
    r"ones|same|else|besides|instead|afterwards?|before that|after that)\b|\bthat\b(?=\W*$|\s+"
    r"(?:happen|mean|take|cost|work|go|end|start|begin|come)\w*\b)",
    re.IGNORECASE,
)
_DEFINING = re.compile(r"^(?:what|who) (?:is|are|was|were) ", re.IGNORECASE)
_CAPITAL = r"[A-Z0-9][\w&.’'-]*"
_NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:(?:of|in|the|for|v\.|and|&)\s+)*{_CAPITAL})*")
_CODE = re.compile(r"\d[^\W\d]|[^\W\d]\d")  # such as 08f8f2: nobody is called that
_POSSESSIVE = re.compile(r"[’']s?$")
_QUOTE = re.compile(r"“(.+?)” \[\d+\]", re.DOTALL)
_WORD = re.compile(r"[\w’'-]+")
_MOST_NAMES = 4
_FEW_WORDS = 2
MOST_TURNS = 5  # a thread is not followed further back
_MEASURES = frozenset("many much each long old far often".split())  # "how many" has no topic


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question to search for, and what it is about if it does not say so itself.

    `topic` are content words of the questions before, back to one that stood alone; `names` come
    from the answer just given, which is `said`: what it quoted is not asked for again.
    """

    question: str
    topic: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    said: str = ""

    @property
    def context(self) -> str:
        """Topic and names in one line."""
        return " ".join(dict.fromkeys([*self.topic, *self.names]))

    def __str__(self) -> str:
        return f"{self.question} ({self.context})" if self.context else self.question


def condense(question: str, history: Sequence[Turn]) -> Standalone:
    """The question as it can be searched without the (question, answer) turns before it."""
    if not history or not _depends(question):
        return Standalone(question)
    (asked, answered), earlier = history[-1], history[-MOST_TURNS:-1]
    before = condense(asked, earlier)
    addition = _ADDING.sub("", question).strip(" ?.!")
    if _ADDING.match(question) and addition and not _ASKING.search(addition):
        return Standalone(_put_in(addition, before.question), before.topic, said=answered)
    topic = tuple(dict.fromkeys([*_content_words(before.question), *before.topic]))
    return Standalone(question, topic, _names(answered, topic), answered)


def _depends(question: str) -> bool:
    """Whether a question points at something said before, or says too little to stand alone."""
    if _ADDING.match(question) or _POINTING.search(question):
        return True
    words = _content_words(question)
    # Its first word has a capital whatever it is.
    inside = [word for word in _WORD.findall(question)[1:] if word in words]
    if any(word[0].isupper() or word[0].isdigit() for word in inside):
        return False
    return len(words) <= 1 or (len(words) <= _FEW_WORDS and not _DEFINING.match(question))


def _content_words(text: str) -> list[str]:
    words = _WORD.findall(text)
    return [word for word in words if not is_function_word(word) and word.lower() not in _MEASURES]


def _put_in(addition: str, before: str) -> str:
    """The question before, about something else: a name replaces the name, the rest is added."""
    inside = re.search(r"\b(?!I\b)[A-Z]", before[1:])  # behind the capital that every question has
    place = _NAME.search(before, inside.start() + 1) if inside else None
    if not place or not addition[:1].isupper():
        return f"{before.rstrip(' ?.!')}, {addition}?"
    end = place.start() + len(_POSSESSIVE.sub("", place.group()))
    return f"{before[: place.start()]}{addition}{before[end:]}"


def _names(answered: str, known: Sequence[str]) -> tuple[str, ...]:
    """The names in the first quote of an answer, but for those that are known."""
    if answered.startswith(NOT_FOUND):
        return ()
    quote = _QUOTE.search(answered)
    found = _NAME.findall(quote.group(1) if quote else answered[:300])
    names = dict.fromkeys(" ".join(_content_words(name)) for name in found)
    said = {word.lower() for word in known}
    new = [
        name
        for name in names
        if not said.issuperset(name.lower().split()) and not _CODE.search(name)
    ]
    return tuple(new[:_MOST_NAMES])
