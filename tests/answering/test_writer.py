"""The writer: what a scripted model says, and what is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scripted import scripted

from assistant import Assistant, Settings
from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.answering.stopping import Stop
from assistant.answering.writer import Writer, Writing
from assistant.errors import ChatModelError
from assistant.models.embeddings import Encoder
from assistant.models.requests import count_roughly
from assistant.types import Passage, Span

from .conftest import write

LAMP = "The lamp burned 12 liters of oil a night."
KEEPER = "Osman Kaya lit the lamp."
LATE = "He was never late."
TEA = "Tea was planted in 1924."
# Numbers as they are offered: the sentences of the better article first, in their order there.
TEXTS = {"a.md": f"{KEEPER} {LATE} {LAMP}\n", "b.md": f"{TEA}\n"}
ORDER = (("a.md", LAMP), ("b.md", TEA), ("a.md", KEEPER), ("a.md", LATE))
SAID = "Oil of 12 liters was burned [3]."


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Assistant]:
    """Two articles, four sentences."""
    folder = tmp_path_factory.mktemp("written")
    write(folder, TEXTS)
    settings = Settings(store=folder / ".store", llm="none", style="prose")
    with Assistant.open(folder, settings=settings, encoder=encoder) as assistant:
        yield assistant


def retrieved(small: Assistant) -> Retrieval:
    """Both articles as passages, and their sentences with falling scores."""
    sources = {Path(entry.source).name: entry for entry in small.entries()}
    scored = []
    for rank, (name, words) in enumerate(ORDER):
        source = sources[name].source
        start = small.article(source).text.index(words)
        known = small.store.catalog.sentences(source)
        sentence = next(s for s in known if s.span == Span(start, start + len(words)))
        scored.append(
            ScoredSentence(source, name, sentence, words, 1 - rank * 0.002, 1 - rank * 0.002)
        )
    passages = [
        Passage(sources[name].source, name, 0, 500, 1.0, TEXTS[name]) for name in ("a.md", "b.md")
    ]
    return Retrieval(tuple(passages), tuple(scored))


def written(
    library: Assistant, *replies: Any, settings: dict[str, Any] | None = None, **model: Any
) -> tuple[list[Writing], list[list[tuple[str, str]]]]:
    """What the writer yields, and what the model was asked."""
    chat, prompts = scripted(*replies, **model)
    changed = replace(library.settings, **(settings or {}))
    writer = Writer(chat, library.store.catalog, changed)
    return [*writer.write("What burned?", retrieved(library), Stop())], prompts


def shown(small: Assistant, writing: Writing) -> list[tuple[str, list[str], list[str]]]:
    """Text, quotes and kinds of reasons of each statement."""
    return [
        (
            statement.text,
            [quote.span.of(small.article(quote.chosen.source).text) for quote in statement.quotes],
            [reason.kind for reason in statement.reasons],
        )
        for statement in writing.statements
    ]


def test_a_number_becomes_the_sentence_it_stands_for(small: Assistant) -> None:
    """Sentences are numbered as offered; one that begins with a pronoun brings the one before."""
    steps, prompts = written(small, f"{SAID}\nTea came in 1924 [4].\nOsman Kaya was punctual [2].")

    assert shown(small, steps[-1]) == [
        ("Oil of 12 liters was burned.", [LAMP], []),
        ("Tea came in 1924.", [TEA], []),
        ("Osman Kaya was punctual.", [f"{KEEPER} {LATE}"], []),
    ]
    assert [line for line in prompts[0][1][1].splitlines() if line.startswith("[")] == [
        *(f"[1] {KEEPER}", f"[2] {LATE}", f"[3] {LAMP}", f"[4] {TEA}"),
    ]
    assert len(prompts) == 1


@pytest.mark.parametrize(
    ("said", "quotes"),
    [
        ("The lamp was lit by Osman Kaya [1, 2].", [f"{KEEPER} {LATE}"]),  # 2 holds 1
        ("The lamp was lit by Osman Kaya [2][1].", [f"{KEEPER} {LATE}"]),
        ("The lamp was lit and burned oil [3, 1, 3].", [LAMP, KEEPER]),
        ("The lamp was lit and burned oil [1-3].", [f"{KEEPER} {LATE}", LAMP]),
    ],
)
def test_no_quote_of_a_statement_holds_another(
    small: Assistant, said: str, quotes: list[str]
) -> None:
    """In the order given, each once."""
    steps, _ = written(small, said)

    assert shown(small, steps[-1])[0][1] == quotes


@pytest.mark.parametrize(
    ("said", "kinds", "quotes"),
    [
        ("The lamp burned 13 liters of oil [3].", ["number"], [LAMP]),
        ("Osman Kaya never lit the lamp [1].", ["negation"], [KEEPER]),
        ("The lamp burned oil [3][99].", ["source"], [LAMP]),
        ("The lamp burned oil [3]. The lamp burned oil [99].", ["source"], []),
        ("The lamp burned oil [3].\nThe lamp burned oil.", ["source"], []),
        ("The lamp burned oil [3].\nThe lamp burned oil [0].", ["source"], []),
    ],
)
def test_what_does_not_hold_gets_reasons(
    small: Assistant, said: str, kinds: list[str], quotes: list[str]
) -> None:
    """Other figures, a negation, a sentence that was not offered, and none at all."""
    steps, _ = written(small, said)

    assert shown(small, steps[-1])[-1][1:] == (quotes, kinds)


def test_a_statement_is_handed_on_when_it_is_finished(small: Assistant) -> None:
    """Each step has one more; a line without numbers comes with the last."""
    steps, _ = written(small, "So:\nOil was burned [3].\nTea came in 1924 [4].\nThat is all.")

    assert [[text for text, *_ in shown(small, step)] for step in steps] == [
        ["Oil was burned."],
        ["Oil was burned.", "Tea came in 1924."],
        ["So", "Oil was burned.", "Tea came in 1924.", "That is all."],
    ]


@pytest.mark.parametrize("first", ["The lamp burned oil.", "Well [17].", "{}", "["])
def test_a_reply_that_points_nowhere_is_asked_for_again(small: Assistant, first: str) -> None:
    """Once, with the reply in between; the second reply is used."""
    steps, prompts = written(small, first, SAID)

    assert [text for text, *_ in shown(small, steps[-1])] == ["Oil of 12 liters was burned."]
    assert [len(prompt) for prompt in prompts] == [2, 4]
    assert prompts[1][:2] == prompts[0]
    assert prompts[1][2] == ("ai", first)
    assert "did not point at the sentences" in prompts[1][3][1]


@pytest.mark.parametrize(
    ("replies", "message", "asked"),
    [
        (("Oil.", "Salt."), "asked twice, pointed at no sentence", 2),
        (("I'm sorry, I can't help with that.", SAID), "refused", 1),
        (("",), "empty", 1),
        ((OSError("down"),), "scripted", 1),
        ((["The lamp burn", OSError("down")],), "scripted", 1),
        (("Oil.", OSError("down")), "scripted", 2),
    ],
)
@pytest.mark.parametrize("style", ["prose", "quotes"])
def test_what_cannot_be_used_is_an_error(
    small: Assistant, replies: tuple[Any, ...], message: str, asked: int, style: str
) -> None:
    """A model that fails, refuses or points nowhere twice is given up, in both styles."""
    chat, prompts = scripted(*replies)
    settings = replace(small.settings, style="prose" if style == "prose" else "quotes")
    writer = Writer(chat, small.store.catalog, settings)

    with pytest.raises(ChatModelError, match=message):
        list(writer.write("What burned?", retrieved(small), Stop()))
    assert len(prompts) == asked


def test_what_was_finished_before_a_break_is_kept(small: Assistant) -> None:
    """The half sentence behind it is not, and the reason is told."""
    steps, _ = written(small, [f"{SAID}\nTea came in 19", OSError("down")])

    assert [text for text, *_ in shown(small, steps[-1])] == ["Oil of 12 liters was burned."]
    assert "scripted" in steps[-1].broken
    assert steps[0].broken == ""


@pytest.mark.parametrize("style", ["prose", "quotes"])
@pytest.mark.parametrize("reply", ["NONE", "None of the sentences answer the question.", "NONE."])
def test_a_model_may_decline(small: Assistant, style: str, reply: str) -> None:
    """It is not asked again."""
    [step], prompts = written(small, reply, settings={"style": style})

    assert (step.declined, step.statements, step.quotes) == (True, (), ())
    assert len(prompts) == 1


@pytest.mark.parametrize("reply", ["NONE [1]", "The sentences do not answer the question [1]."])
def test_a_model_may_decline_with_numbers(small: Assistant, reply: str) -> None:
    """Where all that points somewhere says that nothing answers, nothing does."""
    steps, _ = written(small, reply)

    assert steps[-1].declined


def test_what_an_article_does_not_mention_is_an_answer(small: Assistant) -> None:
    """A statement about a text that is silent on something is no abstention."""
    steps, _ = written(small, "The article of the law does not mention lamps [3].")

    assert not steps[-1].declined


@pytest.mark.parametrize(
    ("reply", "quotes"),
    [
        ('{"sentences": [4, 3]}', [TEA, LAMP]),
        ("[3] and [99]", [LAMP]),
        ('{"sentences": [2, 1]}', [f"{KEEPER} {LATE}"]),
        ('{"sentences": [4, 3, 1, 2]}', [TEA, LAMP, f"{KEEPER} {LATE}"]),  # 1 stands in 2
    ],
)
def test_quotes_come_in_the_model_s_order(small: Assistant, reply: str, quotes: list[str]) -> None:
    """At most three; numbers that were not offered are passed over."""
    [step], _ = written(small, reply, settings={"style": "quotes"})

    texts = [quote.span.of(small.article(quote.chosen.source).text) for quote in step.quotes]
    assert texts == quotes


def test_a_small_model_tips_the_balance(small: Assistant) -> None:
    """Its choice is worth 0.005: more than the 0.002 between two ranks, less than three of them."""
    [step], prompts = written(small, '{"sentences": [4]}', small=True, settings={"style": "auto"})
    texts = {quote.span.of(small.article(quote.chosen.source).text) for quote in step.quotes}

    assert step.quotes[0].chosen.text == TEA  # 0.998 + 0.005 > 1
    assert LAMP in texts
    assert "NONE" not in prompts[0][0][1]
    assert "If no sentence" not in prompts[0][0][1]


@pytest.mark.parametrize(("limit", "offered"), [(1160, 3), (8192, 4)])
def test_the_context_fits_the_model(small: Assistant, limit: int, offered: int) -> None:
    """1160 less 600 for the reply, 500 for the prompt and 4 for the question hold three of four."""
    [*_, step], _ = written(small, "Oil was burned [1].", limit=limit)

    assert (len(step.context.offered), len(step.context.left_out)) == (offered, 4 - offered)


@pytest.mark.parametrize(
    ("title", "replies"),
    [
        ("Short", [SAID]),
        ("A long (long) title, 1,866 words " * 6, [SAID]),  # 198 of the 200 that titles may have
        ("Short", ["Oil. " * 290, SAID]),  # 580 tokens, fewer than the 600 of a reply
    ],
)
def test_every_prompt_leaves_room_for_the_reply(
    small: Assistant, title: str, replies: list[str]
) -> None:
    """With long titles too, and when it is asked again after a long useless reply."""
    retrieval = retrieved(small)
    several = tuple(replace(s, title=f"{title}{n}") for n, s in enumerate(retrieval.sentences))
    chat, prompts = scripted(*replies, limit=1250)
    writer = Writer(chat, small.store.catalog, small.settings)
    with suppress(ChatModelError):  # what it points at may not have fitted
        list(writer.write("What?", replace(retrieval, sentences=several), Stop()))

    assert prompts
    for prompt in prompts:
        tokens = sum(count_roughly(text) for _, text in prompt)
        assert tokens + small.settings.reply_tokens <= 1250


def test_a_question_may_leave_no_room(small: Assistant) -> None:
    """Then the model is not asked."""
    chat, prompts = scripted(SAID, limit=600)

    with pytest.raises(ChatModelError, match="no room"):
        list(Writer(chat, small.store.catalog, small.settings).write("?", retrieved(small), Stop()))
    assert prompts == []
