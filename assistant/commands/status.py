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
    from assistant.answering.calibration_standing import read_standing
    from assistant.library.opening import opened_notes
    from assistant.library.status import format_status, read_status

    status = read_status(arguments.store)
    with opened_notes(arguments.store) as notes:
        standing = read_standing(notes, status.made_with, status.articles)
    if arguments.json:
        told = {**status.to_dict(), "calibration": standing.to_dict()}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    print(format_status(status))
    if sentence := standing.sentence(arguments.store):
        print(sentence)
