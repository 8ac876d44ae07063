"""What the page says, in the language that a user chose.

A language is a folder of JSON files, `{"key": "text with {places}"}`. Where a number decides the
form, there are two keys, `KEY.one` and `KEY.other`. Texts are plain: whoever puts one into HTML
escapes it there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "languages"
# Each by its own name, as a list of languages should have it.
LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français"}
_SINGULAR = {"en": (1,), "de": (1,), "fr": (0, 1)}


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language; call it with a key."""

    language: str = "en"

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, its places filled. Raises KeyError if there is none."""
        return texts(self.language)[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The form of a text that goes with `number`, which it has as `{number}`."""
        form = "one" if number in _SINGULAR[self.language] else "other"
        return self(f"{key}.{form}", number=self.number(number), **values)

    def number(self, number: int) -> str:
        """A whole number with the language's own mark between thousands."""
        return f"{number:,}".replace(",", self("page.thousands"))

    def decimal(self, number: float) -> str:
        """A number with one digit after the language's own point."""
        return f"{number:.1f}".replace(".", self("page.decimal"))

    def percent(self, share: float) -> str:
        """A share of one in whole percent."""
        return self("page.percent", number=f"{100 * share:.0f}")

    def date(self, day: date) -> str:
        """A day as it is written out."""
        month = self("page.months").split("|")[day.month - 1]
        number = self("page.first_day") if day.day == 1 else day.day  # French has an ordinal there
        return self("page.date", day=number, month=month, year=day.year)


@cache
def texts(language: str) -> dict[str, str]:
    """All texts of a language, by key; none of a language that there is not."""
    found: dict[str, str] = {}
    for file in sorted((_FOLDER / language).glob("*.json")):
        found |= json.loads(file.read_text(encoding="utf-8"))
    return found
