"""Two other ways of retrieving, to set the program's own beside: the usual tutorial's, and BM25.

Both answer as plain retrieval can: the first passage, and of that the sentence whose vector is
nearest to the question's.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from assistant.answering.answer import Answer
from assistant.answering.assistant import Assistant
from assistant.answering.conversation import condense
from assistant.evaluation.question_sets.values import Question
from assistant.library.lexical import search_words
from assistant.types import Article, Citation, Passage, Span

if TYPE_CHECKING:
    from langchain_chroma import Chroma

    from assistant.models.embeddings import Encoder

TUTORIAL_DEPTH = 4
_CHUNK_CHARACTERS, _OVERLAP_CHARACTERS = 1000, 200
_BATCH = 500  # Chroma refuses more than a few thousand at once


# Finds passages for a question, best first, each with its score.
Search = Callable[[str], list[Passage]]


@dataclass(frozen=True)
class PlainRetrieval:
    """A search that answers with the first passage it finds, of `depth` at most.

    It abstains only where it finds none, and its confidence rises with the search's own score of
    that passage. A follow-up question is made to stand alone by the same rule as in the program,
    or neither could find anything.
    """

    name: str
    depth: int
    search: Search
    assistant: Assistant

    def ask(self, question: Question) -> Answer:
        """The passages for one question; nothing is quoted yet."""
        asked = str(condense(question.text, question.history))
        passages = tuple(self.search(asked))
        return Answer(
            question.text,
            text="",
            abstained=not passages,
            confidence=_squashed(passages[0].score) if passages else 0.0,
            passages=passages,
            searched=asked,
        )

    def point(self, answer: Answer) -> Answer:
        """With the sentence of the first passage that has the best cosine.

        Plain retrieval has no such step: this is for comparing, and takes none of its time.
        """
        if not answer.passages:
            return answer
        passage = answer.passages[0]
        article = self.assistant.article(passage.source)
        spans = [
            Span(max(span.start, passage.start), min(span.end, passage.end))
            for sentence in self.assistant.store.catalog.sentences(passage.source)
            if sentence.quotable
            and (span := sentence.span).start < passage.end
            and passage.start < span.end
        ] or [Span(passage.start, passage.end)]
        texts = [answer.searched, *(span.of(article.text) for span in spans)]
        question, *sentences = self.assistant.encoder.encode(texts)
        best = spans[int(np.argmax([sentence @ question for sentence in sentences]))]
        citation = Citation(
            1,
            article.source,
            article.title,
            article.sha256,
            best.start,
            best.end,
            best.of(article.text),
            sentences=(best,),
        )
        return replace(answer, citations=(citation,))


@contextmanager
def open_baselines(
    assistant: Assistant, articles: Sequence[Article], depth: int
) -> Iterator[tuple[PlainRetrieval, ...]]:
    """Both of them, over the articles of an open index; BM25 gives `depth` passages."""
    lexical = PlainRetrieval("bm25", depth, lexical_search(assistant, depth), assistant)
    with tutorial_search(articles, assistant.encoder) as search:
        yield PlainRetrieval("tutorial", TUTORIAL_DEPTH, search, assistant), lexical


def _squashed(score: float) -> float:
    """A score of any size as a number in [0, 1), in the same order."""
    return max(0.0, score / (1 + abs(score)))


@contextmanager
def tutorial_search(articles: Sequence[Article], encoder: Encoder) -> Iterator[Search]:
    """What LangChain's tutorial on retrieval builds, over the same articles and model.

    Pieces of 1000 characters with an overlap of 200, the four nearest by Chroma, in memory.
    """
    from langchain_chroma import Chroma

    store = Chroma(f"tutorial-{uuid.uuid4()}", _Encoding(encoder))
    try:
        pieces = iter(split(articles))
        while batch := list(islice(pieces, _BATCH)):
            store.add_documents(batch)
        yield lambda question: _nearest(store, question)
    finally:
        store.delete_collection()


def split(articles: Sequence[Article]) -> list[Document]:
    """The articles' texts in pieces, as the tutorial cuts them, each with its place."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=_CHUNK_CHARACTERS, chunk_overlap=_OVERLAP_CHARACTERS, add_start_index=True
    )
    return splitter.split_documents(
        [
            Document(article.text, metadata={"source": article.source, "title": article.title})
            for article in articles
        ]
    )


def _nearest(store: Chroma, question: str) -> list[Passage]:
    found = store.similarity_search_with_score(question, k=TUTORIAL_DEPTH)
    # Chroma gives squared distances, which on vectors of length one are 2 - 2 cosine.
    return [_passage(document, 1 - distance / 2) for document, distance in found]


def _passage(document: Document, score: float) -> Passage:
    start = int(document.metadata["start_index"])
    return Passage(
        source=document.metadata["source"],
        title=document.metadata["title"],
        start=start,
        end=start + len(document.page_content),
        score=score,
        text=document.page_content,
    )


def lexical_search(assistant: Assistant, depth: int) -> Search:
    """BM25 alone, over the program's own chunks; the score is BM25's, 0 and up."""
    catalog = assistant.store.catalog

    def search(question: str) -> list[Passage]:
        scores = search_words(catalog, question, depth, assistant.allowed(None))
        chunks = catalog.chunks(scores)
        return [
            Passage(chunk.source, title, chunk.span.start, chunk.span.end, scores[found], text)
            for found in scores
            if found in chunks
            for chunk, text, title in [chunks[found]]
        ]

    return search


class _Encoding(Embeddings):
    """The embedding model, as LangChain wants it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        vectors: list[list[float]] = self._encoder.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self.embed_documents([text])[0]
