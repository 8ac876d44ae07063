"""What stands before Gradio: only this machine, only what the page needs, strict headers."""

from __future__ import annotations

import ipaddress
import re
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import AssistantError

# Uploads, served files, proxies and editors of Gradio's stay closed.
_PATHS = re.compile(
    r"/(?:|(?:assets|static|svelte)/.+|config/?|theme\.css|favicon\.ico|manifest\.json|robots\.txt"
    r"|gradio_api/(?:queue/(?:join|data)|heartbeat/\w+|startup-events|reset/?|cancel|app_id/?))"
)
_SCRIPT_TAG = re.compile(rb"<script(?=[\s>])")


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_host(host: str) -> None:
    """Raise AssistantError for an address that other machines could reach."""
    if not is_loopback(host):
        raise AssistantError(
            f"{host} can be reached from other machines, and the page has no sign-in yet: "
            "use 127.0.0.1"
        )


def policy(nonce: str) -> str:
    """The content security policy of a page; only scripts that carry `nonce` or are ours run.

    Gradio compiles its templates in the browser ('unsafe-eval') and styles elements in place.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        ]
    )


class Guard:
    """ASGI middleware. Refuses foreign hosts, foreign origins and paths the page has no use for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request, then send it on and complete the headers of what comes back."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answer = _Answer(send, secrets.token_urlsafe(16))
        if reason := _refusal(scope):
            await PlainTextResponse(reason, 403)(scope, receive, answer.send)
        elif not _PATHS.fullmatch(scope["path"]):
            await PlainTextResponse("not found", 404)(scope, receive, answer.send)
        else:
            plain = [(k, v) for k, v in scope["headers"] if k.lower() != b"accept-encoding"]
            if scope["path"] == "/":  # the page itself is rewritten, so it must not be compressed
                scope = {**scope, "headers": plain}
            await self._app(scope, receive, answer.send)


def _refusal(scope: Scope) -> str:
    """Why a request is refused: a name that was pointed at this machine, or another site's page."""
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    origin = headers.get("origin")
    try:
        named = urlsplit(f"//{host}").hostname or ""
        elsewhere = origin is not None and urlsplit(origin).netloc != host
    except ValueError:  # such as a bracket that is not closed
        return "this page is only served to addresses that can be read"
    if "@" in host or not is_loopback(named):
        return "this page is only served to this machine"
    if elsewhere:
        return "this page is not open to other pages"
    return ""


class _Answer:
    """Sends a response on: with its headers, and the page's own scripts marked with the nonce."""

    def __init__(self, send: Send, nonce: str) -> None:
        self._send, self._nonce = send, nonce
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Pass a message of the response on; a page is held until it is whole."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["x-content-type-options"] = "nosniff"
            headers["referrer-policy"] = "no-referrer"
            headers["x-frame-options"] = "SAMEORIGIN"
            headers["cross-origin-opener-policy"] = "same-origin"
            headers["content-security-policy"] = policy(self._nonce)
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        elif self._start is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            mark = f'<script nonce="{self._nonce}"'.encode()
            body = _SCRIPT_TAG.sub(mark, self._body)
            MutableHeaders(scope=self._start)["content-length"] = str(len(body))
            await self._send(self._start)
            message, self._start = {"type": "http.response.body", "body": body}, None
        await self._send(message)
