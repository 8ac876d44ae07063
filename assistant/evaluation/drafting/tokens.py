"""The words of a sentence with their places, and the few kinds of words that rules go by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.checking.dates import MONTH_AND_DAY_NAMES

_TOKEN = re.compile(
    r"[$€£]?\d+(?:[.,]\d+)*(?:st|nd|rd|th|s|%)?(?![^\W_])"
    r"|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&-][^\W_]+)*|\S"
)
PREPOSITIONS = frozenset(
    """in on at for with by from to into onto about against across after among around as before
    behind between beyond despite during except inside near off out over past per through throughout
    toward towards under until upon via within without since while than""".split()
)
# Where the words before make a whole by themselves.
CUTTING = frozenset(
    """when while whereas although though because since until after before if unless so despite
    including except""".split()
)
STOPS = frozenset(
    "that which who whom whose where when and or but because if is are was were".split()
)
ADVERBS = frozenset(
    """also then later soon first never always often once again now already thus ultimately only
    still eventually finally just even long since""".split()
)
FUNCTION = frozenset(
    """the a an of in on at for with by from to and or as its their his her that is are was were be
    been has have had will would could can did do does it they he she not than""".split()
)
_NO_ADVERBS = frozenset(
    "ally anomaly assembly bully butterfly daily early family monopoly rally reply supply".split()
)
_INSIDE_NAMES = frozenset("of the and de von van 's ’s".split())
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark `[start, end)` of a sentence."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_adverb(self) -> bool:
        """Whether it says how or when, as far as can be told from its letters."""
        return self.low in ADVERBS or (
            self.low.endswith("ly") and not self.is_capital and self.low not in _NO_ADVERBS
        )

    @property
    def is_name(self) -> bool:
        """Whether it is written like a name."""
        return self.is_capital and self.low not in MONTH_AND_DAY_NAMES and self.low not in FUNCTION


def tokenize(sentence: str) -> list[Token]:
    """The words and marks of a sentence."""
    return [Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(sentence)]


def shown(tokens: Iterable[Token]) -> str:
    """Tokens as a text: those that stood together do so again."""
    text = ""
    end = -1
    for token in tokens:
        joined = not text or token.start == end or token.text == ","
        text += ("" if joined else " ") + token.text
        end = token.end
    return text


def content(tokens: Iterable[Token]) -> list[Token]:
    """The words that say something by themselves."""
    return [t for t in tokens if t.low not in FUNCTION and t.text[0].isalnum()]


def has_name(tokens: Iterable[Token]) -> bool:
    """Whether a name is among the words."""
    return any(token.is_name for token in tokens)


def is_one_name(tokens: Sequence[Token]) -> bool:
    """Whether these words are one name, "the" before it or not."""
    words = tokens[1:] if tokens and tokens[0].low == "the" else tokens
    return (
        0 < len(words) <= _LONGEST_NAME
        and words[0].is_name
        and words[-1].is_capital
        and all(t.is_capital or t.low in _INSIDE_NAMES for t in words)
    )


def without_article(name: Sequence[Token]) -> tuple[str, ...]:
    """The words without "the", "a" or "an" before them, as another wording; none if there is no."""
    return (shown(name[1:]),) if name[0].low in {"the", "a", "an"} and len(name) > 1 else ()
