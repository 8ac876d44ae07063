"""Search a library that may change meanwhile, and hold what was found as it was then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.retriever import Retrieval
from assistant.library.snapshot import Snapshot

if TYPE_CHECKING:
    from assistant.answering.conversation import Standalone
    from assistant.answering.retriever import Retriever
    from assistant.library.catalog import Catalog

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What the library had for a question, and the articles that its sentences are of."""

    retrieval: Retrieval
    articles: Snapshot


def find(
    question: Standalone,
    sources: Callable[[], Sequence[str] | None],
    retriever: Retriever,
    catalog: Catalog,
) -> Found:
    """Search the articles that `sources` gives, again if they or one of them changed meanwhile.

    Where the library does not stand still even then, what did is what is found: nothing that is
    not among the sources afterwards, such as what somebody else has just brought.
    """
    catalog.refresh()
    for _ in range(_TRIES):
        asked = sources()
        retrieval = retriever.search(
            question.question, asked, context=question.context, said=question.said
        )
        articles = Snapshot(catalog, {sentence.source for sentence in retrieval.sentences})
        still = sources()
        standing = _among(_standing(retrieval, articles), still)
        if standing == retrieval and still == asked:
            break
    return Found(standing, articles)


def _among(retrieval: Retrieval, sources: Sequence[str] | None) -> Retrieval:
    """What is of these articles."""
    if sources is None:
        return retrieval
    allowed = set(sources)
    return Retrieval(
        tuple(p for p in retrieval.passages if p.source in allowed),
        tuple(s for s in retrieval.sentences if s.source in allowed),
    )


def _standing(retrieval: Retrieval, articles: Snapshot) -> Retrieval:
    """What is still where it was found."""
    sentences = tuple(
        s for s in retrieval.sentences if articles.holds(s.source, s.sentence.span.start, s.text)
    )
    read = {sentence.source for sentence in retrieval.sentences}
    passages = tuple(
        p
        for p in retrieval.passages
        if p.source not in read or articles.holds(p.source, p.start, p.text)
    )
    return Retrieval(passages, sentences)
