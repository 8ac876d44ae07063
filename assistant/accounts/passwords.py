"""Passwords as salted hashes of scrypt, made to be slow to guess."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

from assistant.errors import AssistantError

FEWEST_CHARACTERS, MOST_BYTES = 10, 1024
_SALT_BYTES, _DIGEST_BYTES = 16, 32
_MOST_MEMORY = 2**30  # bytes: a damaged users file must not take all there is


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: scrypt takes `128 * n * r` bytes, `p` times over.

    Three rounds with 32 MiB are as much work as one with 128 MiB, on machines that have less.
    """

    n: int = 2**15
    r: int = 8
    p: int = 3

    def __post_init__(self) -> None:
        """Raise ValueError for what scrypt cannot do, or what no machine should."""
        sound = self.n > 1 and self.n & (self.n - 1) == 0 and self.r > 0 and 0 < self.p <= 64
        if not sound or self.memory > _MOST_MEMORY:
            raise ValueError(f"n={self.n} r={self.r} p={self.p} are no parameters for scrypt")

    @property
    def memory(self) -> int:
        """Bytes that are needed at a time."""
        return 128 * self.n * self.r

    @property
    def work(self) -> int:
        """Which of two costs is the higher."""
        return self.n * self.r * self.p


@dataclass(frozen=True, slots=True)
class Secret:
    """What is kept of a password."""

    cost: Cost
    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, password: bytes, cost: Cost) -> Secret:
        """A password's hash with a salt of its own."""
        salt = secrets.token_bytes(_SALT_BYTES)
        return cls(cost, salt, _digest(password, salt, cost))

    def matches(self, password: bytes) -> bool:
        """Whether this is the password; takes as long whether it is or not."""
        return hmac.compare_digest(_digest(password, self.salt, self.cost), self.digest)

    def to_dict(self) -> dict[str, object]:
        """The hash as JSON values."""
        cost = self.cost
        numbers = {"n": cost.n, "r": cost.r, "p": cost.p}
        return {"scrypt": numbers, "salt": self.salt.hex(), "digest": self.digest.hex()}

    @classmethod
    def from_dict(cls, values: dict[str, object]) -> Secret:
        """The hash of `to_dict`. Raises KeyError, TypeError or ValueError if it is none."""
        numbers, salt, digest = values["scrypt"], values["salt"], values["digest"]
        if not (isinstance(numbers, dict) and isinstance(salt, str) and isinstance(digest, str)):
            raise TypeError("scrypt, salt and digest are not what they should be")
        cost = [numbers[name] for name in ("n", "r", "p")]
        if not all(isinstance(number, int) for number in cost):
            raise TypeError("the parameters of scrypt are whole numbers")
        secret = cls(Cost(*cost), bytes.fromhex(salt), bytes.fromhex(digest))
        if len(secret.digest) != _DIGEST_BYTES:
            raise ValueError(f"a digest has {_DIGEST_BYTES} bytes")
        return secret


def encoded(password: str) -> bytes:
    """The bytes that are hashed: NFKC, since keyboards differ in how they compose a letter.

    Raises AssistantError for a password that is too short, too long, or no text.
    """
    # Measured before too: normal forms can be eighteen times as long.
    if len(password) > MOST_BYTES:
        raise AssistantError(f"this password is too long: give at most {MOST_BYTES} bytes")
    try:
        text = unicodedata.normalize("NFKC", password)
        data = text.encode()
    except UnicodeEncodeError:
        raise AssistantError("this password is not text: type it in another terminal") from None
    if len(text) < FEWEST_CHARACTERS:
        raise AssistantError(
            f"this password has {len(text)} characters: give at least {FEWEST_CHARACTERS}"
        )
    if len(data) > MOST_BYTES:
        raise AssistantError(f"this password is too long: give at most {MOST_BYTES} bytes")
    return data


def _digest(password: bytes, salt: bytes, cost: Cost) -> bytes:
    return hashlib.scrypt(
        password,
        salt=salt,
        n=cost.n,
        r=cost.r,
        p=cost.p,
        dklen=_DIGEST_BYTES,
        maxmem=2 * cost.memory + 2**20,  # OpenSSL counts its own buffers too
    )
