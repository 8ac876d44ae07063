"""Whether the names of a statement are those of its quotes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.checking.common_words import COMMON_STEMS, COMMON_WORDS, TITLES
from assistant.checking.dates import MONTH_AND_DAY_NAMES
from assistant.checking.number_words import read_number
from assistant.checking.parsed import Parsed
from assistant.checking.places import FORMS_OF_PLACES
from assistant.checking.units import CURRENCY_SIGNS, UNITS
from assistant.checking.values import Reason
from assistant.checking.word_lists import FUNCTION_WORDS
from assistant.checking.words import Word, stem

_ENDINGS = (
    "s",
    "es",
    "n",
    "an",
    "ian",
    "ans",
    "ians",
    "ese",
    "ish",
    "ic",
    "ist",
    "ists",
    "ism",
    "i",
)
_ENDINGS_TAKEN = frozenset((*_ENDINGS, "ity", "al", "ean", "er", "ers", "is", ""))
# Short forms of nouns that name nobody.
_SHORT_NOUNS = frozenset("mp mps ceo ceos gdp tv dna ngo ngos suv suvs pm".split())
_LINKING = frozenset("of the and for in on de la du des a to".split())
_AFTER_NAME = frozenset(
    """is was has had will would could can may might said says did does told wrote won lost became
    announced argued called led began made took gave and""".split()
)
_AFTER_COMPANY = frozenset("said says told announced reported has had will plans".split())
_ORDINARY_ENDINGS = (
    "ing",
    "ly",
    "tion",
    "ment",
    "ness",
    "ity",
    "ed",
    "ous",
    "able",
    "ists",
    "ers",
    "ors",
    "ants",
    "ents",
    "ians",
    "tions",
    "ments",
    "ies",
    "ful",
    "ive",
    "ical",
)


def check_names(statement: Parsed, quotes: Sequence[Parsed]) -> list[Reason]:
    """A reason for each name that no quote holds in some form."""
    words = statement.text.words
    if _is_all_capital(words):
        return []
    known = _Known(quotes)
    missing: list[int] = []
    for index in range(len(words)):
        if index in statement.date_words or not _is_name(words, index, known):
            continue
        if not known.holds(words, index):
            missing.append(index)
    reasons = [
        Reason("name", f"“{statement.text.between(first, last)[:80]}” is not in the source")
        for first, last in _runs(words, missing)
    ]
    if not reasons:
        reasons = _check_full_names(statement, known)
    return reasons


class _Known:
    """The names and words of the quotes, and the initials that names make."""

    def __init__(self, quotes: Sequence[Parsed]) -> None:
        self.words = [word for quote in quotes for word in quote.text.words]
        self.plain = {word.folded for word in self.words if word.kind != "mark"}
        self.stems = {word.stem for word in self.words if word.kind != "mark"}
        self.capital_stems = {word.stem for word in self.words if word.is_capital}
        self.lower = {word.folded for word in self.words if word.text[0].islower()}
        self.spaced = (
            " " + " ".join(word.folded for word in self.words if word.kind != "mark") + " "
        )
        self.initials = _initials(self.words)
        self.joined = {
            left.folded + right.folded
            for left, right in pairwise([word for word in self.words if word.text != "-"])
        }

    def holds(self, words: Sequence[Word], index: int) -> bool:
        """Whether the quotes have this name of a statement in some form."""
        word = words[index]
        name = word.folded
        if name in self.plain or name in self.joined:
            return True
        if word.stem in (self.stems if word.first else self.capital_stems):
            return True
        if any(f" {form} " in self.spaced for form in FORMS_OF_PLACES.get(name, ())):
            return True
        if self._has_words_of_place(words, index):
            return True
        if len(name) > 1 and (name in self.initials or name.rstrip("s") in self.initials):
            return word.text[:2].isupper() or word.kind == "initials"
        if self._is_spelled_initials(words, index):
            return True
        return any(_same_root(name, other) for other in self.plain)

    def _has_words_of_place(self, words: Sequence[Word], index: int) -> bool:
        """Whether this is a word of "United States" and the quotes say it shorter."""
        for size in (2, 3, 4):
            for start in range(max(0, index - size + 1), index + 1):
                phrase = " ".join(word.folded for word in words[start : start + size])
                forms = FORMS_OF_PLACES.get(phrase, ())
                if any(f" {form} " in self.spaced for form in forms):
                    return True
        return False

    def _is_spelled_initials(self, words: Sequence[Word], index: int) -> bool:
        """Whether the name around this word has initials that the quotes have as a word."""
        for start in range(max(0, index - 6), index + 1):
            letters = ""
            for place in range(start, min(len(words), start + 10)):
                word = words[place]
                if word.folded in _LINKING or word.text == "-":
                    continue
                if not word.is_capital:
                    break
                letters += word.folded[0]
                if place >= index and len(letters) > 1 and letters in self.plain:
                    return True
        return False


def _initials(words: Sequence[Word]) -> set[str]:
    """The initials of every run of two to seven words that begin with a capital letter."""
    found: set[str] = set()
    capital: list[str] = []
    full: list[str] = []
    for word in words:
        if word.is_capital:
            capital.append(word.folded[0])
            full.append(word.folded[0])
        elif word.folded in _LINKING and capital:
            full.append(word.folded[0])
            continue
        elif word.text == "-":
            continue
        else:
            capital, full = [], []
            continue
        for letters in (capital[-7:], full[-9:]):
            for start in range(len(letters) - 1):
                found.add("".join(letters[start:]))
    return found


def _same_root(name: str, other: str) -> bool:
    """Whether one is the other with an ending that makes a people, a creed or a school of it."""
    if len(name) < 4 or len(other) < 4 or name[:3] != other[:3]:
        return False
    shared = 0
    for one, two in zip(name, other, strict=False):
        if one != two:
            break
        shared += 1
    return shared >= 4 and name[shared:] in _ENDINGS_TAKEN and other[shared:] in _ENDINGS_TAKEN


def _is_all_capital(words: Sequence[Word]) -> bool:
    """Whether capitals tell nothing: a heading, or a text that shouts."""
    told = [word for word in words if word.kind == "word" and word.is_content]
    if len(told) < 5:
        return len(told) > 2 and all(word.text.isupper() for word in told)
    return sum(word.is_capital for word in told) > 0.95 * len(told)


def _is_name(words: Sequence[Word], index: int, known: _Known) -> bool:
    word = words[index]
    if word.kind not in {"word", "initials"} or not word.is_capital:
        return False
    name = word.folded
    if index + 1 < len(words) and words[index + 1].text in CURRENCY_SIGNS:
        return False
    if name in _SHORT_NOUNS:
        return False
    if name in FUNCTION_WORDS or name in MONTH_AND_DAY_NAMES or name in TITLES:
        return name in {"us", "it"} and word.text.rstrip(".").isupper() and len(word.text) > 1
    if name in UNITS or (len(name) == 1 and not word.first):
        return False
    if read_number([word], 0) is not None:
        return False
    if index and words[index - 1].text == "-" and not words[index - 1].joined:
        return not word.first or not _is_ordinary(words, index, known)
    return not word.first or not _is_ordinary(words, index, known)


def _is_ordinary(words: Sequence[Word], index: int, known: _Known) -> bool:
    """Whether a word has its capital letter only because it comes first."""
    word = words[index]
    name = word.folded
    after = words[index + 1] if index + 1 < len(words) else None
    if word.text[1:2].isupper() or any(letter.isupper() for letter in word.text[1:]):
        return False
    if name in FORMS_OF_PLACES:
        return False
    if name in COMMON_WORDS or word.stem in COMMON_STEMS or name in known.lower:
        return True
    if after is None:
        return True
    if word.text.endswith(("'s", "’s")):
        return len(words) < 3
    if after.is_capital and after.folded not in FUNCTION_WORDS | MONTH_AND_DAY_NAMES:
        return False
    if name.endswith(_ORDINARY_ENDINGS):
        return not (name.endswith("ing") and after.folded in _AFTER_COMPANY)
    if name.endswith("s") and not name.endswith(("ss", "us", "is")):
        return after.folded not in {"is", "was", "has", "says"}
    if after.folded in _AFTER_NAME or after.folded.endswith(("ed", "es")):
        return False
    return after.text not in {"'s", ","} or word.stem in known.stems


def _runs(words: Sequence[Word], indexes: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbours among the indexes as one place."""
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and index - runs[-1][1] <= 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _check_full_names(statement: Parsed, known: _Known) -> list[Reason]:
    """A reason for a first name and a surname that the quotes give to two different people."""
    words = statement.text.words
    pairs = {
        (left.folded, right.folded)
        for left, right in pairwise(known.words)
        if left.is_capital and right.is_capital
    }
    for index, (left, right) in enumerate(pairwise(words)):
        if not (_is_plain_name(left) and _is_plain_name(right)) or left.first:
            continue
        if left.folded not in known.plain or right.folded not in known.plain:
            continue
        followers = {one for one in pairs if one[0] == left.folded}
        leaders = {one for one in pairs if one[1] == right.folded}
        if (left.folded, right.folded) in pairs or not followers or not leaders:
            continue
        if all(_is_plain(one) for pair in (*followers, *leaders) for one in pair):
            shown = statement.text.between(index, index + 1)[:80]
            return [Reason("name", f"“{shown}” is not in the source")]
    return []


def _is_plain_name(word: Word) -> bool:
    return word.kind == "word" and word.is_capital and _is_plain(word.folded)


def _is_plain(name: str) -> bool:
    return (
        name not in TITLES
        and name not in COMMON_WORDS
        and name not in FUNCTION_WORDS
        and name not in MONTH_AND_DAY_NAMES
        and stem(name) not in COMMON_STEMS
        and name not in FORMS_OF_PLACES
    )
