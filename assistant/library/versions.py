"""Whether an index was made by this program with this model."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.errors import StoreMismatchError
from assistant.places import Place


def check_made_with(place: Place, then: Mapping[str, object], now: Mapping[str, str | int]) -> None:
    """Raise StoreMismatchError if the index at `place` was made with something else than `now`.

    What is not noted of it is no difference: nothing was written yet.
    """
    different = [name for name, value in now.items() if str(then.get(name, value)) != str(value)]
    if different:
        was = ", ".join(_said(name, then[name]) for name in different)
        this = ", ".join(_said(name, now[name]) for name in different)
        raise StoreMismatchError(
            f"{place} was written with {was}, this is {this}: build it anew with "
            f"assistant index PATH --store {place} --rebuild, or give another --store"
        )


def _said(name: str, value: object) -> str:
    return f"{name} {str(value)[:16] if name == 'weights' else value}"
