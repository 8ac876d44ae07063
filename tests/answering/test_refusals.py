"""What a reply without numbers says: that nothing answers, or that it will not work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import within

from assistant.answering.refusals import declines, refuses

DECLINED = """
NONE | NONE. | **NONE** | None of the sentences answer the question.
The sentences do not answer the question. | The provided sentences don't mention who built it.
The sentences do not contain information about the founder.
The articles do not say when it was built. | There is no information about that in the sentences.
No sentence answers the question. | The question is not answered in the sentences.
The cost is not mentioned in the articles. | The context does not provide an answer.
The text doesn’t specify the date. | Based on the sentences, there is no answer to the question.
The answer is not in the sentences. | Nothing in the sentences answers the question.
The question cannot be answered from these sentences.
I could not find an answer in the sentences.
There is not enough information in the sentences to answer.
The sentences provided are not relevant to the question.
"""
REFUSED = """
I'm sorry, but I can't help with that. | I’m sorry, I cannot answer this.
Sorry, I can't assist with that request. | I cannot help with that. | I can't answer that question.
I won't answer this. | I am unable to answer. | I am not able to provide that.
I'm unable to help with that. | I'm not able to help with this request.
As an AI language model, I cannot do this. | Unfortunately, I cannot help with that.
I apologize, but I cannot comply. | I must decline to answer. | I will not answer this question.
I'm afraid I can't do that. | My apologies, but I can't assist. | **I'm sorry**, but no.
"""
SAID = """
The lamp burned 12 liters of oil. | The photographers were never asked for permission.
There is no lamp in the tower. | The bridge was closed because no answer came from the crew.
Articles 5 and 6 of the constitution do not say who may fell a beech.
The article of the constitution does not mention oaks.
The company said it had no information on the breach.
The photographers were given no information. | The source code does not contain the key.
The sentence of the court does not include a fine. | No sentences were passed against the keepers.
None of the members of Congress was a criminal. | Nobody answered the call.
Unfortunately, it rained in Sinop. | Sorry Day is a holiday in Australia.
I-495 was closed for a year. | As an AI company, Clearview sells its search.
I, Claudius was written in 1934. | The crew cannot open the bridge.
The keeper was sorry for the delay.
"""


def said(replies: str) -> list[str]:
    """One reply each."""
    return [reply for line in replies.splitlines() for reply in line.split(" | ") if reply]


@pytest.mark.parametrize("reply", said(DECLINED))
def test_that_nothing_answers_is_understood(reply: str) -> None:
    """A model may say it in many ways, and refuses nothing with them."""
    assert declines(reply)
    assert not refuses(reply)


@pytest.mark.parametrize("reply", said(REFUSED))
def test_a_refusal_is_understood(reply: str) -> None:
    """Excuses and what models call themselves."""
    assert refuses(reply)


@pytest.mark.parametrize("reply", said(SAID))
def test_a_statement_is_neither(reply: str) -> None:
    """What an article says is no excuse, though it has the same words."""
    assert not declines(reply)
    assert not refuses(reply)


@given(st.text(max_size=80))
def test_no_reply_is_too_odd(reply: str) -> None:
    """Anything is read, and the same way each time."""
    assert declines(reply) in (True, False)
    assert refuses(reply) == refuses(reply)


@pytest.mark.parametrize("unit", ["sentence ", "no sentence do not ", "the ", " ", "*", "I "])
def test_hostile_replies_take_no_time(unit: str) -> None:
    """Ten thousand characters of anything are read within a second."""
    reply = (unit * 10_000)[:10_000]
    with within(1):
        declines(f"sentence {reply}")
        refuses(reply)
