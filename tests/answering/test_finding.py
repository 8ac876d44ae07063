"""A search whose articles change before they can be quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from libraries import TinyEncoder
from scripted import scripted

from assistant import Answer, Assistant, Settings
from assistant.answering.chain import AnswerChain
from assistant.answering.retriever import Retrieval, Retriever

from .conftest import write

CAPE = "The lamp on the cape burned 12 liters of oil a night. It was lit by Osman Kaya."
PIER = "The lamp on the pier burned 3 liters of oil a night. It was lit by Selma Aksoy."
QUESTION = "How much oil did the lamp burn a night?"


@dataclass
class Harbor:
    """Two articles, and what happens to them right after each search."""

    assistant: Assistant
    folder: Path
    events: list[Callable[[], object]]
    searches: int = 0

    def write(self, **texts: str) -> None:
        """Replace articles and index them."""
        write(self.folder, {f"{name}.txt": text for name, text in texts.items()})
        self.assistant.update([self.folder])

    def remove(self, name: str) -> None:
        """Delete an article and its file."""
        (self.folder / f"{name}.txt").unlink()
        self.assistant.update([self.folder])

    def chain(self, *replies: Any) -> AnswerChain:
        """A chain with a model that says this, or with none."""
        assistant = self.assistant
        model = scripted(*replies)[0] if replies else None
        catalog = assistant.store.catalog
        return AnswerChain(
            assistant.retriever, catalog, assistant.settings, assistant.chain._allowed, model
        )


@pytest.fixture
def harbor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Harbor]:
    """The two articles, indexed; a search is the real one, and then the next event happens."""
    folder = tmp_path / "articles"
    write(folder, {"cape.txt": CAPE, "pier.txt": PIER})
    settings = Settings(store=tmp_path / "store", threshold=0.0, style="prose")
    with Assistant.open(folder, settings=settings, encoder=TinyEncoder()) as assistant:
        harbor = Harbor(assistant, folder, [])
        search = Retriever.search

        def searched(retriever: Retriever, *args: Any, **named: Any) -> Retrieval:
            found = search(retriever, *args, **named)
            harbor.searches += 1
            if harbor.events:
                harbor.events.pop(0)()
            return found

        monkeypatch.setattr(Retriever, "search", searched)
        yield harbor


def quotes(answer: Answer) -> list[tuple[str, str]]:
    """What is quoted of which file."""
    return sorted((Path(c.source).name, c.quote) for c in answer.citations)


def test_a_library_at_rest_is_searched_once(harbor: Harbor) -> None:
    """One search, and quotes with what stands around them."""
    answer = harbor.assistant.ask(QUESTION)

    assert harbor.searches == 1
    for citation in answer.citations:
        text = harbor.assistant.article(citation.source).text
        assert text == citation.before + citation.quote + citation.after


def test_an_article_that_goes_after_the_search(harbor: Harbor) -> None:
    """The library is searched again and answers with what is left."""
    harbor.events = [lambda: harbor.remove("cape")]
    answer = harbor.assistant.ask(QUESTION)

    assert harbor.searches == 2
    assert quotes(answer)
    assert {name for name, _ in quotes(answer)} == {"pier.txt"}
    assert all(Path(passage.source).name == "pier.txt" for passage in answer.passages)


def test_an_article_that_is_rewritten_after_the_search(harbor: Harbor) -> None:
    """Quotes are sentences of the new text, not what stands at the old places now."""
    moved = f"It was repaired in 1961. {CAPE}"
    harbor.events = [lambda: harbor.write(cape=moved)]
    answer = harbor.assistant.ask(QUESTION)

    assert harbor.searches == 2
    for citation in answer.citations:
        text = harbor.assistant.article(citation.source).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.status == "verbatim"
        assert citation.quote.startswith(("The lamp", "It was"))


def test_an_article_that_comes_after_the_search_is_not_waited_for(harbor: Harbor) -> None:
    """What was found still stands: one search is enough."""
    harbor.events = [lambda: harbor.write(boat="The boat has a lamp that burns no oil.")]
    answer = harbor.assistant.ask(QUESTION)

    assert harbor.searches == 1
    assert answer.citations


def test_a_library_that_never_rests(harbor: Harbor) -> None:
    """After three searches the answer is made of what did stand still."""
    harbor.events = [
        lambda number=number: harbor.write(cape=f"{'Look. ' * number}{CAPE}")  # type: ignore[misc]
        for number in range(1, 6)
    ]
    answer = harbor.assistant.ask(QUESTION)

    assert harbor.searches == 3
    assert {name for name, _ in quotes(answer)} == {"pier.txt"}
    assert {Path(passage.source).name for passage in answer.passages} == {"pier.txt"}


def test_a_library_that_is_emptied(harbor: Harbor) -> None:
    """Where nothing is left the answer is that there is nothing."""
    harbor.events = [lambda: harbor.assistant.forget([harbor.folder])]
    answer = harbor.assistant.ask(QUESTION)

    assert (answer.abstained, answer.citations, answer.passages) == (True, (), ())


def test_an_article_that_goes_while_a_model_writes(harbor: Harbor) -> None:
    """Its quotes are those that the model was given, and say that the file is gone."""
    steps = harbor.chain("The lamp on the cape burned 12 liters [1].\nIt was lit [2].").stream(
        {"question": QUESTION, "sources": [str(harbor.folder / "cape.txt")]}
    )
    first = next(steps)
    harbor.remove("cape")
    *_, last = steps

    assert first.passages
    assert last.citations
    assert {citation.status for citation in last.citations} == {"missing"}
    assert all(CAPE[c.start : c.end] == c.quote for c in last.citations)
    assert last.model == "scripted"


def test_an_article_that_goes_between_the_steps_of_the_reader(harbor: Harbor) -> None:
    """The reader quotes what it found, too."""
    steps = harbor.chain().stream({"question": QUESTION})
    next(steps)
    harbor.remove("cape")
    harbor.remove("pier")
    [last] = steps

    assert last.citations
    assert {citation.status for citation in last.citations} == {"missing"}


def test_an_article_that_may_not_be_asked_any_more(harbor: Harbor) -> None:
    """What is not among the sources after the search is not in the answer, at the last try too."""
    catalog, settings = harbor.assistant.store.catalog, harbor.assistant.settings
    (pier,) = (e.source for e in harbor.assistant.entries() if e.source.endswith("pier.txt"))
    scopes: list[list[str] | None] = [None, None, [pier], [pier], [pier]]
    chain = AnswerChain(
        harbor.assistant.retriever, catalog, settings, lambda _: scopes.pop(0), None
    )
    answer = chain.invoke({"question": QUESTION})

    assert harbor.searches == 2
    assert {name for name, _ in quotes(answer)} == {"pier.txt"}

    scopes[:] = [None, None, [pier], None, [pier], None, [pier]]
    assert {name for name, _ in quotes(chain.invoke({"question": QUESTION}))} == {"pier.txt"}
    assert harbor.searches == 5
