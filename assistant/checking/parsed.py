"""A statement or a quote, read once for all checks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.checking.dates import Date, find_dates, words_of
from assistant.checking.polarity import Denials, find_denials
from assistant.checking.quantities import Quantity, find_durations, find_quantities, find_ratios
from assistant.checking.shares import find_derived
from assistant.checking.words import Text, read_text


@dataclass(frozen=True)
class Parsed:
    """A text with its dates and quantities."""

    text: Text
    dates: tuple[Date, ...]
    date_words: frozenset[int]
    quantities: tuple[Quantity, ...]

    @cached_property
    def whole_numbers(self) -> frozenset[int]:
        """Every whole number that is written, years among them."""
        values = {
            int(value)
            for quantity in self.quantities
            for value in quantity.values
            if value < 1e15 and value == int(value)
        }
        return frozenset(values | {date.year for date in self.dates if date.year is not None})

    @cached_property
    def ratios(self) -> tuple[Quantity, ...]:
        """The shares that two numbers are together, as in "one in four"."""
        return tuple(find_ratios(self.text, self.quantities))

    @cached_property
    def derived(self) -> tuple[Quantity, ...]:
        """The shares and counts that other numbers make."""
        return tuple(find_derived(self.text, self.quantities))

    @cached_property
    def durations(self) -> tuple[Quantity, ...]:
        """The times that an article counts, as in "a fortnight"."""
        return tuple(find_durations(self.text))

    @cached_property
    def denials(self) -> Denials:
        """What the text denies."""
        return find_denials(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset(word.stem for word in self.text.words if word.kind != "mark")

    @cached_property
    def names(self) -> frozenset[str]:
        """All words as folded."""
        return frozenset(word.folded for word in self.text.words if word.kind != "mark")


@lru_cache(maxsize=64)
def parse(text: str) -> Parsed:
    """Read a text. What was read last is kept: quotes serve for several statements."""
    read = read_text(text)
    dates = find_dates(read)
    taken = words_of(read, dates)
    return Parsed(read, tuple(dates), taken, tuple(find_quantities(read, taken)))
