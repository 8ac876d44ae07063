"""Frozen dataclasses as JSON and back, by the types of their fields.

What an older version kept stays readable: fields that it did not know take their defaults, those
that only it knew are passed over.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from assistant.errors import RecordsError

T = TypeVar("T")


def pack_value(value: object) -> Any:
    """A value made of dataclasses, tuples and mappings as what JSON can hold."""
    if is_dataclass(value):
        return {field.name: pack_value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: pack_value(item) for name, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [pack_value(item) for item in value]
    return value


def unpack_value(kind: Any, value: object, place: str) -> Any:
    """The value of type `kind` that was packed; `place` names it for people.

    Raises RecordsError where it is of another type.
    """
    if isinstance(kind, type) and is_dataclass(kind):
        return _unpack_object(kind, value, place)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _unpack_optional(inner, value, place)
    if origin is tuple and isinstance(value, list):
        return tuple(unpack_value(inner[0], item, f"{place}[{n}]") for n, item in enumerate(value))
    if origin is Mapping and isinstance(value, dict):
        return {name: unpack_value(inner[1], item, place) for name, item in value.items()}
    if origin is Literal and value in inner and not isinstance(value, bool):
        return value
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if type(value) is kind:
        return value
    raise RecordsError(
        f"{place} is {value!r:.60}, which cannot be: it was damaged, or written by a newer version"
    )


def _unpack_optional(inner: tuple[Any, ...], value: object, place: str) -> Any:
    (kind,) = (kind for kind in inner if kind is not types.NoneType)
    return None if value is None else unpack_value(kind, value, place)


def _unpack_object(kind: Any, value: object, place: str) -> Any:
    if not isinstance(value, dict):
        raise RecordsError(f"{place} is {value!r:.60}, not an object: it was damaged")
    given: dict[str, Any] = {}
    for field, hint in _fields(kind):
        if field.name in value:
            named = f"{place}.{field.name}"
            given[field.name] = unpack_value(hint, value[field.name], named)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise RecordsError(f"{place} has no {field.name!r}: it was damaged")
    try:
        return kind(**given)
    except ValueError as exc:
        raise RecordsError(f"{place} cannot be ({exc}): it was damaged") from exc


@cache
def _fields(kind: Any) -> tuple[tuple[Field[Any], Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field, hints[field.name]) for field in fields(kind))


def to_bytes(value: object) -> bytes:
    """A dataclass as bytes of JSON.

    No surrogate is escaped: the halves of two pairs side by side would be read as one character.
    """
    text = json.dumps(pack_value(value), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def from_bytes(kind: type[T], packed: bytes, place: str) -> T:
    """The dataclass that was packed; raises RecordsError where it cannot be read."""
    try:
        value = json.loads(packed.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as exc:
        raise RecordsError(f"{place} is not JSON ({exc}): it was damaged") from exc
    found: T = unpack_value(kind, value, place)
    return found
