"""What went wrong with a chat model: told apart, and never in the provider's own words."""

from __future__ import annotations

import json
from types import SimpleNamespace

import httpx
import pytest

from assistant.errors import ChatModelError
from assistant.models import failures

KEY = "sk-planted-4711"


class StatusError(Exception):
    """Like the errors of the providers' packages."""

    def __init__(self, code: int, message: str = KEY, **headers: str) -> None:
        super().__init__(message)
        self.status_code = code
        self.response = SimpleNamespace(status_code=code, headers=headers)


@pytest.mark.parametrize(
    ("exc", "said"),
    [
        (StatusError(401), "check THE_KEY"),
        (StatusError(403), "check THE_KEY"),
        (StatusError(404), "no such model"),
        (StatusError(402), "credit is used up"),
        (StatusError(429), "rate limit"),
        (StatusError(429, f"insufficient_quota {KEY}"), "credit is used up"),
        (StatusError(504), "took too long"),
        (StatusError(500), "server error 500"),
        (StatusError(529), "server error 529"),
        (StatusError(400), "refused the request"),
        (StatusError(400, f"maximum context length is 9 {KEY}"), "longer than the model takes"),
        (httpx.ReadTimeout(KEY), "silent for too long"),
        (httpx.ConnectTimeout(KEY), "silent for too long"),
        (httpx.ConnectError(KEY), "at host:1 cannot be reached"),
        (ConnectionRefusedError(KEY), "cannot be reached"),
        (httpx.RemoteProtocolError(KEY), "broke off"),
        (ConnectionResetError(KEY), "broke off"),
        (json.JSONDecodeError(KEY, KEY, 0), "garbled"),
        (ValueError(f"api_key {KEY}"), "no key: set THE_KEY"),
        (ValueError(KEY), "could not be read (ValueError)"),
        (ChatModelError("said before"), "said before"),
    ],
    ids=repr,
)
def test_a_failure_is_named_and_its_text_kept_back(exc: BaseException, said: str) -> None:
    """One line with the reason, in words of ours only."""
    line = failures.describe(exc, key="THE_KEY", where="host:1")

    assert said in line
    assert KEY not in line
    assert "\n" not in line


def test_the_cause_behind_an_error_counts_even_in_a_loop() -> None:
    """Clients wrap what happened; a chain of causes that bites its tail ends all the same."""
    inner, outer = httpx.ReadTimeout(""), RuntimeError("")
    outer.__cause__, inner.__cause__ = inner, outer

    assert "silent" in failures.describe(outer)


@pytest.mark.parametrize(
    ("exc", "passing"),
    [
        (StatusError(429), True),
        (StatusError(503), True),
        (httpx.ConnectError(""), True),
        (httpx.ReadTimeout(""), True),
        (StatusError(401), False),
        (StatusError(400), False),
        (ValueError(), False),
        (ChatModelError("the reply is empty"), False),
    ],
    ids=repr,
)
def test_only_what_may_pass_is_tried_again(exc: BaseException, passing: bool) -> None:
    """A refused key or request is not sent a second time."""
    assert failures.is_passing(exc) is passing


def test_the_pause_grows_and_heeds_the_server_within_bounds() -> None:
    """What Retry-After asks for is granted up to a few seconds."""
    assert failures.pause(ValueError(), 1) < failures.pause(ValueError(), 2)
    assert failures.pause(StatusError(429, **{"retry-after": "2"}), 1) == 2
    assert failures.pause(StatusError(429, **{"retry-after": "3600"}), 1) == failures.LONGEST_PAUSE
    assert failures.pause(StatusError(429, **{"retry-after": "Wed, 21 Oct"}), 1) < 1


@pytest.mark.parametrize(
    ("exc", "option"),
    [
        (StatusError(400, "Unsupported value: 'temperature'"), "temperature"),
        (StatusError(422, "unknown field max_completion_tokens"), "max_tokens"),
        (StatusError(400, "'response_format.type' must be 'text'"), "extra_body"),
        (StatusError(400, "bad request"), "extra_body"),
        (TypeError("unexpected keyword argument 'temperature'"), "temperature"),
        (StatusError(400, "maximum context length exceeded by max_tokens"), None),
        (StatusError(500, "temperature"), None),
        (ValueError("?"), None),
    ],
    ids=repr,
)
def test_a_refused_option_is_recognised(exc: BaseException, option: str | None) -> None:
    """The option that the server complains of, or the schema if it does not say."""
    options = ("temperature", "max_tokens", "extra_body")

    assert failures.refused_option(exc, options) == option
    assert failures.refused_option(exc, ()) is None
