"""Folders of documents, some of which are hostile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from documents import KEEPER, LAMP, TOWER, docx, epub, odt, pdf, zipped
from libraries import Library, TinyEncoder

from assistant import Settings
from assistant.errors import ArticleError
from assistant.library import loaders
from assistant.library.extract import Extract
from assistant.library.indexer import Indexer
from assistant.types import Block, Span

HOSTILE = {
    "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "cut.pdf": pdf([KEEPER])[:80],
    "a\nb.odt": zipped({"content.xml": '<!DOCTYPE a [<!ENTITY a "b">]><a/>'}),
    "none.epub": zipped({"a.txt": "a"}),
    "empty.ipynb": b"",
    "other.csv": b"\x00\x01\x02\x03" * 40,
}


@pytest.fixture
def mixed(tmp_path: Path) -> Library:
    """Sound documents of every kind among hostile ones."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, data in HOSTILE.items():
        (folder / name).write_bytes(data)
    sound = {"a.pdf": pdf([KEEPER], [LAMP]), "b.docx": docx(TOWER), "c.odt": odt(KEEPER)}
    for name, data in {**sound, "d.epub": epub(LAMP), "e.csv": b"oil,12\n"}.items():
        (folder / name).write_bytes(data)
    return Library(folder, tmp_path / "store", TinyEncoder())


def test_the_rest_of_the_folder_goes_on(mixed: Library) -> None:
    """Each file that cannot be read is named with the reason and the cure; all others are in."""
    report = mixed.index()
    assert {Path(failure.source).name for failure in report.failed} == set(HOSTILE)
    assert all(": " in failure.reason for failure in report.failed)
    assert sorted(Path(source).name for source in report.added) == [
        *("a.pdf", "b.docx", "c.odt", "d.epub", "e.csv"),
    ]
    with mixed.opened() as store:
        article = store.catalog.article(next(s for s in report.added if s.endswith("a.pdf")))
        assert article.pages == (0, article.text.index(LAMP))
        assert article.extractor.startswith("pypdfium2 ")


def test_another_version_of_a_reader_reads_anew(
    mixed: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version of a library may read otherwise is indexed again, and nothing else."""
    mixed.index()
    for loader in ("portable", "word"):
        monkeypatch.setattr(
            f"assistant.library.formats.{loader}.library_version", lambda name: f"{name} 99"
        )
    with mixed.opened() as store:
        report = Indexer(store, mixed.encoder, Settings(store=mixed.store)).index_paths(
            [mixed.folder]
        )
    assert [Path(source).name for source in report.updated] == ["a.pdf", "b.docx"]
    assert len(report.unchanged) == 3


class _Other:
    """A loader of another package."""

    version = "other 1"

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        return Extract(data.decode(), (Block(Span(0, len(data))),))


class _Point:
    """An entry point of another package."""

    name = ".FB2"
    value = "other:loader"

    def load(self) -> _Other:
        """The loader."""
        return _Other()


class _Broken(_Point):
    """One that lacks what it stands on."""

    def load(self) -> _Other:
        """Fails."""
        raise ImportError("no such library")


@pytest.fixture
def bring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[_Point], None]]:
    """Has another package registered, for one test."""
    caches = (loaders._places, loaders.endings, loaders.loader_of)

    def register(point: _Point) -> None:
        monkeypatch.setattr(
            "assistant.library.loaders.metadata.entry_points",
            lambda group: [point] if group else [],
        )
        for held in caches:
            held.cache_clear()

    yield register
    for held in caches:
        held.cache_clear()


def test_other_packages_bring_loaders(bring: Callable[[_Point], None]) -> None:
    """A loader that is registered under an ending reads the files that have it."""
    bring(_Point())
    assert loaders.is_readable(Path("a.fb2"))
    assert ".fb2" in loaders.formats()
    assert loaders.extractor(Path("a.fb2")) == "other 1"
    assert loaders.extract_file(Path("a.fb2"), LAMP.encode()).text == LAMP


def test_a_package_that_cannot_be_loaded(bring: Callable[[_Point], None]) -> None:
    """Only its files cannot be read; the message names it."""
    bring(_Broken())
    assert loaders.extractor(Path("a.fb2")) == ""
    with pytest.raises(ArticleError, match=r"other:loader cannot be loaded .*no such library"):
        loaders.extract_file(Path("a.fb2"), LAMP.encode())
    assert loaders.extract_file(Path("a.md"), LAMP.encode()).text
