"""What is lit in an article: spans of its text, none over another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.types import Span


@dataclass(frozen=True, slots=True)
class Light:
    """A span to light: `now` strongly (at most one), else softly; `near` for what is no quote."""

    span: Span
    now: bool = False
    near: bool = False


def apart(lights: Iterable[Light], length: int) -> list[Light]:
    """The lights in the order of the text, none over another; what is `now` stays whole."""
    found: list[Light] = []
    for light in sorted(lights, key=lambda light: (not light.now, light.span)):
        free = [Span(min(light.span.start, length), min(light.span.end, length))]
        for taken in (other.span for other in found):
            free = [part for span in free for part in _without(span, taken)]
        found += [Light(span, light.now, light.near) for span in free if len(span)]
    return sorted(found, key=lambda light: light.span)


def _without(span: Span, taken: Span) -> list[Span]:
    if taken.end <= span.start or span.end <= taken.start:
        return [span]
    before = [Span(span.start, taken.start)] if span.start < taken.start else []
    after = [Span(taken.end, span.end)] if taken.end < span.end else []
    return before + after
