"""What the command line shows: progress bars, answers, the chat in the terminal."""
# ruff: noqa: T201 - a terminal is printed to

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NoReturn

from assistant.errors import QuestionError

if TYPE_CHECKING:
    from assistant.answering.answer import Answer
    from assistant.answering.assistant import Assistant
    from assistant.checking.pairs import Check
    from assistant.types import Citation

_BAR = "{desc} {percentage:3.0f}% {bar} {elapsed}<{remaining} {postfix}"


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """A bar on stderr to be told (done, total, item); None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with ExitStack() as shown:
        bar: tqdm[NoReturn] | None = None  # none is drawn until there is something to do

        def show(done: int, total: int, item: str) -> None:
            nonlocal bar
            if bar is None and total:
                bar = shown.enter_context(
                    tqdm(
                        desc=label,
                        total=total,
                        bar_format=_BAR,
                        dynamic_ncols=True,
                    )
                )
            if bar is not None:
                bar.set_postfix_str(textwrap.shorten(item, 40, placeholder="…"), refresh=False)
                bar.update(done - bar.n)

        yield show


def format_answer(answer: Answer) -> str:
    """An answer as lines for a terminal: statements with their quotes, or quotes by article."""
    width = min(100, shutil.get_terminal_size().columns)
    lines: list[str] = []
    if answer.searched and answer.searched != answer.question:
        lines += _wrapped(f"Searched for: {answer.searched}", width, ""), ""
    if answer.note:
        lines += _wrapped(answer.note, width, ""), ""
    if answer.statements:
        lines += _statements(answer, width)
    elif answer.citations:
        lines += _quotes(answer.citations, width)
    else:
        lines.append("\n".join(_wrapped(line, width, "") for line in answer.text.splitlines()))
    if answer.left_out:
        count = len(answer.left_out)
        lines += "", f"Left out, as no quote backs {'it' if count == 1 else 'them'}:"
        for statement in answer.left_out:
            reasons = "; ".join(reason.text for reason in statement.reasons)
            lines.append(_wrapped(f"- {statement.text} ({reasons})", width, "  "))
    return "\n".join(lines)


def _statements(answer: Answer, width: int) -> list[str]:
    lines: list[str] = []
    left = {citation.id: citation for citation in answer.citations}
    for statement in answer.statements:
        marks = "".join(f"[{number}]" for number in statement.citations)
        lines += [""] if lines else []
        if statement.text:
            lines.append(_wrapped(f"{statement.text} {marks}", width, ""))
        if statement.reasons:
            lines.append(_wrapped(f"! {statement.mark}", width, ""))
        quoted = [left.pop(number) for number in statement.citations if number in left]
        lines += _quotes(quoted, width)
    return lines


def _quotes(citations: Sequence[Citation], width: int) -> list[str]:
    lines: list[str] = []
    last = ""
    for citation in citations:
        if citation.source != last:
            lines += ([""] if last else []) + [citation.heading]
            last = citation.source
        words = " ".join(citation.quote.split())
        marked = words if words.startswith(("“", '"')) else f"“{words}”"  # no marks upon marks
        lines.append(_wrapped(f"{marked} [{citation.id}]", width, "  "))
        note = "" if citation.status == "verbatim" else f", {citation.status} since it was indexed"
        page = f", p. {citation.page}" if citation.page else ""
        section = f", under “{plain(citation.section)}”" if citation.section else ""
        whence = f"{page}{section}," if page or section else ""
        lines.append(f"    {citation.source}{whence} {citation.start}-{citation.end}{note}")
    return lines


def format_checks(checks: Sequence[Check]) -> str:
    """Each statement that is not backed, and why; then how many are."""
    width = min(100, shutil.get_terminal_size().columns)
    lines: list[str] = []
    for check in checks:
        if not check.reasons:
            continue
        lines.append(_wrapped(f"{check.id}: {' '.join(check.statement.split())}", width, ""))
        lines += [_wrapped(f"{r.kind}: {r.text}", width, "    ") for r in check.reasons]
        for citation in check.citations[:1]:
            words = " ".join(citation.quote.split())
            lines.append(_wrapped(f"nearest, in {citation.source}: “{words}”", width, "    "))
    backed = sum(not check.reasons for check in checks)
    return "\n".join([*lines, f"{backed} of {len(checks)} statements pass"])


def plain(text: str) -> str:
    """One line that can do nothing to a terminal, whatever an article or a file holds."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def chat(assistant: Assistant, sources: Sequence[str] | None = None) -> None:
    """Ask in the terminal until the input ends."""
    prompting = sys.stdin.isatty()
    if prompting:
        count = len(assistant.entries())
        print(f"{count} articles. Ask away; an empty line or Ctrl-D ends the chat.")
    history: list[tuple[str, str]] = []
    while True:
        try:
            question = input("\n> " if prompting else "")
        except EOFError:
            return
        if not question.strip():
            return
        try:
            answer = assistant.ask(question, history, sources)
        except QuestionError as exc:
            print(exc, flush=True)
            continue
        print(format_answer(answer), flush=True)
        history.append((question, answer.text))


def _wrapped(text: str, width: int, indent: str) -> str:
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)
