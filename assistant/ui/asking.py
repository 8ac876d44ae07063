"""Questions being answered, each by a thread of its own: a page may go and come back meanwhile."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace

from assistant.answering.chain import AnswerChain, ChainInput
from assistant.answering.stopping import Stop
from assistant.errors import AssistantError, QuestionError
from assistant.ui.session import Turn

# How many are answered at a time: the reader works here, for a chat model one mostly waits.
READERS, MODELS = 2, 8
# How many questions of one user are answered or wait at a time.
PER_USER = 3
# A page that was reloaded is back within seconds; for one that is gone nobody should write on.
GRACE = 10.0
# Seconds that are given at the end of the program to what is being answered.
FAREWELL = 3.0
_UNEXPECTED = "Something went wrong while answering; the terminal has the details."
_log = logging.getLogger(__name__)


class Asking:
    """One question under way: its turn as it is by now, and who watches it."""

    def __init__(self, turn: Turn, user: str) -> None:
        self.user = user
        self.stop = Stop()
        self._turn = turn
        self._changed = threading.Condition()
        self._steps = 0
        self._given_up = False
        self._watchers: set[str] = set()

    @property
    def turn(self) -> Turn:
        """The turn as it is by now."""
        return self._turn

    def watch(self, page: str) -> Iterator[Turn]:
        """The turn, again each time it has grown, to its end; steps in between may be left out."""
        seen = -1
        with self._changed:
            self._watchers.add(page)
        while True:
            with self._changed:
                self._changed.wait_for(
                    lambda seen=seen: self._steps > seen or self._given_up  # type: ignore[misc]
                )
                if self._given_up and self._steps == seen:
                    return
                seen, turn = self._steps, self._turn
            yield turn
            if turn.done:
                return

    def leave(self, page: str) -> None:
        """That page has gone; if no other watches nor comes, the chat model is stopped."""
        with self._changed:
            self._watchers.discard(page)
            if not self._watchers and not self._turn.done:
                timer = threading.Timer(GRACE, self._end_unless_watched)
                timer.daemon = True
                timer.start()

    def _end_unless_watched(self) -> None:
        with self._changed:
            deserted = not self._watchers
        if deserted:
            self.stop.press()

    def end(self, seconds: float) -> None:
        """The program ends: wait that long for the turn, then let nobody wait on."""
        with self._changed:
            self._changed.wait_for(lambda: self._turn.done, seconds)
            self._given_up = True
            self._changed.notify_all()

    def show(self, turn: Turn) -> None:
        """Let everybody who watches see the turn."""
        with self._changed:
            self._turn = turn
            self._steps += 1
            self._changed.notify_all()


class Askings:
    """All questions under way, by conversation; `READERS` and `MODELS` are at work at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[str, Asking] = {}
        self._closed = False
        self._reader_slots = threading.BoundedSemaphore(READERS)
        self._model_slots = threading.BoundedSemaphore(MODELS)

    def of(self, conversation: str) -> Asking | None:
        """What is being answered in a conversation."""
        return self._of.get(conversation)

    def check(self, conversation: str, user: str) -> None:
        """Raise QuestionError if no question can be put in this conversation now."""
        if self._closed:
            raise QuestionError("the program is ending: ask again when it is back")
        if conversation in self._of:
            raise QuestionError("this conversation waits for an answer: wait for it or stop it")
        if sum(other.user == user for other in self._of.copy().values()) >= PER_USER:
            raise QuestionError(
                f"{PER_USER} of your questions are being answered: wait for one of them"
            )

    def leave(self, page: str) -> None:
        """A page has gone, which may have watched one conversation after the other."""
        for asking in self._of.copy().values():
            asking.leave(page)

    def close(self) -> None:
        """The program ends: stop the models, and let what is nearly answered be kept."""
        with self._lock:
            self._closed = True
            under_way = [*self._of.values()]
        for asking in under_way:
            asking.stop.press()
        by = time.monotonic() + FAREWELL
        for asking in under_way:
            asking.end(max(0.0, by - time.monotonic()))

    def begin(
        self,
        conversation: str,
        user: str,
        turn: Turn,
        given: ChainInput,
        chain: Callable[[], AnswerChain],
        keep: Callable[[Turn], None],
    ) -> Asking:
        """Answer a question in a thread; `keep` is called with the turn when it is done.

        Raises QuestionError if the conversation waits for an answer already, or its user for too
        many.
        """
        asking = Asking(turn, user)
        with self._lock:
            self.check(conversation, user)
            self._of[conversation] = asking
        work = (conversation, asking, turn, given, chain, keep)
        threading.Thread(target=self._answer, args=work, daemon=True, name="answering").start()
        return asking

    def _answer(
        self,
        conversation: str,
        asking: Asking,
        turn: Turn,
        given: ChainInput,
        chain: Callable[[], AnswerChain],
        keep: Callable[[Turn], None],
    ) -> None:
        try:
            asking.show(turn)
            with closing(self._steps(asking, turn, given, chain)) as steps:
                for turn in steps:
                    if not turn.done:
                        asking.show(turn)
        except AssistantError as exc:
            turn = replace(turn, answer=None, error=exc.sentence, done=True)
        except Exception:
            _log.exception("a question could not be answered")
            turn = replace(turn, answer=None, error=_UNEXPECTED, done=True)
        turn = replace(turn, done=True)
        try:
            keep(turn)
        except AssistantError as exc:  # the answer is shown all the same
            _log.warning("an answer could not be kept: %s", exc)
        finally:
            with self._lock:
                self._of.pop(conversation, None)
            asking.show(turn)

    def _steps(
        self, asking: Asking, turn: Turn, given: ChainInput, chain: Callable[[], AnswerChain]
    ) -> Generator[Turn, None, None]:
        """The turn as it is queued, begun, answered step by step, and done."""
        answering = chain()
        slots = self._model_slots if turn.stoppable else self._reader_slots
        if waits := not slots.acquire(blocking=False):
            yield replace(turn, queued=True)
            while not slots.acquire(timeout=0.2):
                if asking.stop.pressed:  # then no model is asked, and the reader answers
                    slots = self._reader_slots
        try:
            if waits:
                yield turn
            for answer in answering.stream({**given, "stop": asking.stop}):
                turn = replace(turn, answer=answer, done=answer.complete)
                yield turn
        finally:
            slots.release()
