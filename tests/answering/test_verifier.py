"""Where a quote stands against today's file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant, Citation, Settings
from assistant.answering.verifier import verify
from assistant.library.loaders import extract_file, make_article
from assistant.models.embeddings import Encoder
from assistant.types import Span, Status

TEXT = "# Boats\n\nThe harbor of Cide counts 57 boats. İt is café-like 🗼.\n"
QUOTE = "The harbor of Cide counts 57 boats."


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Assistant]:
    """An assistant over a file with one article."""
    folder = tmp_path_factory.mktemp("harbor")
    (folder / "harbor.md").write_bytes(TEXT.encode())
    settings = Settings(store=folder / "store")
    with Assistant.open(folder / "harbor.md", settings=settings, encoder=encoder) as assistant:
        yield assistant


@pytest.fixture
def harbor(opened: Assistant) -> Iterator[Path]:
    """That file, as it was indexed; tests may do with it what they like."""
    file = Path(opened.entries()[0].source)
    yield file
    if file.is_dir():
        file.rmdir()
    file.write_bytes(TEXT.encode())


def cited(opened: Assistant) -> Citation:
    """The first citation of a new answer."""
    return opened.ask("How many boats does the harbor of Cide count?").citations[0]


def test_a_quote_stands_until_its_file_changes(opened: Assistant, harbor: Path) -> None:
    """Edits, deletion and restoring give each answer the status of the moment."""
    steps: list[tuple[bytes | None, Status]] = [
        (TEXT.encode(), "verbatim"),
        (TEXT.replace("café", "bar").encode(), "verbatim"),  # an edit behind the quote
        (TEXT.replace("# Boats", "# Many boats").encode(), "moved"),
        (TEXT.replace("57", "75").encode(), "changed"),
        (TEXT.replace("counts 57", "does not count 57").encode(), "changed"),
        (b"", "changed"),
        (b"\x00\x01\x02\x03" * 100, "changed"),
        (None, "missing"),
        (TEXT.encode(), "verbatim"),
    ]
    for data, status in steps:
        if data is None:
            harbor.unlink()
        else:
            harbor.write_bytes(data)
        citation = cited(opened)
        assert (citation.status, citation.quote, citation.start) == (status, QUOTE, 7), data


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_another_encoding_is_the_same_text(opened: Assistant, harbor: Path, encoding: str) -> None:
    """A file that was saved in another encoding still says the same at the same place."""
    harbor.write_bytes(TEXT.encode(encoding))

    assert cited(opened).status == "verbatim"


def test_other_line_ends_move_a_quote(opened: Assistant, harbor: Path) -> None:
    """CRLF in place of LF shifts what comes after."""
    harbor.write_bytes(TEXT.replace("\n", "\r\n").encode())

    assert cited(opened).status == "moved"


def test_a_moved_quote_says_where_it_is(opened: Assistant, harbor: Path) -> None:
    """Of several places the one with the same words around it is where it stands now."""
    harbor.write_bytes(f"# Boats\n\nLook: {QUOTE} They said so.\n\n{TEXT[9:]}".encode())
    citation = cited(opened)
    text = extract_file(harbor, harbor.read_bytes()).text
    harbor.write_bytes(TEXT.encode())
    again = verify(citation, opened.store.catalog)

    place = text.rindex(QUOTE)
    assert place != text.index(QUOTE)
    assert (citation.status, citation.now) == ("moved", Span(place, place + len(QUOTE)))
    assert (again.status, again.now) == ("verbatim", None)


def test_a_folder_in_its_place_is_a_change(opened: Assistant, harbor: Path) -> None:
    """What cannot be read as a file any more, but is there, is changed."""
    harbor.unlink()
    harbor.mkdir()

    assert cited(opened).status == "changed"


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "The harbor of Cide counts 75 boats."},
        {"quote": QUOTE.lower()},
        {"quote": QUOTE + " "},
        {"start": 8},
        {"end": 10_000},
        {"quote": ""},
    ],
)
def test_a_quote_that_was_not_sliced_is_an_error(
    opened: Assistant, change: dict[str, str | int]
) -> None:
    """A citation that somebody wrote is never shown."""
    forged = replace(cited(opened), **change)  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="quotes must be sliced, not written"):
        verify(forged, opened.store.catalog)


def test_an_article_without_a_file_is_its_own_witness(
    opened: Assistant, tmp_path: Path, encoder: Encoder
) -> None:
    """Articles of a question set have no file: their indexed text is all there is."""
    data = TEXT.encode()
    article = make_article("set/0001", data, extract_file(Path("x.md"), data))
    with Assistant(Settings(store=tmp_path / "other"), encoder=encoder) as assistant:
        assistant.index_articles([article], "set")
        citation = cited(assistant)

    assert (citation.status, citation.source, citation.quote) == ("verbatim", "set/0001", QUOTE)


def test_indexing_again_makes_a_moved_quote_verbatim(opened: Assistant, harbor: Path) -> None:
    """The index follows the file: the quote has its new place and the file's new hash."""
    before = cited(opened)
    harbor.write_bytes(b"Look:\n\n" + TEXT.encode())
    assert cited(opened).status == "moved"
    opened.index(harbor)
    after = cited(opened)
    harbor.write_bytes(TEXT.encode())
    opened.index(harbor)

    assert (after.status, after.start, after.quote) == ("verbatim", before.start + 7, QUOTE)
    assert after.sha256 != before.sha256
