"""Putting a question: what may be asked of whom, kept before it is answered and after."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.asking import check_question
from assistant.answering.chain import ChainInput
from assistant.errors import AssistantError, QuestionError
from assistant.ui.preferences import applied
from assistant.ui.services import record_of
from assistant.ui.session import Turn, history

if TYPE_CHECKING:
    from assistant.ui.asking import Asking
    from assistant.ui.tab import Tab

_LONGEST = 20_000  # what is longer is no question, and need not be kept whole to say so


def put_question(tab: Tab, question: str, number: int | None) -> Asking:
    """Have a question answered, in place of turn `number` and all after it if that is given.

    The conversation has it at once, so that it is there after a reload. Raises AssistantError if it
    cannot be asked; then nothing has changed.
    """
    services, user = tab.services, tab.user
    settings = applied(tab.preferences, tab.settings)
    # A cut emoji can leave half a character, which no response could carry.
    asked = question.strip()[:_LONGEST].encode("utf-8", "replace").decode()
    check_question(asked, settings.question_characters)
    turn, given = _prepared(tab, asked, stoppable=settings.llm != "none")
    if turn.sources is not None and not turn.sources:  # none is ticked, or what was has gone
        raise QuestionError(tab.words("chat.filter_none"))
    services.askings.check(tab.conversation, user)
    if wait := services.limits.take(user, "question"):
        raise QuestionError(tab.words.count("chat.too_fast", max(1, round(wait))))
    before = tab.turns()[:number]
    if not tab.conversation:
        tab.conversation = services.conversations.start(user).id
    conversation = tab.conversation
    pending = record_of(replace(turn, paths={}))
    place = services.conversations.append(user, conversation, pending, number)

    def keep(done: Turn) -> None:
        cited = {citation.source for citation in done.answer.citations} if done.answer else set()
        paths = {source: path for source, path in turn.paths.items() if source in cited}
        # What the user sees is no choice of the user's, and may be thousands.
        answer = done.answer and replace(done.answer, sources=turn.sources)
        kept = replace(done, answer=answer, paths=paths)
        services.conversations.update(user, conversation, place, record_of(kept))

    try:
        return services.askings.begin(
            conversation,
            user,
            turn,
            {**given, "history": history(before)},
            lambda: services.chain_for(user, settings),
            keep,
        )
    except AssistantError:  # another page of the same user was quicker
        services.conversations.cut(user, conversation, place)
        raise


def _prepared(tab: Tab, asked: str, *, stoppable: bool) -> tuple[Turn, ChainInput]:
    """The turn as it begins, and what the chain is given: the ticked articles the user sees."""
    entries, ticked = tab.services.entries(tab.user), tab.ticked
    sources = None if ticked is None else tuple(e.source for e in entries if e.source in ticked)
    given = ChainInput(question=asked, sources=sources)
    paths = {entry.source: entry.path for entry in entries if entry.path}
    turn = Turn(asked, stoppable=stoppable, sources=sources, asked=time.time(), paths=paths)
    return turn, given
