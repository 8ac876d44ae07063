"""The tokens that requests to a chat model cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens read and written in some requests; `estimated` if a server did not report its own."""

    prompt: int
    completion: int
    estimated: bool

    def to_dict(self) -> dict[str, int | bool]:
        """The form of the tokens in JSON."""
        return {
            "prompt": self.prompt,
            "completion": self.completion,
            "estimated": self.estimated,
        }


class Spent:
    """What one request costs: as the server reports it, else counted from the texts."""

    def __init__(self, prompt: int) -> None:
        """`prompt` are the tokens sent, as counted here."""
        self.prompt = prompt
        self.pieces: list[str] = []
        self.reported: tuple[int, int] | None = None

    def report(self, metadata: Mapping[str, object] | None) -> None:
        """Take note of LangChain's `usage_metadata`; pieces of a reply each say their part."""
        if not metadata:
            return
        parts = [metadata.get(name) for name in ("input_tokens", "output_tokens")]
        prompt, completion = (part if isinstance(part, int) else 0 for part in parts)
        before = self.reported or (0, 0)
        self.reported = before[0] + prompt, before[1] + completion


class Meter:
    """Adds up what the requests for one answer cost; one thread writes while another reads."""

    def __init__(self, count: Callable[[str], int]) -> None:
        """`count` gives the tokens of a text, for servers that do not report theirs."""
        self._count = count
        self._spent: list[Spent] = []

    def begin(self, prompt: str) -> Spent:
        """A request with this prompt has been sent."""
        spent = Spent(self._count(prompt))
        self._spent.append(spent)
        return spent

    def usage(self) -> Usage | None:
        """The tokens of the requests that got a reply, or a part of one; None if none did."""
        answered = [spent for spent in self._spent if spent.pieces or spent.reported]
        if not answered:
            return None
        found = [spent.reported or (spent.prompt, self._written(spent)) for spent in answered]
        return Usage(
            sum(prompt for prompt, _ in found),
            sum(completion for _, completion in found),
            estimated=any(spent.reported is None for spent in answered),
        )

    def _written(self, spent: Spent) -> int:
        return self._count("".join(list(spent.pieces)))
