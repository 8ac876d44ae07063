"""Which number or date a question asks for, and the words for one thing that go for each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from assistant.answering.answer_types import answer_type
from assistant.answering.figures import Figure, FigureKind
from assistant.checking.parsed import Parsed, parse
from assistant.checking.units import UNITS
from assistant.checking.words import Word, stem

# Words that mean one thing where a figure is said of it. Narrow on purpose: "opened" and
# "founded", "hurt" and "killed" are not the same.
_ALIKE = """
win victory
people person resident inhabitant population citizen live living
die death kill perish fatality
build construct erect
found establish
begin start commence
buy purchase acquire
pay cost price spend spent
employ employee worker staff
injure hurt wound
open inaugurate
finish complete
weigh weight heavy
publish release
school schools
big large size area cover
tall high height elevation
long length stretch
wide width broad
deep depth
old age aged
fast speed
distance far
vanish disappear
photo picture photograph image
program software
lose destroy ruin
percent percentage
company firm
car vehicle
close shut
child kid
"""
_ALIKE_OF = {stem(word): line.split()[0] for line in _ALIKE.split("\n") for word in line.split()}
# What the question words measure; two words of different lines tell two sides of one thing.
SIDES = frozenset("tall long wide deep".split())
_MEASURES = {
    **{word: {"length"} for word in (*sorted(SIDES), "distance", "wingspan")},
    "long": {"length", "time"},
    "old": {"time"},
    "weigh": {"mass"},
    "fast": {"speed"},
    "temperatur": {"angle", "temperature"},
    "pay": {"money"},
    "monei": {"money"},
    "fin": {"money"},  # a fine
    "accuraci": {"share"},
    "percent": {"share"},
    "shar": {"share"},
    "proport": {"share"},
    "fract": {"share"},
}
# What they measure is asked only behind "how": "the old town" is no question of age.
_ADJECTIVES = frozenset("tall high long wide broad deep old big large fast heavy far".split())
# Asked with, and so not looked for in an answer.
_ASKING = frozenset(
    stem(word)
    for word in """year date month day decade century time percent percentage share proportion
    fraction number amount figure total found believe believed think thought estimate estimated know
    known happen happened take place occur occurred call called approximately roughly exactly
    officially actually finally eventually ultimately reportedly roughly""".split()
)
# Said of what a name is a name of, which an article may leave out.
_KINDS_OF_PLACES = frozenset(
    stem(word)
    for word in "city town village island county state province kingdom republic river".split()
)
_OPENINGS = frozenset("what which how when".split())


@dataclass(frozen=True, slots=True)
class Asked:
    """A number or date that is asked for.

    `words` are those that an answer must be about, `names` those of them that are names or
    figures; `measures` are what the number may measure, `counted` what it counts, `sides` whether
    length or height; empty where the question leaves it open.
    """

    kind: FigureKind
    words: frozenset[str]
    names: frozenset[str]
    measures: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()

    def wants(self, figure: Figure) -> bool:
        """Whether a figure is of the sort that is asked for."""
        if figure.kind != self.kind:
            return False
        if self.measures:
            return bool(self.measures & figure.measures)
        if self.counted and "count" in figure.measures:
            return not figure.counted or bool(self.counted & canonical(figure.counted))
        return "count" not in figure.measures and not self.counted


def read_question(question: str) -> Asked | None:
    """What a question asks for; None where it is no number or date."""
    kind = answer_type(question)
    parsed = parse(question)
    opening = {word.folded for word in parsed.text.words[:3]}
    if kind in {"reason", "name"} or not opening & _OPENINGS:
        return None
    content = [word for word in parsed.text.words if word.is_content or word.kind == "number"]
    said = {canonical_stem(word.stem) for word in content}
    names = frozenset(canonical_stem(word.stem) for word in content if _is_name(word))
    said -= _beside_names(parsed) - names
    if kind == "date":
        return Asked("date", frozenset(said - _ASKING), names)
    counted = _counted(parsed)
    if "die" in said:  # whoever dies is one of the people
        said.discard("people")
    nouns = [word for word in content if word.folded not in _ADJECTIVES]
    how = (canonical(word.stem for word in nouns) - names) | _how(parsed)
    measures = frozenset().union(*(_MEASURES.get(word, set()) for word in how))
    units = {unit.dimension for name in counted for unit in UNITS.get(name, ())}
    if kind is None and not measures and "people" not in said:
        return None
    sides = SIDES & how
    words = frozenset(said - _ASKING - _how(parsed) - (_MEASURES.keys() - {"pay", "fin"}))
    if units:
        return Asked("number", words - counted, names, frozenset(units) - {"money"}, sides=sides)
    if not counted and not measures and "people" in said:
        counted = frozenset({"people"})  # What is the population?
    return Asked("number", words, names, measures, canonical(counted), sides)


def canonical_stem(word_stem: str) -> str:
    """One stem for all words that mean the same where a figure is said of it."""
    return _ALIKE_OF.get(word_stem, word_stem)


def canonical(stems: Iterable[str]) -> frozenset[str]:
    """The same of several."""
    return frozenset(map(canonical_stem, stems))


def _is_name(word: Word) -> bool:
    return word.kind in {"number", "code", "initials"} or (word.is_capital and not word.first)


def _how(parsed: Parsed) -> set[str]:
    """The word after "how"; "long" and "far" hold sentences together elsewhere."""
    words = parsed.text.words
    return {canonical_stem(after.stem) for word, after in pairwise(words) if word.folded == "how"}


def _beside_names(parsed: Parsed) -> set[str]:
    """What a name is said to be: "the painter Ilse Maret", "the city of Ulm"."""
    words = parsed.text.words
    found = set()
    for place in range(2, len(words)):
        before, last = words[place - 2], words[place - 1]
        if not _is_name(words[place]):
            continue
        if before.folded == "the" and last.is_content and not _is_name(last):
            found.add(canonical_stem(last.stem))
        elif last.folded == "of" and before.stem in _KINDS_OF_PLACES:
            found.add(canonical_stem(before.stem))
    return found


def _counted(parsed: Parsed) -> frozenset[str]:
    """The head of what "how many" asks for, as a stem or a unit's name: the last plural, if any."""
    words = parsed.text.words
    run: list[Word] = []
    for place, word in enumerate(words):
        if word.folded == "many" and place and words[place - 1].folded == "how":
            for after in words[place + 1 :]:
                if not after.is_content:
                    break
                run.append(after)
    plural = [word for word in run if word.folded.endswith("s") or word.folded in _PLURALS]
    head = (plural or run)[-1:]
    return frozenset(name for word in head for name in (word.stem, word.folded))


_PLURALS = frozenset("people men women children mice feet teeth police fish sheep species".split())
