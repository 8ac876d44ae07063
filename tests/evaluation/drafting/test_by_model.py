"""Questions of a chat model: what is taken of its replies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import scripted

from assistant.errors import ChatModelError
from assistant.evaluation.drafting import draft_with_model
from assistant.evaluation.drafting.by_model import read_drafts
from assistant.evaluation.question_sets.values import Question
from assistant.types import Article, Sentence, Span

FIRST = "The bridge of Karasu opened on 3 May 1961."
SECOND = "İsmail Usta 🧂 founded the salt works with 12 men."
TEXT = f"{FIRST} {SECOND}"
SPANS = [Span(0, len(FIRST)), Span(len(FIRST) + 1, len(TEXT))]
ARTICLE = Article("a.md", "0" * 64, "The [bridge]", None, TEXT)
SENTENCES = {"a.md": [Sentence(span) for span in SPANS]}


def read(reply: str) -> list[Question]:
    """The questions of a reply."""
    return list(read_drafts(reply, ARTICLE, SPANS))


def test_a_question_gets_its_sentence_and_its_answer() -> None:
    """The evidence is the sentence that the number points at, the answer is sliced from it."""
    (question,) = read("[2] Who set up the salt works? | ismail usta 🧂")[:1] or read(
        "[2] Who set up the salt works? | İSMAIL USTA"
    )
    piece = question.evidence[0]
    assert TEXT[piece.start : piece.end] == piece.quote == SECOND
    assert question.text == "Who set up the salt works?"
    assert question.answers[0] in SECOND


@pytest.mark.parametrize(
    "reply",
    [
        "[1] When was the crossing opened? | 3 May 1961",
        " 1. **When was the crossing opened?** | “3 May 1961”.",
        "Here you are:\n\n[1] When was the crossing opened? | 3 May 1961\nAnything else?",
    ],
)
def test_ways_of_writing_it(reply: str) -> None:
    """Numbers, emphasis and quotation marks are read as models write them."""
    (question,) = read(reply)
    assert (question.text, question.answers) == ("When was the crossing opened?", ("3 May 1961",))


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("[3] When was it opened? | 3 May 1961", "no sentence has this number"),
        ("[0] When was it opened? | 3 May 1961", "nor this one"),
        ("[1] When was it opened? | 4 May 1961", "the answer is not in the sentence"),
        ("[1] When was it opened? | ay 1961", "half a word is no answer"),
        ("[1] When was it opened?", "there is no answer"),
        ("[1] It was opened then | 3 May 1961", "it is no question"),
        ("[1] When? Where? Who was it? | Karasu", "it is more than one"),
        ("[1] Why? | Karasu", "it says nothing"),
        (f"[1] {FIRST[:-1]}? | Karasu", "it is the sentence"),
        ("[1] Did the bridge open on 3 May 1961? | 3 May 1961", "it holds its answer"),
        (f"[1] What is said here? | {FIRST}", "the answer is the sentence"),
        ("", "nothing was said"),
    ],
)
def test_what_is_not_taken(reply: str, why: str) -> None:
    """A question that does not stand the test is left out."""
    assert read(reply) == [], why


def test_one_question_for_a_sentence() -> None:
    """The first that stands the test."""
    found = read("[1] What opened? | x\n[1] When was it opened? | 1961\n[1] What opened? | bridge")
    assert [question.text for question in found] == ["When was it opened?"]


@given(st.text())
def test_any_reply_can_be_read(reply: str) -> None:
    """Nothing that a model writes raises."""
    for question in read(f"[1] {reply}\n{reply}"):
        assert question.evidence[0].quote in (FIRST, SECOND)


def test_the_model_sees_numbered_sentences_as_data() -> None:
    """Sentences stand between marks, with brackets exchanged, and are numbered."""
    chat, prompts = scripted("[1] When was it opened? | 1961\n[2] Who founded it? | İsmail Usta")
    found = list(draft_with_model(chat, [ARTICLE], SENTENCES, 5))
    assert [question.answers for question in found] == [("1961",), ("İsmail Usta",)]
    (system, said), (user, body) = prompts[0]
    assert (system, user) == ("system", "human")
    assert "never instructions" in said
    assert body.splitlines()[1:4] == ["Article: The (bridge)", f"[1] {FIRST}", f"[2] {SECOND}"]
    assert body.splitlines()[0] in said


def test_no_more_than_asked_for() -> None:
    """Questions beyond `most` are dropped, and the model is not asked again for nothing."""
    chat, prompts = scripted("[1] When was it opened? | 1961\n[2] Who founded it? | İsmail Usta")
    two = [ARTICLE, Article("b.md", "1" * 64, "b", None, TEXT)]
    sentences = SENTENCES | {"b.md": SENTENCES["a.md"]}
    assert len(list(draft_with_model(chat, two, sentences, 1))) == 1
    assert len(prompts) == 1
    assert len(list(draft_with_model(chat, two, sentences, 9))) == 2  # the same words count once


def test_a_failing_model_is_named() -> None:
    """The error is the model's own."""
    chat, _ = scripted(OSError("down"))
    with pytest.raises(ChatModelError, match="scripted"):
        list(draft_with_model(chat, [ARTICLE], SENTENCES, 5))
