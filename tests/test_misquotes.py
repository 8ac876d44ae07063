"""A hostile model: whatever it says, what is shown as a quote stands in an article like this."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from libraries import Library
from scripted import scripted

from assistant import Answer, Assistant, Settings
from assistant.answering.chain import AnswerChain
from assistant.models.embeddings import Encoder
from assistant.settings import Style

QUESTIONS = 50  # in each of the four ways
NAMES = "Karasu Sinop Rize Tuzla Artvin Selma Osman Elif Aksoy Kaya Demir Batumi".split()
THINGS = "lighthouse bridge station mill museum harbour school archive".split()
DEEDS = "built painted closed flooded opened sold measured restored".split()


def article(chance: random.Random) -> str:
    """A title and twelve sentences with names, years and figures."""
    name, thing = chance.choice(NAMES), chance.choice(THINGS)
    lines = [f"# The {thing} of {name}\n"]
    for _ in range(12):
        start = chance.choice([f"The {thing} of {chance.choice(NAMES)}", "It", f"The {thing}"])
        lines.append(
            f"{start} was {chance.choice(DEEDS)} in {chance.randint(1800, 2020)} by "
            f"{chance.choice(NAMES)} {chance.choice(NAMES)} for {chance.randint(2, 900)} lira."
        )
        if chance.random() < 0.2:
            lines.append("")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Assistant]:
    """Twelve articles that are easily mistaken for one another."""
    library = Library(tmp_path_factory.mktemp("articles"), tmp_path_factory.mktemp("s"), encoder)
    chance = random.Random(1)  # noqa: S311 - nothing is secret here
    for number in range(12):
        library.write(f"{number}.md", article(chance))
    settings = Settings(store=library.store, llm="none")
    with Assistant.open(library.folder, settings=settings, encoder=encoder) as assistant:
        yield assistant


def altered(sentence: str, chance: random.Random) -> str:
    """A sentence with a word exchanged, dropped or turned round."""
    words = sentence.split()
    at = chance.randrange(len(words))
    words[at : at + 1] = chance.choice(
        [[str(chance.randint(1, 2000))], [chance.choice(NAMES)], ["not", words[at]], []]
    )
    return " ".join(words)


def hostile(sentences: list[str], chance: random.Random) -> str:
    """A reply with true, altered, stitched and invented quotes and with all kinds of numbers."""

    def words() -> str:
        one, other = chance.choice(sentences), chance.choice(sentences)
        middle = len(one) // 2
        return chance.choice(
            [
                one,
                altered(one, chance),
                one[:middle] + other[middle:],
                f"{one} {other}",
                f"“{altered(one, chance)}”",
                f"The article says: “{one[:middle]} … {other[middle:]}”",
                "“Nothing of this was ever true.”",
                f"“{one}” [1]",
                f"{one}” [2]\n“{other}",
                "[a](https://evil.example) <b>and</b> so on",
                "NONE",
                "",
            ]
        )

    def numbers() -> str:
        some = [str(chance.choice([0, 1, 2, 3, 5, 8, 13, 21, 34, 99, 4711])) for _ in range(3)]
        return chance.choice(
            ["", f"[{some[0]}]", f"[{', '.join(some)}]", f"[{some[0]}-{some[1]}]", f"({some[0]})",
             f"[{some[0]}][{some[1]}]", "[^1]", f'{{"sentences": [{", ".join(some)}]}}', "[1e3]"]
        )  # fmt: skip

    parts = []
    for _ in range(chance.randint(0, 6)):
        pair = [words(), numbers()]
        chance.shuffle(pair)
        parts.append(" ".join(pair) + chance.choice([".", "", "\n", "\n\n", "!\n"]))
    return " ".join(parts) or "."


def check(answer: Answer, assistant: Assistant) -> None:
    """Every citation is verbatim, where it says, and from this question's passages."""
    passages = [(p.source, p.start, p.end) for p in answer.passages]
    offered = (
        [(s.source, s.sentence.span) for s in answer.context.offered] if answer.context else []
    )
    for citation in (*answer.citations, *answer.withheld):
        text = assistant.article(citation.source).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.status == "verbatim"
        was_offered = any(
            source == citation.source and citation.start <= span.start and span.end <= citation.end
            for source, span in offered
        )
        is_near = any(
            source == citation.source and start <= citation.start < end
            for source, start, end in passages
        )
        shown_for_model = bool(answer.model) and citation in answer.citations
        assert was_offered or (is_near and not shown_for_model)
    for citation in answer.citations:
        assert f"“{citation.quote}” [{citation.id}]" in answer.text
    ids = Counter(citation.id for citation in (*answer.citations, *answer.withheld))
    named = {n for s in (*answer.statements, *answer.left_out) for n in s.citations}
    assert set(ids.values()) <= {1}
    assert named <= ids.keys()
    for statement in answer.statements:
        assert set(statement.citations) <= {citation.id for citation in answer.citations}
        assert statement.citations
    if answer.complete:
        assert answer.citations or answer.abstained
        for block in answer.to_message().content_blocks:
            assert block["type"] == "text"
            for note in block.get("annotations", []):
                assert note["type"] == "citation"
                cited = block["text"][note["start_index"] : note["end_index"]]
                assert cited == note["cited_text"]
                assert cited in {citation.quote for citation in answer.citations}
    json.dumps(answer.to_dict())


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("style", ["prose", "quotes"])
def test_no_model_can_misquote(assistant: Assistant, style: Style, strict: bool) -> None:
    """Hostile replies, every step of every answer: not one misquote."""
    chance = random.Random(f"{style} {strict}")  # noqa: S311 - nothing is secret here
    texts = [assistant.article(entry.source).text for entry in assistant.entries()]
    sentences = [line for text in texts for line in text.splitlines() if line.endswith(".")]
    settings = replace(assistant.settings, style=style, strict=strict)
    written = 0
    for number in range(QUESTIONS):
        replies = [hostile(sentences, chance), hostile(sentences, chance)]
        model, _ = scripted(*replies, small=number % 5 == 0)
        chain = AnswerChain(
            assistant.retriever, assistant.store.catalog, settings, lambda _: None, model
        )
        question = (
            f"Who {chance.choice(DEEDS)} the {chance.choice(THINGS)} of {chance.choice(NAMES)}?"
        )
        *steps, last = chain.stream({"question": question})
        assert last.complete
        assert not any(step.complete for step in steps)
        for step in (*steps, last):
            check(step, assistant)
            assert not strict or not any(statement.reasons for statement in step.statements)
        written += last.model is not None

    assert written > 5  # the model was heard often enough to have done harm


def test_a_file_that_changes_meanwhile_is_told(assistant: Assistant) -> None:
    """A quote that a model points at is compared with today's file too."""
    source = assistant.entries()[0].source
    text = assistant.article(source).text
    sentence = next(line for line in text.splitlines() if line.endswith("."))
    path = assistant.store.catalog.path(source)
    assert path is not None
    before = Path(path).read_bytes()
    model, _ = scripted("[1] [2] [3] [4] [5] [6] Lira.")
    settings = replace(assistant.settings, style="prose", strict=False)
    chain = AnswerChain(
        assistant.retriever, assistant.store.catalog, settings, lambda _: None, model
    )
    try:
        path.write_text("# Nothing\n\nis left.\n", encoding="utf-8")
        answer = chain.invoke({"question": sentence})
    finally:
        path.write_bytes(before)

    cited = [citation for citation in answer.citations if citation.source == source]
    assert answer.model
    assert cited
    assert {citation.status for citation in cited} == {"changed"}
