"""Tables: their rows, each a block."""

from __future__ import annotations

import pytest
from documents import LAMP
from pace import within

from assistant.library.formats import tables

from .reading import blocks, read, refused, texts


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_what_parts_cells_is_told_by_the_rows(mark: str) -> None:
    """Commas, semicolons, tabs and bars are told apart; quoted cells may hold any of them."""
    rows = [["keeper", "years"], ["Kaya, O.; the elder", "41"], ["Selma", "12"]]
    data = "".join(mark.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows).encode()
    assert texts(read(data, ".csv")) == [" | ".join(row) for row in rows]


def test_rows_are_blocks() -> None:
    """Line ends within cells are spaces, empty cells and rows are left out, letters are whole."""
    data = 'Größe;"a\nb"\n;;\n \n\u200bA;;Œ\n'.encode()
    assert blocks(read(data, ".csv")) == [("row", "Größe | a b"), ("row", "A | Œ")]


def test_in_tsv_only_tabs_part() -> None:
    """What is called .tsv may have commas in every cell."""
    assert texts(read(b"a, b\tc, d\ne, f\tg, h\n", ".tsv")) == ["a, b | c, d", "e, f | g, h"]


def test_prose_is_a_row() -> None:
    """A file without any cells is read by its lines."""
    assert texts(read(f"{LAMP}\n".encode(), ".csv")) == [LAMP]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is longer than is read is refused as a whole."""
    monkeypatch.setattr(tables, "_MOST_ROWS", 3)
    assert refused(b"a,b\n" * 4, ".csv") == "has more than 3 rows: split it"


def test_a_faulty_table_is_refused() -> None:
    """A cell without an end is told."""
    assert refused(b'a,"' + b"x" * 200_000, ".csv").startswith("cannot be read as a table (")


@pytest.mark.parametrize("row", ['"', ",", '",', "'\"a\n", ";\t|,\n"])
def test_no_table_takes_long(row: str) -> None:
    """Marks without end are read or refused in no time."""
    data = (row * (100_000 // len(row)) + f"\n{LAMP}\n").encode()
    with within(5):
        try:
            read(data, ".csv")
        except Exception as exc:
            assert type(exc).__name__ == "ArticleError"  # noqa: PT017


def test_quotation_marks_that_enclose_no_cell() -> None:
    """Rows stay apart, and marks stand as they are written, where one is not closed."""
    assert texts(read(b'a,b\n"12 inch,x\n7,"so" it\n', ".csv")) == [
        "a | b",
        '"12 inch | x',
        '7 | "so" it',
    ]
    assert texts(read(b'a\tb\n"oil\tx\nwick\ty\n', ".tsv")) == ["a | b", '"oil | x', "wick | y"]
    assert texts(read(b'a,b\n"oil, 12",x\n', ".csv")) == ["a | b", "oil, 12 | x"]
