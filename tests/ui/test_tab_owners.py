"""Tabs belong to who opened them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from assistant.ui.tab_owners import TabOwners


def scope(path: str, query: bytes = b"") -> dict[str, Any]:
    """A request for a path."""
    return {"type": "http", "path": path, "query_string": query}


def joins(owners: TabOwners, user: str, tab: object) -> int:
    """The status that an event of a tab is refused with; 0 if it is not."""
    body = json.dumps({"session_hash": tab}).encode()
    return checked(owners, scope("/gradio_api/queue/join"), body, user)


def checked(owners: TabOwners, request: dict[str, Any], body: bytes, user: str) -> int:
    """The status that a request is refused with; 0 if it is not."""
    try:
        owners.check(request, body, user)
    except HTTPException as refused:
        return refused.status_code
    return 0


def test_a_tab_stays_with_who_opened_it() -> None:
    """Its user goes on with it, others are told to load the page again."""
    owners = TabOwners()
    assert [joins(owners, user, "tab") for user in ("ada", "ada", "bob", "", "ada")] == [
        0, 0, 409, 409, 0
    ]  # fmt: skip


@pytest.mark.parametrize(
    "request_",
    [
        scope("/gradio_api/queue/data", b"session_hash=tab"),
        scope("/gradio_api/queue/data", b"x=1&session_hash=t%61b"),
        scope("/gradio_api/heartbeat/tab"),
    ],
)
def test_every_way_to_name_a_tab(request_: dict[str, Any]) -> None:
    """Its stream and its heartbeat are as closed to others as its events."""
    owners = TabOwners()
    assert joins(owners, "ada", "tab") == 0
    owners.check(request_, b"", "ada")
    with pytest.raises(HTTPException, match="someone else was signed in here"):
        owners.check(request_, b"", "bob")


def test_what_has_no_tab_passes() -> None:
    """Requests of other paths are nobody's tab."""
    for path in ("/", "/config", "/library/upload", "/gradio_api/startup-events"):
        TabOwners().check(scope(path), b"anything", "ada")


def test_memory_is_bounded() -> None:
    """The tabs that were used last are remembered."""
    owners = TabOwners(most=10)
    for number in range(1000):
        assert joins(owners, "ada", f"tab{number}") == 0
        assert joins(owners, "ada", "used") == 0
    assert len(owners._users) == 10
    assert joins(owners, "bob", "used") == 409


@given(st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=5))
def test_any_value_stands_for_a_tab(tab: object) -> None:
    """Whatever JSON stands where the name should be, it is a name or refused."""
    assert joins(TabOwners(), "ada", tab) in (0, 400)


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_any_bytes_stand_for_a_request(body: bytes, query: bytes) -> None:
    """No body and no query raises anything but a refusal."""
    for path in ("/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/cancel"):
        assert checked(TabOwners(), scope(path, query), body, "ada") in (0, 400)
