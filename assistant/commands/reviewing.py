"""Candidates for a question set, decided about one by one in the terminal."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.evaluation.drafting.reviewing import Decision, Review
from assistant.evaluation.metrics import fold
from assistant.evaluation.question_sets.values import Question
from assistant.terminal import plain
from assistant.types import Article

_KEYS = (
    "y accept · n reject · e edit question · a edit answers · u unanswerable · s skip · b back · "
    "q quit"
)
_LIT, _DIM, _PLAIN = "\x1b[1;7m", "\x1b[2m", "\x1b[0m"
_AROUND = 160  # characters shown before and after the sentence
_WIDEST = 100


def review(review: Review, articles: Mapping[str, Article]) -> None:
    """Show every candidate that is not decided yet, until all are or the person quits.

    `articles` holds each by source. What was decided is kept whatever ends this.
    """
    waiting = review.pending()
    at = 0
    while at < len(waiting):
        candidate = waiting[at]
        question = _last_wording(review, candidate)
        step = _decide(review, candidate, question, articles, (at + 1, len(waiting)))
        if step is None:
            break
        at = max(0, at + step)
    _tell(review, len(review.pending()))


def _last_wording(review: Review, candidate: Question) -> Question:
    """The candidate as it was edited, if one comes back to it."""
    decided = review.decisions.get(candidate.id)
    if decided is None or decided.verdict == "unanswerable":
        return candidate
    return decided.question


def _decide(
    review: Review,
    candidate: Question,
    question: Question,
    articles: Mapping[str, Article],
    place: tuple[int, int],
) -> int | None:
    """Ask until something is decided: the steps to go on, None to quit."""
    while True:
        print(_shown(question, articles, place, review), flush=True)
        key = _asked("> ")
        match key if key is None else key.strip().lower()[:1]:
            case None | "q":
                return None
            case "y":
                if not _fits(question):
                    continue
                review.decide(candidate, Decision("accepted", question))
            case "n":
                review.decide(candidate, Decision("rejected", question))
            case "u":
                review.decide(candidate, Decision("unanswerable", question))
            case "s":
                pass
            case "b":
                return -1
            case "e":
                question = replace(question, text=_edited("question", question.text))
                continue
            case "a":
                written = _edited("answers, | between them", " | ".join(question.answers))
                answers = tuple(a for part in written.split("|") if (a := part.strip()))
                question = replace(question, answers=answers)
                continue
            case _:
                print(f"one of: {_KEYS}")
                continue
        return 1


def _fits(question: Question) -> bool:
    """Whether its answers stand in its sentence; says which do not."""
    quotes = [fold(piece.quote or "") for piece in question.evidence]
    lost = [a for a in question.answers if not any(fold(a) in quote for quote in quotes)]
    if lost or not question.answers:
        what = f"the answer {lost[0]!r} does not stand in the sentence" if lost else "no answer"
        print(f"! {what}: edit the answers with a, or mark it as unanswerable with u")
    return not lost and bool(question.answers)


def _shown(
    question: Question, articles: Mapping[str, Article], place: tuple[int, int], review: Review
) -> str:
    """The question, its answers, and the sentence in its context with the answer lit."""
    piece = question.evidence[0]
    article = articles[piece.source]
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    counts = review.counts()
    kept = counts["accepted"] + counts["unanswerable"]
    heading = f"\n{place[0]} of {place[1]} · {plain(piece.source)} · {kept} kept"
    text = article.text
    before = text[max(0, piece.start - _AROUND) : piece.start]
    after = text[piece.end : piece.end + _AROUND]
    sentence = plain(text[piece.start : piece.end])
    lit = _lit(sentence, question.answers)
    lines = [
        heading,
        "",
        _wrapped(_dim(f"…{plain(before)[-_AROUND:]}") if before.strip() else "", width),
        _wrapped(lit, width),
        _wrapped(_dim(f"{plain(after)}…") if after.strip() else "", width),
        "",
        f"  Q  {plain(question.text)}",
        f"  A  {plain(' | '.join(question.answers))}",
        "",
        _KEYS,
    ]
    return "\n".join(lines)


def _lit(sentence: str, answers: tuple[str, ...]) -> str:
    """The sentence with the longest answer that stands in it lit."""
    for answer in sorted(map(plain, answers), key=len, reverse=True):
        at = sentence.find(answer)
        if answer and at >= 0:
            start, end = (_LIT, _PLAIN) if _has_colours() else ("[[", "]]")
            return f"{sentence[:at]}{start}{answer}{end}{sentence[at + len(answer) :]}"
    return sentence


def _dim(text: str) -> str:
    return f"{_DIM}{text}{_PLAIN}" if _has_colours() else text


def _has_colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _wrapped(text: str, width: int) -> str:
    return textwrap.fill(text, width, initial_indent="  ", subsequent_indent="  ")


def _edited(what: str, text: str) -> str:
    """The text as somebody changes it; an empty line leaves it as it is."""
    written = _asked(f"{what} [{plain(text)}]: ", text)
    return " ".join(written.split()) if written and written.strip() else text


def _asked(prompt: str, prefilled: str = "") -> str | None:
    """A line, None at the end of the input; what is `prefilled` can be changed.

    What is no UTF-8 is replaced, as it could not be written into a set.
    """
    line_editor = _line_editor()
    if line_editor and prefilled:
        line_editor.set_startup_hook(lambda: line_editor.insert_text(plain(prefilled)))
    try:
        return input(prompt).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeDecodeError:
        print("! that was no UTF-8: type it again")
        return ""
    except EOFError:
        print()
        return None
    finally:
        if line_editor:
            line_editor.set_startup_hook(None)


def _line_editor() -> Any:
    """Python's readline where there is one; the terminal's own line otherwise."""
    try:
        import readline
    except ImportError:
        return None
    return readline


def _tell(review: Review, left: int) -> None:
    counts = review.counts()
    print(
        f"{counts['accepted']} accepted, {counts['unanswerable']} unanswerable, "
        f"{counts['rejected']} rejected, {left} left; kept in {review.file}"
        + (", the same command goes on" if left else "")
    )
