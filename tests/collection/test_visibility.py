"""Who sees which articles."""

from __future__ import annotations

from pathlib import Path

from assistant.collection.uploads import Uploads
from assistant.collection.visibility import visible
from assistant.library.catalog import Failure
from assistant.library.sources import absolute


def test_own_and_served(uploads: Uploads, tmp_path: Path) -> None:
    """Each sees what is served and what is one's own, whatever root it was indexed with."""
    served = tmp_path / "served.md"
    ada, bob, nobody = (uploads.folder(user) / "tide.md" for user in ("ada", "bob", ""))
    stray = uploads.root / "user-ada" / "stray.md"
    strange = uploads.root / "strange" / "articles" / "a.md"
    files = [served, ada, bob, nobody, stray, strange, uploads.root / "a.md"]
    items = [Failure(absolute(file), str(tmp_path), file.name, "reason") for file in files]

    def seen(user: str) -> list[str]:
        return [item.key for item in visible(items, user, uploads)]

    assert seen("ada") == [absolute(served), absolute(ada)]
    assert seen("bob") == [absolute(served), absolute(bob)]
    assert seen("") == [absolute(served), absolute(nobody)]
    assert seen("eve") == [absolute(served)]


def test_names_that_begin_alike(uploads: Uploads) -> None:
    """A user whose name begins another's sees nothing of that."""
    items = [
        Failure(absolute(uploads.folder(user) / "a.md"), "", user, "reason")
        for user in ("ada", "ada.l", "ad")
    ]
    for user in ("ada", "ada.l", "ad"):
        assert [item.source for item in visible(items, user, uploads)] == [user]


def test_links_lead_to_the_owner(uploads: Uploads, tmp_path: Path) -> None:
    """A link in a served folder to somebody's upload shows it to nobody else."""
    own = uploads.folder("ada") / "tide.md"
    own.write_text("The tide rises.")
    (tmp_path / "link.md").symlink_to(own)
    items = [Failure(absolute(tmp_path / "link.md"), str(tmp_path), "link.md", "reason")]
    assert visible(items, "bob", uploads) == []
    assert visible(items, "ada", uploads) == items
