"""What the page says, in the language that a user chose.

A language is a folder of JSON files, `{"key": "text with {places}"}`. Where a number decides the
form, there are two keys, `KEY.one` and `KEY.other`. Texts are plain: whoever puts one into HTML
escapes it there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "languages"
# Each by its own name, as a list of languages should have it.
LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français"}


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language; call it with a key."""

    language: str = "en"

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, its places filled. Raises KeyError if there is none."""
        return texts(self.language)[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The form of a text that goes with `number`, which it has as `{number}`."""
        form = "one" if number == 1 else "other"
        return self(f"{key}.{form}", number=f"{number:,}", **values)


@cache
def texts(language: str) -> dict[str, str]:
    """All texts of a language, by key."""
    found: dict[str, str] = {}
    for file in sorted((_FOLDER / language).glob("*.json")):
        found |= json.loads(file.read_text(encoding="utf-8"))
    return found
