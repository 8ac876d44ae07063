"""One turn of a conversation, and a conversation as it is listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.answering.answer import Answer
from assistant.records.feedback import Feedback


@dataclass(frozen=True, slots=True)
class Record:
    """One question and what came of it: an answer, an error, or neither yet.

    `asked` is when, in seconds since 1970. `sources` are the articles that were to be asked, None
    for all. `paths` says where the file of a source was. It is not `complete` while it is being
    answered; `answer` then holds what there is of it, if anything.
    """

    question: str
    asked: float
    answer: Answer | None = None
    error: str = ""
    sources: tuple[str, ...] | None = None
    paths: Mapping[str, str] = field(default_factory=dict)
    feedback: Feedback | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation in a user's list.

    `title` is the first question until the user has `named` it, empty if there is none. `started`
    and `changed` are seconds since 1970. `matched` are the turns, counted from 0, that hold the
    most of the words that were searched for; none where only the title does.
    """

    id: str
    title: str
    named: bool
    started: float
    changed: float
    turns: int
    matched: tuple[int, ...] = ()
