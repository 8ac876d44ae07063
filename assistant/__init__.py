"""Quoting Assistant: answers from a folder of articles, in the source's own words.

from assistant import Assistant
assistant = Assistant.open("seeds/articles")
print(assistant.ask("How many members of Congress did Rekognition match?").text)
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answering.answer import Answer
    from assistant.answering.assistant import Assistant
    from assistant.settings import Settings
    from assistant.types import Citation

# Nothing leaves this machine unless the user sets these otherwise. Several are read when a
# library is imported, so they are set before any.
for _name, _value in {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "TOKENIZERS_PARALLELISM": "false",
    "DO_NOT_TRACK": "1",
}.items():
    os.environ.setdefault(_name, _value)

__all__ = ["Answer", "Assistant", "Citation", "Settings"]

_HOMES = {
    "Answer": "assistant.answering.answer",
    "Assistant": "assistant.answering.assistant",
    "Citation": "assistant.types",
    "Settings": "assistant.settings",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: the libraries behind it take seconds."""
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names too, though they are not there before their first use."""
    return sorted({*globals(), *__all__})
