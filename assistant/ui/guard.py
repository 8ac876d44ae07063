"""What stands before Gradio: who may come in, by which doors, with how much, and strict headers.

There are two ways to serve. To this machine alone there is one user, "". To others, everybody
signs in first.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.ui.bodies import CLOSING, counted, replayed, whole
from assistant.ui.headers import Answer
from assistant.ui.origins import FORWARDED, check_origin, is_loopback
from assistant.ui.sign_in import SIGN_OUT, SignIn
from assistant.ui.sign_in_form import SIGN_IN
from assistant.ui.tab_owners import TabOwners

if TYPE_CHECKING:
    import gradio as gr
    from starlette.requests import Request

    from assistant.accounts.users import Users

UPLOAD = "/library/upload"
ICON = "/favicon.ico"
_MOST_BYTES = 256 * 1024  # of a request that is no upload: a question and what an event says
# Uploads, served files, proxies and editors of Gradio's stay closed.
_PATHS = re.compile(
    r"/(?:|(?:assets|static|svelte)/.+|config/?|theme\.css|favicon\.ico|manifest\.json|robots\.txt"
    r"|gradio_api/(?:queue/(?:join|data)|heartbeat/\w+|startup-events|reset/?|cancel|app_id/?)"
    r"|(?:page|library|conversations|receipts|feedback)(?:[/.].+)?|sign-(?:in|out))"
)
_log = logging.getLogger(__name__)


def check_host(host: str, users: Users | None = None, proxy: str | None = None) -> bool:
    """Whether those who come to this host have to sign in: others could reach it.

    `proxy` is the address of a proxy that lets others in. Raises AssistantError if nobody could
    sign in.
    """
    if is_loopback(host) and not proxy:
        return False
    if not (users and users.names()):
        whence = f"{proxy} lets other machines in" if proxy else f"{host} is open to other machines"
        raise AssistantError(
            f"{whence}, and there is nobody yet who could sign in: make a user with "
            "assistant user add NAME and put TLS before the page (docs/serving.md), or use "
            "127.0.0.1"
        )
    return True


def check_proxy(proxy: str) -> str:
    """The address of a proxy, or its network. Raises AssistantError."""
    try:
        if ipaddress.ip_network(proxy, strict=False).prefixlen > 0:
            return proxy
    except ValueError:
        pass
    raise AssistantError(
        f"{proxy[:80]!a} is no address of a proxy: give the one it connects from, such as 127.0.0.1"
    )


def user_of(request: Request | gr.Request) -> str:
    """Who sent a request that came through the guard, Gradio's events too; "" for this machine."""
    user: str = request.state.user
    return user


class Guard:
    """ASGI middleware. Refuses foreign hosts and origins, paths the page has no use for, strangers.

    With `sign_in` the page is served to others, without to this machine alone. `upload_bytes`
    bounds a file that is sent.
    """

    def __init__(
        self, app: ASGIApp, sign_in: SignIn | None = None, upload_bytes: int = 2**24
    ) -> None:
        self._app, self._sign_in, self._upload_bytes = app, sign_in, upload_bytes
        self._tabs = TabOwners()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request, then send it on and complete the headers of what comes back."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing of the page's is a WebSocket
            await send({"type": "websocket.close"})
            return
        answer = Answer(scope, send)
        try:
            await self._pass(scope, receive, answer.send)
        except HTTPException as refused:
            headers = refused.headers if scope["method"] in ("GET", "HEAD") else CLOSING
            response = PlainTextResponse(refused.detail, refused.status_code, headers=headers)
            await response(scope, receive, answer.send)
        except asyncio.CancelledError:  # the program ends: a page that is open listens for ever
            if not answer.begun:
                response = PlainTextResponse("the program has ended", 503, headers=CLOSING)
                await response(scope, receive, answer.send)
            # Else it breaks off, by which Gradio's page knows that it has to connect again.
        except Exception:
            if not answer.begun:  # what stands around us would answer without our headers
                response = PlainTextResponse("this did not work: the terminal says why", 500)
                await response(scope, receive, Answer(scope, send).send)
            raise

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        check_origin(scope, shared=self._sign_in is not None)
        if not _PATHS.fullmatch(path) or ".." in path.split("/") or re.search(r"[\\\0]", path):
            raise HTTPException(404, "not found")
        signing = self._sign_in if path in (SIGN_IN, SIGN_OUT) else None
        user = "" if signing else self._user(scope)
        if user is None:
            await RedirectResponse(SIGN_IN, 303)(scope, receive, send)
            return
        if path == UPLOAD:
            receive = counted(scope, receive, self._upload_bytes)
        else:
            body = await whole(scope, receive, _MOST_BYTES)
            self._tabs.check(scope, body, user)
            receive = replayed(body, receive)
        if signing:
            await signing.respond(scope, receive, send)
        elif path in (SIGN_IN, SIGN_OUT):
            raise HTTPException(404, "not found")
        else:
            await self._app(_passed_on(scope, user), receive, send)

    def _user(self, scope: Scope) -> str | None:
        """Who sent a request; None for a stranger who is to be led to the form."""
        path: str = scope["path"]
        if self._sign_in is None or path == ICON:
            return ""
        try:
            user = self._sign_in.user(scope)
        except AssistantError as exc:
            _log.exception("nobody can be let in")
            raise HTTPException(503, "signing in does not work: the terminal says why") from exc
        if user is None and not (path == "/" and scope["method"] in ("GET", "HEAD")):
            raise HTTPException(401, "sign in first")
        return user


def _passed_on(scope: Scope, user: str) -> Scope:
    """The request as the page gets it: with its user, without what only proxies should say.

    Gradio would believe any client's X-Forwarded-Host. The page itself must come uncompressed,
    since its scripts are marked.
    """
    dropped = {b"accept-encoding"} if scope["path"] == "/" else set()
    headers = [
        (name, value)
        for name, value in scope["headers"]
        if name.lower() not in dropped and not FORWARDED.fullmatch(name.decode("latin-1").lower())
    ]
    return {**scope, "headers": headers, "state": {**scope.get("state", {}), "user": user}}
