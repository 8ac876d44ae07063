"""What a statement puts in quotation marks."""

from __future__ import annotations

import pytest

from assistant.checking.quotations import check_quotations

_QUOTE = "“It’s a sad day – we can’t go on like this,” she told the ‘Times’. “We must stop now.”"


@pytest.mark.parametrize(
    "statement",
    [
        "She said: \"It's a sad day - we can't go on like this.\"",
        "She called it «a sad day».",
        "She called it „a sad day“.",
        "She said it was “a sad … day”.",
        "She said “a sad day […] like this”.",
        "She called it ‘a sad day’.",
        "She told the “Times”.",
        "“we must\u00a0stop now!”",
        "She doesn't think it's the others' fault.",
        "She said “we must stop.",
    ],
)
def test_kept_word_for_word(statement: str) -> None:
    """Words that stand in the quote may be quoted, whatever the marks."""
    assert check_quotations(statement, [_QUOTE]) == []


@pytest.mark.parametrize(
    "statement",
    [
        "She called it “a bad day”.",
        "She called it “a day”.",
        "She said “we must stop now … a sad day”.",
        "She said “it’s a sad day. We must stop now.”",
        "She told the “Post”.",
        "She called it ‘a very sad day’.",
        "She called it «a bad day».",
    ],
)
def test_changed(statement: str) -> None:
    """Words that are not in the quote, or not in this order, may not be quoted."""
    (reason,) = check_quotations(statement, [_QUOTE])
    assert reason.kind == "quotation"


def test_two_quotes_do_not_make_one() -> None:
    """A quotation stands in one quote, not in two."""
    quotes = ["We must stop now.", "This is a sad day."]
    assert check_quotations("“stop now … a sad day”", quotes)
