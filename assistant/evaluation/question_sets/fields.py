"""JSON objects read field by field, so that every fault is named with its place and its cure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import QuestionSetError


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON object; `place` says where it stands, for people. null counts as missing.

    All methods raise QuestionSetError where a field is not what it should be.
    """

    place: str
    values: Mapping[str, object]

    def fault(self, reason: str, cure: str) -> QuestionSetError:
        """The error that names this record."""
        return QuestionSetError(f"{self.place} {reason}: {cure}")

    def text(self, name: str, default: str | None = None) -> str:
        """A string; without a default it must be there and not be blank."""
        value = self.values.get(name)
        if value is None and default is not None:
            return default
        if value is None:
            raise self.fault(f"has no {name!r}", f"write it as a string, {{{json.dumps(name)}: …}}")
        text = self._string(name, value)
        if default is None and not text.strip():
            raise self.fault(f"has a blank {name!r}", "write it out or remove the entry")
        return text

    def label(self, name: str, default: str) -> str:
        """A string or whole number that names something, as a string."""
        value = self.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(name, default) or default

    def flag(self, name: str, default: bool) -> bool:
        """A truth value."""
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.fault(f"has no truth value in {name!r}", "write true or false")
        return value

    def number(self, name: str) -> int:
        """A whole number of at least 0."""
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(
                f"has no whole number in {name!r}", "write the character's place, counted from 0"
            )
        return value

    def items(self, name: str) -> list[object]:
        """A list, empty where it is missing."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.fault(f"has no list in {name!r}", "put square brackets around it")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings that are not blank."""
        texts = tuple(self._string(name, item) for item in self.items(name))
        if not all(text.strip() for text in texts):
            raise self.fault(f"has a blank string in {name!r}", "remove it")
        return texts

    def records(self, name: str) -> list[Record]:
        """A list of objects."""
        records = []
        for index, item in enumerate(self.items(name)):
            place = f"{self.place}, {name}[{index}]"
            if not isinstance(item, dict):
                raise QuestionSetError(f"{place} is not an object: write {{…}}")
            records.append(Record(place, item))
        return records

    def _string(self, name: str, value: object) -> str:
        if not isinstance(value, str):
            raise self.fault(f"has {value!r:.40} in {name!r}", "write a string in double quotes")
        try:
            value.encode()
        except UnicodeEncodeError as exc:
            raise self.fault(
                f"has half of a surrogate pair in {name!r}", "write the whole character"
            ) from exc
        return value


def read_text(path: Path) -> str:
    """The characters of a UTF-8 file; raises QuestionSetError, also where there are none."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise QuestionSetError(
            f"{path} is not UTF-8 (byte {exc.start}): save it again as UTF-8"
        ) from exc
    except OSError as exc:
        raise QuestionSetError(
            f"{path} cannot be read ({exc.strerror}): check its permissions"
        ) from exc
    if not text.strip():
        raise QuestionSetError(f"{path} is empty: write one question a line into it")
    return text


def read_records(path: Path, text: str) -> Iterator[Record]:
    """The objects of a file with one JSON object a line; blank lines are passed over."""
    # str.splitlines would also cut at U+2028, which JSON allows inside a string.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path} line {number}"
        try:
            value = json.loads(line)
        except json.JSONDecodeError as exc:
            raise QuestionSetError(
                f"{place} is not JSON ({exc.msg}, column {exc.colno}): write one object a line"
            ) from exc
        except (ValueError, RecursionError) as exc:
            raise QuestionSetError(
                f"{place} is not JSON that can be read: write one plain object a line"
            ) from exc
        if not isinstance(value, dict):
            raise QuestionSetError(f'{place} is not an object: write {{"question": …}}')
        yield Record(place, value)
