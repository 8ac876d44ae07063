"""Chat models by name: the small one that is installed, a file, or a provider's.

Keys come from the environment alone, and are never part of a name or a message.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from assistant.errors import ChatModelError
from assistant.models import failures, local
from assistant.models.chat import ChatModel
from assistant.models.clients import client_options, watch_anthropic
from assistant.models.requests import (
    OLLAMA_CONTEXT,
    request_ollama,
    request_openai,
    request_plainly,
)

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

FORMS = (
    "none, smollm2, gguf:/path/to/model.gguf, or provider:model "
    "such as openai:NAME, anthropic:NAME, ollama:NAME"
)
HOSTED_CONTEXT = 32_000
LONGEST_SILENCE = 30.0
LARGE = 3.0  # billions of parameters: below, models follow instructions poorly
_SIZE = re.compile(r"(?<![\d.a-df-z])(?:(\d+)x)?(\d+(?:\.\d+)?)b(?![a-z0-9])")
_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
_ADDRESSES = {
    "openai": ("OPENAI_API_BASE", "OPENAI_BASE_URL"),
    "anthropic": ("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"),
    "ollama": ("OLLAMA_HOST",),
}


def open_chat_model(
    spec: str, *, url: str | None = None, seconds: float = 60.0
) -> ChatModel | None:
    """The chat model of this name; None for "none" and "".

    `url` is the address of a server instead of the provider's own. Raises ChatModelError.
    """
    name = spec.strip()
    provider, _, model = name.partition(":")
    if url and provider not in _ADDRESSES:
        raise ChatModelError(
            f"chat model {_shown(name)} takes no address: leave the url out, or use it with "
            f"{', '.join(_ADDRESSES)}"
        )
    if name in ("", "none"):
        return None
    if name == "smollm2":
        return _open_local(name, local.bundled_path(), seconds)
    if provider == "gguf" and model:
        return _open_local(name, Path(model), seconds)
    if not re.fullmatch(r"[a-z_]+", provider) or not model:
        raise ChatModelError(f"no chat model {_shown(name)}: give one of {FORMS}")
    return _open_hosted(name, provider, model, url, seconds)


def _open_local(name: str, path: Path, seconds: float) -> ChatModel:
    """A GGUF file, run here."""
    server = local.load(path)
    model = _make(
        name,
        "openai",
        "local",
        base_url=f"{server.address}/v1",
        api_key=server.key,
        seed=0,
        **client_options("openai", seconds, here=True),
    )
    return ChatModel(
        name=name,
        model=model,
        small=server.parameters is None or server.parameters < LARGE * 1e9,
        limit=server.limit,
        schema=True,
        count=server.count,
        seconds=seconds,
        request=request_openai,
        ends=True,
    )


def _open_hosted(
    name: str, provider: str, model: str, url: str | None, seconds: float
) -> ChatModel:
    """A model behind a server, of a provider or of the user's own."""
    inherited = (os.environ.get(variable) for variable in _ADDRESSES.get(provider, ()))
    address = _checked(url) if url else next(filter(None, inherited), None)
    host, port = _host(address) if address else ("127.0.0.1" if provider == "ollama" else "", "")
    here = host in ("localhost", "::1") or host.startswith("127.")
    key = _KEYS.get(provider, "")
    options = {"base_url": address} if address else {}
    if key and not os.environ.get(key):
        if not here:
            raise ChatModelError(f"chat model {_shown(name)} needs a key: set {key}")
        options["api_key"] = "none"  # local servers ask for no key, their clients insist on one
    wait = seconds if here else min(seconds, LONGEST_SILENCE)
    chat = _make(name, provider, model, **options, **client_options(provider, wait, here=here))
    if provider == "anthropic":
        watch_anthropic(chat, wait, here=here)
    sizes = [float(size) * int(times or 1) for times, size in _SIZE.findall(model.lower())]
    ours = provider == "ollama" or here
    return ChatModel(
        name=name,
        model=chat,
        small=ours and max(sizes, default=0) < LARGE,
        limit=OLLAMA_CONTEXT if ours else HOSTED_CONTEXT,
        schema=ours,
        seconds=seconds,
        request={"openai": request_openai, "ollama": request_ollama}.get(provider, request_plainly),
        key=key,
        where=host + port,
        ends=provider in _ADDRESSES,
    )


def _make(name: str, provider: str, model: str, **options: Any) -> BaseChatModel:
    """The LangChain model; never with fields that a request could set."""
    from langchain.chat_models import init_chat_model

    try:
        return cast("BaseChatModel", init_chat_model(model, model_provider=provider, **options))
    except ImportError as error:
        wanted = re.search(r"pip install ([\w-]+)", str(error))
        package = wanted[1] if wanted else f"langchain-{provider}"
        if provider in _ADDRESSES:
            package = f'"quoting-assistant[{provider}]"'
        raise ChatModelError(
            f"chat model {_shown(name)} needs a package: pip install {package}"
        ) from None
    except Exception as error:
        if str(error).startswith("Unsupported provider"):
            raise ChatModelError(
                f"no provider {provider!r} for chat model {_shown(name)}: give one of {FORMS}"
            ) from None
        reason = failures.describe(error, key=_KEYS.get(provider, ""))
        raise ChatModelError(f"chat model {_shown(name)} cannot be opened: {reason}") from None


def _checked(url: str) -> str:
    """The address, if it is one that may be shown."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.username or parts.password or "@" in parts.netloc or parts.query:
        raise ChatModelError(
            f"the address of the chat model at {parts.hostname!r} holds a key or a password, which "
            "would be shown: leave it out, and set the provider's key in the environment"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise ChatModelError(
            f"{url!r} is no address of a chat model: give one as in http://127.0.0.1:8080/v1"
        )
    return url


def _host(address: str) -> tuple[str, str]:
    """Host and ":port" of an address, which OLLAMA_HOST may give without a scheme."""
    with suppress(ValueError):
        parts = urlsplit(address if "//" in address else f"//{address}")
        return parts.hostname or "", f":{parts.port}" if parts.port else ""
    return "", ""


def _shown(name: str) -> str:
    """The name as a message may show it: a key that was given in its place is not repeated."""
    return repr(name) if ":" in name or len(name) <= 20 else f"{name[:8]!r}…"
