"""A clock that tests set."""

from __future__ import annotations


class Clock:
    """It stands still until `now`, in seconds, is set to something else."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        """The time."""
        return self.now
