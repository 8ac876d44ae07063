"""Figures as people read them."""

from __future__ import annotations

from assistant.evaluation.intervals import Interval
from assistant.evaluation.measures import Unit

DASH = "–"
# What adding up may leave of two figures that are the same.
_NOTHING = 1e-9


def shown(value: float | None, unit: Unit) -> str:
    """A figure with its unit; a dash where there is none."""
    if value is None:
        return DASH
    if unit == "ms":
        return f"{value:,.0f} ms" if value >= 10 else f"{value:.1f} ms"
    if unit in ("words", "tokens"):
        return f"{value:,.1f}"
    if unit == "seconds":
        return f"{value:,.2f} s"
    if unit == "score":
        return _unrounded(f"{value:.3f}", value, "0.999", "0.001")
    return _unrounded(f"{100 * value:.1f}%", value, "99.9%", "0.1%")


def shown_interval(interval: Interval | None, unit: Unit) -> str:
    """From where to where, as `shown` does it; a dash where there is none."""
    if interval is None:
        return DASH
    low, high = shown(interval.low, unit), shown(interval.high, unit)
    return f"{low.removesuffix('%').removesuffix(' ms').removesuffix(' s')} to {high}"


def shown_change(value: float, unit: Unit) -> str:
    """A difference with its sign; of shares in percentage points."""
    digits = {"share": 1, "score": 3, "words": 1, "tokens": 1, "seconds": 2, "ms": 1}[unit]
    counted_in = 100 * value if unit == "share" else value
    text = f"{counted_in:+.{digits}f}".replace("-", "−")
    if abs(value) > _NOTHING and float(text[1:]) == 0:  # little is not nothing
        return f"{text[0]}<{10**-digits}"
    return text


def shown_chance(p: float | None) -> str:
    """A p, which is never 0; a dash where there is none."""
    if p is None:
        return DASH
    return f"{p:.3f}" if p >= 0.001 else "<0.001"


def counted(count: int, one: str, many: str = "") -> str:
    """A number and the word for what it counts."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _unrounded(text: str, value: float, most: str, least: str) -> str:
    """One misquote among ten thousand must not be rounded away to 100%, nor one success to 0."""
    if value < 1 and float(text.rstrip("%")) >= (100 if text.endswith("%") else 1):
        return most
    if value > 0 and float(text.rstrip("%")) == 0:
        return f"<{least}"
    return text
