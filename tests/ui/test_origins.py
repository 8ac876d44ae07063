"""Names and origins that anybody could send."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from assistant.ui.origins import check_origin, is_loopback

TEXT = st.text(st.characters(max_codepoint=255), max_size=40)


def passes(*, shared: bool, client: str = "127.0.0.1", method: str = "POST", **named: str) -> bool:
    """Whether a request with these headers is let through."""
    headers = [
        (name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in named.items()
    ]
    scope: dict[str, Any] = {
        "type": "http", "method": method, "path": "/x", "headers": headers, "scheme": "http",
        "client": (client, 50000),
    }  # fmt: skip
    try:
        check_origin(scope, shared=shared)
    except HTTPException:
        return False
    return True


@given(TEXT, TEXT)
@example("localhost", "http://localhost\\@evil.example")
@example("localhost", "http://localhost#@evil.example")
@example("localhost", " http://localhost")
@example("[::1]", "http://[::1]")
@example("[::1", "http://[::1")
def test_no_text_passes_for_the_page(host: str, origin: str) -> None:
    """Whatever is sent for host and origin: what passes names the same place, here if need be."""
    for shared in (True, False):
        if passes(shared=shared, host=host, origin=origin):
            assert origin in (f"http://{host}", f"https://{host}")
            assert not set(host) & set("@/\\ <>\"'#?")
            assert shared or host.startswith(("localhost", "127.", "[::1]"))


@pytest.mark.parametrize("client", ["192.168.1.9", "2001:db8::1", "::ffff:10.0.0.1", "10.0.0.1"])
def test_a_local_page_is_not_for_other_machines(client: str) -> None:
    """A client elsewhere that calls this machine by its own name is still elsewhere."""
    assert not passes(shared=False, client=client, host="127.0.0.1")
    assert passes(shared=True, client=client, host="127.0.0.1", origin="http://127.0.0.1")


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", ""])
def test_a_local_page_is_for_this_machine(client: str) -> None:
    """All ways to come from this machine are let through."""
    assert passes(shared=False, client=client, host="localhost:7860")


def test_loopback_names() -> None:
    """All of 127.0.0.0/8, ::1 and localhost are this machine; nothing that looks like them is."""
    assert all(map(is_loopback, ["127.0.0.1", "127.8.8.8", "::1", "localhost"]))
    others = ["0.0.0.0", "::", "localhost.evil.example", "127.0.0.1.evil.example", "2130706433",  # noqa: S104 # not this machine
              "0177.0.0.1", "127.1", "", "localhost.", "::ffff:127.0.0.1"]  # fmt: skip
    assert [other for other in others if is_loopback(other)] == []
