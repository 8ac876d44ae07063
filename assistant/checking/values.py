"""What a check of a statement against its quotes finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ReasonKind = Literal["number", "date", "unit", "name", "negation", "quotation", "source"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a statement is not backed by its quotes; `text` is for people, without a full stop."""

    kind: ReasonKind
    text: str

    def to_dict(self) -> dict[str, str]:
        """The form of a reason in JSON."""
        return {"kind": self.kind, "text": self.text}
