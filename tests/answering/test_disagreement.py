"""Articles that give different figures for the one thing asked, from the question to the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from scripted import scripted

from assistant import Answer, Assistant, Settings
from assistant.answering.chain import AnswerChain
from assistant.answering.disagreement import find_differing
from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.models.embeddings import Encoder
from assistant.types import Sentence, Span

from .conftest import write

LENGTH = "How long is the Velden footbridge?"
ARTICLES = {
    "bridge.md": """---
title: The bridge
date: 2 April 1961
---
The Velden footbridge crosses the Orla above the mill. The footbridge is 44 meters long. The \
Velden footbridge was opened on 2 April 1961.
""",
    "cape.md": """---
title: "The <b>cape</b>"
date: "2019"
---
The path leads downhill. The Velden footbridge, 48 meters long, brings walkers to the other bank.
""",
    "mill.md": """# The mill

The mill at Velden has a wheel of oak. The Velden footbridge was opened in 1961. The wheel of the \
mill is 4 meters high.
""",
    "fire.md": "# A night at Carrow\n\nIn the Carrow mine fire 31 people died.\n",
    "mines.md": "# Mines\n\nThe Carrow mine fire killed 27 people.\n",
    "county.md": "# The county\n\nThe Carrow mine fire killed 29 people.\n",
    "choir.md": "# The choir\n\nThe Merrin choir has 40 members. It sings on Sundays.\n",
    "choirs.md": "# Choirs\n\nThe Merrin choir has at least 30 members.\n",
}


# The sentences of the first article are offered as 1 and 2, the second of the next as 4.
SAID = "It measures 44 meters [4]."


@pytest.fixture(scope="module")
def library(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over articles of which some differ."""
    folder = tmp_path_factory.mktemp("differing")
    write(folder, ARTICLES)
    settings = Settings(store=tmp_path_factory.mktemp("store"), llm="none")
    with Assistant.open(folder, settings=settings, encoder=encoder) as assistant:
        yield assistant


def asked(library: Assistant, question: str = LENGTH, **changes: Any) -> Answer:
    """The built-in reader's answer."""
    return library.chain_for(replace(library.settings, **changes)).invoke({"question": question})


def told_by(library: Assistant, reply: str, question: str = LENGTH) -> Answer:
    """A chat model's answer."""
    settings = replace(library.settings, style="prose")
    chain = AnswerChain(
        library.retriever,
        library.store.catalog,
        settings,
        library.chain._allowed,
        scripted(reply)[0],
    )
    return chain.invoke({"question": question})


def assert_sides_stand(library: Assistant, answer: Answer) -> None:
    """Each side's value is words of the quote that its citation shows, and that of its article."""
    assert answer.disagreement is not None
    cited = {citation.id: citation for citation in answer.citations}
    assert len(cited) == len(answer.citations)
    for side in answer.disagreement.sides:
        citation = cited[side.citation]
        assert side.value in citation.quote
        assert (side.source, side.title) == (citation.source, citation.title)
        text = library.article(citation.source).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.quote in answer.text


def test_both_sides_are_shown_and_said_to_differ(library: Assistant) -> None:
    """The values as the quotes have them, with titles and dates, behind the quotes."""
    answer = asked(library)
    assert answer.disagreement is not None

    assert answer.disagreement.kind == "number"
    assert {side.value for side in answer.disagreement.sides} == {"44 meters", "48 meters"}
    assert answer.text.endswith(f"\n\n{answer.disagreement.text}")
    assert "“The bridge” (2 April 1961) says 44 meters" in answer.disagreement.text
    assert "“The <b>cape</b>” (2019) says 48 meters" in answer.disagreement.text
    assert_sides_stand(library, answer)


def test_a_disagreement_is_an_object_in_json(library: Assistant) -> None:
    """With its kind and its sides; null where articles do not differ."""
    found = json.loads(json.dumps(asked(library).to_dict()))["disagreement"]

    assert list(found) == ["kind", "sides"]
    assert [list(side) for side in found["sides"]] == [
        ["citation", "value", "source", "title", "date"]
    ] * 2
    assert (
        asked(library, "What is the wheel of the mill made of?").to_dict()["disagreement"] is None
    )


@pytest.mark.parametrize("most", [1, 2, 3])
def test_the_weakest_quotes_make_room(library: Assistant, most: int) -> None:
    """Both sides are quoted however few quotes are allowed, and no more than these or the sides."""
    answer = asked(library, quotes=most)

    assert len(answer.citations) <= max(most, 2)
    assert_sides_stand(library, answer)


def test_three_articles_may_differ(library: Assistant) -> None:
    """Each from each other; a number that counts is shown with what it counts."""
    answer = asked(library, "How many people died in the Carrow mine fire?")
    assert answer.disagreement is not None

    values = [side.value for side in answer.disagreement.sides]
    assert sorted(values) == ["27 people", "29 people", "31 people"]
    assert len({side.source for side in answer.disagreement.sides}) == len(values)
    assert_sides_stand(library, answer)


@pytest.mark.parametrize(
    "question",
    [
        "When was the Velden footbridge opened?",  # a year, and a day of it
        "How many members does the Merrin choir have?",  # at least 30, and 40
        "How high is the wheel of the mill?",
        "What does the Velden footbridge cross?",
        "Who sings in the Merrin choir?",
    ],
)
def test_what_can_both_be_right_is_no_disagreement(library: Assistant, question: str) -> None:
    """Nothing is said to differ, and quotes are those that they would be."""
    assert asked(library, question).disagreement is None


def test_an_abstention_says_nothing_of_it(library: Assistant) -> None:
    """What is not good enough to be shown is not compared."""
    answer = asked(library, threshold=1.0)

    assert (answer.abstained, answer.disagreement, answer.citations) == (True, None, ())


def test_what_a_model_says_of_something_else_is_left_alone(library: Assistant) -> None:
    """Where no figure is cited that another article contradicts, nothing is added."""
    answer = told_by(library, "The path leads downhill [1].")

    assert (len(answer.citations), answer.disagreement) == (1, None)


def test_the_other_side_is_added_to_what_a_model_says(library: Assistant) -> None:
    """A model that cites one article gets the other's sentence, sliced, below its statements."""
    one = told_by(library, SAID)
    assert one.disagreement is not None

    assert (one.model, one.note) == ("scripted", "")
    assert [statement.citations for statement in one.statements] == [(1,)]
    assert [citation.quote for citation in one.citations] == [
        "The footbridge is 44 meters long.",
        "The Velden footbridge, 48 meters long, brings walkers to the other bank.",
    ]
    assert {side.citation for side in one.disagreement.sides} == {1, 2}
    assert one.text.index("[1]") < one.text.index("[2]") < one.text.index("The articles differ:")
    assert_sides_stand(library, one)


def test_a_message_of_langchain_has_it_all(library: Assistant) -> None:
    """The text blocks add up to the text, each quote with its citation."""
    for answer in (asked(library), told_by(library, SAID)):
        message = answer.to_message()
        blocks = message.content_blocks
        cited = [one for block in blocks for one in block.get("annotations", [])]  # type: ignore[attr-defined]

        assert "".join(str(block["text"]) for block in blocks) == answer.text  # type: ignore[typeddict-item]
        assert [one["cited_text"] for one in cited] == [c.quote for c in answer.citations]


class Texts:
    """Two articles of one sentence each, as the search would have found them."""

    def __init__(self, *texts: str) -> None:
        self.texts = dict(zip("ab", texts, strict=True))

    def text(self, source: str, start: int, end: int) -> str:
        """A piece of an article."""
        return self.texts[source][start:end]

    def retrieval(self, title: str) -> Retrieval:
        """Both sentences, as good as each other."""
        return Retrieval(
            sentences=tuple(
                ScoredSentence(source, title, Sentence(Span(0, len(text))), text, 1.0, 1.0)
                for source, text in self.texts.items()
            )
        )


@given(
    st.text(max_size=20),
    st.sampled_from(["", "I\u0307g\u0306neada ", "💡", "e\u0301" * 9, "\u202e", "<b>"]),
    st.text(max_size=20),
)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_values_are_slices_whatever_stands_before_them(title: str, odd: str, end: str) -> None:
    """Composed or not: where a value is told to stand, its words stand."""
    texts = Texts(
        f"The {odd} Velden footbridge is 44 meters long {end}",
        f"The {odd} Velden footbridge is 48 meters long {end}",
    )
    found = find_differing(LENGTH, texts.retrieval(title), texts)  # type: ignore[arg-type]
    for claim in found.claims if found else ():
        value = claim.value.of(texts.texts[claim.source])
        assert value.startswith(("44", "48"))
        assert value.endswith("meters") or end


def test_odd_letters_do_not_hide_a_disagreement() -> None:
    """Offsets count the characters of the text as it is, not as it was read."""
    letters = "I\u0307g\u0306neada"
    texts = Texts(*(f"The {letters} tower of Velden is {n} meters tall." for n in (44, 48)))
    found = find_differing("How tall is the tower of Velden?", texts.retrieval("x"), texts)  # type: ignore[arg-type]

    assert found is not None
    assert [claim.value.of(texts.texts[claim.source]) for claim in found.claims] == [
        "44 meters",
        "48 meters",
    ]


def test_an_article_that_has_both_figures_differs_from_none() -> None:
    """Whoever names the other's figure too, wherever, has said how they go together."""
    texts = Texts(
        "The Velden footbridge is 44 meters long.",
        "The Velden footbridge is 48 meters long. Once that was 44 meters.",
    )
    whole = texts.texts["b"]
    first = Span(0, whole.index(" Once"))
    spans = (first, Span(first.end + 1, len(whole)))
    retrieval = Retrieval(
        sentences=(
            *texts.retrieval("x").sentences[:1],
            *(ScoredSentence("b", "x", Sentence(s), s.of(whole), 0.9, 0.9) for s in spans),
        )
    )

    assert find_differing(LENGTH, retrieval, texts) is None  # type: ignore[arg-type]
    assert find_differing(LENGTH, Retrieval(sentences=retrieval.sentences[:2]), texts)  # type: ignore[arg-type]


def test_the_pairs_of_the_benchmark_are_well_formed() -> None:
    """Every value that is expected stands in its article, and only where articles differ."""
    folder = Path(__file__).parents[2] / "benchmarks" / "disagreements"
    for file in folder.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            pair = json.loads(line)
            values = zip(pair["values"], pair["articles"], strict=pair["differ"])
            assert all(value in article["text"] for value, article in values)
            assert bool(pair["values"]) is pair["differ"]
