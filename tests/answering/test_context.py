"""What a chat model gets to read: whole sentences, best first, never more than fit."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.answering.context import Context, fit_context
from assistant.answering.prompts import plain
from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.models.requests import count_roughly
from assistant.types import Passage, Sentence, Span

# A sentence of a planted passage: its number in the passage, its words, and if it can be quoted.
Planted = tuple[str, int, int, str, bool]
LENGTH = 1000  # characters of a planted passage


def count(text: str) -> int:
    """A word is a token; the number before a sentence is one too."""
    return len(text.split())


def found(order: Sequence[tuple[str, int]], sentences: Sequence[Planted]) -> Retrieval:
    """Passages in this order, as (article, place), and sentences: article, place, start, words."""
    return Retrieval(
        tuple(
            Passage(name, name, place * LENGTH, (place + 1) * LENGTH, 1.0, "")
            for name, place in order
        ),
        tuple(
            ScoredSentence(
                name,
                name,
                Sentence(Span(start := place * LENGTH + at, start + len(words)), quotable),
                words,
                -rank,
                -rank,
            )
            for rank, (name, place, at, words, quotable) in enumerate(sentences)
        ),
    )


def fitted(
    retrieval: Retrieval, *, passages: int = 6, limit: int = 100, sentences: int | None = None
) -> Context:
    """What is offered of it, counted in words."""
    return fit_context(retrieval, passages=passages, limit=limit, count=count, sentences=sentences)


def texts(sentences: Sequence[ScoredSentence]) -> list[str]:
    """Their words."""
    return [sentence.text for sentence in sentences]


TWO = found(
    [("b", 0), ("a", 0)],
    [
        ("b", 0, 50, "Third of b.", True),
        ("a", 0, 0, "First of a.", True),
        ("b", 0, 0, "First of b.", True),
        ("b", 0, 20, "A heading", False),
        ("a", 0, 20, "Second of a.", True),
    ],
)


def test_sentences_stand_in_the_order_of_their_text() -> None:
    """Passages are best first, the sentences of one as in its article; a heading is not offered."""
    context = fitted(TWO)

    assert texts(context.offered) == ["First of b.", "Third of b.", "First of a.", "Second of a."]
    assert (context.left_out, context.tokens, context.limit) == ((), 4 * 4 + 2 * 2, 100)


@pytest.mark.parametrize(
    ("limit", "offered", "left_out"),
    [
        (20, ["First of b.", "Third of b.", "First of a.", "Second of a."], []),
        (19, ["First of b.", "Third of b.", "First of a."], ["Second of a."]),
        (7, ["Third of b."], ["First of b.", "First of a.", "Second of a."]),
        (3, [], ["Third of b.", "First of b.", "First of a.", "Second of a."]),
        (-5, [], ["Third of b.", "First of b.", "First of a.", "Second of a."]),
    ],
)
def test_what_does_not_fit_is_named(limit: int, offered: list[str], left_out: list[str]) -> None:
    """Four tokens a sentence, two a title: the better one of the better passage stays."""
    context = fitted(TWO, limit=limit)

    assert texts(context.offered) == offered
    assert texts(context.left_out) == left_out


def test_a_long_sentence_makes_way_for_a_short_one() -> None:
    """What is too long is left out whole, and what comes behind it may still fit."""
    retrieval = found(
        [("a", 0)], [("a", 0, 0, "word " * 20 + "end.", True), ("a", 0, 200, "Short.", True)]
    )
    context = fitted(retrieval, limit=10)

    assert texts(context.offered) == ["Short."]
    assert texts(context.left_out) == ["word " * 20 + "end."]


def test_the_number_of_sentences_can_be_limited() -> None:
    """The best ones of all are taken, not the best passage's."""
    assert texts(fitted(TWO, sentences=2).offered) == ["Third of b.", "First of a."]
    assert texts(fitted(TWO, sentences=0).offered) == []


def test_numbers_begin_at_one() -> None:
    """Neither nought nor a number behind the last points at a sentence."""
    context = fitted(TWO)
    at = [context.at(number) for number in (-1, 0, 1, 4, 5, 10**30)]

    assert [sentence and sentence.text for sentence in at] == [
        *(None, None, "First of b.", "Second of a.", None, None),
    ]


def test_a_sentence_of_two_passages_is_offered_once() -> None:
    """It stands where the better of them stands."""
    retrieval = found(
        [("a", 0), ("a", 0)], [("a", 0, 0, "Once.", True), ("a", 0, 0, "Once.", True)]
    )

    assert texts(fitted(retrieval).offered) == ["Once."]


def crowd(order: Sequence[str]) -> Retrieval:
    """A passage with one sentence for each name, in this order."""
    seen: Counter[str] = Counter()
    places = []
    for name in order:
        places.append((name, seen[name]))
        seen[name] += 1
    return found(places, [(name, place, 0, f"{name}{place}.", True) for name, place in places])


@pytest.mark.parametrize(
    ("order", "offered"),
    [
        ("aaaaaab", "a0. a1. a2. b0. a3. a4."),
        ("aaaaaabcde", "a0. a1. a2. b0. c0. d0."),
        ("aaaaaa", "a0. a1. a2. a3. a4. a5."),
        ("ababab", "a0. b0. a1. b1. a2. b2."),
        ("aaaabbbbcc", "a0. a1. a2. b0. b1. b2."),
        ("aaaaaaaaaaaaaaabc", "a0. a1. a2. b0. c0. a3."),  # behind the twelve best
    ],
)
def test_one_article_does_not_crowd_out_the_others(order: str, offered: str) -> None:
    """Of six passages three are of one article, unless the others have too few."""
    assert texts(fitted(crowd(order)).offered) == offered.split()


def test_json_names_what_was_left_out() -> None:
    """Counts, and the place of each sentence that found no room."""
    made = fitted(TWO, limit=19).to_dict()

    assert json.loads(json.dumps(made)) == {
        "sentences": 3,
        "tokens": 3 * 4 + 2 * 2,
        "limit": 19,
        "left_out": [{"source": "a", "start": 20, "end": 32}],  # "Second of a.": 12 characters
    }


WORDS = st.lists(st.sampled_from(["word", "1866.", "「漢字」", "[3]", "“x”", "\n"]), min_size=1)
PLACES = st.tuples(st.sampled_from("abc"), st.integers(0, 4))


@given(
    st.lists(PLACES, max_size=15, unique=True),
    st.lists(st.tuples(PLACES, st.integers(0, 3), WORDS.map(" ".join), st.booleans()), max_size=30),
    st.integers(1, 8),
    st.integers(-5, 120),
    st.none() | st.integers(0, 9),
)
def test_no_choice_breaks_the_rules(
    order: list[tuple[str, int]],
    sentences: list[tuple[tuple[str, int], int, str, bool]],
    passages: int,
    limit: int,
    most: int | None,
) -> None:
    """Within the limit, whole, each once, quotable, of a chosen passage, in order, all told."""
    words_at: dict[tuple[str, int, int], tuple[str, bool]] = {}
    for (name, place), at, words, quotable in sentences:
        words_at.setdefault((name, place, at * 200), (words, quotable))
    retrieval = found(order, [(*place, *text) for place, text in words_at.items()])
    context = fit_context(retrieval, passages=passages, limit=limit, count=count, sentences=most)
    asked = [*context.offered, *context.left_out]
    spans = [(sentence.source, sentence.sentence.span) for sentence in asked]

    assert context.tokens <= max(limit, 0)
    prompt = "".join(f"[{n}] {s.text}\n" for n, s in enumerate(context.offered, start=1))
    titles = {sentence.source for sentence in context.offered}
    assert count(prompt) + sum(count(f"Article: {title}") for title in titles) == context.tokens
    assert len(set(spans)) == len(spans)
    assert all(sentence in retrieval.sentences and sentence.sentence.quotable for sentence in asked)
    assert most is None or len(asked) <= most
    homes = [(s.source, s.sentence.span.start // LENGTH) for s in context.offered]
    assert len(set(homes)) <= passages
    assert [places for at, places in enumerate(homes) if places not in homes[:at]] == list(
        dict.fromkeys(homes)
    )
    for home in set(homes):
        own = [s.sentence.span for s, place in zip(context.offered, homes, strict=True)
               if place == home]  # fmt: skip
        assert own == sorted(own)


def test_a_real_prompt_fits_by_the_model_s_own_count(assistant: Assistant) -> None:
    """Counted line by line as it is written, the offered sentences keep below the limit."""
    retrieval = assistant.retriever.search("What did Clearview sell to the police?")
    for limit in (40, 90, 200, 3000):
        context = fit_context(retrieval, passages=6, limit=limit, count=count_roughly)
        lines = [f"[{n}] {plain(s.text)}\n" for n, s in enumerate(context.offered, start=1)]
        assert sum(map(count_roughly, lines)) <= context.tokens <= limit
        assert context.offered
        for sentence in context.offered:
            text = assistant.article(sentence.source).text
            assert sentence.sentence.span.of(text) == sentence.text
            assert re.search(r"\w", sentence.text)
        assert (limit < 3000) == bool(context.left_out)
