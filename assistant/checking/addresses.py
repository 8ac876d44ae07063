"""Addresses of sites and mailboxes: a statement may only name those that its quotes name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.values import Reason

# The last part of a host has small letters only: "ended.Then" lacks a blank and is no host.
_HOST = re.compile(
    r"(?<![\w.@-])(?:[\w.+-]{1,60}@)?(?:[\w-]{1,60}\.){1,8}[a-z]{2,24}\b(?:[/:?#]\S{0,300})?"
)


def check_addresses(statement: str, quotes: Sequence[str]) -> list[Reason]:
    """A reason for each address that no quote has."""
    said = " ".join(quotes).casefold()
    found = dict.fromkeys(match[0].rstrip(".,;:!?)”\"’'") for match in _HOST.finditer(statement))
    return [
        Reason("name", f"“{address[:80]}” is not in the source")
        for address in found
        if address.casefold() not in said
    ]
