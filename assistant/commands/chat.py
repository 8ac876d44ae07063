"""`assistant chat`: ask in the terminal, with follow-up questions."""

from __future__ import annotations

import argparse

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
    parser = add_command(commands, "chat", run, "ask in the terminal, with follow-up questions")
    add_sources(parser)
    add_model(parser)
    add_reranker(parser)


def run(arguments: argparse.Namespace) -> None:
    """Carry the command out."""
    from assistant.terminal import chat

    with open_existing(arguments, to_ask=True) as assistant:
        chat(assistant, arguments.source)
