"""What a word is about, and at which end of it: looked up in tables and told by its prefix."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.checking.phrases import PHRASES_LIKE
from assistant.checking.prefixes import affirmed_part, denied_part, facing_part
from assistant.checking.scales import SCALES
from assistant.checking.word_lists import FUNCTION_WORDS
from assistant.checking.words import Word, stem

# Keys of meanings that begin with this are scales, other keys are stems and what prefixes leave.
SCALE_MARK = "#"
_REACH = 5  # words between the first and the last of a phrase
# Between a verb and these stands nothing: "keep the ban on" is no "keep on".
_ADJACENT = frozenset("on for to with by of at".split())
_BORDERS = frozenset(",;:()—–.!?")

_Meanings = dict[str, int]


@lru_cache(maxsize=8192)
def meanings(word_stem: str) -> _Meanings:
    """What a word is about: itself, the scales it stands on, and the end of each (1 or -1)."""
    found = {word_stem: 1, **(_SCALE_OF.get(word_stem) or _ends_of_comparative(word_stem))}
    base = denied_part(word_stem)
    if base:
        for key in (base, stem(base)):
            found.setdefault(key, -1)
        for scale, sign in _SCALE_OF.get(base, {}).items():
            found.setdefault(scale, -sign)
    full_of = affirmed_part(word_stem)
    if full_of:
        found.setdefault(full_of, 1)
    facing = facing_part(word_stem)
    if facing:
        found.setdefault(*facing)
    return found


def _ends_of_comparative(word_stem: str) -> _Meanings:
    """The scales of the word that this one compares: newer, cheapest."""
    for ending in ("er", "est"):
        base = word_stem.removesuffix(ending)
        if base != word_stem and len(base) > 2:
            for form in (base, stem(base), base[:-1], base + "e"):
                if form in _SCALE_OF:
                    return _SCALE_OF[form]
    return {}


def find_phrase(words: Sequence[Word], index: int) -> tuple[_Meanings, tuple[int, ...]] | None:
    """What the phrase is about that this word is the bearer of, and where its other words are."""
    for before, after, name in _PHRASES.get(words[index].stem, ()):
        if before and not _ends_with(words, index, before):
            continue
        places = _follow(words, index + 1, after)
        if places is not None:
            places = (*range(index - len(before), index), *places)
            return {name: 1, **_SCALE_OF[name]}, places
    return None


def _ends_with(words: Sequence[Word], end: int, names: Sequence[str]) -> bool:
    before = words[max(0, end - len(names)) : end]
    return len(before) == len(names) and all(map(_is, before, names))


def _follow(words: Sequence[Word], start: int, names: Sequence[str]) -> tuple[int, ...] | None:
    """Where these words stand from here on, in this order, near each other in one clause."""
    found: list[int] = []
    place, last = start, min(len(words), start + _REACH)
    for name in names:
        if name in _ADJACENT:
            last = min(last, place + 1)
        while place < last and not _is(words[place], name):
            if words[place].text in _BORDERS:
                return None
            place += 1
        if place >= last:
            return None
        found.append(place)
        place += 1
    return tuple(found)


def _is(word: Word, name: str) -> bool:
    return name in (word.folded, word.stem)


def _read_scales() -> dict[str, _Meanings]:
    table: dict[str, _Meanings] = {}
    for number, scale in enumerate(SCALES.split(";")):
        for words, sign in zip(scale.split("|"), (1, -1), strict=True):
            for word in words.split():
                name = word if "_" in word else stem(word)
                table.setdefault(name, {}).setdefault(f"{SCALE_MARK}{number}", sign)
    for line in PHRASES_LIKE.strip().splitlines():
        word, phrases = line.split(": ")
        for phrase in phrases.split():
            table[phrase] = table.get(phrase, {}) | table[stem(word)]
    return table


def _find_bearers(names: Sequence[str]) -> dict[str, list[tuple[list[str], list[str], str]]]:
    """By the first word that says something: what goes before it, what follows, the phrase."""
    table: dict[str, list[tuple[list[str], list[str], str]]] = {}
    for name in names:
        parts = name.split("_")
        bearer = next((n for n, part in enumerate(parts) if part not in FUNCTION_WORDS), 0)
        found = (parts[:bearer], [_root(part) for part in parts[bearer + 1 :]], name)
        table.setdefault(stem(parts[bearer]), []).append(found)
    return table


def _root(word: str) -> str:
    return word if word in FUNCTION_WORDS else stem(word)


_SCALE_OF = _read_scales()
_PHRASES = _find_bearers([name for name in _SCALE_OF if "_" in name])
