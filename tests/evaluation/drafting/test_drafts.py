"""Questions made from articles: their evidence, their order, their spread."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.evaluation.drafting import KEYWORDS, STATEMENT, draft_questions
from assistant.evaluation.metrics import fold
from assistant.evaluation.question_sets.values import Question
from assistant.library.sentences import split_sentences
from assistant.types import Article, Block, Span

BRIDGE = (
    "The bridge\n\nMehmet Kaya founded the Karasu Ferry Company in 1889. "
    "The Karasu Bridge was painted green by Osman Usta in May 1961. "
    "It was sold in 1970. “In 1970 Karasu sold the bridge,” he said. "
    "The Karasu Bridge is 44 metres long. Karasu employed 12 guards at the old tower."
)
LAMP = (
    "İsmail Usta lit the Cape Lamp 🔦 in 1850.\r\n\r\nThe Cape Lamp burned because Ada Byron paid."
)


def article(source: str, text: str) -> Article:
    """An article whose paragraphs are its blocks; the first of several is a heading."""
    parts, at = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            parts.append(Block(Span(at, at + len(part)), "paragraph"))
        at += len(part) + 2
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(source, digest, source, None, text, tuple(parts))


def drafted(*articles: Article, most: int = 100, seed: int = 0) -> tuple[Question, ...]:
    """The questions of these articles."""
    sentences = {a.source: split_sentences(a.text, a.blocks) for a in articles}
    return draft_questions(articles, sentences, most, seed)


def sound(question: Question, texts: dict[str, str]) -> bool:
    """Whether the evidence is a place of the text and holds an answer that the question lacks."""
    (piece,) = question.evidence
    quote = texts[piece.source][piece.start : piece.end]
    return (
        quote == piece.quote
        and question.gold == (piece.source,)
        and question.answers[0] in quote
        and question.answerable
        and question.kind in (STATEMENT, KEYWORDS)
    )


def test_every_question_has_its_sentence_and_its_answer() -> None:
    """The evidence is the whole sentence, cut as the index cuts it."""
    found = drafted(article("bridge.md", BRIDGE), article("lamp.md", LAMP))
    texts = {"bridge.md": BRIDGE, "lamp.md": LAMP}
    assert len(found) >= 5
    assert all(sound(question, texts) for question in found)
    for question in found:
        assert question.text.endswith("?") == (question.kind == STATEMENT)
        assert fold(question.text) != fold(question.evidence[0].quote or "")


def test_no_question_holds_its_answer() -> None:
    """A city is not asked for by the name of what is around it."""
    text = "Jacksonville is the principal city in the Jacksonville metropolitan area of Florida."
    assert drafted(article("j.md", text)) == ()


def test_pronouns_quotations_and_headings_are_left_alone() -> None:
    """Who "it" is, what was said and titles make no question."""
    asked_of = {question.evidence[0].quote for question in drafted(article("b.md", BRIDGE))}
    assert not any(quote and quote.startswith(("It ", "“", "The bridge\n")) for quote in asked_of)


def test_the_same_every_time() -> None:
    """Articles in any order and the same seed give the same questions and ids."""
    articles = [article("bridge.md", BRIDGE), article("lamp.md", LAMP)]
    first = drafted(*articles, seed=3)
    assert first == drafted(*reversed(articles), seed=3)
    assert len({question.id for question in first}) == len(first)
    orders = {tuple(question.id for question in drafted(*articles, seed=s)) for s in range(8)}
    assert len(orders) > 1


def test_questions_are_spread_over_the_articles() -> None:
    """Each article is asked once before any is asked twice."""
    long = " ".join(f"Karasu opened the Ada Museum {n} in {1900 + n}." for n in range(50))
    articles = [article("long.md", long), article("a.md", BRIDGE), article("b.md", LAMP)]
    found = drafted(*articles, most=3)
    assert {question.gold for question in found} == {("long.md",), ("a.md",), ("b.md",)}


def test_at_most_so_many() -> None:
    """No more than asked for, and none of nothing."""
    assert len(drafted(article("a.md", BRIDGE), most=2)) == 2
    assert drafted(article("a.md", BRIDGE), most=0) == ()
    assert drafted(article("a.md", "")) == ()
    assert draft_questions([], {}, 5) == ()
    assert draft_questions([article("a.md", BRIDGE)], {}, 5) == ()


PIECES = [
    "Mehmet Kaya founded the Karasu Ferry Company in 1889.",
    "On 3 May 1961, the Karasu Bridge, a work of İsmail, was painted by Ada Byron.",
    "The Cape Lamp 🔦 burned 12 liters of oil (or 3 gallons) in 1850.",
    "Café Müller employed 1,200 people because A\u030ada paid $5 million.",
    "The Karasu Museum is the oldest museum of İzmir.\r\nIt is called Ada.",
    "About 40 percent of the ships of Karasu had been sold by 1990",
    "Karasu reported that Ada had matched 28 members of Congress,",
]
WORDS = st.lists(
    st.sampled_from([*" ".join(PIECES).split(), ",", "and", "was", "by", "in", "of", "that", "%"]),
    max_size=30,
).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(st.sampled_from(PIECES), WORDS, st.text(max_size=40)), max_size=8))
def test_no_text_breaks_it(pieces: list[str]) -> None:
    """Whatever is written, every question that comes has its quote to the character."""
    text = " ".join(pieces)
    found = drafted(article("a.md", text))
    assert all(sound(question, {"a.md": text}) for question in found)


@settings(deadline=None, max_examples=60)
@given(st.permutations(" ".join(PIECES).split()), st.integers(0, 6))
def test_shuffled_words_break_nothing(words: list[str], most: int) -> None:
    """Sentences of the right words in the wrong order raise nothing either."""
    text = " ".join(words)
    assert len(drafted(article("a.md", text), most=most)) <= most
