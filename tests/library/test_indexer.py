"""The index mirrors the files: what is new or changed goes in, what is gone goes out."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest
from libraries import Library, counted

from assistant import Assistant, Settings
from assistant.errors import LibraryError
from assistant.library import indexer, sources
from assistant.library.files import read_bytes
from assistant.library.loaders import formats
from assistant.library.store import Store
from assistant.types import Article, Block, Span


def name(source: str) -> str:
    """The file's own name."""
    return Path(source).name


def test_the_second_run_does_nothing(library: Library) -> None:
    """What was indexed is not encoded again, and keeps its ids."""
    first = library.index()
    chunks = library.chunks()

    with counted(library.encoder) as texts:
        second = library.index()

    assert sorted(map(name, first.added)) == ["cellar.txt", "keeper.txt", "lamp.md"]
    assert (second.added, second.updated, second.removed, second.chunks) == ([], [], [], 0)
    assert sorted(second.unchanged) == sorted(first.added)
    assert (texts, library.chunks()) == ([], chunks)


def test_a_touched_file_is_unchanged(library: Library) -> None:
    """The content decides, not the time of writing."""
    library.index()
    os.utime(library.folder / "lamp.md", (1, 1))

    assert library.index().updated == []


def test_only_a_changed_file_is_indexed_again(library: Library) -> None:
    """The chunks of a changed file are replaced, all others stay."""
    library.index()
    before = library.chunks()
    library.write("keeper.txt", "Hasan Usta was keeper before him.\n")

    with counted(library.encoder) as texts:
        report = library.index()

    after = library.chunks()
    assert list(map(name, report.updated)) == ["keeper.txt"]
    assert texts == ["Hasan Usta was keeper before him."]
    assert [before[i] for i in before.keys() - after.keys()] == [
        "Osman Kaya lit the lamp every evening for forty-one years."
    ]
    assert [after[i] for i in after.keys() - before.keys()] == texts


def test_a_removed_file_goes(library: Library) -> None:
    """Chunks, words and vectors of a vanished file go with it."""
    library.index()
    (library.folder / "lamp.md").unlink()

    assert list(map(name, library.index().removed)) == ["lamp.md"]
    assert library.names() == ["cellar.txt", "keeper.txt"]
    assert not any("liters" in text for text in library.chunks().values())


def test_a_renamed_file_is_found_under_its_new_name_only(library: Library) -> None:
    """A rename is a removal and an addition."""
    library.index()
    (library.folder / "lamp.md").rename(library.folder / "light.md")

    report = library.index()

    assert (list(map(name, report.removed)), list(map(name, report.added))) == (
        ["lamp.md"],
        ["light.md"],
    )
    assert library.names() == ["cellar.txt", "keeper.txt", "light.md"]


def test_files_of_the_same_content_are_two_articles(library: Library) -> None:
    """Equal files have chunks of their own, and one stays when the other goes."""
    library.write("copy.txt", (library.folder / "keeper.txt").read_bytes())
    library.index()
    assert list(library.chunks().values()).count(
        "Osman Kaya lit the lamp every evening for forty-one years."
    ) == 2  # fmt: skip

    (library.folder / "keeper.txt").unlink()
    library.index()

    assert library.names() == ["cellar.txt", "copy.txt", "lamp.md"]


def test_other_settings_index_anew(library: Library) -> None:
    """Chunks of another length replace those that are there, and only once."""
    library.write("long.txt", " ".join(f"Sentence number {n} is here." for n in range(40)))
    library.index()
    before = len(library.chunks())

    report = library.index(chunk_tokens=40)

    assert (len(report.updated), len(report.unchanged)) == (4, 0)
    assert len(library.chunks()) > before
    assert len(library.index(chunk_tokens=40).unchanged) == 4


def test_a_kill_between_two_settings_leaves_no_vector_of_other_words(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where ids stay the same for other chunks, no run in between makes the halves disagree."""
    path = library.write("long.txt", " ".join(f"Sentence number {n} is here." for n in range(40)))
    library.index(path)
    whole = library.chunks()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("assistant.library.catalog.Catalog.put", killed)
        with pytest.raises(KeyboardInterrupt):
            library.index(path, chunk_tokens=40)
    with counted(library.encoder) as texts:
        library.index(path)

    assert library.chunks() == whole
    assert sorted(texts) == sorted(whole.values())  # all vectors are made again


def test_overlapping_roots_in_one_call(library: Library) -> None:
    """A file below two of the paths is one article."""
    report = library.index(library.folder, library.folder / "deep", library.folder / "lamp.md")

    assert sorted(map(name, report.added)) == ["cellar.txt", "keeper.txt", "lamp.md"]
    assert library.index(library.folder / "deep", library.folder).added == []


def test_a_folder_then_its_parent(library: Library) -> None:
    """A file first indexed with its folder goes when the parent is indexed without it."""
    library.index(library.folder / "deep")
    report = library.index()
    assert (len(report.added), len(report.unchanged)) == (2, 1)

    (library.folder / "deep/cellar.txt").unlink()

    assert list(map(name, library.index().removed)) == ["cellar.txt"]


def test_a_parent_then_its_folder(library: Library) -> None:
    """A file first indexed with the parent goes when its folder is indexed without it."""
    library.write("deep/more.txt", "There is more below.")
    library.index()
    (library.folder / "deep/cellar.txt").unlink()

    report = library.index(library.folder / "deep")

    assert list(map(name, report.removed)) == ["cellar.txt"]
    assert library.names() == ["keeper.txt", "lamp.md", "more.txt"]


def test_other_roots_stay(library: Library, tmp_path: Path) -> None:
    """Indexing one folder neither changes nor removes what came from another."""
    other = tmp_path / "articles-too"  # its name begins like the first one's
    other.mkdir()
    (other / "ship.txt").write_text("The ship sank in 1911.")
    library.index()
    (library.folder / "lamp.md").unlink()

    report = library.index(other)

    assert (report.removed, len(report.added)) == ([], 1)
    assert library.names() == ["cellar.txt", "keeper.txt", "lamp.md", "ship.txt"]


def test_a_file_linked_below_two_roots(library: Library, tmp_path: Path) -> None:
    """A linked file is one article, and answers wherever it is linked."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "link.txt").symlink_to(library.folder / "keeper.txt")
    library.index()
    settings = Settings(store=library.store)

    with Assistant(settings, encoder=library.encoder) as assistant:
        assistant.index(other)
        assert [entry.key for entry in assistant.entries()] == [str(library.folder / "keeper.txt")]
        assistant.index(library.folder)
        assert len(assistant.entries()) == 3


@pytest.mark.parametrize("trouble", ["missing", "empty", "other"])
def test_a_path_without_articles_removes_nothing(library: Library, trouble: str) -> None:
    """A path that is missing, empty or of no known format is an error, and all stays."""
    library.index()
    before = library.chunks()
    path = library.folder.parent / trouble
    if trouble == "empty":
        path.mkdir()
    elif trouble == "other":
        path = library.write("picture.png", b"\x89PNG")

    with pytest.raises(LibraryError, match=path.name) as raised:
        library.index(library.folder, path)

    assert "\n" not in str(raised.value)
    assert library.chunks() == before


def test_a_library_that_vanishes_removes_nothing(library: Library) -> None:
    """A folder that is gone, such as a disk not mounted, does not empty the index."""
    library.index()
    library.folder.rename(library.folder.parent / "elsewhere")

    with pytest.raises(LibraryError, match="no file or folder"):
        library.index()

    assert len(library.names()) == 3


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is empty"), (b" \n", "is empty"), (b"\x00\x01\x02" * 100, "binary|text|read")],
)
def test_a_file_that_turns_unreadable(library: Library, content: bytes, reason: str) -> None:
    """It is listed with one line, the rest is indexed, and the note goes when it reads again."""
    library.index()
    was = (library.folder / "keeper.txt").read_bytes()
    library.write("keeper.txt", content)
    library.write("new.txt", "Something new.")

    report = library.index()

    assert [name(f.source) for f in report.failed] == ["keeper.txt"]
    assert list(map(name, report.added)) == ["new.txt"]
    failures = library.failures()
    assert list(failures) == ["keeper.txt"]
    assert len(failures["keeper.txt"].splitlines()) == 1
    assert any(word in failures["keeper.txt"] for word in reason.split("|"))

    library.write("keeper.txt", was)  # unchanged since it was last indexed
    report = library.index()
    assert (report.failed, library.failures()) == ([], {})


def test_a_file_without_permission(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is listed and what was known of it stays until it is."""
    library.index()
    before = library.chunks()
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "lamp.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    with monkeypatch.context() as patch:  # root may read anything, so it is played
        patch.setattr(Path, "read_bytes", refuse)
        report = library.index()
    assert [f.reason for f in report.failed] == [
        "cannot be read (Permission denied): check its permissions"
    ]
    assert library.chunks() == before

    assert len(library.index().unchanged) == 3
    assert library.failures() == {}


def test_a_failure_noted_below_another_root(library: Library) -> None:
    """A note made when the folder was indexed goes when its parent reads the file, and back."""
    good = (library.folder / "deep/cellar.txt").read_bytes()
    for first, second in [("deep", ""), ("", "deep")]:
        library.write("deep/cellar.txt", b"")
        library.index(library.folder / first)
        assert list(library.failures()) == ["cellar.txt"]

        library.write("deep/cellar.txt", good)
        library.index(library.folder / second)
        assert library.failures() == {}


def test_a_failed_file_that_is_deleted(library: Library) -> None:
    """With the file its note goes; notes on other folders stay."""
    bad = library.write("bad.txt", b"")
    library.write("deep/bad-too.txt", b"")
    library.index()
    bad.unlink()
    library.index(library.folder / "deep")
    assert sorted(library.failures()) == ["bad-too.txt", "bad.txt"]

    library.index()

    assert list(library.failures()) == ["bad-too.txt"]


@pytest.mark.parametrize("moment", ["before it is read", "before it is loaded"])
def test_a_file_deleted_meanwhile(
    library: Library, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """A file deleted between listing and reading is listed as gone; the next run removes it."""
    library.index()
    path = library.write("lamp.md", "# The lamp\n\nIt is electric now.\n")
    if moment == "before it is read":

        def vanish(file: Path) -> bytes:
            if file.name == "lamp.md":
                path.unlink(missing_ok=True)
            return read_bytes(file)

        monkeypatch.setattr(sources, "read_bytes", vanish)
    else:
        reconcile = Store.reconcile

        def unlink(store: Store) -> None:
            path.unlink(missing_ok=True)
            reconcile(store)

        monkeypatch.setattr(Store, "reconcile", unlink)

    report = library.index()

    assert [f.reason for f in report.failed] == ["is gone (deleted or a broken link): index again"]
    assert list(map(name, library.index().removed)) == ["lamp.md"]
    assert library.failures() == {}


def test_a_file_that_changes_while_it_is_indexed(library: Library) -> None:
    """It is in the index in one of its states, whole; the next run has the last one."""
    states = [f"# The lamp\n\n{'Oil is dear. ' * n}It burns {n} liters.\n" for n in (7, 90)]
    hashes = [hashlib.sha256(state.encode()).hexdigest() for state in states]
    ended = threading.Event()

    def change() -> None:
        while not ended.is_set():
            for state in states:
                library.write("lamp.new", state).replace(library.folder / "lamp.md")

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(20):
            library.index()
            with library.opened() as store:
                article = store.catalog.article(str(library.folder / "lamp.md"))
                sentences = store.catalog.sentences(article.source)
            held = hashes.index(article.sha256)
            own = [sentence.span.of(article.text) for sentence in sentences]
            assert own[-1] == f"It burns {(7, 90)[held]} liters."
            assert own.count("Oil is dear.") == (7, 90)[held]
    finally:
        ended.set()
        changing.join()
    library.index()
    with library.opened() as store:
        last = store.catalog.article(str(library.folder / "lamp.md"))
    assert last.sha256 == hashes[1]


def test_links_that_loop(library: Library) -> None:
    """A folder that contains a link to itself is read once; a broken link is told."""
    (library.folder / "deep/up").symlink_to(library.folder)
    (library.folder / "self.txt").symlink_to(library.folder / "self.txt")

    report = library.index()

    assert len(report.added) == 3
    assert [name(f.source) for f in report.failed] == ["self.txt"]
    assert library.index().added == []


def test_a_name_that_is_not_text(library: Library) -> None:
    """A file whose name is not UTF-8 is listed in a form that can be stored and printed."""
    (library.folder / os.fsdecode(b"caf\xe9.txt")).write_text("Closed on Mondays.")

    report = library.index()

    assert len(report.added) == 3
    assert library.failures() == {r"caf\udce9.txt": "has a name that is not valid UTF-8: rename it"}
    (library.folder / os.fsdecode(b"caf\xe9.txt")).unlink()
    library.index()
    assert library.failures() == {}


def test_the_same_relative_name_in_another_folder(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files that are called alike from where the program was started are both kept."""
    (tmp_path / "b/articles").mkdir(parents=True)
    (tmp_path / "b/articles/lamp.md").write_text("Another lamp.")
    monkeypatch.chdir(tmp_path)
    library.index(Path("articles"))
    monkeypatch.chdir(tmp_path / "b")

    library.index(Path("articles"))

    assert library.names() == ["cellar.txt", "keeper.txt", "lamp.md", "lamp.md"]
    assert library.index(Path("articles")).added == []


def test_articles_from_no_file(library: Library) -> None:
    """Articles of a question set are mirrored under their own name, beside files."""

    def article(source: str, text: str) -> Article:
        return Article(source, text, "Title", None, text, (Block(Span(0, len(text))),))

    library.index()
    with library.opened() as store:
        make = indexer.Indexer(store, library.encoder, Settings())
        first = [article("Oil/0001", "Oil is dear."), article("Oil/0002", "Oil is black.")]
        assert make.index_articles(first, "set").added == ["Oil/0001", "Oil/0002"]
        report = make.index_articles([article("Oil/0001", "Oil is cheap.")], "set")
        assert (report.updated, report.removed) == (["Oil/0001"], ["Oil/0002"])
        assert store.catalog.article("Oil/0001").text == "Oil is cheap."
    assert len(library.names()) == 4


def test_an_article_without_a_sentence(library: Library) -> None:
    """A file of marks alone is either indexed or told about."""
    library.write("marks.txt", "*** --- ***\n\n???\n")

    report = library.index()

    assert "marks.txt" in [*map(name, report.added), *(name(f.source) for f in report.failed)]
    assert len(library.index().added) == 0


def test_progress_reaches_its_end(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes done never fall and end at the bytes to do, in small batches too."""
    monkeypatch.setattr(indexer, "_BATCH", 1)
    library.write("empty.txt", b"")
    said: list[tuple[int, int, str]] = []

    with library.opened() as store:
        indexer.Indexer(store, library.encoder, Settings()).index_paths(
            [library.folder], lambda *step: said.append(step)
        )

    done = [step[0] for step in said]
    assert done == sorted(done)
    assert said[-1][0] == said[-1][1]


def test_answers_from_a_root_whose_files_all_failed(library: Library, tmp_path: Path) -> None:
    """Opening a folder of which nothing could be read finds nothing, and says so."""
    library.index()
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.txt").touch()
    settings = Settings(store=library.store)

    with Assistant(settings, encoder=library.encoder) as assistant:
        report = assistant.index(bad)
        answer = assistant.ask("How much oil did the lamp burn?")

    assert len(report.failed) == 1
    assert (answer.abstained, answer.passages) == (True, ())


def test_other_formats_are_counted_and_paths_can_be_forgotten(library: Library) -> None:
    """What is left out is said, and a folder that is gone for good can be dropped."""
    library.write("a.txt", "The lamp burned twelve liters of oil.")
    library.write("b.xyz", "%PDF")
    with library.opened() as store:
        indexing = indexer.Indexer(store, library.encoder, Settings(store=library.store))
        report = indexing.index_paths([library.folder])
        assert [note for _, note in report.warnings] == [
            f"left out 1 .xyz: only {formats()} are read"
        ]
        assert indexing.forget([library.folder]).removed == report.added
        assert (store.catalog.chunk_ids(), store.vectors.ids()) == (set(), set())
