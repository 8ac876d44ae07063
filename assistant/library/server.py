"""A connection to a Chroma server, and what may go wrong on the way there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit
from urllib.request import getproxies

from assistant.errors import StoreError
from assistant.library.versions import check_made_with
from assistant.places import ServerAddress

if TYPE_CHECKING:
    import httpx
    from chromadb import Collection

Result = TypeVar("Result")

TOKEN, TENANT, DATABASE = (f"ASSISTANT_STORE_{name}" for name in ("TOKEN", "TENANT", "DATABASE"))
# Seconds for which a server that is away is asked again.
READING, WRITING = 5.0, 60.0
_CONNECT, _ANSWER = 3.0, 30.0  # seconds for one request
_CLOUD, _CLOUD_PAGE = ".trychroma.com", 300  # records that it takes or gives at a time
_PAGE = 10_000
# What a server or the proxy before it says while it starts, or has too much to do.
_BUSY = (429, 500, 502, 503, 504)


class _AwayError(Exception):
    """The server is there in a moment, perhaps."""


class Server:
    """An open connection; safe to use from several threads. Use `close` at the end.

    `batch` records are written at a time, `page` are read.
    """

    def __init__(self, address: ServerAddress) -> None:
        """Raises StoreError if there is no server, or it refuses."""
        self.address = address
        self.tenant = os.environ.get(TENANT) or "default_tenant"
        self.database = os.environ.get(DATABASE) or "default_database"
        self._headers = _headers()
        self._client = self.patiently(self._connect)
        most = int(self.patiently(self._client.get_max_batch_size))
        cloud = (urlsplit(address).hostname or "").endswith(_CLOUD)
        self.batch = min(most, _CLOUD_PAGE) if cloud else most
        self.page = _CLOUD_PAGE if cloud else _PAGE

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def now(self) -> int:
        """The server's clock, the only one that all its users share: milliseconds."""
        return int(self.patiently(self._client.heartbeat, WRITING)) // 1_000_000

    def make(self, name: str, metadata: dict[str, Any], hnsw: Mapping[str, Any]) -> Collection:
        """The collection of this name, made if there is none."""
        from chromadb.errors import InvalidArgumentError

        def made(configuration: dict[str, object]) -> Collection:
            found: Collection = self._client.get_or_create_collection(
                name,
                metadata=metadata or None,
                configuration=configuration,
                embedding_function=None,
            )
            return found

        try:
            return made({"hnsw": dict(hnsw)})
        except InvalidArgumentError:  # distributed Chroma has another kind of index
            return made({"spann": {"space": hnsw["space"]}})

    def find(self, name: str, metadata: Mapping[str, str | int]) -> Collection:
        """The collection of this name as it is now. Raises StoreMismatchError if it is another."""
        found: Collection = self._client.get_collection(name, embedding_function=None)
        check_made_with(self.address, found.metadata or {}, metadata)
        return found

    def has(self, name: str) -> bool:
        """Whether there is a collection of this name."""
        from chromadb.errors import NotFoundError

        def found() -> bool:
            try:
                self._client.get_collection(name, embedding_function=None)
            except NotFoundError:
                return False
            return True

        return self.patiently(found)

    def delete(self, name: str) -> None:
        """Delete the collection of this name, if there is one."""
        if self.has(name):
            self.patiently(lambda: self._client.delete_collection(name), WRITING)

    def patiently(self, work: Callable[[], Result], patience: float | None = None) -> Result:
        """What `work` gives, tried again for so many seconds. Raises StoreError."""
        patience = READING if patience is None else patience
        import httpx
        from chromadb.errors import InternalError, NotFoundError, RateLimitError

        away = (_AwayError, httpx.TransportError, InternalError, RateLimitError, NotFoundError)
        end, pause = time.monotonic() + patience, 0.1
        while True:
            try:
                return work()
            except StoreError:
                raise
            except away as exc:
                if time.monotonic() + pause > end:
                    raise self._gone(exc, patience) from exc
            except Exception as exc:
                raise StoreError(
                    f"the Chroma server {self.address} does not do what is asked of it "
                    f"({self._reason(exc)}): look into its log, or give another --store"
                ) from exc
            time.sleep(pause)
            pause = min(1.0, pause * 1.5)

    def _connect(self) -> Any:
        import chromadb
        import httpx
        from chromadb.config import Settings
        from chromadb.errors import NotFoundError

        _spare_proxies(urlsplit(self.address).hostname or "")
        # Chroma's client tells a server that refuses from one that is away in no other way.
        with httpx.Client(headers=self._headers, timeout=_ANSWER) as session:
            answer = session.get(f"{self.address}/api/v2/auth/identity")
            self._check(answer)
            if answer.status_code != httpx.codes.OK or "tenant" not in answer.text:
                raise StoreError(
                    f"{self.address} is no Chroma server of today: check the address, or start "
                    f"one: {self._start()}"
                )
        url = urlsplit(self.address)
        try:
            client = chromadb.HttpClient(
                str(self.address),  # of a host alone Chroma makes no address if that has colons
                url.port or 0,
                ssl=url.scheme == "https",
                headers=dict(self._headers),
                settings=Settings(anonymized_telemetry=False),
                tenant=self.tenant,
                database=self.database,
            )
        except NotFoundError as exc:
            raise StoreError(
                f"{self.address} has no database {self.database!r} of a tenant {self.tenant!r}: "
                f"name others in {TENANT} and {DATABASE}"
            ) from exc
        # Any: no public way leads to the session, which would wait for ever.
        session = cast(Any, client)._server._session
        session.timeout = httpx.Timeout(_ANSWER, connect=_CONNECT)
        session.event_hooks = {"response": [self._check]}
        return client

    def _check(self, answer: httpx.Response) -> None:
        """Tell apart what Chroma's client does not: who is refused, and who may come again."""
        if answer.status_code in (401, 403):
            token = f"the token in {TOKEN}" if self._headers else f"who has no token in {TOKEN}"
            raise StoreError(
                f"{self.address} refuses {token} (HTTP {answer.status_code}): set it to one that "
                "the server knows"
            )
        if answer.status_code in _BUSY:
            answer.read()
            raise _AwayError(f"HTTP {answer.status_code}: {answer.text}")

    def _gone(self, error: Exception, patience: float) -> StoreError:
        return StoreError(
            f"the Chroma server {self.address} does not answer, tried for {patience:.0f} s "
            f"({self._reason(error)}): start it with {self._start()}, or give another --store; "
            "what was indexed so far is kept, and the next run goes on"
        )

    def _start(self) -> str:
        return f"chroma run --path DIR --port {urlsplit(self.address).port}"

    def _reason(self, error: Exception) -> str:
        reason = " ".join(str(error).split())
        if token := os.environ.get(TOKEN, "").strip():
            reason = reason.replace(token, "…")  # first: to cut would leave a part of it
        return reason[:200] or type(error).__name__


def _spare_proxies(host: str) -> None:
    """See to it that what goes to this computer takes no proxy.

    Chroma's client asks the environment alone, and before anything about it can be changed.
    """
    here = host in ("localhost", "::1") or host.startswith("127.")
    if not here or not getproxies():
        return
    named = os.environ.get("no_proxy", os.environ.get("NO_PROXY", ""))
    if host not in [name.strip() for name in named.split(",")]:
        os.environ["no_proxy"] = os.environ["NO_PROXY"] = f"{named},{host}".lstrip(",")


def _headers() -> dict[str, str]:
    """Chroma Cloud reads the first of these, most proxies before a server the second."""
    token = os.environ.get(TOKEN, "").strip()
    if not token:
        return {}
    if not (token.isascii() and token.isprintable() and " " not in token):
        raise StoreError(f"{TOKEN} holds characters that no token has: set it again")
    return {"x-chroma-token": token, "Authorization": f"Bearer {token}"}
