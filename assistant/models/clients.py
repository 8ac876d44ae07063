"""The web clients of LangChain's models, so that a reply can cut its connection."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from assistant.models.replies import watched
from assistant.models.requests import Options


def client_options(provider: str, wait: float, *, here: bool) -> Options:
    """What makes a client wait `wait` seconds for a byte, retry nothing and hear of cuts."""
    if provider == "ollama":
        return {"sync_client_kwargs": _web(wait, here=here)}
    options: Options = {"max_retries": 0, "timeout": wait}
    if provider == "openai":
        with suppress(ImportError):  # what is missing is said when the model is made
            from openai import DefaultHttpxClient

            options["http_client"] = DefaultHttpxClient(**_web(wait, here=here))
            options["http_socket_options"] = ()
    return options


def watch_anthropic(chat: Any, wait: float, *, here: bool) -> None:
    """Give the model a client of ours, for which it has no argument."""
    from anthropic import DefaultHttpxClient

    web = DefaultHttpxClient(**_web(wait, here=here))
    with suppress(AttributeError):  # without, a cut is heard only at the next piece
        vars(chat)["_client"] = chat._client.with_options(http_client=web)


def _web(wait: float, *, here: bool) -> Options:
    """Options of an httpx client; what goes to this computer takes no proxy."""
    options: Options = {"timeout": wait, "event_hooks": {"request": [watched]}}
    if here:
        # Anthropic's client reads the environment itself, whatever trust_env says.
        options |= {"trust_env": False, "mounts": dict.fromkeys(("http://", "https://", "all://"))}
    return options
