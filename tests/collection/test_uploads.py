"""Upload folders of several users."""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from documents import LAMP, docx, epub, odt, pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.collection.refusals import RefusedError
from assistant.collection.uploads import Uploads
from assistant.errors import LibraryError
from assistant.library.sources import absolute

TIDE = b"The tide rises twice a day.\n"


def everything(uploads: Uploads) -> list[str]:
    """All files below the uploads, those on their way in too."""
    return sorted(str(p.relative_to(uploads.root)) for p in uploads.root.rglob("*") if p.is_file())


def test_takes_a_file_in(uploads: Uploads) -> None:
    """A file that comes in pieces is there whole, under its name, for its owner alone."""
    received = uploads.receive("ada", "tide.md", [TIDE[:5], b"", TIDE[5:]])
    assert received.path == uploads.root / "user-ada" / "articles" / "tide.md"
    assert received.path.read_bytes() == TIDE
    assert not received.already
    assert uploads.files("ada") == [received.path]
    assert everything(uploads) == ["user-ada/articles/tide.md"]
    if sys.platform != "win32":
        assert stat.S_IMODE(received.path.stat().st_mode) == 0o600
        for folder in [uploads.folder("ada"), uploads.root / "user-ada", uploads.root]:
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_says_what_was_mended(uploads: Uploads) -> None:
    """What was not read as it stands is said at once."""
    received = uploads.receive(
        "", "tide.txt", ["Größer als je, höher als einst. ".encode(), b"\xff"]
    )
    assert "not valid UTF-8" in received.warnings[0]


def test_nobody_is_not_a_user_called_local(uploads: Uploads) -> None:
    """The one who uses the program without signing in shares no folder with any user."""
    folders = {uploads.folder(user) for user in ("", "local", "user-", "user-local", "..", ".")}
    assert len(folders) == 6
    assert {folder.parent.parent for folder in folders} == {uploads.root}
    assert set(uploads.users()) == {"", "local", "user-", "user-local", "..", "."}
    for user in uploads.users():
        assert uploads.owner(absolute(uploads.folder(user) / "a.md")) == user


@pytest.mark.parametrize("user", ["../ada", "a/b", "a\\b", "a\0", "a" * 65, "ä", " ", "a\n"])
def test_names_of_users_make_no_paths(uploads: Uploads, user: str) -> None:
    """A name of a user that could lead elsewhere is refused."""
    with pytest.raises(LibraryError, match="is no name of a user"):
        uploads.folder(user)


def test_a_name_that_is_taken(uploads: Uploads) -> None:
    """Other content of the same name gets a number, the same content stays where it is."""
    first = uploads.receive("ada", "tide.md", [TIDE])
    second = uploads.receive("ada", "tide.md", [b"Low tide is at noon.\n"])
    third = uploads.receive("ada", "tide.md", [b"High tide is at six.\n"])
    assert [p.name for p in (second.path, third.path)] == ["tide (2).md", "tide (3).md"]
    again = uploads.receive("ada", "other.md", [TIDE])
    assert (again.path, again.already) == (first.path, True)
    assert len(uploads.files("ada")) == 3
    elsewhere = uploads.receive("bob", "tide.md", [TIDE])
    assert not elsewhere.already


def test_replaces_on_demand(uploads: Uploads) -> None:
    """A newer state takes the place of the older one where that was asked for."""
    uploads.receive("ada", "tide.md", [TIDE])
    newer = uploads.receive("ada", "tide.md", [b"Low tide is at noon.\n"], replace=True)
    assert newer.path.name == "tide.md"
    assert newer.path.read_bytes() == b"Low tide is at noon.\n"
    assert len(uploads.files("ada")) == 1


def test_a_folder_of_that_name(uploads: Uploads) -> None:
    """A folder that somebody made by hand is not replaced by a file."""
    (uploads.folder("ada") / "tide.md").mkdir()
    received = uploads.receive("ada", "tide.md", [TIDE], replace=True)
    assert received.path.name == "tide (2).md"


@pytest.mark.parametrize(
    ("name", "data", "kind", "reason"),
    [
        ("tide.xyz", TIDE, "kind", "is a .xyz file: save it as one of"),
        ("tide.md", b"%PDF-1.7\n", "kind", "is a PDF, not text"),
        ("tide.txt", b"PK\x03\x04 word/document.xml", "kind", "is a Word document, not text"),
        ("tide.html", b"\x1f\x8b\x08\0", "kind", "is a gzip archive, not text"),
        ("tide.md", b"tide\0\1\2" * 20, "kind", "is binary, not text"),
        ("tide.md", b"", "unreadable", "is empty"),
        ("tide.md", b" \n", "unreadable", "is empty"),
        ("tide.html", b"<script>1</script>", "unreadable", "holds no text"),
        ("tide.md", b"a" * (2**18 + 1), "large", "is too large (at most 0.25 MiB): split it"),
    ],
)
def test_refuses(uploads: Uploads, name: str, data: bytes, kind: str, reason: str) -> None:
    """A file that is no text, or too much of it, never reaches the library."""
    with pytest.raises(RefusedError) as refused:
        uploads.receive("ada", name, [data])
    assert (refused.value.kind, refused.value.name) == (kind, name)
    assert refused.value.reason.startswith(reason)
    assert str(refused.value) == f"{name} {refused.value.reason}"
    assert everything(uploads) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tide.pdf", pdf([LAMP])),
        ("tide.DOCX", docx(LAMP)),
        ("tide.odt", odt(LAMP)),
        ("tide.epub", epub(LAMP)),
        ("tide.csv", b"oil,12 liters\n"),
        ("tide.rst", LAMP.encode()),
        ("tide.ipynb", b'{"cells": [{"cell_type": "markdown", "source": "Oil."}]}'),
    ],
)
def test_documents_are_taken_in(uploads: Uploads, name: str, data: bytes) -> None:
    """A document under its own name is read like a text; under another's it is refused."""
    assert uploads.receive("ada", name, [data]).path.name == name
    if not data.isascii() or data.startswith(b"%PDF"):
        for other in {"a.pdf", "a.docx", "a.odt", "a.epub", "a.md"} - {f"a{name[4:].lower()}"}:
            with pytest.raises(RefusedError, match=r"is an? ") as refused:
                uploads.receive("ada", other, [data])
            assert refused.value.kind == "kind"


def test_a_locked_or_damaged_document_is_refused(uploads: Uploads) -> None:
    """What looks like a document and cannot be read is refused with what to do."""
    with pytest.raises(RefusedError, match=r"is no whole PDF .* save it anew"):
        uploads.receive("ada", "tide.pdf", [pdf([LAMP])[:60]])
    with pytest.raises(RefusedError, match="without a password"):
        uploads.receive("ada", "tide.docx", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])


def test_bounds_of_one_user(uploads: Uploads) -> None:
    """One user can bring so many files, so many bytes, and no more; others still can."""
    big = [uploads.receive("ada", f"{n}.md", [b"%d " % n * 50_000]) for n in range(1, 3)]
    assert len(big) == 2  # 200,000 of 393,216 bytes
    with pytest.raises(RefusedError, match=r"makes it more than 0\.375 MiB in all") as refused:
        uploads.receive("ada", "3.md", [b"3 " * 100_000])
    assert refused.value.kind == "full"
    for number in range(3, 6):
        uploads.receive("ada", f"{number}.md", [b"%d\n" % number])
    with pytest.raises(RefusedError, match="one more than the 5 there may be"):
        uploads.receive("ada", "6.md", [b"6"])
    uploads.receive("ada", "5.md", [b"five"], replace=True)
    uploads.remove("ada", big[0].path)
    uploads.receive("ada", "6.md", [b"6"])
    uploads.receive("bob", "6.md", [b"6"])


def test_many_at_once_keep_the_bounds(uploads: Uploads) -> None:
    """Files that come in at the same time are counted one after the other."""
    start = threading.Barrier(12)

    def bring(number: int) -> str:
        start.wait()
        try:
            return uploads.receive("ada", "tide.md", [b"%d\n" % number]).path.name
        except RefusedError as exc:
            return exc.kind

    with ThreadPoolExecutor(12) as pool:
        names = list(pool.map(bring, range(12)))
    assert sorted(set(names)) == sorted(
        ["full", "tide.md", *(f"tide ({number}).md" for number in range(2, 6))]
    )
    assert names.count("full") == 12 - 5
    assert len(everything(uploads)) == 5


def test_a_stream_that_breaks_off(uploads: Uploads) -> None:
    """Of a file that does not come whole nothing stays."""

    def broken() -> Iterator[bytes]:
        yield TIDE
        raise ConnectionError

    with pytest.raises(ConnectionError):
        uploads.receive("ada", "tide.md", broken())
    assert everything(uploads) == []


def test_what_a_kill_left_goes(uploads: Uploads) -> None:
    """What was on its way in when the program was killed goes; another process's work does not."""
    begun = uploads.begin("ada", "tide.md")
    begun.__enter__().write(TIDE)
    uploads.receive("ada", "ebb.md", [TIDE])
    (left,) = uploads.root.glob("*/.incoming/*")
    assert len(everything(Uploads(uploads.root.parent))) == 2
    os.utime(left, (0, 0))
    restarted = Uploads(uploads.root.parent)
    assert everything(restarted) == ["user-ada/articles/ebb.md"]
    assert restarted.files("ada") == uploads.files("ada")
    begun.__exit__(None, None, None)


def test_a_full_disk(uploads: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full is said to be, and nothing stays."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RefusedError, match="free some space") as refused:
        uploads.receive("ada", "tide.md", [TIDE])
    assert refused.value.kind == "disk"
    assert everything(uploads) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A data folder that is none is named as what has to be looked at."""
    (tmp_path / "data").write_text("a file")
    with pytest.raises(RefusedError, match="check the permissions of the data folder") as refused:
        Uploads(tmp_path / "data").receive("ada", "tide.md", [TIDE])
    assert refused.value.kind == "disk"


def test_removes_only_ones_own(uploads: Uploads, tmp_path: Path) -> None:
    """Files of others, files elsewhere, links and folders stay, however they are named."""
    mine = uploads.receive("ada", "tide.md", [TIDE]).path
    others = uploads.receive("bob", "tide.md", [TIDE]).path
    outside = tmp_path / "tide.md"
    outside.write_bytes(TIDE)
    link, inner = mine.with_name("link.md"), mine.with_name("inner.md")
    link.symlink_to(outside)
    inner.symlink_to(mine)
    way = mine.with_name("way")
    way.symlink_to(others.parent, target_is_directory=True)
    stay = [
        others,
        outside,
        link,
        inner,
        way / "tide.md",
        mine.parent,
        mine.parent / ".." / ".." / "user-bob" / "articles" / "tide.md",
        mine.with_name("gone.md"),
        Path("tide.md"),
        Path("a\0b"),
        Path("/dev/null"),
    ]
    for path in stay:
        with pytest.raises(RefusedError, match="is not among the articles that you added"):
            uploads.remove("ada", path)
    assert all(path.exists() for path in (others, outside, link, inner))
    uploads.remove("ada", mine)
    assert not mine.exists()
    assert uploads.files("ada") == []


NAMES = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from("./\\:\0\u202e\ud800 ")),
    max_size=300,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES, st.binary(max_size=40))
def test_never_leaves_its_folder(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    """Whatever a file is called and holds, it is refused, or stands in its user's folder."""
    place = tmp_path_factory.mktemp("uploads")
    uploads = Uploads(place / "data")
    try:
        received = uploads.receive("ada", name + ".md", [data])
    except RefusedError:
        assert everything(uploads) == []
    else:
        assert received.path.parent == uploads.folder("ada")
        assert everything(uploads) == [f"user-ada/articles/{received.path.name}"]
    assert [path.name for path in place.iterdir()] in ([], ["data"])


def test_uploads_of_another_machine(tmp_path: Path) -> None:
    """In an index that machines share they are hidden from everybody, and nothing else is."""
    here, alone = Uploads(tmp_path / "data", shared=True), Uploads(tmp_path / "data")
    own = str(here.folder("ada") / "a.md")
    for home in ("local", "user-ada", "user-b.c"):
        elsewhere = f"/srv/other/uploads/{home}/articles/a.md"
        assert here.hides(elsewhere, "ada")
        assert here.hides(elsewhere, "")
        assert not alone.hides(elsewhere, "ada")
    assert here.hides(r"C:\data\uploads\local\articles\a.md", "")
    assert (here.hides(own, "ada"), here.hides(own, "bob")) == (False, True)
    assert not here.hides("/srv/articles/uploads/a.md", "ada")
    assert not here.hides("/srv/uploads/user-ada/a.md", "ada")
