"""Ties what Gradio keeps of a tab to who opened it."""

from __future__ import annotations

import json
import re
import threading
from collections import OrderedDict
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.types import Scope

_HEARTBEAT = "/gradio_api/heartbeat/"
_IN_QUERY = "/gradio_api/queue/data"
_IN_BODY = ("/gradio_api/queue/join", "/gradio_api/cancel")
_TAB = re.compile(r"\w{1,64}", re.ASCII)
_MOST = 20_000


class TabOwners:
    """Which user a tab belongs to; safe to use from several threads.

    Gradio knows a tab by a hash which the browser makes up, and gives its state to whoever names
    it. A tab that stayed open while someone else signed in must not go on as theirs.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._users: OrderedDict[str, str] = OrderedDict()

    def check(self, scope: Scope, body: bytes, user: str) -> None:
        """Raise HTTPException for a request about somebody else's tab, or about none."""
        tab = _tab(scope, body)
        if tab is None:
            return
        if not (isinstance(tab, str) and _TAB.fullmatch(tab)):
            raise HTTPException(400, "this request names no tab")
        with self._lock:
            owner = self._users.setdefault(tab, user)
            self._users.move_to_end(tab)
            if len(self._users) > self._most:
                self._users.popitem(last=False)
        if owner != user:
            raise HTTPException(409, "someone else was signed in here: load the page again")


def _tab(scope: Scope, body: bytes) -> object:
    """What a request says of its tab; None if it has none, "" if that cannot be read."""
    path: str = scope["path"]
    if path.startswith(_HEARTBEAT):
        return path.removeprefix(_HEARTBEAT)
    if path == _IN_QUERY:
        values = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [])
        return values[0] if len(values) == 1 else ""
    if path in _IN_BODY:
        try:
            values = json.loads(body)
        except (ValueError, RecursionError):
            return ""
        return values.get("session_hash") or "" if isinstance(values, dict) else ""
    return None
