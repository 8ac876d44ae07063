"""Follow-up questions: make a question stand alone, without a chat model.

"And Clearview?" takes the place of the name in the question before it. "When was that?" is
searched together with what the question before was about, which counts half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_QUOTE = re.compile(r"“(.+?)” \[\d+\]", re.DOTALL)
_MOST_NAMES = 4
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question to search for, and what it is about if it does not say so itself."""

    question: str
    context: str = ""

    def __str__(self) -> str:
        return f"{self.question} ({self.context})" if self.context else self.question


def condense(question: str, history: Sequence[Turn]) -> Standalone:
    """The question as it can be searched without the (question, answer) turns before it."""
    if not history:
        return Standalone(question)
    (asked, answered), earlier = history[-1], history[:-1]
    addition = _ADDING.sub("", question)
    if addition != question and addition.strip(" ?.!") and not _ASKING.search(addition):
        return Standalone(_put_in(addition.strip(" ?.!"), str(condense(asked, earlier))))
    if not _depends(question):
        return Standalone(question)
    before = condense(asked, earlier)
    return Standalone(question, _about(f"{before.question} {before.context}", answered))


def _depends(question: str) -> bool:
    """Whether a question points at something said before, or says too little to stand alone."""
    if _ADDING.match(question) or _POINTING.search(question):
        return True
    words = [word for word in re.findall(r"[\w’'-]+", question) if not is_function_word(word)]
    names = [word for word in words[1:] if word[0].isupper() or word[0].isdigit()]
    if len(words) <= 1 and not names:
        return True
    return not names and len(words) <= _FEW_WORDS and not _DEFINING.match(question)


def _put_in(addition: str, before: str) -> str:
    """The question before, about something else: a name replaces the name, the rest is added."""
    name = re.search(r"\b[A-Z]", before[1:])
    if addition[:1].isupper() and name:
        place = _NAME.search(before, name.start() + 1)
        if place:
            possessive = re.search(r"[’']s?$", place.group())
            return (
                before[: place.start()]
                + addition
                + (possessive.group() if possessive else "")
                + before[place.end() :]
            )
    return f"{before.rstrip(' ?.!')}, {addition}?"


def _about(asked: str, answered: str) -> str:
    """The content words of the last question, and the names in the first quote that answered it."""
    words = [word for word in re.findall(r"[\w’'-]+", asked) if not is_function_word(word)]
    quote = _QUOTE.search(answered)
    said = quote.group(1) if quote else answered[:300]
    known = {word.lower() for word in words}
    names = [
        name
        for match in _NAME.finditer(said)
        if not is_function_word(name := match.group().strip(".")) and name.lower() not in known
    ]
    return " ".join(dict.fromkeys([*words, *names[:_MOST_NAMES]]))
