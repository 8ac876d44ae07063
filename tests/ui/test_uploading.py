"""The routes by which files come in and are followed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from keeping import PATIENCE, GatedEncoder, Keeping

from .bringing import TIDE, Site


@pytest.fixture
def gated() -> GatedEncoder:
    """An encoder that can be made to wait."""
    return GatedEncoder()


@pytest.fixture
def site(tmp_path: Path, gated: GatedEncoder) -> Iterator[Site]:
    """The routes over a library of two served articles."""
    with Keeping.opened(tmp_path, gated) as keeping:
        yield Site(keeping)


def test_a_file_comes_in_and_is_indexed(site: Site, gated: GatedEncoder) -> None:
    """A file is taken, waits, is indexed and ready, and the page can follow that."""
    with gated.shut():
        status, told = site.upload("tide.md", TIDE)
        assert (status, told["state"], told["name"]) == (200, "waiting", "tide.md")
        assert gated.reached.wait(PATIENCE)
        state = site.state()
        assert (state["busy"], state["progress"], state["total"]) == (True, 0.0, len(TIDE))
        (file,) = (file for file in state["files"] if file["source"] == told["source"])
        assert file == {
            "source": told["source"],
            "name": "tide.md",
            "state": "indexing",
            "reason": "",
            "own": True,
        }
    site.keeping.settle()
    state = site.state()
    assert (state["busy"], state["progress"], state["error"]) == (False, 1.0, "")
    assert site.states() == {"cellar.txt": "ready", "lamp.md": "ready", "tide.md": "ready"}


def test_unchanged_state_is_not_sent_again(site: Site) -> None:
    """Who names the version that is known gets nothing while that is so."""
    version = site.state()["version"]
    assert site.client.get(f"/library/state?version={version}").status_code == 204
    site.upload("tide.md", TIDE)
    answer = site.client.get(f"/library/state?version={version}")
    assert (answer.status_code, answer.json()["version"] > version) == (200, True)
    assert site.client.get("/library/state?version=x").status_code == 200


def test_what_is_there_already(site: Site) -> None:
    """The same content is kept once, other content under the same name beside it or instead."""
    site.upload("tide.md", TIDE)
    site.keeping.settle()
    assert site.upload("again.md", TIDE) == (
        200,
        {
            "state": "ready",
            "name": "tide.md",
            "source": str(site.keeping.uploads.files("ada")[0]),
            "reason": "is there already",
        },
    )
    assert site.upload("tide.md", b"Low tide is at noon.")[1]["name"] == "tide (2).md"
    assert site.upload("tide.md", b"Low tide is at six.", replace="1")[1]["name"] == "tide.md"
    site.keeping.settle()
    (file, _) = sorted(site.keeping.uploads.files("ada"), reverse=True)
    assert file.read_bytes() == b"Low tide is at six."


@pytest.mark.parametrize(
    ("name", "data", "status", "reason"),
    [
        ("tide.xyz", TIDE, 415, "is a .xyz file: save it as one of .csv"),
        ("", TIDE, 415, "has no ending"),
        ("tide.md", b"%PDF-1.7", 415, "is a PDF, not text: save its text as one of .csv"),
        ("tide.md", b"", 415, "is empty: write something into it"),
        ("tide.html", b"<p hidden>tide", 415, "holds no text"),
        ("tide.md", b"a" * (2**24 + 1), 413, "is too large (at most 16 MiB): split it"),
    ],
)
def test_refusals(site: Site, name: str, data: bytes, status: int, reason: str) -> None:
    """A file that is refused has its reason, and nothing of it stays."""
    answered, told = site.upload(name, data)
    assert (answered, told["state"], told["name"]) == (status, "failed", name)
    assert told["reason"].startswith(reason)
    assert site.left_behind() == []
    assert site.keeping.uploads.files("ada") == []


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.md",
        "<img src=x onerror=alert(1)>.md",
        "a\"b'c`d.md",
        "\u202edm.exe\u0000.md",
        "a\r\nset-cookie: a=b.md",
        "a/b\\c\\..\\con.md",
        "ß潮🌊" * 100 + ".md",
        "%2e%2e%2ftide.md",
    ],
)
def test_hostile_names(site: Site, name: str) -> None:
    """Whatever a file is called, it stands in its folder under a name that can be shown."""
    status, told = site.upload(name, TIDE)
    assert status == 200
    (path,) = site.keeping.uploads.files("ada")
    assert path.parent == site.keeping.uploads.folder("ada")
    assert told["name"] == path.name
    assert path.name.isprintable()
    site.keeping.settle()
    assert site.states()[path.name] == "ready"


def test_users_apart(site: Site) -> None:
    """Nobody sees, finds or stops what is another's."""
    quiet = site.state("bob")
    site.upload("tide.md", TIDE)
    site.keeping.settle()
    assert site.state("bob") == quiet
    assert site.upload("tide.md", TIDE, user="bob")[1]["state"] == "waiting"
    site.keeping.settle()
    assert site.states("bob") == site.states("ada")
    sources = [{file["source"] for file in site.state(user)["files"]} for user in ("ada", "bob")]
    assert len(sources[0] & sources[1]) == 2  # the served ones


def test_cancel(site: Site, gated: GatedEncoder) -> None:
    """The page can stop what it started, and hears what became of it."""
    with gated.shut():
        site.upload("tide.md", TIDE)
        assert gated.reached.wait(PATIENCE)
        stop = site.client.post("/library/cancel", headers={"x-user": "bob"})
        assert stop.json() == {"cancelled": False}
        assert site.client.post("/library/cancel").json() == {"cancelled": True}
    site.keeping.settle()
    (file,) = (file for file in site.state()["files"] if file["name"] == "tide.md")
    assert (file["state"], "it was stopped" in file["reason"]) == ("failed", True)
    assert site.client.post("/library/cancel").json() == {"cancelled": False}


def test_methods(site: Site) -> None:
    """What changes something cannot be done by following a link."""
    assert site.client.get("/library/upload?name=tide.md").status_code == 405
    assert site.client.get("/library/cancel").status_code == 405
    assert site.client.post("/library/state").status_code == 405


def test_a_user_without_a_folder(site: Site) -> None:
    """A user whose name makes no folder gets a reason, too."""
    status, told = site.upload("tide.md", TIDE, user="../ada")
    assert (status, told["state"]) == (500, "failed")
    assert "is no name of a user" in told["reason"]
