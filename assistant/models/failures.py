"""What went wrong with a chat model, in one line that is safe to show.

Failures are told apart by status code and class name, so that no provider's package is imported.
Their text is only searched, never passed on: providers put keys and addresses into it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from assistant.errors import ChatModelError

LONGEST_PAUSE = 5.0

_TOO_LONG = (
    "context_length_exceeded",
    "exceed_context_size",
    "context size",
    "context length",
    "context window",
    "prompt is too long",
)
_BROKEN = {
    "RemoteProtocolError",
    "LocalProtocolError",
    "ReadError",
    "IncompleteRead",
    "ConnectionResetError",
    "BrokenPipeError",
    "JSONDecodeError",
    "UnicodeDecodeError",
}
_UNREACHABLE = {"ConnectError", "ProxyError", "ConnectionError", "APIConnectionError"}
# What a server writes when it refuses an option, by the name under which the option was sent.
_OPTION_WORDS = {
    "temperature": ("temperature",),
    "max_tokens": ("max_tokens", "max_completion_tokens"),
    "extra_body": ("response_format", "json_schema", "grammar", "schema"),
    "format": ("format", "grammar", "schema"),
}


def describe(exc: BaseException, *, key: str = "", where: str = "") -> str:
    """Reason and cure in one line; `key` is the variable that holds the key, `where` a host."""
    if isinstance(exc, ChatModelError):
        return str(exc)
    code = status(exc)
    if _is_too_long(exc):
        return "the question and its passages are longer than the model takes: ask less at once"
    if code is not None:
        return _describe_status(code, exc, key)
    at = f" at {where}" if where else ""
    if _is_timeout(exc):
        return f"the server{at} kept silent for too long: try again, or allow it more seconds"
    if _named(exc, _BROKEN):
        return f"the reply of the server{at} broke off or is garbled: try again"
    if _named(exc, _UNREACHABLE):
        return f"the server{at} cannot be reached: is it running, is the address right?"
    if _named(exc, {"APIError", "ResponseError"}):
        return f"the server{at} reported an error instead of a reply: see its log, or try again"
    if _is_missing_key(exc):
        return f"no key: set {key or 'the environment variable that its provider names'}"
    return f"the reply could not be read ({type(exc).__name__}): is this a chat model's address?"


def status(exc: BaseException) -> int | None:
    """The HTTP status behind an exception, None if there was no reply with one."""
    for cause in _causes(exc):
        body: Any = getattr(cause, "body", None)
        for code in (
            getattr(cause, "status_code", None),
            getattr(getattr(cause, "response", None), "status_code", None),
            getattr(cause, "code", None),
            body.get("code") if isinstance(body, dict) else None,
        ):
            if isinstance(code, int) and 400 <= code < 600:
                return code
    return None


def is_passing(exc: BaseException) -> bool:
    """Whether the same request may succeed in a moment."""
    if isinstance(exc, ChatModelError):
        return False
    code = status(exc)
    if code is not None:
        return code in (408, 409, 429) or code >= 500
    return _is_timeout(exc) or _named(exc, _BROKEN | _UNREACHABLE)


def pause(exc: BaseException, tries: int) -> float:
    """Seconds to wait before try number `tries` + 1; what the server asks for, within bounds."""
    for cause in _causes(exc):
        headers: Any = getattr(getattr(cause, "response", None), "headers", None)
        asked = headers.get("retry-after") if headers is not None else None
        if asked and str(asked).strip().isdecimal():
            return min(float(asked), LONGEST_PAUSE)
    return min(0.25 * 2.0**tries, LONGEST_PAUSE)


def refused_option(exc: BaseException, options: Collection[str]) -> str | None:
    """The option that the server did not take, so that the request can be made without it."""
    answered = status(exc) in (400, 422, 501)
    if _is_too_long(exc) or not (answered or isinstance(exc, TypeError | ValueError)):
        return None
    text = str(exc).lower()
    for option, words in _OPTION_WORDS.items():
        if option in options and any(word in text for word in words):
            return option
    # Servers that cannot hold a reply to a schema often say no more than "bad request".
    formats = (name for name in ("extra_body", "format") if name in options)
    return next(formats, None) if answered else None


def _describe_status(code: int, exc: BaseException, key: str) -> str:
    if code in (401, 403):
        return f"the key was refused (error {code}): check {key or 'the key in the environment'}"
    if code == 404:
        return "no such model at that server (error 404): check the model's name and the address"
    if code == 402 or (code == 429 and "insufficient_quota" in str(exc)):
        return f"the account's credit is used up (error {code}): see the provider's billing page"
    if code == 429:
        return "the rate limit is reached (error 429): wait a little, then ask again"
    if code in (408, 504):
        return f"the server took too long (error {code}): try again"
    if code >= 500:
        return f"server error {code}: try again in a moment"
    return f"the server refused the request (error {code}): try another model"


def _is_too_long(exc: BaseException) -> bool:
    if status(exc) not in (None, 400, 413, 422, 500):
        return False
    text = str(exc).lower()
    return any(words in text for words in _TOO_LONG) or status(exc) == 413


def _is_timeout(exc: BaseException) -> bool:
    return any("Timeout" in name for cause in _causes(exc) for name in _class_names(cause))


def _is_missing_key(exc: BaseException) -> bool:
    text = str(exc).lower()
    return any(words in text for words in ("api_key", "api key", "authentication", "credentials"))


def _named(exc: BaseException, names: Collection[str]) -> bool:
    return any(name in names for cause in _causes(exc) for name in _class_names(cause))


def _class_names(exc: BaseException) -> list[str]:
    return [parent.__name__ for parent in type(exc).__mro__]


def _causes(exc: BaseException) -> Iterator[BaseException]:
    """The exception and those behind it; a chain may loop."""
    seen: set[int] = set()
    cause: BaseException | None = exc
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__
