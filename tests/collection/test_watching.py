"""Changes made by hand, noticed."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from keeping import PATIENCE, GatedEncoder, Keeping
from libraries import counted

from assistant.collection.watching import Watcher
from assistant.errors import StoreError

SERVED = {"cellar.txt": "ready", "lamp.md": "ready"}


@pytest.fixture
def watcher(keeping: Keeping) -> Iterator[Watcher]:
    """A watcher who only looks when told to."""
    with Watcher(keeping.librarian, seconds=10 * PATIENCE) as watcher:
        keeping.settle()
        yield watcher


def looked(watcher: Watcher, keeping: Keeping, times: int = 2) -> dict[str, str]:
    """What there is after some looks."""
    for _ in range(times):
        watcher.look()
    keeping.settle()
    return keeping.states()


def test_a_file_that_is_dropped_in(watcher: Watcher, keeping: Keeping) -> None:
    """A new file is indexed when it has been at rest between two looks."""
    (keeping.folder / "deep").mkdir()
    (keeping.folder / "deep" / "tide.md").write_text("The tide rises.")
    assert looked(watcher, keeping, 1) == SERVED
    assert looked(watcher, keeping, 1) == {**SERVED, "tide.md": "ready"}


def test_a_file_that_is_still_written(watcher: Watcher, keeping: Keeping) -> None:
    """A file that grows with every look is not indexed before it is whole."""
    with (keeping.folder / "tide.md").open("w") as file:
        for number in range(5):
            file.write(f"Tide {number} rises.\n")
            file.flush()
            assert looked(watcher, keeping, 1) == SERVED
    assert looked(watcher, keeping) == {**SERVED, "tide.md": "ready"}


def test_a_file_that_changes(watcher: Watcher, keeping: Keeping, gated: GatedEncoder) -> None:
    """Of a file that was changed only that file is indexed again."""
    (keeping.folder / "lamp.md").write_text("The lamp is out.")
    with counted(gated) as texts:
        looked(watcher, keeping)
    assert texts == ["The lamp is out."]


def test_a_file_that_is_put_in_place_of_another(watcher: Watcher, keeping: Keeping) -> None:
    """An older file of the same size that is moved over another is noticed."""
    path = keeping.folder / "cellar.txt"
    other = keeping.folder.parent / "other.txt"
    other.write_text(path.read_text().replace("1953", "1954"))
    status = path.stat()
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(path)
    looked(watcher, keeping)
    (source,) = (
        e.source for e in keeping.assistant.entries() if e.path and e.path.name == path.name
    )
    assert "1954" in keeping.assistant.article(source).text


def test_a_file_that_vanishes(watcher: Watcher, keeping: Keeping) -> None:
    """A file that is gone leaves the library; one that is only replaced does not."""
    (keeping.folder / "lamp.md").unlink()
    assert looked(watcher, keeping, 1) == SERVED
    assert looked(watcher, keeping, 1) == {"cellar.txt": "ready"}
    text = (keeping.folder / "cellar.txt").read_text()
    (keeping.folder / "cellar.txt").unlink()
    watcher.look()
    (keeping.folder / "cellar.txt").write_text(text)
    assert looked(watcher, keeping, 3) == {"cellar.txt": "ready"}


def test_a_folder_that_vanishes(watcher: Watcher, keeping: Keeping) -> None:
    """A served folder that is gone leaves nothing, and is there again when it is back."""
    away = keeping.folder.with_name("away")
    keeping.folder.rename(away)
    assert looked(watcher, keeping) == {}
    away.rename(keeping.folder)
    assert looked(watcher, keeping) == SERVED


def test_a_file_that_cannot_be_read(watcher: Watcher, keeping: Keeping) -> None:
    """A file that fails is shown with its reason, and no more once it is gone."""
    path = keeping.folder / "broken.md"
    path.symlink_to(keeping.folder / "nowhere.md")
    assert looked(watcher, keeping) == {**SERVED, "broken.md": "failed"}
    assert "is gone (deleted or a broken link)" in keeping.reasons()["broken.md"]
    path.unlink()
    assert looked(watcher, keeping) == SERVED


def test_other_files_are_not_noticed(watcher: Watcher, keeping: Keeping) -> None:
    """Hidden files, other formats and a touched file change nothing."""
    version = keeping.librarian.version("")
    (keeping.folder / "picture.png").write_bytes(b"\x89PNG")
    (keeping.folder / ".hidden.md").write_text("hidden")
    (keeping.folder / "lamp.md").touch()
    looked(watcher, keeping, 3)
    assert keeping.librarian.version("") == version


def test_upload_folders_are_watched(watcher: Watcher, keeping: Keeping) -> None:
    """A file put into a user's folder by hand is that user's; an upload is indexed once."""
    (keeping.uploads.folder("ada") / "tide.md").write_text("The tide rises.")
    keeping.bring("bob", "ebb.md", "The ebb follows.")
    looked(watcher, keeping, 1)
    version = keeping.librarian.version("bob")
    looked(watcher, keeping, 2)
    assert keeping.states("ada") == {**SERVED, "tide.md": "ready"}
    assert keeping.states("bob") == {**SERVED, "ebb.md": "ready"}
    assert keeping.librarian.version("bob") == version
    shutil.rmtree(keeping.uploads.folder("ada").parent)
    looked(watcher, keeping)
    assert keeping.states("ada") == SERVED


def test_starts_with_what_there_is(tmp_path: Path, gated: GatedEncoder) -> None:
    """After a restart what was brought is there, and what was changed meanwhile is indexed."""
    with Keeping.opened(tmp_path, gated) as keeping:
        keeping.bring("ada", "tide.md", "The tide rises.")
        keeping.settle()
        folder = keeping.uploads.folder("ada")
    with Keeping.opened(tmp_path, gated) as keeping:
        assert keeping.states("ada") == SERVED
        with Watcher(keeping.librarian):
            keeping.settle()
            assert keeping.states("ada") == {**SERVED, "tide.md": "ready"}
    (folder / "ebb.md").write_text("The ebb follows.")
    with (
        Keeping.opened(tmp_path, gated) as keeping,
        counted(gated) as texts,
        Watcher(keeping.librarian),
    ):
        keeping.settle()
        assert keeping.states("ada") == {**SERVED, "tide.md": "ready", "ebb.md": "ready"}
        assert texts == ["The ebb follows."]


def test_looks_by_itself(keeping: Keeping) -> None:
    """The watcher needs nobody to tell it to look."""
    with Watcher(keeping.librarian, seconds=0.02):
        (keeping.folder / "tide.md").write_text("The tide rises.")
        ends = time.monotonic() + PATIENCE
        while keeping.states().get("tide.md") != "ready":
            assert time.monotonic() < ends
            time.sleep(0.02)


def test_goes_on_after_an_error(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A catalog that cannot be read for a while is logged, and looked at again."""
    with Watcher(keeping.librarian, seconds=0.02), monkeypatch.context() as patch:

        def fail() -> None:
            raise StoreError("the catalog cannot be used")

        patch.setattr(keeping.assistant.store.catalog, "entries", fail)
        (keeping.folder / "tide.md").write_text("The tide rises.")
        ends = time.monotonic() + PATIENCE
        while not [record for record in caplog.records if record.levelno >= logging.ERROR]:
            assert time.monotonic() < ends
            time.sleep(0.02)
        patch.undo()
        while keeping.states().get("tide.md") != "ready":
            assert time.monotonic() < ends
            time.sleep(0.02)


def test_a_file_that_is_still_written_while_another_is_indexed(
    watcher: Watcher, keeping: Keeping
) -> None:
    """What makes a run index the folder does not have a half written file of it read."""
    half = keeping.folder / "tide.md"
    half.write_text("The tide ri")
    (keeping.folder / "lamp.md").write_text("The lamp is out.")
    watcher.look()
    half.write_text("The tide rises.")
    assert looked(watcher, keeping, 1) == SERVED
    assert keeping.indexed() == {"cellar.txt", "lamp.md"}
    assert looked(watcher, keeping, 1) == {**SERVED, "tide.md": "ready"}


def test_a_file_that_is_written_anew_while_another_is_indexed(
    watcher: Watcher, keeping: Keeping
) -> None:
    """What was indexed of a file that is in motion stays until that is at rest, or gone."""
    (keeping.folder / "lamp.md").unlink()
    keeping.bring("", "ebb.md", "The ebb follows.")
    keeping.librarian.request(keeping.folder)
    (keeping.folder / "tide.md").write_text("The tide rises.")
    keeping.librarian.request(keeping.folder)
    keeping.settle()
    assert "lamp.md" in keeping.indexed()
    looked(watcher, keeping)
    assert keeping.indexed() == {"cellar.txt", "ebb.md", "tide.md"}


def test_a_file_that_is_renamed(watcher: Watcher, keeping: Keeping) -> None:
    """A renamed file is there under its new name alone, as is all of a renamed folder."""
    (keeping.folder / "lamp.md").rename(keeping.folder / "lantern.md")
    assert looked(watcher, keeping) == {"cellar.txt": "ready", "lantern.md": "ready"}
    (keeping.folder / "old").mkdir()
    (keeping.folder / "lantern.md").rename(keeping.folder / "old" / "lantern.md")
    looked(watcher, keeping)
    (keeping.folder / "old").rename(keeping.folder / "new")
    looked(watcher, keeping)
    sources = {entry.source for entry in keeping.assistant.entries()}
    assert sources == {f"{keeping.folder}/cellar.txt", f"{keeping.folder}/new/lantern.md"}


def test_a_file_that_is_moved_to_another_folder(tmp_path: Path, gated: GatedEncoder) -> None:
    """A file that is moved between two watched folders is in the second one alone."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "tide.md").write_text("The tide rises.")
    with (
        Keeping.opened(tmp_path, gated, [other]) as keeping,
        Watcher(keeping.librarian, seconds=10 * PATIENCE) as watcher,
    ):
        keeping.settle()
        (keeping.folder / "lamp.md").rename(other / "lamp.md")
        assert looked(watcher, keeping) == {**SERVED, "tide.md": "ready"}
        sources = {entry.source for entry in keeping.assistant.entries()}
        assert sources == {
            f"{keeping.folder}/cellar.txt",
            f"{other}/lamp.md",
            f"{other}/tide.md",
        }


def test_what_links_lead_to(watcher: Watcher, keeping: Keeping, tmp_path: Path) -> None:
    """A link to a file or folder elsewhere is noticed, and what changes there."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "tide.md").write_text("The tide rises.")
    (tmp_path / "ebb.md").write_text("The ebb follows.")
    (keeping.folder / "sea").symlink_to(elsewhere)
    (keeping.folder / "link.md").symlink_to(tmp_path / "ebb.md")
    assert looked(watcher, keeping) == {**SERVED, "tide.md": "ready", "link.md": "ready"}
    (tmp_path / "ebb.md").write_text("The ebb is over.")
    (elsewhere / "tide.md").rename(elsewhere / "flood.md")
    assert looked(watcher, keeping) == {**SERVED, "flood.md": "ready", "link.md": "ready"}
    assert keeping.assistant.article(f"{keeping.folder}/link.md").text == "The ebb is over."
    keeping.librarian.reindex("", str(tmp_path / "ebb.md"))
    (keeping.folder / "sea").unlink()
    assert looked(watcher, keeping) == {**SERVED, "link.md": "ready"}


def test_a_link_that_goes_leaves_the_file(tmp_path: Path, gated: GatedEncoder) -> None:
    """A file of a served folder that another one links to stays when that link goes."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "tide.md").write_text("The tide rises.")
    (tmp_path / "served").mkdir()
    link = tmp_path / "served" / "link.md"
    link.symlink_to(other / "tide.md")
    with (
        Keeping.opened(tmp_path, gated, [other]) as keeping,
        Watcher(keeping.librarian, seconds=10 * PATIENCE) as watcher,
    ):
        keeping.settle()
        link.unlink()
        assert looked(watcher, keeping) == {"tide.md": "ready"}


def test_a_folder_that_is_a_file_and_then_gone(watcher: Watcher, keeping: Keeping) -> None:
    """What cannot be listed keeps its articles and says why; once it is gone they go."""
    keeping.folder.rename(keeping.folder.with_name("away"))
    keeping.folder.write_text("No folder.")
    assert looked(watcher, keeping) == SERVED
    assert "has no format that can be read" in keeping.librarian.state("").error
    keeping.folder.unlink()
    assert looked(watcher, keeping) == {}
    assert keeping.librarian.state("").error == ""


def test_a_served_file_that_would_be_read_otherwise(tmp_path: Path, gated: GatedEncoder) -> None:
    """A file that is served by itself is read anew by another version, as in folders."""
    tide = tmp_path / "tide.md"
    tide.write_text("The tide rises.")
    with Keeping.opened(tmp_path, gated, [tide]) as keeping:
        keeping.librarian.request(tide)
        keeping.settle()
        catalog = keeping.assistant.store.catalog
        made = {entry.key: entry.fingerprint for entry in catalog.entries()}
        catalog.expire(made)
        with Watcher(keeping.librarian, seconds=10 * PATIENCE):
            keeping.settle()
        assert {entry.key: entry.fingerprint for entry in catalog.entries()} == made
