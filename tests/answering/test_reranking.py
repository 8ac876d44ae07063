"""A second model's order: scores change hands, the rest stays where it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cross_encoders import make_cross_encoder
from numpy.typing import NDArray

from assistant import Assistant, Settings
from assistant.answering import reranking
from assistant.answering.reranking import rerank
from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.errors import ModelError
from assistant.models.embeddings import Encoder
from assistant.models.reranker import Reranker
from assistant.types import Passage, Sentence, Span

LIKED = {"a": 1.0, "b": 3.0, "c": 2.0, "d": 9.0, "e": 3.0}


def score(question: str, texts: Sequence[str]) -> NDArray[np.float32]:
    """What the table says of a text, whose title comes first."""
    assert question == "Why?"
    return np.array([LIKED[text.removeprefix("T\n")] for text in texts], dtype=np.float32)


def found(letters: str) -> Retrieval:
    """Passages and sentences of one letter, from 0.9 down by tenths."""
    scores = [0.9 - 0.1 * place for place in range(len(letters))]
    pairs = list(zip(letters, scores, strict=True))
    return Retrieval(
        tuple(Passage("s", "T", 0, 1, score, text) for text, score in pairs),
        tuple(
            ScoredSentence("s", "T", Sentence(Span(0, 1)), text, score, ord(text) / 1000)
            for text, score in pairs
        ),
    )


def test_scores_change_hands() -> None:
    """The best score goes to what the model likes best, and what it has not read stays behind."""
    given = found("abcd")
    passages = rerank("Why?", given, score, 3).passages

    # Of a, b, c it likes b (3), then c (2), then a (1); d would be liked best, but is not read.
    assert [passage.text for passage in passages] == ["b", "c", "a", "d"]
    assert [p.score for p in passages] == [p.score for p in given.passages]


def test_sentences_keep_their_similarity() -> None:
    """Confidence rests on the similarity, which is no matter of order."""
    sentences = rerank("Why?", found("abcd"), score, 0).sentences

    assert [sentence.text for sentence in sentences] == ["d", "b", "c", "a"]
    assert [s.similarity for s in sentences] == [ord(s.text) / 1000 for s in sentences]


def test_what_is_liked_alike_stays_in_order() -> None:
    """Equal scores change nothing, so that the same question has the same answer."""
    assert [p.text for p in rerank("Why?", found("eb"), score, 2).passages] == ["e", "b"]
    assert [p.text for p in rerank("Why?", found("be"), score, 2).passages] == ["b", "e"]


def test_few_sentences_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time is bounded: beyond the first sentences none is read."""
    monkeypatch.setattr(reranking, "_SENTENCES", 2)

    texts = [sentence.text for sentence in rerank("Why?", found("abcd"), score, 0).sentences]
    assert texts == ["b", "a", "c", "d"]


def test_nothing_found_is_nothing_to_order() -> None:
    """An empty retrieval stays empty."""
    assert rerank("Why?", Retrieval(), lambda *_: np.zeros(0, np.float32), 10) == Retrieval()


def test_an_assistant_is_set_to_a_cross_encoder(
    assistant: Assistant, tmp_path: Path, encoder: Encoder
) -> None:
    """The setting decides the order of an assistant's passages and sentences."""
    question = "Who kept the lamp at night?"
    model = make_cross_encoder(tmp_path / "tiny")
    settings = Settings(store=tmp_path / "store", reranker=str(model), llm="none")
    roots = [entry.path for entry in assistant.entries() if entry.path]
    with Assistant.open(roots, settings=settings, encoder=encoder) as reranked:
        ordered = reranked.retriever.search(question)
        assert reranked.retriever.search(question) == ordered
        assert reranked.ask(question).citations
        plain = reranked.retriever
        plain._reranker = None
        expected = rerank(question, plain.search(question), Reranker(model).score, 10)

    assert ordered == expected
    first = replace(ordered.sentences[0], score=0.0)
    assert first in [replace(s, score=0.0) for s in plain_sentences(assistant, question)[:20]]


def plain_sentences(assistant: Assistant, question: str) -> tuple[ScoredSentence, ...]:
    """What is found without a second model."""
    return assistant.retriever.search(question).sentences


def test_a_wrong_name_is_told_at_once(tmp_path: Path, encoder: Encoder) -> None:
    """An assistant is not opened with a model that is not there, and lets go of the index."""
    store = tmp_path / "store"
    with pytest.raises(ModelError, match="is no folder"):
        Assistant(Settings(store=store, reranker="/no/such"), encoder=encoder)
    Assistant(Settings(store=store, reranker="none"), encoder=encoder).close()
