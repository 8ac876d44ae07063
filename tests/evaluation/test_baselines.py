"""The usual tutorial's retrieval and BM25 alone, on a real index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libraries import Library

from assistant import Settings
from assistant.answering.assistant import Assistant
from assistant.evaluation.baselines import TUTORIAL_DEPTH, lexical_search, open_baselines, split
from assistant.evaluation.question_sets.values import Question
from assistant.evaluation.runner import evaluate
from assistant.evaluation.side_by_side import MEASURES, PROGRAM, side_by_side
from assistant.models.embeddings import Encoder
from assistant.types import Article

OIL = Question("1", "How much oil did the lamp burn?", ("12 liters",))


@pytest.fixture
def assistant(library: Library, encoder: Encoder, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant over the small library."""
    settings = Settings(store=tmp_path / "index", llm="none", llm_url=None)
    with Assistant.open(library.folder, settings=settings, encoder=encoder) as assistant:
        yield assistant


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=" \n\r.aäİ🗼", max_size=3000))
def test_pieces_stand_where_they_say(text: str) -> None:
    """At most 1000 characters, sliced by their start out of the article's text."""
    for piece in split([Article("a.md", "0", "A", None, text)]):
        start = piece.metadata["start_index"]
        assert text[start : start + len(piece.page_content)] == piece.page_content
        assert len(piece.page_content) <= 1000


def test_long_articles_are_cut_with_an_overlap() -> None:
    """Pieces of 1000 characters, each beginning 200 before the last one ended or later."""
    text = " ".join(f"word{number:04d}" for number in range(400))
    pieces = split([Article("a.md", "0", "A", None, text)])
    assert len(pieces) > 3
    for before, after in pairwise(pieces):
        end = before.metadata["start_index"] + len(before.page_content)
        assert 0 < end - after.metadata["start_index"] <= 200


def test_both_ways_answer_with_a_sentence_of_the_first_passage(
    assistant: Assistant,
) -> None:
    """Sliced from the article; four passages at most by the tutorial's way."""
    articles = [assistant.article(entry.source) for entry in assistant.entries()]
    with open_baselines(assistant, articles, 10) as ways:
        assert [(way.name, way.depth) for way in ways] == [("tutorial", 4), ("bm25", 10)]
        for way in ways:
            answer = way.point(way.ask(OIL))
            (citation,) = answer.citations
            text = assistant.article(citation.source).text
            assert citation.quote == "The lamp burned 12 liters of oil a night."
            assert text[citation.start : citation.end] == citation.quote
            assert answer.passages[0].source == citation.source
            assert len(answer.passages) <= TUTORIAL_DEPTH
            assert not answer.abstained
            assert 0 < answer.confidence < 1
            for passage in answer.passages:
                whole = assistant.article(passage.source).text
                assert whole[passage.start : passage.end] == passage.text


def test_bm25_finds_nothing_without_a_shared_word(assistant: Assistant) -> None:
    """That is the only way in which it can tell that there is no answer."""
    assert lexical_search(assistant, 10)("zebra quagga") == []
    with open_baselines(assistant, [], 10) as (_, lexical):
        answer = lexical.point(lexical.ask(Question("1", "Zebra quagga?")))
    assert answer.abstained
    assert answer.confidence == 0


def test_a_follow_up_is_made_to_stand_alone(assistant: Assistant) -> None:
    """As in the program, so that retrieval is compared and nothing else."""
    question = Question("1", "And who lit it?", history=(("What is the lamp?", "x"),))
    with open_baselines(assistant, [], 10) as (_, lexical):
        found = {Path(passage.source).name for passage in lexical.ask(question).passages}
        assert found == {"keeper.txt", "lamp.md"}


def test_two_runs_at_a_time_do_not_share_their_pieces(assistant: Assistant) -> None:
    """Chroma's folders in memory are one folder for the whole process."""
    one, other = Article("1", "0", "A", None, "A cat."), Article("2", "0", "A", None, "A dog.")
    with open_baselines(assistant, [one], 4) as first, open_baselines(assistant, [other], 4):
        assert {p.source for p in first[0].search("cat")} == {"1"}


def test_side_by_side(assistant: Assistant) -> None:
    """The same figures of each way; deeper recall than a way gives passages is unknown."""
    articles = [assistant.article(entry.source) for entry in assistant.entries()]
    texts = {article.source: article.text for article in articles}
    none = Question("2", "Who won the chess game?", answerable=False)
    (lamp,) = (source for source in texts if source.endswith("lamp.md"))
    asked = [replace(OIL, gold=(lamp,)), none]
    program = evaluate(asked, lambda q: assistant.ask(q.text), texts)
    assert side_by_side(program, {}) == {}
    with open_baselines(assistant, articles, 10) as ways:
        others = {
            way.name: (evaluate(asked, way.ask, texts, finish=way.point), way.depth) for way in ways
        }
    found = side_by_side(program, others)
    assert list(found) == [PROGRAM, "tutorial", "bm25"]
    for figures in found.values():
        assert list(figures) == list(MEASURES)
        assert figures["recall@1"] == 1
        assert figures["answer@1"] == 1
        assert figures["passage_answer@1"] == 1
    assert (found["tutorial"]["recall@3"], found["tutorial"]["recall@5"]) == (1, None)
    assert found["bm25"]["recall@10"] == 1
