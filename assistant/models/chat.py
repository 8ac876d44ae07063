"""A chat model, ready to be asked: in pieces, stopped at any moment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import ChatModelError
from assistant.models import failures
from assistant.models.replies import Line, Reply, without_reasoning
from assistant.models.requests import Options, count_roughly, request_plainly
from assistant.models.usage import Meter, Spent

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Message = tuple[Literal["system", "user", "assistant"], str]

_MARKS = re.compile(r"<(?=[|｜]|/?s>|(?:start|end)_of_turn>|[be]os>)|\[(?=/?[A-Z_]{3,20}\])")
_ENDS = {"finish_reason", "stop_reason", "done"}  # as OpenAI, Anthropic and Ollama call it


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A chat model, ready to be asked.

    `name` is what the user gave, never a key. `small` models run here and have under three billion
    parameters or an unknown number; `limit` tokens hold prompt and reply; `schema` tells whether
    replies can be held to a JSON schema. A whole reply takes at most `seconds`. `key` names the
    environment variable that holds the key, `where` the host, for messages. A model that `ends` its
    replies says so; one without that end broke off. A `meter` takes note of the tokens.
    """

    name: str
    model: BaseChatModel
    small: bool = False
    limit: int = 8192
    schema: bool = False
    count: Callable[[str], int] = count_roughly
    seconds: float = 60.0
    retries: int = 2
    request: Callable[[int, Mapping[str, Any] | None], Options] = request_plainly
    key: str = ""
    where: str = ""
    ends: bool = False
    # Options that the server has refused: it is not asked to take them again.
    refused: set[str] = field(default_factory=set, repr=False, compare=False)
    meter: Meter | None = field(default=None, repr=False, compare=False)

    def stream(
        self,
        messages: Sequence[Message],
        *,
        most_tokens: int,
        schema: Mapping[str, Any] | None = None,
    ) -> Reply:
        """Pieces of the reply as they come; `close()` stops it from any thread.

        Raises ChatModelError, from the iterator, if there is no whole reply in time.
        """
        options = self.request(most_tokens, schema if self.schema else None)
        # A blank takes their power from the marks between which models are told who speaks:
        # local servers obey them wherever they stand, in an article too.
        safe = [(role, _MARKS.sub(r"\g<0> ", text)) for role, text in messages]
        return Reply(self.name, self.seconds, partial(self._ask, safe, options), self.failure)

    def failure(self, exc: BaseException) -> ChatModelError:
        """The same failure in words that may be shown."""
        if isinstance(exc, ChatModelError):
            return exc
        reason = failures.describe(exc, key=self.key, where=self.where)
        return ChatModelError(f"chat model {self.name!r}: {reason}")

    def _ask(self, messages: list[Message], options: Options, line: Line) -> Iterator[str]:
        """Ask, again where that may help, until the first piece has come."""
        tries = 0
        while True:
            sent = {name: value for name, value in options.items() if name not in self.refused}
            began = False
            seen: Options = {}
            spent = self.meter.begin("\n".join(t for _, t in messages)) if self.meter else None
            try:
                chunks: Any = self.model.stream(messages, **sent)
                with closing(chunks):
                    for text in without_reasoning(_texts(chunks, seen, spent)):
                        began = began or bool(text.strip())
                        yield text
                if self.ends and not _ENDS & seen.keys():
                    raise ConnectionResetError
            except Exception as exc:
                refused = failures.refused_option(exc, sent)
                if began or line.cut.is_set():
                    raise
                if refused is not None:
                    self.refused.add(refused)
                elif tries < self.retries and failures.is_passing(exc):
                    tries += 1
                    line.cut.wait(failures.pause(exc, tries))
                else:
                    raise
            else:
                if not began:
                    raise ChatModelError(
                        f"chat model {self.name!r}: the reply is empty: ask again or try another"
                    )
                return


def _texts(chunks: Iterable[Any], seen: Options, spent: Spent | None) -> Iterator[str]:
    """What a reader shall see of LangChain's chunks; what they tell besides goes into `seen`."""
    for chunk in chunks:
        seen.update(chunk.response_metadata)
        if spent is not None:
            spent.report(chunk.usage_metadata)
            spent.pieces.append(str(chunk.text))
        if chunk.text:  # reasoning and calls of tools are no part of it
            # Half of a pair of surrogates, which JSON can hold, is no text.
            yield str(chunk.text).encode("utf-8", "replace").decode()
