"""Numbers written in words, read from a place in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.words import Word

_SMALL = {
    word: float(value)
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: 10.0 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
    "dozen": 12.0,
}
JOINED_SCALES = {"k", "m", "b", "mn", "bn", "tn", "mln", "bln", "trn"}
VAGUE = {
    "dozens": 12.0,
    "scores": 20.0,
    "hundreds": 1e2,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
}
_ORDINALS = {
    word: float(value)
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth""".split(),
        start=1,
    )
} | {
    "twentieth": 20.0,
    "thirtieth": 30.0,
    "fortieth": 40.0,
    "fiftieth": 50.0,
    "sixtieth": 60.0,
    "seventieth": 70.0,
    "eightieth": 80.0,
    "ninetieth": 90.0,
    "hundredth": 100.0,
    "thousandth": 1000.0,
}
_PARTS = {word: value for word, value in _ORDINALS.items() if value > 2} | {
    "half": 2.0,
    "quarter": 4.0,
}
_GLYPHS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅛": 1 / 8}
_MULTIPLES = {"twice": 2.0, "thrice": 3.0} | {
    stem + ending: value
    for stem, value in (("doubl", 2.0), ("tripl", 3.0), ("trebl", 3.0), ("quadrupl", 4.0))
    for ending in ("e", "ed", "es", "ing")
}
_MULTIPLES |= {"twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "tenfold": 10.0}
_HALVES = {"halve", "halved", "halves", "halving"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A number read: what it may mean, and the index of the first word after it.

    `kind` is cardinal, ordinal, fraction, times or vague.
    """

    values: tuple[float, ...]
    end: int
    kind: str = "cardinal"
    spelled: bool = True


def read_number(words: Sequence[Word], index: int) -> Reading | None:
    """The number that begins at this word, written in digits, in words or in both."""
    word = words[index]
    if word.kind == "number":
        return _read_digits(words, index)
    name = word.folded
    if name in {"a", "an"}:
        return _read_after_article(words, index)
    if name in _GLYPHS:
        return Reading((_GLYPHS[name],), index + 1, "fraction")
    if name in _MULTIPLES:
        return Reading((_MULTIPLES[name],), index + 1, "times")
    if name in _HALVES:
        return Reading((0.5,), index + 1, "fraction")
    if name in VAGUE:
        return Reading((VAGUE[name],), index + 1, "vague")
    if name == "half":
        return _read_half(words, index)
    if name in _SMALL or name in _TENS or name in {"hundred", "thousand", "million", "billion"}:
        return _read_spelled(words, index)
    if name in _ORDINALS and _name(words, index + 1) == "of" and _ranks(words, index):
        return Reading((1 / _ORDINALS[name],), index + 1, "fraction")  # the richest fifth of them
    if name in _ORDINALS:
        return Reading((_ORDINALS[name],), index + 1, "ordinal")
    return None


def _ranks(words: Sequence[Word], index: int) -> bool:
    """Whether the word before says which part of a whole is meant."""
    before = words[index - 1].folded if index else ""
    return before.endswith("est") or before in {"top", "bottom", "upper", "lower"}


def _name(words: Sequence[Word], index: int) -> str:
    return words[index].folded if index < len(words) else ""


def _read_digits(words: Sequence[Word], index: int) -> Reading:
    value = digits_value(words[index].text)
    after = index + 1
    name = _name(words, after)
    joined = after < len(words) and words[after].joined
    if joined and name in {"st", "nd", "rd", "th"}:
        return Reading((value,), after + 1, "ordinal", spelled=False)
    if name in _GLYPHS:
        return Reading((value + _GLYPHS[name],), after + 1, spelled=False)
    if joined and name == "/" and after + 1 < len(words) and words[after + 1].kind == "number":
        below = digits_value(words[after + 1].text)
        if 1 < below <= 100 and value < below:
            return Reading((value / below,), after + 2, "fraction", spelled=False)
    if joined and name == "m":  # metres or millions
        return Reading((value, value * 1e6), after, spelled=False)
    if joined and name == "b":
        return Reading((value * 1e9,), after + 1, spelled=False)
    hyphen = name == "-" and _name(words, after + 1) in SCALES
    value, after = _scaled(words, value, after + 1 if hyphen else after)
    return Reading((value,), after, spelled=False)


def digits_value(text: str) -> float:
    """What figures with separators of thousands come to."""
    plain = text.replace(",", "").replace(" ", "")
    return float(plain.replace(".", "") if plain.count(".") > 1 else plain)


def _scaled(words: Sequence[Word], value: float, index: int) -> tuple[float, int]:
    """The value times the scales that follow: 2 hundred thousand."""
    while (name := _name(words, index)) in SCALES:
        if name in JOINED_SCALES and len(name) == 1 and not words[index].joined:
            break
        value *= SCALES[name]
        index += 1
    return value, index


def _read_after_article(words: Sequence[Word], index: int) -> Reading | None:
    name = _name(words, index + 1)
    if name in {"hundred", "thousand", "million", "billion", "trillion", "dozen"}:
        return _read_spelled(words, index + 1)
    if name == "half":
        return Reading((0.5,), index + 2, "fraction")
    if name in _PARTS and (name == "quarter" or _name(words, index + 2) == "of"):
        value, after = 1 / _PARTS[name], index + 2
        if _name(words, after + 1) in {"a", "one"} and _name(words, after + 2) in SCALES:
            return Reading((value * SCALES[_name(words, after + 2)],), after + 3)
        return Reading((value,), after, "fraction")
    if name in _PARTS:
        return Reading((1 / _PARTS[name], _PARTS[name]), index + 2, "either")
    return None


def _read_half(words: Sequence[Word], index: int) -> Reading | None:
    before = words[index - 1].folded if index else ""
    if before in _ORDINALS or before in {"other", "latter", "last", "former"}:
        return None
    after = index + 1
    if _name(words, after) in {"a", "-", "of"} and _name(words, after + 1) in {"a", *SCALES}:
        after += 1
    if _name(words, after) == "a":
        after += 1
    if _name(words, after) in SCALES:
        value, after = _scaled(words, 0.5, after)
        return Reading((value,), after)
    if _name(words, index + 1) in {"time", "way", "brother", "sister", "hearted"}:
        return None
    return Reading((0.5,), index + 1, "fraction")


def _read_spelled(words: Sequence[Word], index: int) -> Reading | None:
    total, current, last, start = 0.0, 0.0, "", index
    while index < len(words):
        name = words[index].folded
        if name == "-" and words[index].joined and last:
            following = _name(words, index + 1)
            fits = following in SCALES or (last == "tens" and following in {*_SMALL, *_ORDINALS})
            fits = fits or (following.removesuffix("s") in _PARTS and current < 20)
            if not fits:
                break
            index += 1
            continue
        if name == "and" and last == "hundred":
            following = _name(words, index + 1)
            if following not in _SMALL and following not in _TENS:
                break
            index += 1
            continue
        if name in _SMALL and last in {"", "hundred", "tens", "thousand"}:
            if last == "tens" and not 0 < _SMALL[name] < 10:
                break
            current, last = current + _SMALL[name], "small"
        elif name in _TENS and last in {"", "hundred", "thousand"}:
            current, last = current + _TENS[name], "tens"
        elif name == "hundred" and last in {"", "small"}:
            current, last = max(1.0, current) * 100, "hundred"
        elif name in SCALES and name not in JOINED_SCALES:
            total, current, last = total + max(1.0, current) * SCALES[name], 0.0, "thousand"
        elif name in _ORDINALS and last == "tens" and _ORDINALS[name] < 10:
            return Reading((total + current + _ORDINALS[name],), index + 1, "ordinal")
        else:
            break
        index += 1
    while index > start and words[index - 1].folded in {"-", "and"}:
        index -= 1
    return _with_parts(words, total + current, index)


def _with_parts(words: Sequence[Word], value: float, index: int) -> Reading:
    """The number, as the numerator of a part after it or with a half added to it."""
    after = index + 1 if _name(words, index) == "-" else index
    name = _name(words, after)
    if value == 1 and name in _PARTS:
        return Reading((1 / _PARTS[name],), after + 1, "fraction")
    if value > 1 and name.endswith("s") and name[:-1] in _PARTS:
        return Reading((value / _PARTS[name[:-1]],), after + 1, "fraction")
    if name == "and" and _name(words, after + 1) == "a" and _name(words, after + 2) in _PARTS:
        value, after = _scaled(words, value + 1 / _PARTS[_name(words, after + 2)], after + 3)
        return Reading((value,), after)
    return Reading((value,), index)
