"""A figure in its sentence, and what the words around say that it is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.answering.asked_figures import canonical_stem
from assistant.answering.figures import Figure
from assistant.checking.parsed import Parsed
from assistant.checking.words import Word, stem

# Words beside a figure that make it one of a part, of another time, or of what only may be.
# Where one sentence has such a word and the other has not, the figures are of two things.
_QUALIFIERS = frozenset(
    """first second third fourth fifth last next final initial initially originally original former
    formerly previous previously earlier later new newer old older additional extra another other
    others remaining rest further more each every only half part average mean median typical
    typically maximum minimum peak record most least annual annually yearly monthly
    weekly daily hourly quarter quarterly spring summer autumn winter north northern south southern
    east eastern west western upper lower inner outer central public private domestic foreign urban
    rural men women boys girls male female man woman adult adults child children young youth
    net gross before after without excluding except including besides per alone ago now today
    currently will would could should may might must plan plans planned planning expect expects
    expected forecast projected hope hopes hoped intend intended aim aims aimed target goal propose
    proposed scheduled due want wants wanted wish wishes pledged promised rebuilt reopened renovated
    restored extended replaced than twice if until since between almost announced approved ordered
    designed partly to still already again group groups subgroup sample arm version edition model
    season round stage phase extras options anew""".split()
)
# The same beside a number only.
_CIRCUMSTANCES = frozenset("against under above below during beyond through versus".split())
# The same wherever they stand in the sentence.
_CONDITIONS = frozenset(
    "if unless provided assuming included including excluding excepted except".split()
)
# "To" is one of them only after "is": "is to cost", "was to open".
_TO_BE = frozenset("is are was were be".split())
_SCOPE = frozenset("in at of for among within from on to near outside across throughout".split())
_ARTICLES = frozenset("the a an its their his her".split())


# A clause that begins with one of these goes with what comes before it.
_SUBORDINATE = frozenset("before after since until unless if when where as".split())
_FEW_WORDS = 2
_ATTRIBUTION = 4  # words: "according to the union"


@dataclass(frozen=True)
class Told:
    """A figure in its sentence.

    `known` are the stems of what its reader knows already, from the title and the sentence quoted
    before it; `earlier` those of other sentences before it, which may be of something else.
    """

    parsed: Parsed
    figure: Figure
    known: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the sentence says, in canonical stems."""
        return stems_of(self.parsed)

    @cached_property
    def clause(self) -> tuple[int, ...]:
        """The places of the words of the figure's clause.

        And of the clause before, where its own is but a side remark.
        """
        clause = self.parsed.denials.clause
        own = clause[self.figure.start]
        places = [place for place, number in enumerate(clause) if number == own]
        told = [place for place in places if self.parsed.text.words[place].is_content]
        if len([place for place in told if not self._in_figure(place)]) < _FEW_WORDS:
            places = [place for place, number in enumerate(clause) if own - 1 <= number <= own]
        return tuple(places)

    def _in_figure(self, place: int) -> bool:
        return self.figure.start <= place < self.figure.end

    def words_around(self) -> Iterator[tuple[int, Word]]:
        """The words of the clause beside the figure, with their places."""
        for place in self.clause:
            if not self._in_figure(place):
                yield place, self.parsed.text.words[place]

    @cached_property
    def content_before(self) -> frozenset[str]:
        """The canonical stems of the content words of the clause before the figure."""
        return self._content(0, self.figure.start)

    @cached_property
    def content_behind(self) -> frozenset[str]:
        """The same behind the figure."""
        return self._content(self.figure.end, len(self.parsed.text.words))

    @property
    def content_around(self) -> frozenset[str]:
        """The same on both sides."""
        return self.content_before | self.content_behind

    def _content(self, start: int, end: int) -> frozenset[str]:
        words, left_out = self.parsed.text.words, set(self.parsed.date_words)
        for place in self.clause:
            if words[place].folded == "according":  # who says so
                left_out.update(range(place, place + _ATTRIBUTION))
        return frozenset(
            canonical_stem(word.stem)
            for place, word in self.words_around()
            if start <= place < end and word.is_content and place not in left_out
        )

    @cached_property
    def qualifiers(self) -> frozenset[str]:
        """The words of the clause, and the limits, that say which part, which time, how surely."""
        words = self.parsed.text.words
        limits = {
            quantity.relation
            for quantity in self.parsed.quantities
            if quantity.start in self.clause and not self._in_figure(quantity.start)
        }
        found = (limits - {"equal"}) | (self.parsed.names & _CONDITIONS)
        for place in (*self.clause, *self._clause_behind()):
            name = words[place].folded
            if name in _CIRCUMSTANCES and self.figure.kind == "number":
                found.add(name)
            if name not in _QUALIFIERS or place in self.parsed.date_words:
                continue
            if name == "to" and not (place and words[place - 1].folded in _TO_BE):
                continue
            if name != "since" or self.figure.kind != "date":
                found.add(canonical_stem(stem(name)))
        return frozenset(found)

    def _clause_behind(self) -> list[int]:
        clause = self.parsed.denials.clause
        behind = clause[self.figure.start] + 1
        places = [place for place, number in enumerate(clause) if number == behind]
        is_part = places and self.parsed.text.words[places[0]].folded in _SUBORDINATE
        return places if is_part else []

    @cached_property
    def last_name(self) -> str:
        """The canonical stem of the nearest name before the figure; empty without one."""
        words = self.parsed.text.words[: self.figure.start]
        names = [
            canonical_stem(word.stem)
            for place, word in enumerate(words)
            if is_name(word) and place not in self.parsed.date_words
        ]
        return names[-1] if names else ""

    @cached_property
    def numbered(self) -> frozenset[str]:
        """The numbers that are parts of names: "Nova 2", "Article 5"."""
        words = self.parsed.text.words
        own = words[self.figure.start]
        return frozenset(
            word.text
            for before, word in pairwise(words)
            if word.kind == "number"
            and word is not own
            and before.is_capital
            and before.is_content
            and not before.folded.endswith("ly")
        ) - {words[place].text for place in self.parsed.date_words}

    def names(self) -> frozenset[str]:
        """The names around."""
        return frozenset(canonical_stem(word.stem) for _, word in self._named())

    def places(self) -> frozenset[str]:
        """The names that "in", "for" and their like bring; with a date, those before it."""
        words, found = self.parsed.text.words, set()
        for place, word in self._named():
            before = self._before_name(place)
            is_late = self.figure.kind == "date" and place > self.figure.start
            if before >= 0 and words[before].folded in _SCOPE and not is_late:
                found.add(canonical_stem(word.stem))
        return frozenset(found)

    def ways(self) -> frozenset[tuple[str, str]]:
        """The names behind "from" and "to", each with that."""
        words = self.parsed.text.words
        before = ((self._before_name(place), word) for place, word in self._named())
        return frozenset(
            (words[place].folded, canonical_stem(word.stem))
            for place, word in before
            if place >= 0 and words[place].folded in {"from", "to"}
        )

    def _named(self) -> Iterator[tuple[int, Word]]:
        for place, word in self.words_around():
            if is_name(word) and place not in self.parsed.date_words:
                yield place, word

    def _before_name(self, place: int) -> int:
        """Where the word before a name and its article stands; -1 if nowhere."""
        words = self.parsed.text.words
        before = place - 1
        while before >= 0 and (words[before].folded in _ARTICLES or is_name(words[before])):
            before -= 1
        return before


def stems_of(parsed: Parsed) -> frozenset[str]:
    """The canonical stems of all words and numbers of a text."""
    return frozenset(canonical_stem(word.stem) for word in parsed.text.words if word.kind != "mark")


def is_name(word: Word) -> bool:
    """Whether a word has a capital that it does not owe to its place."""
    return word.kind in {"word", "initials", "code"} and word.is_capital and not word.first
