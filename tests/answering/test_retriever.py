"""Retrieval: passages and sentences of a real library, best first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from libraries import Library

from assistant import Assistant, Settings
from assistant.answering.retriever import Retriever
from assistant.errors import QuestionError
from assistant.library.store import Store

QUESTION = "When was the lighthouse at İğneada built?"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("How many members of Congress were wrongly matched?", "aclu.md"),
        ("What did Italy fine Clearview?", "clearview.md"),
        (QUESTION, "lighthouse.md"),
        ("When were tea bushes first planted in Rize?", "tea.html"),
        ("Who kept the weather station?", "station.txt"),
        ("beech", "forest.md"),
    ],
)
def test_the_right_article_comes_first(assistant: Assistant, question: str, name: str) -> None:
    """A question, or a single word, finds its article."""
    assert Path(assistant.retriever.search(question).passages[0].source).name == name


def test_passages_and_sentences_are_ranked(assistant: Assistant) -> None:
    """Scores fall from first to last, and every chunk and sentence stands once."""
    found = assistant.retriever.search(QUESTION)

    for scores in ([p.score for p in found.passages], [s.score for s in found.sentences]):
        assert scores == sorted(scores, reverse=True)
    places = [(passage.source, passage.start) for passage in found.passages]
    assert len(places) == len(set(places)) == 10
    sentences = [(sentence.source, sentence.sentence.span) for sentence in found.sentences]
    assert len(sentences) == len(set(sentences))


def test_texts_are_slices(assistant: Assistant) -> None:
    """The text of a passage and of a sentence is what the article has at its place."""
    found = assistant.retriever.search(QUESTION)

    for passage in found.passages:
        text = assistant.article(passage.source).text
        assert text[passage.start : passage.end] == passage.text
    for sentence in found.sentences:
        assert sentence.sentence.span.of(assistant.article(sentence.source).text) == sentence.text


def test_any_number_of_sources(assistant: Assistant) -> None:
    """Of 40,000 articles named the few that are there are searched, as if they were named alone."""
    others = [f"{number}.md" for number in range(40_000)]
    few = [e.source for e in assistant.entries() if Path(e.source).name[0] in "acl"]

    found = assistant.retriever.search(QUESTION, [*others, *few])
    alone = assistant.retriever.search(QUESTION, few)
    assert [p.text for p in found.passages] == [p.text for p in alone.passages]
    assert [s.text for s in found.sentences] == [s.text for s in alone.sentences]
    assert assistant.retriever.search(QUESTION, others).passages == ()


def test_vectors_of_no_article_change_nothing(library: Library) -> None:
    """What a killed run has left of its vectors, near as they may be, crowds nothing out."""
    question = "How much did the beacon consume?"
    library.index(candidates=3)
    with Store(library.store, library.encoder) as store:
        retriever = Retriever(store, library.encoder, Settings(candidates=3))
        before = retriever.search(question)
        chunk, *_ = next(iter(store.catalog.chunks(store.catalog.chunk_ids()).values()))
        rests = [replace(chunk, id=f"rest-{number}") for number in range(9)]
        article = store.catalog.article(chunk.source)
        vectors = library.encoder.encode([question] * len(rests))
        store.vectors.add(rests, {article.source: article}, vectors)
        assert retriever.search(question) == before
        assert retriever.search(question, [chunk.source]).passages


def test_sources_bound_the_search(assistant: Assistant) -> None:
    """Only the articles named are searched; none named finds nothing."""
    tea = next(e.source for e in assistant.entries() if Path(e.source).name == "tea.html")

    found = assistant.retriever.search(QUESTION, [tea])
    assert {passage.source for passage in found.passages} == {tea}
    assert {sentence.source for sentence in found.sentences} == {tea}
    assert assistant.retriever.search(QUESTION, []).passages == ()


def test_a_context_moves_the_answer(assistant: Assistant) -> None:
    """What a follow-up is about decides between articles that answer its own words."""
    searched = [
        assistant.retriever.search("When was it opened or founded?", context=context)
        for context in ("salt works Tuzla", "museum files Selma Aksoy")
    ]
    names = [Path(found.sentences[0].source).name for found in searched]

    assert names == ["salt.md", "files.txt"]


def test_without_words_nothing_is_found(assistant: Assistant) -> None:
    """An empty question has no passages."""
    assert assistant.retriever.search("").passages == ()


def test_the_same_question_ranks_the_same(assistant: Assistant) -> None:
    """Nothing random is in a search."""
    assert assistant.retriever.search(QUESTION) == assistant.retriever.search(QUESTION)


def test_a_question_longer_than_the_model_reads_is_refused(assistant: Assistant) -> None:
    """No part of a question is cut off in silence."""
    with pytest.raises(QuestionError, match="word pieces, the model reads 254: shorten it"):
        assistant.retriever.search("Why " + "lamp " * 300)
