"""Evaluations made up for the tests of what is shown of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.answer import Answer
from assistant.evaluation.measures import intervals_of
from assistant.evaluation.question_sets.values import Question
from assistant.evaluation.runner import Evaluation, evaluate
from assistant.evaluation.setup import Drawn, Setup
from assistant.types import Citation, Passage, Span

TEXTS = {
    "a.md": "It rained on Monday. Nobody came. The show began at nine.",
    "b.md": "A letter arrived in May. It named no one.",
}
NASTY = "</style><script>alert(1)</script> \u202edlrow\u202c `|` $x$ <img src=//x.y/z onerror=a()>"


def passage(source: str, text: str | None = None) -> Passage:
    """The whole of one of TEXTS, or that much of it."""
    whole = TEXTS[source]
    start = whole.index(text) if text else 0
    return Passage(source, "Title", start, start + len(text or whole), 1.0, text or whole)


def citation(source: str, quote: str) -> Citation:
    """One sentence of TEXTS."""
    start = TEXTS[source].index(quote)
    end = start + len(quote)
    return Citation(1, source, "T", "0" * 64, start, end, quote, sentences=(Span(start, end),))


def quoting(
    *citations: Citation,
    abstained: bool = False,
    confidence: float = 0.5,
    passages: Iterable[Passage] = (),
) -> Answer:
    """An answer that shows, or withholds, these citations."""
    return Answer(
        "Q?",
        "",
        abstained,
        confidence,
        citations=() if abstained else citations,
        withheld=citations if abstained else (),
        passages=tuple(passages),
    )


def answer(
    quotes: Iterable[tuple[str, str]] = (),
    passages: Iterable[Passage] = (),
    *,
    abstained: bool = False,
    confidence: float = 0.5,
) -> Answer:
    """An answer that shows or withholds these quotes, each a source and its words."""
    citations = [citation(source, quote) for source, quote in quotes]
    return quoting(*citations, abstained=abstained, confidence=confidence, passages=passages)


def evaluated(pairs: Sequence[tuple[Question, Answer]]) -> Evaluation:
    """The evaluation of questions that are answered as scripted, as a command would have it."""
    answers = iter([given for _, given in pairs])
    asked = [question for question, _ in pairs]
    ticks = iter(range(10**6))
    found = evaluate(asked, lambda q: next(answers), TEXTS, clock=lambda: next(ticks) ** 1.5 / 99)
    setup = Setup(
        questions="set.jsonl",
        questions_sha256="1" * 64,
        drawn=Drawn(len(asked), len(asked), None, 0),
        articles=2,
        articles_sha256="2" * 64,
        settings={"llm": "none", "quotes": 3},
        threshold=0.2,
        calibrated=False,
        version="1.0",
    )
    return replace(found, intervals=intervals_of(found), setup=setup)


def mixed(count: int = 40) -> Evaluation:
    """Questions of every fate, in turn: right, each of the five losses, rightly refused."""
    nine = Question("", "When did it begin?", ("nine",), gold=("a.md",), kind="plain")
    none = Question("", "Who sang?", answerable=False, kind="none")
    began, came, may = "The show began at nine.", "Nobody came.", "A letter arrived in May."
    fates = [
        (nine, answer([("a.md", began)], [passage("a.md")], confidence=0.9)),
        (nine, answer([("b.md", may)], [passage("b.md")], confidence=0.8)),
        (nine, answer([("a.md", came)], [passage("a.md")], confidence=0.7)),
        (nine, answer([("a.md", came), ("a.md", began)], [passage("a.md")], confidence=0.6)),
        (nine, answer([("a.md", began)], [passage("a.md")], abstained=True, confidence=0.1)),
        (none, answer([("b.md", may)], [passage("b.md")], confidence=0.4)),
        (none, answer([("b.md", may)], [passage("b.md")], abstained=True, confidence=0.05)),
    ]
    return evaluated(
        [
            (replace(question, id=str(number)), given)
            for number in range(count)
            for question, given in [fates[number % len(fates)]]
        ]
    )


def hostile(count: int = 12) -> Evaluation:
    """Questions, expectations and names full of markup."""
    given = answer([("a.md", "Nobody came.")], [passage("a.md")], confidence=0.6)
    asked = Question("", f"{NASTY} {'long ' * 90}{'x' * 200}", (NASTY,), kind=NASTY)
    found = evaluated([(replace(asked, id=f"{NASTY}{n}"), given) for n in range(count)])
    assert found.setup is not None
    return replace(found, setup=replace(found.setup, questions=NASTY))
