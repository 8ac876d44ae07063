"""Confidence rises with the similarity of the best sentence that can be quoted."""

from __future__ import annotations

from assistant import Assistant
from assistant.answering.confidence import confidence
from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.types import Sentence, Span


def found(*sentences: tuple[float, bool]) -> Retrieval:
    """A retrieval of sentences with these similarities; whether each can be quoted."""
    return Retrieval(
        sentences=tuple(
            ScoredSentence("a.md", "A", Sentence(Span(0, 1), quotable), "A", 1.0, similarity)
            for similarity, quotable in sentences
        )
    )


def test_more_similar_is_more_confident() -> None:
    """Confidence lies between 0 and 1 and rises with similarity."""
    values = [confidence(found((similarity, True))) for similarity in (-1, 0, 0.4, 0.6, 0.8, 1)]

    assert values == sorted(values)
    assert 0 <= values[0] < 0.001
    assert 0.99 < values[-1] <= 1


def test_a_heading_gives_no_confidence() -> None:
    """What is not quotable does not count, however similar it is."""
    assert confidence(found((0.99, False), (0.5, True))) == confidence(found((0.5, True)))


def test_nothing_found_is_no_confidence() -> None:
    """An empty retrieval is as good as a refusal."""
    assert confidence(Retrieval()) < 1e-6


def test_here_and_not_here_are_told_apart(assistant: Assistant) -> None:
    """A question the library answers is more certain than one it does not."""
    here = assistant.ask("When was the salt works of Tuzla founded?").confidence
    elsewhere = assistant.ask("Who won the chess championship in Reykjavik?").confidence

    assert here > 0.8
    assert elsewhere < 0.1
