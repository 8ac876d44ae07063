"""Which names and pages a request may come by: this machine's own, or the page's own."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Scope

from assistant.ui.sign_in_form import SIGN_IN

# What a proxy says of who asks; whoever asks could say it too.
FORWARDED = re.compile(r"forwarded|x-forwarded-.+|x-real-ip")
_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_READING = ("GET", "HEAD")


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_origin(scope: Scope, *, shared: bool) -> None:
    """Raise HTTPException for a name that was pointed at this machine, and for another's page.

    Where the page is `shared`, any name will do: only under its own does a browser send the cookie.
    """
    headers = Headers(scope=scope)
    hosts = headers.getlist("host")
    host = hosts[0] if len(hosts) == 1 else ""
    if not _HOST.fullmatch(host):
        raise HTTPException(403, "this page is only served to addresses that can be read")
    if not shared:
        # A proxy that hides the name it was asked for would let everybody in.
        proxied = any(FORWARDED.fullmatch(name) for name in headers)
        if proxied or not _names_this_machine(host) or _is_remote(scope):
            raise HTTPException(403, "this page is only served to this machine")
    origins = headers.getlist("origin")
    # A browser sends it with every request that can change something.
    missing = shared and scope["method"] not in _READING and not origins
    # Links from other pages lead to these two alone.
    linked = scope["method"] in _READING and scope["path"] in ("/", SIGN_IN)
    elsewhere = headers.get("sec-fetch-site") in ("cross-site", "same-site") and not linked
    if missing or elsewhere or any(not _same(origin, host, scope) for origin in origins):
        raise HTTPException(403, "this page is not open to other pages")


def _names_this_machine(host: str) -> bool:
    try:
        return is_loopback(urlsplit(f"//{host}").hostname or "")
    except ValueError:  # such as an address with too many parts
        return False


def _is_remote(scope: Scope) -> bool:
    """Whether a request came from another machine: it could name this one all the same."""
    try:
        address = ipaddress.ip_address((scope.get("client") or ("", 0))[0])
    except ValueError:  # a socket file has none
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return not (mapped or address).is_loopback


def _same(origin: str, host: str, scope: Scope) -> bool:
    """Whether an origin is the page itself, under the name that the request gives it.

    Without a known proxy nobody tells us that TLS ends before us, so that http may be https.
    """
    secure = scope.get("scheme") == "https"
    return origin == f"https://{host}" or (origin == f"http://{host}" and not secure)
