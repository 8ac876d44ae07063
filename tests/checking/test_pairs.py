"""Files of statements with their quotes: one by one, and lines that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.checking.pairs import Check, check_pairs
from assistant.checking.values import Reason
from assistant.errors import CheckError

GOOD: dict[str, object] = {
    "id": "a",
    "statement": "The lamp burned oil.",
    "quotes": ["The lamp burned oil."],
}


def checked(folder: Path, *lines: str | bytes | dict[str, object]) -> list[Check]:
    """The checks of a file with these lines."""
    file = folder / "pairs.jsonl"
    whole = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    file.write_bytes(b"\n".join(x.encode() if isinstance(x, str) else x for x in whole))
    return check_pairs(file)


def test_each_line_is_a_check(tmp_path: Path) -> None:
    """A backed statement has no reasons, another has; without an id a line gets its number."""
    checks = checked(
        tmp_path,
        GOOD,
        "",
        {"statement": "The lamp burned 13 liters.", "quotes": ["The lamp burned 12 liters."]},
        {"id": 7, "statement": "The lamp burned oil.", "quotes": []},
    )

    assert [(check.id, [reason.kind for reason in check.reasons]) for check in checks] == [
        ("a", []),
        ("3", ["number"]),
        ("7", ["source"]),
    ]


def test_json_tells_what_was_found() -> None:
    """Places are told only where quotes were looked for."""
    check = Check("1", "Oil.", (Reason("source", "no quote backs it"),))

    assert check.to_dict() == {
        "id": "1",
        "supported": False,
        "reasons": [{"kind": "source", "text": "no quote backs it"}],
        "statement": "Oil.",
    }


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    """As editors on Windows write them."""
    assert len(checked(tmp_path, "\ufeff" + json.dumps(GOOD) + "\r", json.dumps(GOOD) + "\r")) == 2


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85"])
def test_only_a_line_break_ends_a_line(tmp_path: Path, odd: str) -> None:
    """JSON may hold other separators as they are."""
    line = json.dumps({**GOOD, "statement": f"The lamp{odd}burned oil."}, ensure_ascii=False)

    assert [check.id for check in checked(tmp_path, line, GOOD)] == ["a", "a"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is no JSON"),
        ("The lamp burned oil.", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ('{"id": ' + "1" * 5000 + "}", "is no JSON"),
        ("[]", "has no statement"),
        ("null", "has no statement"),
        ("{}", "has no statement"),
        ('{"statement": 3, "quotes": []}', "has no statement"),
        ('{"statement": "Oil."}', "quotes must be a list of texts"),
        ('{"statement": "Oil.", "quotes": "Oil."}', "quotes must be a list of texts"),
        ('{"statement": "Oil.", "quotes": ["Oil.", 3]}', "quotes must be a list of texts"),
        ('{"statement": "Oil.", "quotes": {"a": "Oil."}}', "quotes must be a list of texts"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, reason: str) -> None:
    """File and number of the line, what is wrong with it, and how to write it."""
    with pytest.raises(CheckError) as caught:
        checked(tmp_path, GOOD, "", line)

    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'pairs.jsonl'} line 3")
    assert reason in message
    assert message.endswith('write {"id": "1", "statement": "…", "quotes": ["…"]}')


@pytest.mark.parametrize("data", ["", "\n \n\t\n"])
def test_a_file_without_pairs_is_an_error(tmp_path: Path, data: str) -> None:
    """Nothing to check is not the same as all is well."""
    with pytest.raises(CheckError, match="holds no pairs"):
        checked(tmp_path, data)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Missing, a folder, no UTF-8, or no name that can be."""
    with pytest.raises(CheckError, match=r"cannot read '.*nowhere' \(No such file"):
        check_pairs(tmp_path / "nowhere")
    with pytest.raises(CheckError, match="Is a directory"):
        check_pairs(tmp_path)
    with pytest.raises(CheckError, match="it is no UTF-8 text"):
        checked(tmp_path, b"\xff\xfe{")
    with pytest.raises(CheckError, match="cannot read"):
        check_pairs(Path("a\0b"))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "statement", "quotes", "a"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(JSON | st.text(max_size=60))
def test_any_line_is_checked_or_named(tmp_path: Path, value: object) -> None:
    """Nothing but a CheckError comes out of a file."""
    line = value if isinstance(value, str) else json.dumps(value)
    try:
        checks = checked(tmp_path, line.encode("utf-8", "replace"))
    except CheckError as exc:
        assert "pairs.jsonl" in str(exc)  # noqa: PT017 - what is no error is looked at too
    else:
        assert all(isinstance(check.statement, str) and check.id for check in checks)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_any_statement_can_be_checked(tmp_path: Path, said: str, quotes: list[str]) -> None:
    """Reasons are words; a statement that is one of its quotes has none."""
    [check] = checked(tmp_path, {"statement": said, "quotes": quotes})

    assert all(reason.text and reason.kind for reason in check.reasons)
    assert not (said in quotes and check.reasons)
    assert quotes or check.reasons
