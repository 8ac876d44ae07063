"""The index kept up to date in the background."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest
from keeping import PATIENCE, GatedEncoder, Keeping
from libraries import counted

from assistant.collection.state import LibraryState
from assistant.errors import LibraryError, StoreError
from assistant.library.sources import absolute

SERVED = {"cellar.txt": "ready", "lamp.md": "ready"}


def test_an_upload_becomes_ready(keeping: Keeping, gated: GatedEncoder) -> None:
    """A file waits, is indexed, and is ready; each change has a higher version."""
    before = keeping.librarian.state("ada")
    assert (before.busy, before.progress, before.error) == (False, 1.0, "")
    with gated.shut():
        path = keeping.bring("ada", "tide.md", "The tide rises twice a day.")
        assert gated.reached.wait(PATIENCE)
        meanwhile = keeping.librarian.state("ada")
        assert keeping.states("ada") == {**SERVED, "tide.md": "indexing"}
        assert (meanwhile.busy, meanwhile.done, meanwhile.total) == (True, 0, 27)
        assert meanwhile.progress == 0.0
        keeping.bring("ada", "ebb.md", "The ebb follows.")
        assert keeping.states("ada")["ebb.md"] == "waiting"
    keeping.settle()
    after = keeping.librarian.state("ada")
    assert keeping.states("ada") == {**SERVED, "tide.md": "ready", "ebb.md": "ready"}
    assert after.of(absolute(path)) == "ready"
    assert after.files[absolute(path)].own
    assert before.version < meanwhile.version < after.version
    assert after.version == keeping.librarian.version("ada")
    assert not after.busy


def test_users_see_nothing_of_each_other(keeping: Keeping, gated: GatedEncoder) -> None:
    """Files, failures, progress and even versions of one user are nothing to another."""
    quiet = keeping.librarian.state("bob")
    with gated.shut():
        keeping.bring("ada", "tide.md", "The tide rises twice a day.")
        (keeping.uploads.folder("ada") / "empty.md").write_text("")
        keeping.librarian.request(keeping.uploads.folder("ada") / "empty.md")
        assert gated.reached.wait(PATIENCE)
        assert keeping.librarian.state("bob") == quiet
        assert keeping.librarian.state("").files.keys() == quiet.files.keys()
        assert not keeping.librarian.cancel("bob")
    keeping.settle()
    assert keeping.librarian.state("bob") == quiet
    assert keeping.reasons("ada") == {"empty.md": "is empty: write something into it or remove it"}
    key = absolute(keeping.uploads.folder("ada") / "tide.md")
    for act in (keeping.librarian.remove, keeping.librarian.reindex):
        with pytest.raises(LibraryError, match="no article"):
            act("bob", key)
    assert "tide.md" in keeping.indexed()


def test_many_at_once(keeping: Keeping) -> None:
    """Many files of several users that come at the same time are all indexed, in few runs."""

    def bring(user: str) -> None:
        for number in range(15):
            keeping.bring(user, f"{number}.md", f"Tide {number} of {user} rises.")

    threads = [threading.Thread(target=bring, args=[user]) for user in ("ada", "bob", "")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keeping.settle()
    for user in ("ada", "bob", ""):
        assert keeping.states(user) == {**SERVED, **{f"{n}.md": "ready" for n in range(15)}}


def test_is_cancelled_in_the_middle(keeping: Keeping, gated: GatedEncoder) -> None:
    """What is stopped says so, what was done stays, and it is indexed when asked for again."""
    with gated.shut():
        keeping.fill("ada", 5)
        assert gated.reached.wait(PATIENCE)
        keeping.bring("ada", "late.md", "The ebb follows.")
        assert keeping.librarian.cancel("ada")
    keeping.settle()
    reason = "is not indexed as it stands: it was stopped; index it again"
    assert keeping.reasons("ada") == {
        **{f"{number:03}.txt": reason for number in range(5)},
        "late.md": reason,
    }
    assert keeping.indexed() == {"lamp.md", "cellar.txt"}
    assert keeping.librarian.state("ada").error == ""
    assert not keeping.librarian.cancel("ada")
    keeping.librarian.reindex_all("ada")
    keeping.settle()
    assert keeping.reasons("ada") == {}
    assert len(keeping.states("ada")) == 2 + 5 + 1


def test_nobody_else_stops_what_is_served(keeping: Keeping, gated: GatedEncoder) -> None:
    """The served folders are stopped by the one who started the program alone."""
    (keeping.folder / "new.md").write_text("The tide rises.")
    with gated.shut():
        keeping.librarian.request(keeping.folder / "new.md")
        assert gated.reached.wait(PATIENCE)
        assert keeping.states("ada")["new.md"] == "indexing"
        assert not keeping.librarian.cancel("ada")
        assert keeping.librarian.cancel("")
    keeping.settle()
    assert "it was stopped" in keeping.reasons("ada")["new.md"]


def test_takes_turns(tmp_path: Path, gated: GatedEncoder) -> None:
    """A user with one file does not wait for all files of another."""
    with Keeping.opened(tmp_path, gated, turn_seconds=0.0) as keeping:
        with gated.shut():
            keeping.fill("ada", 12)
            assert gated.reached.wait(PATIENCE)
            keeping.bring("bob", "tide.md", "The tide rises twice a day.")
        keeping.settle()
        times = {Path(e.key).name: e.indexed for e in keeping.assistant.store.catalog.entries()}
        assert times["tide.md"] < max(times[f"{number:03}.txt"] for number in range(12))
        assert set(keeping.states("ada").values()) == {"ready"}
        with counted(gated) as texts:
            keeping.librarian.reindex_all("ada")
            keeping.settle()
        assert texts == []


def test_progress_rises(keeping: Keeping, gated: GatedEncoder) -> None:
    """The share that is done only rises, from 0 to 1."""
    seen: list[LibraryState] = []
    with gated.shut():
        keeping.fill("ada", 10)
        assert gated.reached.wait(PATIENCE)
    while not seen or seen[-1].busy:
        seen.append(keeping.librarian.state("ada"))
    shares = [state.progress for state in seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(0 <= state.done <= state.total for state in seen)


def test_unchanged_files_wait_for_nothing(keeping: Keeping) -> None:
    """A file that was touched but holds what it held is left alone."""
    version = keeping.librarian.version("")
    keeping.librarian.request(keeping.folder / "lamp.md", Path("/nowhere/at/all.md"))
    assert keeping.librarian.version("") == version


def test_a_run_that_fails_is_shown(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error ends one run, not the librarian; it is shown, to those it concerns, until mended."""
    with monkeypatch.context() as patch:

        def fail(*_: object, **__: object) -> None:
            raise StoreError("the disk is full: free some space")

        patch.setattr(keeping.assistant, "update", fail)
        keeping.bring("ada", "tide.md", "The tide rises twice a day.")
        keeping.settle()
        assert keeping.reasons("ada") == {"tide.md": "The disk is full: free some space."}
        assert keeping.librarian.state("ada").error == "The disk is full: free some space."
        assert keeping.librarian.state("bob").error == ""

        def break_down(*_: object, **__: object) -> None:
            raise ZeroDivisionError

        patch.setattr(keeping.assistant, "update", break_down)
        with caplog.at_level(logging.CRITICAL):
            keeping.librarian.reindex_all("ada")
            keeping.settle()
        assert "the terminal has the details" in keeping.librarian.state("ada").error
    keeping.librarian.reindex_all("ada")
    keeping.settle()
    assert keeping.librarian.state("ada").error == ""
    assert keeping.states("ada")["tide.md"] == "ready"


def test_is_closed_in_the_middle_and_opened_again(tmp_path: Path, gated: GatedEncoder) -> None:
    """A librarian who is sent home leaves a working index; the next one finishes the work."""
    with Keeping.opened(tmp_path, gated) as keeping, gated.shut():
        keeping.fill("ada", 5)
        assert gated.reached.wait(PATIENCE)
        threading.Timer(0.1, gated.gate.set).start()
        keeping.librarian.close()
        assert len(keeping.indexed()) < 2 + 5
    with Keeping.opened(tmp_path, gated) as keeping:
        assert keeping.states("ada") == SERVED
        keeping.librarian.request(*keeping.librarian.roots())
        keeping.settle()
        assert len(keeping.states("ada")) == 2 + 5
        assert set(keeping.states("ada").values()) == {"ready"}
