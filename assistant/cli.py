"""The command line: what each command does stands in the module of its name.

Exit code 0, or 2 with one line on stderr that names what is wrong and what to do. 1 is an answer
that nobody hoped for: a quote does not stand (`verify`), a set has faults (`questions check`), a
figure fell too far (`evaluate compare`). What takes seconds to import is imported by the command
that needs it.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path

from assistant.commands import (
    ask,
    calibrate,
    chat,
    check,
    evaluate,
    feedback,
    index,
    questions,
    serve,
    status,
    user,
    verify,
)
from assistant.commands.parsing import Parser
from assistant.errors import AssistantError

_EPILOG = """\
examples:
  assistant index seeds/articles
  assistant ask "Why did IBM leave facial recognition?"
  assistant serve ~/articles --port 8000
  assistant ask "Why did IBM leave facial recognition?" --llm smollm2
  assistant check draft.txt --articles seeds/articles
  assistant evaluate seeds/questions.jsonl --articles seeds/articles
  assistant questions draft --articles ~/articles --out questions.jsonl
  assistant calibrate --articles ~/articles --questions questions.jsonl
  assistant verify receipt.html --articles seeds/articles

The index is kept in the folder `vectorstore`; another one is named with --store.
"""

_COMMANDS = (
    *(index, ask, chat, serve, check, verify, evaluate, questions, calibrate),
    *(feedback, status, user),
)


def main(argv: Sequence[str] | None = None, *, articles: Path | None = None) -> int:
    """Run one command and return its exit code; where it names no path, it gets `articles`."""
    for stream in (sys.stdout, sys.stderr):  # a letter that a terminal lacks is spelled out
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    if articles and not arguments.paths:
        arguments.paths = [articles]
    try:
        command: Callable[[argparse.Namespace], int | None] = arguments.command
        code = command(arguments)
        sys.stdout.flush()
    except AssistantError as exc:
        print(f"assistant: {' '.join(str(exc).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code or 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="assistant",
        description="Ask a folder of articles. Every answer is made of their own sentences, "
        "quoted word for word.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=f"assistant {metadata.version('quoting-assistant')}"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.register(commands)
    return parser
