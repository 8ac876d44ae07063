"""`assistant ask`: answer one question."""

from __future__ import annotations

import argparse
import json

from assistant.commands.parsing import (
    Commands,
    Parser,
    add_command,
    add_model,
    add_reranker,
    add_sources,
    open_existing,
)


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = add_command(commands, "ask", run, "answer one question")
    parser.add_argument("question", help="what you want to know, in quotation marks")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_sources(parser)
    add_model(parser)
    add_reranker(parser)


def run(arguments: argparse.Namespace) -> None:
    """Carry the command out."""
    from assistant.terminal import format_answer

    with open_existing(arguments, to_ask=True) as assistant:
        answer = assistant.ask(arguments.question, sources=arguments.source)
    if arguments.json:
        print(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    else:
        print(format_answer(answer))
