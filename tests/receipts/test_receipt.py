"""What stands in a receipt."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from assistant.answering.answer import NOT_FOUND, Answer, Statement
from assistant.checking.values import Reason
from assistant.receipts.receipt import Anchor, make_receipt
from assistant.types import Passage, Span
from receipts.making import ASKED, cite, receipt_of, sentences

TEXT = "---\ntitle: The lamp\n---\nIt **burned** oil. It burned oil.\n\nIt *burned* oil.\n"


@pytest.fixture
def lamp(tmp_path: Path) -> Path:
    """An article that says the same three times."""
    file = tmp_path / "lamp.md"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_fields(lamp: Path) -> None:
    """A receipt says what was asked and answered when, by what, and where each quote stands."""
    record = json.loads(receipt_of(lamp.parent, [cite(lamp, "lamp.md", Span(0, 14))]).to_json())
    assert record["format"] == "quoting-assistant/receipt"
    assert (record["version"], record["asked"]) == (1, "2025-10-09T08:53:20+00:00")
    assert record["program"]["version"]
    assert (record["question"], record["abstained"], record["model"]) == ("Who?", False, None)
    (citation,) = record["citations"]
    assert citation["quote"] == "It burned oil."
    assert citation["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert citation["bytes"] == len(TEXT)
    assert citation["in_file"] == {"start": 0, "end": 14, "line": 4}
    assert (citation["file"], citation["author"]) == ("lamp.md", "Osman Kaya")


def test_each_place(lamp: Path) -> None:
    """Of equal sentences each is anchored at its own place, whatever markup is among them."""
    spans = sentences(lamp)
    citations = [cite(lamp, "lamp.md", span, number) for number, span in enumerate(spans, start=1)]
    anchors = receipt_of(lamp.parent, citations).anchors
    assert [anchor.place and anchor.place.line for anchor in anchors] == [4, 4, 6]
    assert [anchor.place and anchor.place.start for anchor in anchors] == [0, 15, 31]


def test_no_path(lamp: Path) -> None:
    """Where the file lies on this machine is not in a receipt."""
    text = receipt_of(lamp.parent, [cite(lamp, str(lamp), Span(0, 14))]).to_json()
    assert str(lamp.parent) not in text
    assert json.loads(text)["citations"][0]["source"] == "lamp.md"


def test_changed_file(lamp: Path) -> None:
    """A file that no longer has the bytes that were quoted, or is gone, anchors nothing."""
    citation = cite(lamp, "lamp.md", Span(0, 14))
    lamp.write_text("Else.", encoding="utf-8")
    assert receipt_of(lamp.parent, [citation]).anchors == (Anchor(),)
    lamp.unlink()
    assert receipt_of(lamp.parent, [citation]).anchors == (Anchor(),)
    answer = Answer("Who?", "x", False, 1.0, citations=(citation,))
    receipt = make_receipt("Who?", answer, asked=ASKED, paths=lambda source: None)
    assert receipt.anchors == (Anchor(),)


def test_abstention() -> None:
    """An abstention makes a receipt too, with the nearest passages as such and without quotes."""
    passages = tuple(Passage(f"/x/{n}.md", "T", n, n + 5, 0.5, "Words") for n in range(5))
    answer = Answer("Who?", NOT_FOUND, True, 0.1, passages=passages)
    receipt = make_receipt("Who?", answer, asked=ASKED, paths=lambda source: None)
    record = json.loads(receipt.to_json())
    assert (record["abstained"], record["citations"]) == (True, [])
    assert [passage["source"] for passage in record["nearest"]] == ["0.md", "1.md", "2.md"]


def test_statements(lamp: Path) -> None:
    """A model's statements stand in the receipt with what the check said of them."""
    marked = Statement("It burned 3.", (1,), (Reason("number", "3 is not in the source"),))
    answer = Answer("Who?", "x", False, 1.0, model="m", statements=(marked,))
    record = make_receipt("Who?", answer, asked=ASKED, paths=lambda source: None).to_dict()
    assert record["model"] == "m"
    assert record["statements"][0]["supported"] is False


def test_half_characters() -> None:
    """A question with half of a pair makes a file that can be written and read again."""
    answer = Answer("\ud800?", "\ud83d", True, 0.0)
    text = make_receipt("\ud800?\0", answer, asked=ASKED, paths=lambda source: None).to_json()
    assert json.loads(text.encode())["question"] == "\ud800?\0"
