"""What one page has asked and what it has open; kept on the server, plain data.

A click sends an id (`quote-2-1`, `near-0-3`, `article-9f86d081884c`, `library`) and nothing else:
what it stands for is looked up here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from assistant.answering.answer import Answer
from assistant.library.catalog import Entry
from assistant.records.feedback import Feedback
from assistant.types import Citation, Span

_PLACE = re.compile(r"(quote|near)-([0-9]{1,6})-([0-9]{1,4})", re.ASCII)
# As many nearest passages are offered when the articles have no answer.
NEAREST = 3

By = Literal["answer", "link", "nav"]
Panel = Literal["library", "article", "settings"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it: an answer, an error, or neither yet.

    Until the turn is `done`, `answer` holds what there is of it so far: its passages, then the
    statements that are finished. `queued` while others are answered first, `stoppable` where a
    chat model is to answer. `sources` are the articles that were ticked when it was asked, None for
    all. `asked` is a time in seconds, `paths` leads from sources to files.
    """

    question: str
    answer: Answer | None = None
    error: str = ""
    done: bool = False
    queued: bool = False
    stoppable: bool = False
    sources: tuple[str, ...] | None = None
    asked: float = 0.0
    paths: Mapping[str, Path] = field(default_factory=dict)
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What the right-hand pane shows: the library, an article, or the settings.

    `number` counts the quotes (or the nearest passages, when `near`) of the answer in `turn` from
    1; 0 when an article is only read. `by` is what opened it: the answer itself, a link to it, or
    the pane's own buttons. `shown` rises with every change, so that the same quote can be brought
    into view again.
    """

    source: str = ""
    turn: int = 0
    number: int = 0
    near: bool = False
    by: By = "answer"
    shown: int = 0
    panel: Panel = "library"

    @property
    def place(self) -> str:
        """The id that opens this view."""
        return f"{'near' if self.near else 'quote'}-{self.turn}-{self.number}"

    @property
    def at(self) -> str:
        """The id that opens this view, whatever it is."""
        if self.panel != "article":
            return self.panel
        return self.place if self.number else f"article-{key_of(self.source)}"


def key_of(source: str) -> str:
    """A short name for an article that is safe in an id."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def places(answer: Answer, near: bool) -> list[tuple[str, Span]]:
    """Source and span of each quote of an answer, or of each nearest passage."""
    if near:
        return [(p.source, Span(p.start, p.end)) for p in answer.passages[:NEAREST]]
    return [(c.source, c.now or Span(c.start, c.end)) for c in answer.citations]


def opened(view: View, turns: Sequence[Turn]) -> tuple[Answer | None, Citation | None]:
    """The answer that a view belongs to, and the citation that it shows; None where none is."""
    answer = turns[view.turn].answer if view.number and view.turn < len(turns) else None
    if answer is None or view.near or view.number > len(answer.citations):
        return answer, None
    return answer, answer.citations[view.number - 1]


def follow(
    go: str, turns: Sequence[Turn], entries: Sequence[Entry], view: View, by: By
) -> View | None:
    """The view that a click asks for; None for an id that stands for nothing here."""
    shown = view.shown + 1
    if go == "library":
        return View(by=by, shown=shown)
    if go == "settings":
        return View(by=by, shown=shown, panel="settings")
    if match := _PLACE.fullmatch(go):
        near, turn, number = match[1] == "near", int(match[2]), int(match[3])
        answer = turns[turn].answer if turn < len(turns) else None
        found = places(answer, near) if answer else []
        if 0 < number <= len(found):
            return View(found[number - 1][0], turn, number, near, by, shown, "article")
        return None
    for entry in entries:
        if go == f"article-{key_of(entry.source)}":
            return View(entry.source, by=by, shown=shown, panel="article")
    return None


def opened_by(turns: Sequence[Turn], view: View) -> View:
    """The view after an answer came: its first quote, or what was open before."""
    last = len(turns) - 1
    answer = turns[last].answer if turns else None
    if answer is None or not answer.citations:
        return view
    return View(answer.citations[0].source, last, 1, shown=view.shown + 1, panel="article")


def growing(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns with the newest as it was before its end, which brings more than an answer.

    It may be done by the time that a step before its end is shown.
    """
    return (*turns[:-1], *(replace(turn, done=False) for turn in turns[-1:]))


def history(turns: Sequence[Turn]) -> list[tuple[str, str]]:
    """The (question, answer) pairs that a follow-up may refer to, oldest first."""
    return [(t.question, t.answer.text) for t in turns if t.done and t.answer and not t.error]
