"""Dataclasses as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import RecordsError
from assistant.records.packing import from_bytes, pack_value, to_bytes, unpack_value
from assistant.types import Span

from .kept import texts


@dataclass(frozen=True, slots=True)
class Inner:
    """What an outer one holds."""

    span: Span
    kind: Literal["a", "b"] = "a"


@dataclass(frozen=True, slots=True)
class Outer:
    """A value of every type that is kept."""

    text: str
    number: int = 0
    share: float = 0.0
    flag: bool = False
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()
    named: Mapping[str, float] = field(default_factory=dict)


outers = st.builds(
    Outer,
    text=texts,
    number=st.integers(-(2**70), 2**70),
    share=st.floats(allow_nan=False),
    inner=st.none() | st.just(Inner(Span(1, 2), "b")),
    many=st.just(()) | st.just((Inner(Span(0, 0)),)),
    named=st.dictionaries(texts, st.floats(allow_nan=False), max_size=2),
)


@given(outers)
def test_what_was_packed_comes_back(value: Outer) -> None:
    """Every character and every digit survives, in tuples again and in the same types."""
    assert from_bytes(Outer, to_bytes(value), "it") == value
    assert unpack_value(Outer, pack_value(value), "it") == value


def test_halves_side_by_side_stay_halves() -> None:
    """Two halves of a pair do not become the one character that they would make together."""
    assert from_bytes(Outer, to_bytes(Outer("\ud83d\ude00")), "it").text == "\ud83d\ude00"


def test_other_versions() -> None:
    """A field that is new takes its default, one that is gone is passed over."""
    assert unpack_value(Outer, {"text": "a", "colour": {"red": 1}}, "it") == Outer("a")


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        ([], r"it is \[\], not an object"),
        ({}, "it has no 'text'"),
        ({"text": 5}, "it.text is 5, which cannot be"),
        ({"text": None}, "it.text is None"),
        ({"text": "", "number": True}, "it.number is True"),
        ({"text": "", "number": 1.5}, "it.number is 1.5"),
        ({"text": "", "share": False}, "it.share is False"),
        ({"text": "", "flag": 1}, "it.flag is 1"),
        ({"text": "", "many": {}}, r"it.many is {}"),
        ({"text": "", "named": []}, r"it.named is \[\]"),
        ({"text": "", "named": {"a": "b"}}, "it.named is 'b'"),
        ({"text": "", "inner": {"span": {"start": 1, "end": 2}, "kind": "c"}}, "kind is 'c'"),
        ({"text": "", "inner": {"span": {"start": 1, "end": 2}, "kind": []}}, r"kind is \[\]"),
        ({"text": "", "many": [{"span": {"start": 3, "end": 2}}]}, r"it.many\[0\].span cannot be"),
    ],
)
def test_what_cannot_be(packed: Any, said: str) -> None:
    """A value of another type is named with its place."""
    with pytest.raises(RecordsError, match=said):
        unpack_value(Outer, packed, "it")


@pytest.mark.parametrize("packed", [b"", b"{", b"\xff", b"[" * 100_000, b"1" * 5000])
def test_what_is_no_json(packed: bytes) -> None:
    """Bytes that are damaged are a RecordsError, however they are."""
    with pytest.raises(RecordsError, match=r"it is .*damaged"):
        from_bytes(Outer, packed, "it")
