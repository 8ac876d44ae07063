"""The chain as a LangChain Runnable: calls, streams, callbacks, and in company."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough
from scripted import scripted

from assistant import Answer, Assistant
from assistant.answering.answer import NOT_FOUND, NOT_FOUND_BY_MODEL
from assistant.answering.chain import AnswerChain, ChainInput
from assistant.errors import QuestionError

ASKED: ChainInput = {"question": "Which files did the FBI have?"}
OTHER: ChainInput = {"question": "When was the salt works of Tuzla founded?"}
QUOTE = "The FBI had 1,400 files on Selma Aksoy, the founder of the museum."


def fixed(answer: Answer) -> dict[str, Any]:
    """An answer without its timings, as JSON."""
    return {**answer.to_dict(), "timings_ms": None}


class Recorder(BaseCallbackHandler):
    """Notes what the callbacks are told."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []
        self.tags: list[str] = []
        self.metadata: dict[str, Any] = {}

    def on_chain_start(self, serialized: Any, inputs: Any, **kwargs: Any) -> None:
        """A run began."""
        self.events.append(("start", kwargs.get("name")))
        self.tags += kwargs.get("tags") or []
        self.metadata |= kwargs.get("metadata") or {}

    def on_chain_end(self, outputs: Any, **kwargs: Any) -> None:
        """A run ended."""
        self.events.append(("end", outputs))

    def on_chain_error(self, error: BaseException, **kwargs: Any) -> None:
        """A run failed."""
        self.events.append(("error", error))


def test_every_way_of_calling_gives_the_same(assistant: Assistant) -> None:
    """Invoke, batch, stream and their async forms agree."""
    chain = assistant.chain
    expected = [fixed(chain.invoke(given)) for given in (ASKED, OTHER)]

    async def called() -> list[Answer]:
        streamed = [answer async for answer in chain.astream(ASKED)]
        assert [bool(answer.text) for answer in streamed] == [False, True]
        batch = await chain.abatch([ASKED, OTHER])
        batched = [answer async for answer in chain.abatch_as_completed([ASKED])]
        assert fixed(batched[0][1]) == expected[0]
        return [await chain.ainvoke(ASKED), *batch, streamed[-1]]

    assert expected[0]["citations"][0]["quote"] == QUOTE
    assert [fixed(answer) for answer in chain.batch([ASKED, OTHER])] == expected
    assert fixed(list(chain.stream(ASKED))[-1]) == expected[0]
    assert [fixed(answer) for answer in asyncio.run(called())] == [
        *(expected[0], *expected, expected[0]),
    ]


def test_passages_come_before_the_answer(assistant: Assistant) -> None:
    """A stream has two steps; the second holds all of the first."""
    first, last = assistant.chain.stream(ASKED)

    assert (first.text, first.citations, first.abstained) == ("", (), False)
    assert (first.complete, last.complete) == (False, True)
    assert (first.passages, first.confidence) == (last.passages, last.confidence)
    assert last.text.endswith("[2]")


def test_a_question_about_the_library_is_one_step(assistant: Assistant) -> None:
    """Where nothing is searched, the answer comes at once."""
    [answer] = assistant.chain.stream({"question": "hello"})

    assert answer.complete
    assert answer.text.startswith("Ask me anything")


def test_callbacks_and_config_pass_through(assistant: Assistant) -> None:
    """Callbacks see one run by its name, tags and metadata, and its whole answer."""
    for call in ("invoke", "stream", "ainvoke", "astream"):
        seen = Recorder()
        config: Any = {
            "callbacks": [seen],
            "run_name": "asking",
            "tags": ["a tag"],
            "metadata": {"who": "me"},
        }

        async def drained(config: Any = config, call: str = call) -> None:
            if call == "ainvoke":
                await assistant.chain.ainvoke(ASKED, config)
            else:
                assert [answer async for answer in assistant.chain.astream(ASKED, config)]

        if call in ("invoke", "stream"):
            # A stream does its work when it is read.
            done = getattr(assistant.chain, call)(ASKED, config)
            assert isinstance(done, Answer) or list(done)
        else:
            asyncio.run(drained())
        assert [name for name, _ in seen.events] == ["start", "end"], call
        assert seen.events[0] == ("start", "asking")
        assert seen.events[1][1].citations[0].quote == QUOTE
        assert seen.tags == ["a tag"]
        assert seen.metadata["who"] == "me"


@pytest.mark.parametrize("call", ["invoke", "stream"])
def test_an_error_reaches_the_caller_and_the_callbacks(assistant: Assistant, call: str) -> None:
    """A question without words fails the run with its own error."""
    seen = Recorder()

    with pytest.raises(QuestionError, match="has no words"):
        list(getattr(assistant.chain, call)({"question": "?"}, {"callbacks": [seen]}))
    assert [name for name, _ in seen.events] == ["start", "error"]


def test_a_bad_question_of_a_batch_can_be_returned(assistant: Assistant) -> None:
    """`return_exceptions` keeps the answers of the others."""
    good, bad = assistant.chain.batch([ASKED, {"question": ""}], return_exceptions=True)

    assert good.citations[0].quote == QUOTE
    assert isinstance(bad, QuestionError)


def to_input(question: str) -> ChainInput:
    """A question as the chain takes it."""
    return {"question": question}


def test_the_chain_stands_in_a_sequence(assistant: Assistant) -> None:
    """Something before and something after: calls and streams give the message of the answer."""
    sequence = RunnableLambda(to_input) | assistant.chain | RunnableLambda(Answer.to_message)
    [*_, streamed] = sequence.stream(ASKED["question"])

    async def called() -> list[AIMessage]:
        pieces = [message async for message in sequence.astream(ASKED["question"])]
        return [await sequence.ainvoke(ASKED["question"]), pieces[-1]]

    messages = [sequence.invoke(ASKED["question"]), streamed, *asyncio.run(called())]
    assert len({message.text for message in messages}) == 1
    assert QUOTE in messages[0].text


def test_a_sequence_that_ends_in_the_chain_streams_its_steps(assistant: Assistant) -> None:
    """Passages come first here too, and callbacks see the sum: the whole answer."""
    seen = Recorder()
    sequence = RunnableLambda(to_input) | assistant.chain
    steps = list(sequence.stream(ASKED["question"], {"callbacks": [seen]}))

    assert [bool(step.citations) for step in steps] == [False, True]
    ended = [value for name, value in seen.events if name == "end" and isinstance(value, Answer)]
    assert ended == [steps[-1], steps[-1]]  # of the chain, and of the sequence


def test_the_answer_can_be_assigned(assistant: Assistant) -> None:
    """`RunnablePassthrough.assign` keeps the input beside the answer, streamed or not."""
    chain: Runnable[Any, Answer] = assistant.chain
    sequence = RunnablePassthrough.assign(answer=chain)
    total: Any = None
    for step in sequence.stream(dict(ASKED)):
        total = step if total is None else total + step

    assert total["question"] == ASKED["question"]
    assert fixed(total["answer"]) == fixed(sequence.invoke(dict(ASKED))["answer"])


def test_the_chain_describes_itself(assistant: Assistant) -> None:
    """LangChain can tell what goes in and comes out, and draw the chain."""
    schema = assistant.chain.get_input_jsonschema()["$defs"]["ChainInput"]

    assert schema["required"] == ["question"]
    assert {"question", "history", "sources"} <= set(schema["properties"])
    assert "citations" in str(assistant.chain.get_output_jsonschema())
    assert [node.name for node in assistant.chain.get_graph().nodes.values()][1] == "AnswerChain"


def test_a_stream_can_be_left(assistant: Assistant) -> None:
    """Who has seen enough of a stream may go, and the chain answers the next question."""
    for step in assistant.chain.stream(ASKED):
        assert step.passages
        break

    assert assistant.chain.invoke(OTHER).citations


# The first passage is of this article; its sentences are offered as 1, 2 and 3.
FINED: ChainInput = {"question": "How much did Italy fine Clearview?"}
PHOTOS = "Clearview gathered more than three billion photos from the open web."
FINE = "Italy fined Clearview 20 million euros in March 2022."
BACKED = "Italy fined Clearview 20 million euros [2]."


def written(assistant: Assistant, *replies: Any, **changes: Any) -> tuple[AnswerChain, list[Any]]:
    """A chain with a model that says this, and what the model is asked."""
    model, prompts = scripted(*replies)
    settings = replace(assistant.settings, style="prose", **changes)
    allowed = assistant.chain._allowed
    return (
        AnswerChain(assistant.retriever, assistant.store.catalog, settings, allowed, model),
        prompts,
    )


def quoted(answer: Answer) -> list[str]:
    """The quotes that are shown."""
    return [citation.quote for citation in answer.citations]


def test_statements_come_one_by_one(assistant: Assistant) -> None:
    """Passages, each finished statement with its quote, the whole; only that is complete."""
    chain, _ = written(assistant, f"{BACKED}\nClearview gathered photos [1].\nThat is all I know.")
    steps = list(chain.stream(FINED))

    assert [len(step.statements) for step in steps] == [0, 1, 2, 2, 2]
    assert [s.text for s in steps[-1].statements] == [
        "“Italy fined Clearview 20 million euros”",  # nothing but words of its quote
        "Clearview gathered photos.",
    ]
    assert [step.complete for step in steps] == [False] * 4 + [True]
    assert quoted(steps[1]) == [FINE]
    assert quoted(steps[-1]) == [FINE, PHOTOS]
    assert [s.text for s in steps[-1].left_out] == ["That is all I know."]
    assert (steps[-1].model, steps[-1].note) == ("scripted", "")
    json.dumps(steps[-1].to_dict())


@pytest.mark.parametrize("strict", [True, False])
def test_no_step_shows_what_was_not_checked(assistant: Assistant, strict: bool) -> None:
    """Without numbers, with a number that was not offered, and if strict, with reasons."""
    reply = f"I think so.\nItaly paid 30 million euros [2].\n{BACKED}\nRome did [99].\nBye [1"
    chain, _ = written(assistant, reply, strict=strict)
    for step in chain.stream(FINED):
        assert ("30 million" in step.text) <= (not strict)
        for words in ("I think so", "Rome did", "Bye"):
            assert words not in step.text
            assert not any(words in statement.text for statement in step.statements)
    found = {
        s.text: [reason.kind for reason in s.reasons] for s in (*step.statements, *step.left_out)
    }

    assert found == {
        "I think so.": ["source"],
        "Italy paid 30 million euros.": found["Italy paid 30 million euros."],
        "“Italy fined Clearview 20 million euros”": [],
        "Rome did.": ["source"],
        "Bye [1": ["source"],
    }
    assert "number" in found["Italy paid 30 million euros."]
    shown = [statement.text for statement in step.statements]
    assert shown == ["Italy paid 30 million euros."] * (not strict) + [
        "“Italy fined Clearview 20 million euros”"
    ]


@pytest.mark.parametrize(
    ("replies", "note"),
    [
        (("",), "the reply is empty"),
        ((OSError("down"),), "scripted"),
        (("I'm sorry, but I can't help with that.",), "refused"),
        (("Oil.", "Salt."), "asked twice"),
        (("Italy paid 30 million euros [2].",), "said is backed by its quotes"),
    ],
)
def test_the_reader_answers_where_the_model_does_not(
    assistant: Assistant, replies: tuple[Any, ...], note: str
) -> None:
    """Its quotes are those of an assistant without a model, and a note says why."""
    chain, _ = written(assistant, *replies)
    answer = chain.invoke(FINED)
    alone = assistant.chain.invoke(FINED)

    assert (answer.text, answer.citations) == (alone.text, alone.citations)
    assert (answer.model, answer.statements, answer.complete) == (None, (), True)
    assert note in answer.note
    assert answer.note.endswith(" The built-in reader answered instead.")


def test_what_is_left_out_keeps_its_quotes(assistant: Assistant) -> None:
    """Beside the reader's quotes, numbers go on; each names one quote."""
    chain, _ = written(assistant, "Clearview lost 30 photos [1, 3].\nItaly paid 30 euros [2].")
    answer = chain.invoke(FINED)
    held = {citation.id: citation.quote for citation in (*answer.citations, *answer.withheld)}

    assert len(held) == len(answer.citations) + len(answer.withheld)
    assert [[held[n] for n in s.citations] for s in answer.left_out] == [
        [PHOTOS, "Clearview sells its search to police departments only."],
        [FINE],
    ]


def test_a_model_that_finds_nothing_is_believed(assistant: Assistant) -> None:
    """The answer says who found nothing; the reader's quotes are withheld."""
    chain, prompts = written(assistant, "NONE")
    answer = chain.invoke(FINED)

    assert answer.text.startswith(NOT_FOUND_BY_MODEL)
    assert (answer.abstained, answer.citations, answer.statements) == (True, (), ())
    assert FINE in [citation.quote for citation in answer.withheld]
    assert (answer.model, answer.note, len(prompts)) == ("scripted", "", 1)


def test_what_was_left_out_beside_an_abstention_keeps_its_quotes(assistant: Assistant) -> None:
    """The numbers of a statement that is not shown name its own quotes here too."""
    chain, _ = written(assistant, "The sentences do not mention 99 fines [1].")
    answer = chain.invoke(FINED)
    held = {citation.id: citation.quote for citation in answer.withheld}

    assert answer.abstained
    assert all([held[n] for n in s.citations] == [PHOTOS] for s in answer.left_out)


def test_a_model_is_not_asked_what_the_library_does_not_have(assistant: Assistant) -> None:
    """Below the threshold no prompt is sent."""
    chain, prompts = written(assistant, BACKED)
    answer = chain.invoke({"question": "How do I cook goulash?"})

    assert answer.text.startswith(NOT_FOUND)
    assert not answer.text.startswith(NOT_FOUND_BY_MODEL)
    assert (answer.abstained, answer.complete, prompts) == (True, True, [])


def test_a_break_is_told_beside_what_was_finished(assistant: Assistant) -> None:
    """The statement stays, also where all that was finished is not backed."""
    kept, _ = written(assistant, [f"{BACKED}\nAnd Clear", OSError("down")])
    lost, _ = written(assistant, ["Italy paid 30 euros [2].\nAnd Clear", OSError("down")])
    answer = kept.invoke(FINED)
    reasons = {chain.invoke(FINED).note.partition(":")[0] for chain in (kept, lost)}

    assert quoted(answer) == [FINE]
    assert answer.note.endswith(" What it had finished is shown.")
    assert (answer.model, answer.complete) == ("scripted", True)
    assert reasons == {"Chat model 'scripted'"}  # also told where nothing of it is shown
