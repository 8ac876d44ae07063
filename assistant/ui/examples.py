"""Questions to click when a conversation is still empty."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from assistant.library.catalog import Entry

_OF_THE_SEEDS = {
    "aclu-rekognition-test.md": "How many members of Congress did Rekognition match?",
    "ibm-exit.md": "Why did IBM leave facial recognition?",
    "clearview-2020.md": "Where did Clearview AI get its photographs?",
    "gender-shades.md": "What did the Gender Shades study measure?",
}
_CONTENTS = "What articles do you have?"
_MOST, _LONGEST_TITLE = 4, 70


def examples_for(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Up to five questions: about the seeds if they are open, else made from titles."""
    if not entries:
        return ()
    names = {PurePath(entry.source).name for entry in entries}
    if _OF_THE_SEEDS.keys() <= names:
        return (*_OF_THE_SEEDS.values(), _CONTENTS)
    titles = [e.title for e in entries if 0 < len(e.title) <= _LONGEST_TITLE]
    spread = titles[:: max(1, len(titles) // _MOST)][:_MOST]
    return (*(f"What are the main points of “{title}”?" for title in spread), _CONTENTS)
