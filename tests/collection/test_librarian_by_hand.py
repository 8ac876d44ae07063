"""Single articles: indexed anew, removed, asked meanwhile."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from keeping import PATIENCE, GatedEncoder, Keeping
from libraries import counted

from assistant.collection.refusals import RefusedError
from assistant.errors import LibraryError
from assistant.library.sources import absolute
from assistant.models.embeddings import Encoder

SERVED = {"cellar.txt": "ready", "lamp.md": "ready"}


def test_reindexes_one(keeping: Keeping, gated: GatedEncoder) -> None:
    """One article is indexed anew though its file is as it was, and no other."""
    with counted(gated) as texts:
        keeping.librarian.reindex("ada", absolute(keeping.folder / "cellar.txt"))
        keeping.settle()
    assert texts == ["The cellar was flooded in 1953."]
    assert keeping.states() == SERVED


def test_removes_ones_own(keeping: Keeping) -> None:
    """A user's own article goes with its file, at once."""
    path = keeping.bring("ada", "tide.md", "The tide rises twice a day.")
    keeping.settle()
    keeping.librarian.remove("ada", absolute(path))
    assert keeping.states("ada") == SERVED
    assert keeping.indexed() == {"lamp.md", "cellar.txt"}
    assert not path.exists()


def test_removes_while_others_are_indexed(
    keeping: Keeping, gated: GatedEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article that was removed leaves the index before what waits is all indexed."""
    monkeypatch.setattr("assistant.collection.librarian._PATIENCE", PATIENCE)
    path = keeping.bring("ada", "tide.md", "The tide rises twice a day.")
    keeping.settle()
    with gated.shut():
        keeping.fill("bob", 12)
        assert gated.reached.wait(PATIENCE)
        threading.Timer(0.1, gated.gate.set).start()
        keeping.librarian.remove("ada", absolute(path))
    assert keeping.states("ada") == SERVED
    keeping.settle()
    assert len(keeping.states("bob")) == 2 + 12


def test_does_not_remove_what_is_served(keeping: Keeping) -> None:
    """A file of a served folder stays, and it is said whose it is."""
    path = keeping.folder / "lamp.md"
    with pytest.raises(LibraryError, match="is served to all who use this program: whoever"):
        keeping.librarian.remove("", absolute(path))
    assert path.exists()


def test_a_link_of_ones_own_is_not_removed(keeping: Keeping, tmp_path: Path) -> None:
    """What was linked into an upload folder by hand stays where it is."""
    outside = tmp_path / "outside.md"
    outside.write_text("The tide rises.")
    (keeping.uploads.folder("ada") / "link.md").symlink_to(outside)
    keeping.librarian.request(keeping.uploads.folder("ada"))
    keeping.settle()
    with pytest.raises((LibraryError, RefusedError)):
        keeping.librarian.remove("ada", absolute(outside))
    assert outside.exists()


def test_a_file_that_failed_can_be_mended(keeping: Keeping) -> None:
    """A file that cannot be read says why, and is ready once it can be."""
    path = keeping.uploads.folder("ada") / "empty.md"
    path.write_text("")
    keeping.librarian.request(path)
    keeping.settle()
    assert keeping.states("ada")["empty.md"] == "failed"
    path.write_text("The tide rises.")
    keeping.librarian.reindex("ada", absolute(path))
    keeping.settle()
    assert keeping.states("ada")["empty.md"] == "ready"


def test_is_asked_meanwhile(tmp_path: Path, encoder: Encoder) -> None:
    """Answers come, and are verbatim, while articles are indexed anew, brought and removed."""
    quotes: list[str] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            answer = keeping.assistant.ask("How many liters of oil did the lamp burn a night?")
            for cited in answer.citations:
                with suppress(KeyError):  # it is being indexed anew, or was removed since
                    text = keeping.assistant.article(cited.source).text
                    assert text[cited.start : cited.end] == cited.quote
                    quotes.append(cited.quote)

    with Keeping.opened(tmp_path, encoder) as keeping:
        lamp = absolute(keeping.folder / "lamp.md")
        with ThreadPoolExecutor(2) as pool:
            asking = [pool.submit(ask) for _ in range(2)]
            began = time.monotonic()
            while time.monotonic() - began < 2:
                keeping.librarian.reindex("", lamp)
                path = keeping.bring("ada", "tide.md", "The lamp burned 7 liters at high tide.")
                keeping.settle()
                keeping.librarian.remove("ada", absolute(path))
            ended.set()
        for one in asking:
            one.result()
    assert "It burned 12 liters of oil a night." in quotes


def test_uploads_below_a_served_folder(tmp_path: Path, gated: GatedEncoder) -> None:
    """A served folder that has the upload folders in it shows nobody another's."""
    with Keeping.opened(tmp_path, gated, also=[tmp_path / "data"]) as keeping:
        keeping.bring("ada", "tide.md", "The tide rises twice a day.")
        (tmp_path / "data" / "sea.md").write_text("The sea is deep.")
        keeping.librarian.request(tmp_path / "data")
        keeping.settle()
        assert keeping.states("ada") == {**SERVED, "sea.md": "ready", "tide.md": "ready"}
        assert keeping.states("bob") == {**SERVED, "sea.md": "ready"}
        key = absolute(keeping.uploads.files("ada")[0])
        keeping.librarian.remove("ada", key)
        assert keeping.states("ada") == {**SERVED, "sea.md": "ready"}
