"""The retriever in LangChain's form."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.answering.retriever import Retriever


class ArticleRetriever(BaseRetriever):
    """The best `k` passages as documents with source, title, start, end and score."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    k: int = 4
    sources: Sequence[str] | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        passages = self.retriever.search(query, self.sources).passages[: self.k]
        return [
            Document(page_content=passage.text, metadata=passage.to_dict()) for passage in passages
        ]
