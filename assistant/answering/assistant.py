"""The assistant as a Python object: open a folder of articles, ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.answering.answer import Answer
from assistant.answering.chain import AnswerChain
from assistant.answering.conversation import Turn
from assistant.answering.langchain import ArticleRetriever
from assistant.answering.retriever import Retriever
from assistant.errors import LibraryError
from assistant.library.catalog import Entry
from assistant.library.indexer import Indexer, IndexReport, Progress, absolute, is_under
from assistant.library.store import Store
from assistant.models.chat import ChatModel
from assistant.models.embeddings import Encoder
from assistant.models.providers import open_chat_model
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
        self.store = Store(self.settings.store, self.encoder, rebuild=rebuild)
        self._roots: set[str] | None = None  # None: all that the index holds
        self._scope: list[str] | None = None
        self.retriever = Retriever(self.store, self.encoder, self.settings)
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
        """Let go of the index folder."""
        self.store.close()

    def chain_for(self, settings: Settings) -> AnswerChain:
        """A chain over the same index that answers as other settings say.

        A chat model is opened once, however many chains it serves. Raises ChatModelError if it
        cannot be.
        """
        named = (settings.llm, settings.llm_url)
        if named not in self._chats:
            self._chats[named] = open_chat_model(
                settings.llm, url=settings.llm_url, seconds=settings.llm_seconds
            )
        return AnswerChain(
            self.retriever, self.store.catalog, settings, self._allowed, self._chats[named]
        )

    def index(
        self, articles: str | Path | Iterable[str | Path], *, progress: Progress | None = None
    ) -> IndexReport:
        """Bring the index up to date with files or folders; answers then come from those alone."""
        paths = [Path(articles)] if isinstance(articles, (str, Path)) else [*map(Path, articles)]
        report = self._indexer().index_paths(paths, progress)
        self._ask_only({absolute(path) for path in paths})
        return report

    def forget(self, articles: Iterable[str | Path]) -> IndexReport:
        """Drop files or folders from the index; the files themselves are not touched."""
        return self._indexer().forget([Path(path) for path in articles])

    def index_articles(
        self, articles: Iterable[Article], name: str, *, progress: Progress | None = None
    ) -> IndexReport:
        """The same for articles that come from no file, under a name for the whole."""
        report = self._indexer().index_articles(articles, name, progress)
        self._ask_only({name})
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
        entries = self.store.catalog.entries()
        return [e for e in entries if self._roots is None or is_under(e, self._roots)]

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
        return ArticleRetriever(retriever=self.retriever, k=k, sources=self._allowed(sources))

    def _indexer(self) -> Indexer:
        return Indexer(self.store, self.encoder, self.settings)

    def _ask_only(self, roots: set[str]) -> None:
        self._roots = roots
        here = [entry.source for entry in self.entries()]
        self._scope = here if len(here) < len(self.store.catalog.entries()) else None

    def _allowed(self, sources: Sequence[str] | None) -> list[str] | None:
        """The sources named, else those under the opened paths; None for the whole index."""
        if sources is None:
            return self._scope
        if unknown := set(sources) - {entry.source for entry in self.entries()}:
            raise LibraryError(
                f"not in the index: {', '.join(sorted(unknown))}; see assistant status"
            )
        return list(sources)
