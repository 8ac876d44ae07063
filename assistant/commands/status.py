"""`assistant status`: what the index holds, and what failed."""

from __future__ import annotations

import argparse
import json

from assistant.commands.parsing import (
    Commands,
    Parser,
    add_command,
)


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = add_command(commands, "status", run, "what the index holds, and what failed")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> None:
    """Carry the command out."""
    from assistant.library.status import format_status, read_status

    status = read_status(arguments.store)
    print(
        json.dumps(status.to_dict(), ensure_ascii=False, indent=2)
        if arguments.json
        else format_status(status)
    )
