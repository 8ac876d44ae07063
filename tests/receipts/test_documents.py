"""Receipts of documents that only the program reads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from documents import KEEPER, LAMP, TOWER, docx, epub, odt, pdf

from assistant import verify_receipt
from assistant.commands import verify
from assistant.library.loaders import extractor
from assistant.receipts.page import receipt_page
from assistant.types import Span
from assistant.verify_receipt import check

from .making import both, cite, read_text, receipt_of, whole_receipt

DOCUMENTS = {
    "a.pdf": pdf([KEEPER], [LAMP, TOWER]),
    "a.docx": docx(KEEPER, LAMP),
    "a.odt": odt(KEEPER, LAMP),
    "a.epub": epub(KEEPER, LAMP),
    "a.rst": f"{KEEPER}\n\n*{LAMP}*\n".encode(),
    "a.csv": f'lamp,"{LAMP}"\n'.encode(),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents."""
    for name, data in DOCUMENTS.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_the_program_checks_what_the_script_cannot(folder: Path) -> None:
    """Every quote stands for the program; the script says that it has not looked, and who can."""
    record = whole_receipt(folder)
    alone, exact = both(record, folder)
    assert len(record["citations"]) > len(DOCUMENTS)
    assert {finding.status for finding in exact} == {"verbatim"}
    for finding in alone:
        assert not finding.stands
        assert finding.unchanged
        assert finding.reason.startswith("not checked: this script alone cannot read .")
        assert "assistant verify" in finding.reason
        assert not finding.checked
    assert all(citation["in_file"] is None for citation in record["citations"])
    assert [c["page"] for c in record["citations"] if c["file"] == "a.pdf"] == [1, 2, 2]


def test_an_edited_document_is_found_out(folder: Path) -> None:
    """Words that are no longer in a PDF are told to be gone."""
    record = whole_receipt(folder)
    (folder / "a.pdf").write_bytes(pdf([KEEPER], [TOWER]))
    _, exact = both(record, folder)
    pages = [finding for finding in exact if finding.source == "a.pdf"]
    assert [finding.status for finding in pages] == ["verbatim", "changed", "moved"]


def test_a_page_says_where_it_stands(folder: Path) -> None:
    """The reference in the HTML of a receipt names the page."""
    start = len(KEEPER) + 2
    citation = cite(folder / "a.pdf", "a.pdf", Span(start, start + len(LAMP)))
    assert citation.quote == LAMP
    page = receipt_page(receipt_of(folder, [citation]))
    assert f"a.pdf, p. 2, characters {start}–" in page
    assert "checked by the first alone" in page
    assert f"; read with {extractor(folder / 'a.pdf')}</figcaption>" in page


def test_on_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`assistant verify` ends with 0 and the script alone with 1, saying why."""
    file = folder / "receipt.json"
    record = whole_receipt(folder)
    file.write_text(json.dumps(record))
    text, code = verify_receipt.run(file, folder, False, verify._read_text)
    assert (code, "not checked" in text) == (0, False)
    done = subprocess.run(
        [sys.executable, verify_receipt.__file__, file, "--articles", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "the program can: assistant verify RECEIPT" in done.stdout
    assert "[1] unchecked " in done.stdout
    count = len(record["citations"])
    assert f"{count} not checked, in .csv, .docx, .epub, .odt, .pdf, .rst files" in done.stdout


def test_another_version_of_a_reader_is_told(folder: Path) -> None:
    """Where something else makes the text of a file now, that is said of its quotes alone."""
    record = whole_receipt(folder)
    assert {c["extractor"].split()[0] for c in record["citations"] if c["file"] == "a.pdf"} == {
        "pypdfium2"
    }
    same = check(record, folder, read_text, extractor)
    assert {finding.reason for finding in same} == {""}
    for citation in record["citations"]:
        if citation["file"] == "a.pdf":
            citation["extractor"] = "pypdfium2 0.1"
            citation["quote"] = citation["quote"].replace("liters", "gallons")
            citation["end"] = citation["start"] + len(citation["quote"])
        if citation["file"] == "a.docx":
            del citation["extractor"]  # a receipt that was written before it was noted
    for finding in check(record, folder, read_text, extractor):
        said = f"its text was made by pypdfium2 0.1, now by {extractor(folder / 'a.pdf')}"
        assert (said in finding.reason) == (finding.source == "a.pdf")
        assert ("look at the file itself" in finding.reason) == (not finding.stands)
