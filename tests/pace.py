"""A bound on the work that something takes, whatever the machine and whatever else runs on it."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

# What `_reference` took, of 0.030 to 0.035 s, on the machine with two cores where this was set.
_NOMINAL = 0.03
# While coverage notes every line and branch, the checker took 2.7 to 8 times as long there.
_TRACED = 3.0


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail if what runs inside takes this thread more than `seconds` of processor time.

    The seconds are those of the machine where this was set: on one that is slower now, by a
    reference that is measured before and after, they are as many more; likewise while coverage
    is traced.
    """
    before = _reference()
    began = time.thread_time()
    yield
    taken = time.thread_time() - began
    slowness = max(1.0, max(before, _reference()) / _NOMINAL)
    slowness *= _TRACED if sys.gettrace() else 1.0
    assert taken < seconds * slowness, f"{taken:.2f} s of {seconds} at {slowness:.1f} times slow"


def _reference() -> float:
    """Seconds for a fixed piece of the kind of work that articles are read with."""
    text = "The lamp burned 12 liters of oil a night. " * 250
    began = time.thread_time()
    for _ in range(16):
        words = {match.group().lower(): match.span() for match in re.finditer(r"\w+", text)}
        " ".join(sorted(f"{word} {span}" for word, span in words.items()))
    return time.thread_time() - began
