"""Slows down whoever guesses passwords."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_FORGET = 600.0  # seconds after which one try that failed is forgotten
_MOST = 10_000  # keys that are remembered


@dataclass(frozen=True, slots=True)
class Pace:
    """So many tries are `free`; then the wait doubles with each, up to `longest` seconds."""

    free: int
    longest: float


# A name from one place is slowed first, so that whoever guesses it elsewhere does not keep its
# owner out; a name from all places together waits a minute at most for the same reason.
_PACES = {"both": Pace(5, 900), "address": Pace(20, 900), "name": Pace(50, 60)}


@dataclass(slots=True)
class _Tries:
    failed: float = 0.0
    last: float = 0.0
    until: float = 0.0


class Throttle:
    """Tries to sign in, counted by name and by address; safe to use from several threads.

    A try counts as failed until it has succeeded: many at once gain nothing.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = _MOST) -> None:
        self._clock, self._most = clock, most
        self._lock = threading.Lock()
        self._tries: OrderedDict[tuple[str, str, str], _Tries] = OrderedDict()

    def wait(self, name: str, address: str) -> float:
        """Seconds until the next try is let through; 0 lets this one through, and counts it.

        An empty `name` stands for one that nobody can have: it counts for the address alone.
        """
        now = self._clock()
        with self._lock:
            keys = _keys(name, address)
            waits = [self._tries[key].until - now for key in keys if key in self._tries]
            if (longest := max(waits, default=0.0)) > 0:
                return longest
            for key in keys:
                self._count(key, now)
        return 0.0

    def succeeded(self, name: str, address: str) -> None:
        """Take back what was counted: all of the name's tries, but one of the address's.

        Whoever has an account could else sign in between two guesses of another's.
        """
        with self._lock:
            for key in _keys(name, address):
                tries = self._tries.get(key)
                if tries and key[0] == "address":
                    tries.failed, tries.until = max(0.0, tries.failed - 1), 0.0
                elif tries:
                    del self._tries[key]

    def _count(self, key: tuple[str, str, str], now: float) -> None:
        pace = _PACES[key[0]]
        tries = self._tries.setdefault(key, _Tries(last=now))
        tries.failed = max(0.0, tries.failed - (now - tries.last) / _FORGET) + 1
        tries.last = now
        if (over := tries.failed - pace.free) > 0:
            tries.until = now + min(pace.longest, 2.0 ** min(over, 30.0))
        self._tries.move_to_end(key)
        while len(self._tries) > self._most:
            self._tries.popitem(last=False)


def _keys(name: str, address: str) -> list[tuple[str, str, str]]:
    place, name = _place(address), name.casefold()
    named = [("both", name, place), ("name", name, "")] if name else []
    return [*named, ("address", "", place)]


def _place(address: str) -> str:
    """An address, or the network of one that can be any of 2**64."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # such as a socket file's
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found), 64), strict=False))
    return str(found)
