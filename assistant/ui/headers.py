"""The headers that go with every response, and the marks on the page's own scripts."""

from __future__ import annotations

import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Scope, Send

_SCRIPT_TAG = re.compile(rb"<script(?=[\s>])")
# What comes with the program itself is nobody's secret, and may be kept by a browser.
_STATIC = re.compile(r"/(?:(?:assets|static|svelte|page)/.+|theme\.css|favicon\.ico)")
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Other sites learn nothing; with "no-referrer" a browser would send a form of our own with
    # "Origin: null", which cannot be told from a foreign one.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "accelerometer=(), camera=(), clipboard-write=(self), "
    "display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
    "payment=(), usb=()",
}
_CLOSED = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
# Files of the user's own, such as a receipt: seen in the browser they have no scripts.
DOCUMENT_POLICY = (
    f"{_CLOSED}; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; sandbox"
)


def policy(nonce: str) -> str:
    """The content security policy of the page; only scripts that carry `nonce` or are ours run.

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
            "worker-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def form_policy(style: str) -> str:
    """The policy of a page that is a form with one style sheet, which is named by its hash."""
    return f"{_CLOSED}; style-src {style}; img-src 'self'; form-action 'self'"


class Answer:
    """Sends a response on with its headers, and the page with its scripts marked."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._send = send
        self._path: str = scope["path"]
        self._secure = scope.get("scheme") == "https"
        self._nonce = secrets.token_urlsafe(16)
        self._start: Message | None = None
        self._body: list[bytes] = []
        self.begun = False  # whether anything was sent

    async def send(self, message: Message) -> None:
        """Pass a message of the response on; the page is held until it is whole."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            self._complete(headers)
            if self._path == "/" and _kind(headers) == "text/html":
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body.append(message.get("body", b""))
            if message.get("more_body"):
                return
            mark = f'<script nonce="{self._nonce}"'.encode()
            body = _SCRIPT_TAG.sub(mark, b"".join(self._body))
            MutableHeaders(scope=self._start)["content-length"] = str(len(body))
            self.begun = True
            await self._send(self._start)
            message, self._start = {"type": "http.response.body", "body": body}, None
        self.begun = True
        await self._send(message)

    def _complete(self, headers: MutableHeaders) -> None:
        headers.update(_HEADERS)
        page = self._path == "/"
        # The form to sign in brings a policy of its own.
        own = policy(self._nonce) if page else DOCUMENT_POLICY
        headers.setdefault("content-security-policy", own)
        if self._secure:
            headers["strict-transport-security"] = "max-age=31536000"
        if not _STATIC.fullmatch(self._path):
            headers["cache-control"] = "no-store"
        if _kind(headers) == "text/event-stream":
            headers["x-accel-buffering"] = "no"  # nginx would hold an answer back as it grows


def _kind(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()
