"""What may be named as the place of an index."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Settings
from assistant.errors import StoreError
from assistant.places import ServerAddress, place_of


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("https://api.trychroma.com", "https://api.trychroma.com:443"),
        ("http://Chroma.example", "http://chroma.example:80"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address(given: str, address: str) -> None:
    """Scheme, host and port are all there is to it."""
    place = place_of(given)
    assert isinstance(place, ServerAddress)
    assert place == address
    assert Settings(store=given).place == address
    assert Settings(store=given).data_folder == Path("userdata")
    assert Settings(store=given).to_dict()["store"] == given


@pytest.mark.parametrize("given", ["vectorstore", "/var/index", Path("http"), "http:8000"])
def test_a_folder(given: str | Path) -> None:
    """All else is a folder, with the users' own beside it."""
    assert place_of(given) == Path(given)
    assert Settings(store=given).data_folder == Path(given).parent / "userdata"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("ftp://127.0.0.1:8000", "must begin with http"),
        ("http://", "no host"),
        ("http://a b:8000", "no host"),
        ("http://127.0.0.1:port", "port"),
        ("http://127.0.0.1:8000/api/v2", "nothing may stand behind"),
        ("http://127.0.0.1:8000?token=x", "nothing may stand behind"),
        (Path("http://127.0.0.1:8000"), "came as a Path"),
    ],
)
def test_what_is_neither(given: str | Path, reason: str) -> None:
    """The reason and the cure are said in one line."""
    with pytest.raises(StoreError, match=reason) as raised:
        place_of(given)
    assert "give one such as http://127.0.0.1:8000 with --store" in str(raised.value)


@pytest.mark.parametrize(
    "given",
    [
        "http://user:planted-4711@127.0.0.1:8000",
        "http://user:planted-4711@127.0.0.1:port",
        "http://user:planted-4711/x@127.0.0.1:8000",
        "ftp://planted-4711@127.0.0.1",
    ],
)
def test_a_secret_is_not_shown(given: str) -> None:
    """A token in the address is refused without being repeated, whatever else is wrong with it."""
    with pytest.raises(StoreError, match="no address of a Chroma server") as raised:
        place_of(given)
    assert "planted-4711" not in str(raised.value)
