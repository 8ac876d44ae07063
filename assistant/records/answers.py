"""An answer as JSON and back: nothing that was shown is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.answering.answer import Answer
from assistant.records.packing import pack_value, unpack_value


def pack(answer: Answer) -> dict[str, Any]:
    """All of an answer but its `context`, which nobody is shown and which can be long."""
    packed: dict[str, Any] = pack_value(replace(answer, context=None))
    return packed


def unpack(packed: Mapping[str, Any]) -> Answer:
    """The answer that was packed, by this version or an older one. Raises RecordsError."""
    answer: Answer = unpack_value(Answer, dict(packed), "the answer")
    return answer
