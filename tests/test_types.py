"""Values: spans are checked when they are made, dictionaries are what the README promises."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from assistant.types import Citation, Passage, Span


def test_a_span_covers_its_characters() -> None:
    """A span is half-open and counts characters, not bytes."""
    text = "İn 👩‍👧 a\u0301 end"
    span = Span(3, 6)

    assert span.of(text) == "👩‍👧"
    assert len(span) == 3  # woman, joiner, girl


def test_an_empty_span_is_allowed() -> None:
    """A span may hold nothing."""
    assert Span(4, 4).of("word") == ""
    assert len(Span(4, 4)) == 0


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_a_span_that_cannot_be_is_refused(start: int, end: int) -> None:
    """A span that begins before the text or ends before it begins is an error."""
    with pytest.raises(ValueError, match="must satisfy 0 <= start <= end"):
        Span(start, end)


def test_spans_sort_by_place() -> None:
    """Spans are ordered by where they begin, then by where they end."""
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 4)]) == [Span(0, 4), Span(0, 9), Span(2, 3)]


def test_a_span_cannot_be_changed() -> None:
    """Values are frozen."""
    with pytest.raises(FrozenInstanceError):
        Span(0, 1).end = 2  # type: ignore[misc]


def test_a_passage_as_json_leaves_its_text_out() -> None:
    """A passage in JSON says where it stands and how well it scored, to four places."""
    passage = Passage("a.md", "A", 3, 9, 0.123456, "secret")

    assert passage.to_dict() == {
        "source": "a.md",
        "title": "A",
        "start": 3,
        "end": 9,
        "score": 0.1235,
    }


def test_a_citation_as_json_holds_the_quote_and_its_place() -> None:
    """A citation in JSON has the fields that the design fixes, its author, date and context."""
    citation = Citation(
        1, "a.md", "A", "ab12", 3, 9, "quoted", sentences=(Span(3, 9),), before="b", after="c"
    )
    said = {
        **{"id": 1, "source": "a.md", "title": "A", "author": None, "date": None},
        **{
            "sha256": "ab12",
            "start": 3,
            "end": 9,
            "page": None,
            "section": None,
            "quote": "quoted",
        },
        **{"quote": "quoted", "before": "b", "after": "c", "status": "verbatim", "now": None},
    }
    moved = replace(citation, status="moved", now=Span(5, 11), author="Selma", date="1961")

    assert citation.to_dict() == said
    assert moved.to_dict() == {
        **said,
        **{"status": "moved", "now": {"start": 5, "end": 11}, "author": "Selma", "date": "1961"},
    }
