"""An answer: quotes with their places, or the statement that the library has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.answering.composition import answer_parts
from assistant.answering.context import Context
from assistant.answering.disagreement import Disagreement
from assistant.checking.values import Reason
from assistant.models.usage import Usage
from assistant.types import Citation, Passage

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

# How the text of an abstention begins.
NOT_FOUND = "Not in these articles."
NOT_FOUND_BY_MODEL = f"{NOT_FOUND} The model found no answer in the sentences it was given."


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or two in a chat model's words, and the ids of the citations they rest on.

    `reasons` say why those do not back it; none when it passed the check. `text` is empty where
    the model did no more than copy a quote: that stands for itself.
    """

    text: str
    citations: tuple[int, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def mark(self) -> str:
        """What is said beside a statement that its quotes do not back; empty if they do."""
        if not self.reasons:
            return ""
        reasons = "; ".join(reason.text for reason in self.reasons)
        return f"not backed by its quote{'s' * (len(self.citations) > 1)}: {reasons}"

    def to_dict(self) -> dict[str, Any]:
        """The form of a statement in JSON."""
        return {
            "text": self.text,
            "citations": list(self.citations),
            "supported": not self.reasons,
            "reasons": [reason.to_dict() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says to one question.

    `confidence` lies in [0, 1]. When `abstained`, `text` says so, `citations` is empty,
    `withheld` holds the quotes that were not good enough, and `passages` the nearest passages.
    `searched` is the question that was put to the library: the user's own, or a follow-up made
    to stand alone. `timings_ms` maps a step to milliseconds. A streamed answer is `complete`
    with its last step.

    `model` names the chat model that answered, None for the built-in reader; `note` says in one
    line if one was to answer but did not. `statements` are a model's own words, empty where an
    answer is nothing but quotes; those in `left_out` are not part of it, as no quote backs them
    (theirs are among the `withheld`). `context` is what the model was given to read.
    `disagreement` says where articles differ in a figure or date that was asked for. `sources` are
    the articles that were asked, None for all. `usage` are the tokens that a chat model took, None
    where none was asked.
    """

    question: str
    text: str
    abstained: bool
    confidence: float
    citations: tuple[Citation, ...] = ()
    withheld: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = ()
    searched: str = ""
    model: str | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    left_out: tuple[Statement, ...] = ()
    note: str = ""
    context: Context | None = None
    complete: bool = True
    disagreement: Disagreement | None = None
    sources: tuple[str, ...] | None = None
    usage: Usage | None = None

    def to_dict(self) -> dict[str, Any]:
        """The object that `assistant ask --json` prints."""
        return {
            "question": self.question,
            "searched": self.searched or self.question,
            "answer": self.text,
            "abstained": self.abstained,
            "confidence": round(self.confidence, 4),
            "citations": [citation.to_dict() for citation in self.citations],
            "withheld": [citation.to_dict() for citation in self.withheld],
            "sources": None if self.sources is None else list(self.sources),
            "disagreement": self.disagreement.to_dict() if self.disagreement else None,
            "passages": [passage.to_dict() for passage in self.passages],
            "model": self.model,
            "note": self.note or None,
            "statements": [statement.to_dict() for statement in self.statements],
            "left_out": [statement.to_dict() for statement in self.left_out],
            "context": self.context.to_dict() if self.context else None,
            "timings_ms": {step: round(value, 1) for step, value in self.timings_ms.items()},
            "tokens": self.usage.to_dict() if self.usage else None,
        }

    def __add__(self, later: Answer) -> Answer:
        """The later one, as it holds all that came before: LangChain adds up what is streamed."""
        return later if isinstance(later, Answer) else NotImplemented

    def to_message(self) -> AIMessage:
        """The answer as a LangChain message: a text block a quote, each with its `Citation`.

        A citation's `start_index` and `end_index` are places in its block's text, where the
        quote stands; source, span, hash and status are in its `extras`.
        """
        from langchain_core.messages import AIMessage
        from langchain_core.messages.content import ContentBlock, create_citation, create_text_block

        differing = self.disagreement.text if self.disagreement else ""
        parts = answer_parts(self.statements, self.citations, differing) or [(self.text, None)]
        blocks: list[ContentBlock] = []
        before = ""
        for text, citation in parts:
            if citation is None:
                before += text
                continue
            start = len(before) + 1  # behind the quotation mark
            annotation = create_citation(
                title=citation.title,
                start_index=start,
                end_index=start + len(citation.quote),
                cited_text=citation.quote,
                source=citation.source,
                sha256=citation.sha256,
                start=citation.start,
                end=citation.end,
                status=citation.status,
            )
            blocks.append(create_text_block(before + text, annotations=[annotation]))
            before = ""
        if before:
            blocks.append(create_text_block(before))
        return AIMessage(content_blocks=blocks, response_metadata={"confidence": self.confidence})
