"""A text as words with their places, folded so that spellings of one word are equal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.word_lists import ABBREVIATIONS, FUNCTION_WORDS, IRREGULAR_FORMS

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("\u00a0\u2000\u2002\u2003\u2009\u200a\u202f\u205f\t\n\r\v\f", " "),
        "⁄": "/",
    }
)
_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9])"
    r"|[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<code>[A-Za-z]+[0-9][A-Za-z0-9]*)"
    r"|(?P<initials>(?:(?<![^\W_])[A-Za-z]\.){2,}(?:[A-Za-z](?![^\W_]))?)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*'?)"
    r"|(?P<mark>\S)"
)
_VOWEL = re.compile("[aeiouy]")
_FROM_EE = frozenset("agreed disagreed freed guaranteed decreed refereed pedigreed".split())
# What makes a noun or an adverb of a word, and how much must be left of the word.
_ENDINGS = (
    ("ation", 4),
    ("ment", 4),
    ("ness", 4),
    ("ion", 5),
    ("ance", 5),
    ("ence", 5),
    ("able", 4),
    ("ly", 3),
    ("al", 6),
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or mark of a text; `joined` when no space stands before it."""

    text: str
    folded: str
    stem: str
    kind: str
    start: int
    end: int
    joined: bool
    first: bool

    @property
    def is_content(self) -> bool:
        """Whether the word says something by itself."""
        return self.kind in {"word", "code", "initials"} and self.folded not in FUNCTION_WORDS

    @property
    def is_capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.kind != "number" and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Text:
    """A text in composed characters, its folded twin of the same length, and its words."""

    original: str
    folded: str
    words: tuple[Word, ...]

    def between(self, first: int, last: int) -> str:
        """What was written from one word to another, both included."""
        return self.original[self.words[first].start : self.words[last].end]


def read_text(text: str) -> Text:
    """Take a text apart."""
    original = unicodedata.normalize("NFC", text)
    folded = fold_characters(original)
    words: list[Word] = []
    last_end = -1
    for found in _TOKEN.finditer(folded):
        kind = found.lastgroup or "mark"
        start, end = found.span()
        lowered = found.group().lower()
        if kind == "initials":
            lowered = lowered.replace(".", "")
        elif kind == "word":
            lowered = _without_possessive(lowered)
        words.append(
            Word(
                original[start:end],
                lowered,
                stem(lowered) if kind == "word" else lowered,
                kind,
                start,
                end,
                start == last_end,
                _begins_sentence(words, folded, start),
            )
        )
        last_end = end
    return Text(original, folded, tuple(words))


def fold_characters(text: str) -> str:
    """The text with plain marks, spaces and letters, each character for one character."""
    if text.isascii():
        return text.translate(_TYPOGRAPHY)
    return "".join(map(_folded_character, text.translate(_TYPOGRAPHY)))


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    if character.isascii():
        return character
    base = unicodedata.normalize("NFD", character)[0]
    return {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ı": "i"}.get(base, base)


def _without_possessive(word: str) -> str:
    if word.endswith("'s") and word not in {"let's", "it's"}:
        return word[:-2] or word
    return word.rstrip("'") or word


def _begins_sentence(before: list[Word], folded: str, start: int) -> bool:
    """Whether a word that stands here after these begins a sentence, a line or a quotation."""
    index = len(before) - 1
    nearest = max(0, index - 6)
    while index >= nearest and before[index].text in "()[]*#•\"'“”‘’„«»-–—":
        if before[index].text in '"“”„«»‘' and folded[start - 1] != " ":
            return True
        index -= 1
    if index < 0:
        return True
    last = before[index]
    if last.kind == "mark" and last.text in "!?:;…":
        return True
    if last.text == "." and start > last.end:
        previous = before[index - 1] if index else None
        return not (
            previous
            and (
                previous.folded in ABBREVIATIONS
                or (len(previous.text) == 1 and previous.is_capital)
            )
        )
    return False


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The part that the forms of a word share; near enough, not a linguist's stem."""
    word = IRREGULAR_FORMS.get(word, word)
    if len(word) < 4:
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y" if len(word) > 4 else word[:-1]
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    word = IRREGULAR_FORMS.get(word, word)
    if word.endswith("ied"):
        word = word[:-3] + "y"
    if word in _FROM_EE:
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3 and _VOWEL.search(rest):
            word = rest
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    word = _without_derivation(word)
    if len(word) > 5 and word.endswith("ll"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 5 and word.endswith("at"):
        word = word[:-2]
    if len(word) > 3 and word.endswith("y"):
        word = word[:-1] + "i"
    return word


def _without_derivation(word: str) -> str:
    if word.endswith("bly"):
        word = word[:-1] + "e"
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= left:
            rest = word[: -len(ending)]
            if _VOWEL.search(rest):
                return rest
    return word
