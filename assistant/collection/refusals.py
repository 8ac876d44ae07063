"""Why a file was not taken in."""

from __future__ import annotations

from typing import Literal

from assistant.errors import AssistantError

# name: it has no name that can be kept; kind: it is no text; large: one file is too large;
# full: the folder holds as much as it may; unreadable: no article can be made of it; disk: the
# disk refused it; foreign: it is not the user's own.
Kind = Literal["name", "kind", "large", "full", "unreadable", "disk", "foreign"]


class RefusedError(AssistantError):
    """A file that a user brought or wants removed is refused; `reason` goes without its name."""

    def __init__(self, kind: Kind, name: str, reason: str) -> None:
        super().__init__(f"{name} {reason}" if name else reason)
        self.kind, self.name, self.reason = kind, name, reason
