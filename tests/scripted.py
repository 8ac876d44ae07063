"""A chat model that says what it was told to say, and remembers what it was asked."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import ConfigDict, Field

from assistant.models.chat import ChatModel

# A reply, an error to raise, or pieces to stream, with errors and waits (seconds) among them.
Reply = str | Exception | Sequence["str | float | Exception"]


class ScriptedChat(BaseChatModel):
    """Gives its replies one after the other; the last one again when they are used up."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    replies: list[Any] = Field(default_factory=list)
    prompts: list[list[tuple[str, str]]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _next(self, messages: Sequence[BaseMessage]) -> list[Any]:
        self.prompts.append([(message.type, str(message.content)) for message in messages])
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, str):
            return [reply[at : at + 7] for at in range(0, len(reply), 7)] or [""]
        return [reply] if isinstance(reply, Exception) else list(reply)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.message.content) for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for piece in self._next(messages):
            if isinstance(piece, Exception):
                raise piece
            if isinstance(piece, float):
                time.sleep(piece)
            else:
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))


def scripted(*replies: Reply, **options: Any) -> tuple[ChatModel, list[list[tuple[str, str]]]]:
    """A chat model with these replies, and the list its prompts go into."""
    model = ScriptedChat(replies=list(replies))
    given = {"name": "scripted", "model": model, "retries": 0, **options}
    return ChatModel(**given), model.prompts
