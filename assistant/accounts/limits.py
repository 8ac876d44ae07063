"""How much one user may ask of the program, so that there is something left for the others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["question", "upload"]
_MOST_KEPT = 10_000  # buckets; a full one is as good as none


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then one every `seconds`."""

    burst: int
    seconds: float


# Nobody types a question every three seconds; a folder of articles comes as many files at once.
RATES: Mapping[Kind, Rate] = {"question": Rate(20, 3.0), "upload": Rate(300, 0.5)}


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limits:
    """What each user has left of each kind; safe to use from several threads."""

    def __init__(
        self,
        rates: Mapping[Kind, Rate] = RATES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rates, self._clock = rates, clock
        self._lock = threading.Lock()
        self._buckets: dict[tuple[str, Kind], _Bucket] = {}

    def take(self, user: str, kind: Kind) -> float:
        """0 if the user may do this now, which then counts; else the seconds to wait."""
        rate, now = self._rates[kind], self._clock()
        with self._lock:
            if len(self._buckets) >= _MOST_KEPT:
                self._forget(now)
            bucket = self._buckets.setdefault((user, kind), _Bucket(rate.burst, now))
            self._fill(bucket, rate, now)
            if bucket.left < 1:
                return (1 - bucket.left) * rate.seconds
            bucket.left -= 1
            return 0.0

    def _fill(self, bucket: _Bucket, rate: Rate, now: float) -> None:
        bucket.left = min(rate.burst, bucket.left + (now - bucket.at) / rate.seconds)
        bucket.at = now

    def _forget(self, now: float) -> None:
        for key, bucket in list(self._buckets.items()):
            self._fill(bucket, self._rates[key[1]], now)
            if bucket.left >= self._rates[key[1]].burst:
                del self._buckets[key]
