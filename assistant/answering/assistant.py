"""The assistant as a Python object: open a folder of articles, ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from assistant.answering.answer import Answer
from assistant.answering.calibration import trust_of
from assistant.answering.chain import Allowed, AnswerChain
from assistant.answering.conversation import Turn
from assistant.answering.langchain import ArticleRetriever
from assistant.answering.retriever import Retriever
from assistant.answering.scope import Scope
from assistant.library.catalog import Entry, Failure
from assistant.library.indexer import Indexer, IndexReport, Progress
from assistant.library.opening import open_store
from assistant.library.sources import absolute
from assistant.models.chat import ChatModel
from assistant.models.embeddings import Encoder
from assistant.models.providers import open_chat_model
from assistant.models.reranker import open_reranker
from assistant.settings import Settings
from assistant.types import Article


class Assistant:
    """Answers questions from an open index. Use as a context manager, or call `close`."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        rebuild: bool = False,
        encoder: Encoder | None = None,
    ) -> None:
        """Open the index in `settings.store`; `rebuild` empties it first.

        Raises StoreBusyError, StoreMismatchError, StoreError, ModelError or ChatModelError.
        """
        self.settings = settings or Settings()
        self.encoder = encoder or Encoder(self.settings.model)
        reranker = open_reranker(self.settings.reranker)
        self.store = open_store(self.settings.place, self.encoder, rebuild=rebuild)
        self.trust = trust_of(self.store.notes, self.store.catalog.meta(), self.settings.reranker)
        self._scope = Scope(self.store.catalog)
        self.retriever = Retriever(self.store, self.encoder, self.settings, reranker)
        self._chats: dict[tuple[str, str | None], ChatModel | None] = {}
        try:
            self.chain = self.chain_for(self.settings)
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(
        cls,
        articles: str | Path | Iterable[str | Path],
        *,
        settings: Settings | None = None,
        progress: Progress | None = None,
        encoder: Encoder | None = None,
    ) -> Assistant:
        """Index what changed in a file or folder (or several) and answer from those alone.

        Raises LibraryError if there is no such path or no article in it.
        """
        assistant = cls(settings, encoder=encoder)
        try:
            assistant.index(articles, progress=progress)
        except BaseException:
            assistant.close()
            raise
        return assistant

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        self.store.close()

    def chain_for(self, settings: Settings, allowed: Allowed | None = None) -> AnswerChain:
        """A chain over the same index that answers as other settings say, or of fewer articles.

        A chat model is opened once, however many chains it serves. Raises ChatModelError if it
        cannot be.
        """
        named = (settings.llm, settings.llm_url)
        if named not in self._chats:
            self._chats[named] = open_chat_model(
                settings.llm, url=settings.llm_url, seconds=settings.llm_seconds
            )
        return AnswerChain(
            self.retriever,
            self.store.catalog,
            settings,
            allowed or self.allowed,
            self._chats[named],
            self.trust,
        )

    def allowed(self, sources: Sequence[str] | None) -> list[str] | None:
        """The sources that were named, else all that are asked; None for the whole index.

        Raises LibraryError if one that was named is not among those that are asked.
        """
        return self._scope.allowed(sources)

    def index(
        self, articles: str | Path | Iterable[str | Path], *, progress: Progress | None = None
    ) -> IndexReport:
        """Bring the index up to date with files or folders; answers then come from those alone."""
        paths = [Path(articles)] if isinstance(articles, (str, Path)) else [*map(Path, articles)]
        report = self._indexer().index_paths(paths, progress)
        self.ask_only(paths)
        return report

    def ask_only(self, paths: Iterable[str | Path]) -> None:
        """Answer from these files and folders alone, as they were indexed."""
        self._scope.ask_only(absolute(Path(path)) for path in paths)

    def update(
        self,
        paths: Iterable[str | Path],
        *,
        progress: Progress | None = None,
        leave: Collection[str] = (),
    ) -> IndexReport:
        """Bring the index up to date with files or folders, and ask those too.

        The articles of one that is gone or holds none are dropped. Others may ask meanwhile; a
        `progress` that raises stops the run, and the next one finishes it. Files to `leave`, by
        their real paths, stay in the index as they are. Raises LibraryError if one is there but
        cannot be listed, or has another format.
        """
        roots = [Path(path) for path in paths]
        self._scope.ask_too(absolute(root) for root in roots)
        return self._indexer().update_paths(roots, progress, leave)

    def forget(self, articles: Iterable[str | Path]) -> IndexReport:
        """Drop files or folders from the index; the files themselves are not touched."""
        return self._indexer().forget([Path(path) for path in articles])

    def index_articles(
        self, articles: Iterable[Article], name: str, *, progress: Progress | None = None
    ) -> IndexReport:
        """The same for articles that come from no file, under a name for the whole."""
        report = self._indexer().index_articles(articles, name, progress)
        self._scope.ask_only([name])
        return report

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        sources: Sequence[str] | None = None,
    ) -> Answer:
        """Answer one question; `history` holds earlier (question, answer) pairs, oldest first.

        `sources` are the articles to ask. Raises QuestionError if the question is empty or too
        long, LibraryError if a source is not in the index.
        """
        return self.chain.invoke({"question": question, "history": history, "sources": sources})

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        sources: Sequence[str] | None = None,
    ) -> Iterator[Answer]:
        """The same as it grows: the passages found, a model's statements, the whole answer."""
        yield from self.chain.stream({"question": question, "history": history, "sources": sources})

    def entries(self) -> list[Entry]:
        """The articles that are asked, by source."""
        return self._scope.entries()

    def failures(self) -> list[Failure]:
        """The files among them that could not be read, and why, by source."""
        return self._scope.failures()

    def roots(self) -> list[Path]:
        """The files and folders that were indexed and are still there, as seen from here."""
        here = Path.cwd()
        roots = [Path(root) for root in dict.fromkeys(entry.root for entry in self.entries())]
        return [
            root.relative_to(here) if root.is_relative_to(here) else root
            for root in roots
            if root.is_absolute() and root.exists()
        ]

    def article(self, source: str) -> Article:
        """One article with its text. Raises KeyError if it is not in the index."""
        return self.store.catalog.article(source)

    def as_retriever(self, *, k: int = 4, sources: Sequence[str] | None = None) -> ArticleRetriever:
        """A LangChain retriever over the same index."""
        return ArticleRetriever(retriever=self.retriever, k=k, sources=self._scope.allowed(sources))

    def _indexer(self) -> Indexer:
        return Indexer(self.store, self.encoder, self.settings)
