"""Whether a chat model answers, tried with one short request."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.errors import ChatModelError
from assistant.models.providers import open_chat_model
from assistant.ui.words import Words

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant

_SECONDS = 20.0


def try_model(assistant: Assistant, llm: str, words: Words) -> str:
    """How long the first piece of a reply took, or why there is none; a line to show."""
    settings = assistant.settings
    url = settings.llm_url if llm == settings.llm else None
    began = time.perf_counter()
    try:
        model = open_chat_model(llm, url=url, seconds=min(_SECONDS, settings.llm_seconds))
        if model is None:
            return ""
        once = replace(model, retries=0)
        with closing(once.stream([("user", "Say yes.")], most_tokens=5)) as reply:
            next(reply)
    except (ChatModelError, StopIteration) as exc:
        return exc.sentence if isinstance(exc, ChatModelError) else words("settings.test_empty")
    return words("settings.test_ok", seconds=words.decimal(time.perf_counter() - began))
