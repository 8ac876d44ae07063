"""Signing in and out, before Gradio: what the form leads to."""

from __future__ import annotations

import logging
import math
from pathlib import Path
from urllib.parse import parse_qs

import anyio
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from assistant.accounts.sessions import LONGEST, SESSIONS_FILE, Sessions
from assistant.accounts.throttle import Throttle
from assistant.accounts.users import USERS_FILE, Users, check_name
from assistant.errors import AssistantError
from assistant.ui.headers import form_policy
from assistant.ui.sign_in_form import SIGN_IN, form_style, preferred_language, render_form
from assistant.ui.words import Words

SIGN_OUT = "/sign-out"
_AT_A_TIME, _MOST_WAITING = 2, 16  # a password's check takes a core and 32 MiB
_log = logging.getLogger(__name__)


class SignIn:
    """Names, sessions and the form; answers `/sign-in` and `/sign-out`."""

    def __init__(self, users: Users, sessions: Sessions, throttle: Throttle | None = None) -> None:
        self._users, self._sessions = users, sessions
        self._throttle = throttle or Throttle()
        self._slots = anyio.Semaphore(_AT_A_TIME)
        self._waiting = 0

    @classmethod
    def opened(cls, folder: Path) -> SignIn:
        """Over the users and sessions of a data folder. Raises AssistantError."""
        users = Users(folder / USERS_FILE)
        return cls(users, Sessions(folder / SESSIONS_FILE, users))

    def close(self) -> None:
        """Let go of the files; whoever is signed in stays so."""
        self._sessions.close()

    def user(self, scope: Scope) -> str | None:
        """Who sent a request; None for somebody who has not signed in. Raises AssistantError."""
        token = Request(scope).cookies.get(_cookie(scope), "")
        return self._sessions.user(token)

    async def respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for one of the two paths, whose origin was checked."""
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except AssistantError:
            _log.exception("signing in does not work")
            response = self._form(request, 503, "sign_in.broken")
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        leaving = request.scope["path"] == SIGN_OUT
        allowed = ("POST",) if leaving else ("GET", "HEAD", "POST")
        if request.method not in allowed:
            return PlainTextResponse("not this way", 405, headers={"allow": ", ".join(allowed)})
        if leaving:
            return self._signed_out(request)
        if request.method == "POST":
            return await self._signed_in(request)
        if self.user(request.scope):
            return RedirectResponse("/", 303)
        return self._form(request, 200)

    async def _signed_in(self, request: Request) -> Response:
        name, password = _filled_in(await request.body())
        known = _possible(name)
        address = request.client.host if request.client else ""
        if self._waiting >= _MOST_WAITING:
            return self._form(request, 503, "sign_in.busy", name=known)
        if wait := self._throttle.wait(known, address):
            return self._form(request, 429, name=known, wait=wait)
        mark = self._users.mark(name)  # before the check: a password that changes meanwhile is old
        if not await self._checked(name, password) or mark is None:
            return self._form(request, 403, "sign_in.wrong", name=known)
        self._throttle.succeeded(known, address)
        self._end_session(request)  # of whoever was signed in in this browser before
        token = self._sessions.start(name, mark)
        response = RedirectResponse("/", 303)
        _set_cookie(response, request.scope, token, int(LONGEST))
        return response

    async def _checked(self, name: str, password: str) -> bool:
        self._waiting += 1
        try:
            async with self._slots:
                return await run_sync(self._users.check, name, password)
        finally:
            self._waiting -= 1

    def _signed_out(self, request: Request) -> Response:
        self._end_session(request)
        response = RedirectResponse(SIGN_IN, 303)
        _set_cookie(response, request.scope, "", 0)
        return response

    def _end_session(self, request: Request) -> None:
        if token := request.cookies.get(_cookie(request.scope)):
            self._sessions.end(token)

    def _form(
        self, request: Request, status: int, wrong: str = "", *, name: str = "", wait: float = 0
    ) -> Response:
        words = Words(preferred_language(request.headers.get("accept-language", "")))
        headers = {"content-security-policy": form_policy(form_style()[1])}
        said = words(wrong) if wrong else ""
        if wait:
            headers["retry-after"] = str(math.ceil(wait))
            unit, length = ("minutes", 60) if wait > 90 else ("seconds", 1)
            said = words.count(f"sign_in.wait_{unit}", math.ceil(wait / length))
        # A link from another site comes without the cookie; a page of our own asks with it.
        again = request.headers.get("sec-fetch-site") == "cross-site" and request.method == "GET"
        local = request.client is not None and request.client.host in ("127.0.0.1", "::1")
        note = "" if local or request.scope["scheme"] == "https" else words("sign_in.open")
        page = render_form(words, said=said, name=name, note=note, again=again)
        return HTMLResponse(page, status, headers=headers)


def _filled_in(body: bytes) -> tuple[str, str]:
    """Name and password of a form; empty if they are not there."""
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), errors="replace", max_num_fields=10)
    except ValueError:  # more fields than any form of ours has
        return "", ""
    return fields.get("name", [""])[0], fields.get("password", [""])[0]


def _possible(name: str) -> str:
    """The name, or nothing for one that nobody can have: it is neither counted nor shown."""
    try:
        return check_name(name)
    except AssistantError:
        return ""


def _cookie(scope: Scope) -> str:
    # With this prefix a browser takes the cookie from this very host alone, and over https.
    return "__Host-assistant" if scope.get("scheme") == "https" else "assistant"


def _set_cookie(response: Response, scope: Scope, token: str, seconds: int) -> None:
    response.set_cookie(
        _cookie(scope),
        token,
        max_age=seconds,
        path="/",
        secure=scope.get("scheme") == "https",
        httponly=True,
        samesite="strict",
    )
