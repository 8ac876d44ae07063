"""A receipt as a page: self-contained, inert, and checkable itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.answer import NOT_FOUND, Answer, Statement
from assistant.receipts.page import receipt_page
from assistant.receipts.receipt import make_receipt
from assistant.types import Citation, Passage, Span
from assistant.verify_receipt import check, load
from receipts.making import ASKED, cite, receipt_of

HOSTILE = "</script><script>alert(1)</script>--><!-- ]]> \u202e \"'& <img src=x onerror=alert(2)>"


def _page(answer: Answer) -> str:
    return receipt_page(
        make_receipt(answer.question, answer, asked=ASKED, paths=lambda source: None)
    )


def _quoting(question: str, words: str) -> Answer:
    citation = Citation(1, "a.md", words, "0" * 64, 0, len(words), words, author=words)
    said = (Statement(words, (1,)),)
    return Answer(question, words, False, 0.9, (citation,), note=words, statements=said)


@pytest.mark.parametrize(
    "answer",
    [
        _quoting(HOSTILE, HOSTILE),
        Answer(HOSTILE, NOT_FOUND, True, 0.1, passages=(Passage("x", HOSTILE, 0, 5, 1, HOSTILE),)),
        Answer(HOSTILE, HOSTILE, False, 1.0),
    ],
)
def test_hostile(answer: Answer) -> None:
    """Markup in a question, a title or a quote shows as text, and none of it takes effect."""
    page = BeautifulSoup(_page(answer), "lxml")
    assert [script["type"] for script in page.find_all("script")] == ["application/json"]
    assert not page.find_all(["img", "link", "iframe"])
    shown = HOSTILE.replace("\u202e", "\ufffd")
    assert [page.h1.get_text() if page.h1 else "", shown in page.get_text()] == [shown, True]
    record = page.find("script")
    assert record
    assert json.loads(record.get_text())["question"] == HOSTILE


@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_any_text(question: str, words: str) -> None:
    """Whatever is quoted, the page can be written, and the record within read."""
    page = _page(_quoting(question, words)).encode("utf-8").decode("utf-8")
    found = re.search(r'<script type="application/json" id="receipt">(.*?)</script>', page, re.S)
    assert found
    assert json.loads(found[1])["citations"][0]["quote"] == words


def test_self_contained() -> None:
    """The page asks for nothing, forbids itself to, and says how it is checked."""
    page = _page(_quoting("Who?", "He was."))
    assert not re.search(r"""(?:src|href)=|url\(|@import|https?://""", page)
    assert "default-src 'none'" in page
    assert "assistant verify RECEIPT.html" in page
    assert "python verify_receipt.py RECEIPT.html" in page


def test_checkable(tmp_path: Path) -> None:
    """The page itself is read as the receipt, and its quotes are found."""
    lamp = tmp_path / "lamp.md"
    lamp.write_text("It **burned** oil </script> twice.\n", encoding="utf-8")
    receipt = receipt_of(tmp_path, [cite(lamp, "lamp.md", Span(0, 21))])
    file = tmp_path / "receipt.html"
    file.write_text(receipt_page(receipt), encoding="utf-8")
    assert load(file) == json.loads(receipt.to_json())
    assert [finding.status for finding in check(load(file), tmp_path)] == ["verbatim"]
