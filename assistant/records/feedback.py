"""What a user thinks of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from assistant.errors import InvalidEntryError

Verdict = Literal["up", "down"]
# wrong_quote: it does not answer; not_there: the articles do not say it, so it should have been
# refused; missed: it was refused, but they say it; misleading: torn out of its context.
Reason = Literal["", "wrong_quote", "not_there", "missed", "misleading", "other"]
REASONS: tuple[Reason, ...] = get_args(Reason)[1:]
MOST_NOTE_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on an answer; a `reason` where it is bad, and a `note` in the user's words.

    Raises InvalidEntryError for a verdict or reason that there is not, and for a long note.
    """

    verdict: Verdict
    reason: Reason = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.verdict not in get_args(Verdict):
            raise InvalidEntryError(f"the verdict is {self.verdict!r:.40}: choose up or down")
        if self.reason not in get_args(Reason):
            known = ", ".join(REASONS)
            raise InvalidEntryError(f"the reason is {self.reason!r:.40}: choose of {known}")
        if self.reason and self.verdict == "up":
            raise InvalidEntryError(
                f"a good answer has the reason {self.reason!r}: give reasons for bad ones only"
            )
        if not isinstance(self.note, str) or len(self.note) > MOST_NOTE_CHARACTERS:
            raise InvalidEntryError(
                f"the note is no text of at most {MOST_NOTE_CHARACTERS:,} characters: shorten it"
            )
