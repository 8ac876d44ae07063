"""Passwords: what is kept of them, and which are refused."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.accounts.passwords import Cost, Secret, encoded
from assistant.errors import AssistantError

QUICK = Cost(n=2, r=1, p=1)


@given(st.text(min_size=10, max_size=60).filter(lambda text: len(text.encode("utf-8", "ignore"))))
def test_a_password_matches_its_own_hash_alone(password: str) -> None:
    """The password itself opens its hash, one that differs by a character does not."""
    try:
        data = encoded(password)
    except AssistantError:  # lone surrogates, or fewer characters once they are composed
        return
    secret = Secret.of(data, QUICK)
    assert secret.matches(data)
    assert not secret.matches(data + b"x")
    assert Secret.from_dict(secret.to_dict()) == secret


def test_every_hash_has_a_salt_of_its_own() -> None:
    """Two users with the same password cannot be told by their hashes."""
    one, other = Secret.of(b"correct horse", QUICK), Secret.of(b"correct horse", QUICK)
    assert one.salt != other.salt
    assert one.digest != other.digest
    assert len(one.salt) == 16


def test_the_hash_is_scrypt_with_the_cost_that_stands_beside_it() -> None:
    """What is stored is enough to compute the digest with any scrypt; it is a costly one."""
    secret = Secret.of(b"correct horse", Cost())
    stored = secret.to_dict()
    assert stored["scrypt"] == {"n": 32768, "r": 8, "p": 3}
    again = hashlib.scrypt(
        b"correct horse", salt=secret.salt, n=32768, r=8, p=3, dklen=32, maxmem=2**26
    )
    assert again == secret.digest
    assert Cost().memory == 32 * 2**20


def test_a_letter_is_the_same_however_it_was_composed() -> None:
    """A password typed on another keyboard is the same password."""
    composed = "Überraschung"
    apart = unicodedata.normalize("NFD", composed)
    assert apart != composed
    assert encoded(apart) == encoded(composed)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "0 characters"),
        ("ninechars", "9 characters: give at least 10"),
        ("x" * 1025, "at most 1024 bytes"),
        ("ü" * 513, "at most 1024 bytes"),
        ("\ufdfa" * 60, "at most 1024 bytes"),  # 18 characters each once they are composed
        ("x" * 10_000_000, "at most 1024 bytes"),
        ("ten chars \udcff", "not text"),
    ],
)
def test_passwords_that_are_refused(password: str, said: str) -> None:
    """What is too short, too long or no text is refused with the reason, and never shown."""
    with pytest.raises(AssistantError, match=said) as raised:
        encoded(password)
    assert not password or password not in str(raised.value)


def test_the_bounds_themselves_are_allowed() -> None:
    """Ten characters are enough, 1,024 bytes not too many."""
    assert encoded("x" * 10) == b"x" * 10
    assert len(encoded("ü" * 512)) == 1024


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"scrypt": {"n": 2, "r": 1, "p": 1}, "salt": "00", "digest": "00"},
        {"scrypt": {"n": 2, "r": 1, "p": 1}, "salt": "zz", "digest": "00" * 32},
        {"scrypt": {"n": 2**40, "r": 8, "p": 1}, "salt": "00", "digest": "00" * 32},
        {"scrypt": {"n": 3, "r": 8, "p": 1}, "salt": "00", "digest": "00" * 32},
        {"scrypt": {"n": 2, "r": 1, "p": 2**20}, "salt": "00", "digest": "00" * 32},
        {"scrypt": {"n": float("inf"), "r": 1, "p": 1}, "salt": "00", "digest": "00" * 32},
        {"scrypt": {"n": 2, "r": 0, "p": 1}, "salt": "00", "digest": "00" * 32},
        {"scrypt": [2, 1, 1], "salt": "00", "digest": "00" * 32},
        {"scrypt": {"n": 2, "r": 1, "p": 1}, "salt": 0, "digest": "00" * 32},
    ],
)
def test_a_damaged_hash_is_no_hash(values: dict[str, object]) -> None:
    """Parameters that would take all memory, and digests cut short, are not believed."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        Secret.from_dict(values)
