"""The retriever in LangChain's form."""

from __future__ import annotations

import asyncio

from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from assistant import Assistant

QUESTION = "Which files did the FBI have?"


def test_documents_are_passages(assistant: Assistant) -> None:
    """A document holds a passage's text, place and score, best first."""
    documents = assistant.as_retriever(k=3).invoke(QUESTION)
    passages = assistant.ask(QUESTION).passages[:3]

    assert [document.page_content for document in documents] == [p.text for p in passages]
    assert [document.metadata for document in documents] == [p.to_dict() for p in passages]
    for document in documents:
        article = assistant.article(document.metadata["source"])
        start, end = document.metadata["start"], document.metadata["end"]
        assert article.text[start:end] == document.page_content


def test_four_documents_unless_told(assistant: Assistant) -> None:
    """`k` bounds the documents; a large one gives all there are."""
    assert len(assistant.as_retriever().invoke(QUESTION)) == 4
    assert len(assistant.as_retriever(k=500).invoke(QUESTION)) == 10  # a passage an article


def test_a_retriever_may_be_kept_to_some_articles(assistant: Assistant) -> None:
    """`sources` names the articles to search."""
    source = assistant.entries()[0].source
    documents = assistant.as_retriever(sources=[source]).invoke(QUESTION)

    assert [document.metadata["source"] for document in documents] == [source]


def test_the_retriever_is_a_runnable(assistant: Assistant) -> None:
    """Async calls, batches and sequences work as for any retriever."""
    retriever = assistant.as_retriever(k=1)
    expected = retriever.invoke(QUESTION)

    def joined(documents: list[Document]) -> str:
        return "\n".join(document.page_content for document in documents)

    assert asyncio.run(retriever.ainvoke(QUESTION)) == expected
    assert retriever.batch([QUESTION, QUESTION]) == [expected, expected]
    assert (retriever | RunnableLambda(joined)).invoke(QUESTION) == expected[0].page_content


def test_an_empty_question_finds_nothing(assistant: Assistant) -> None:
    """Nothing asked, nothing found, no error."""
    assert assistant.as_retriever().invoke("") == []
