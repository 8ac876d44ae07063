"""`assistant feedback export`: what users said of answers, as a question set."""

from __future__ import annotations

from assistant.commands.exporting import add_export, export
from assistant.commands.parsing import Commands, Parser, add_command


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    summary = "what users said of answers"
    parser = commands.add_parser("feedback", help=summary, description=summary.capitalize())
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add_export(
        add_command(
            actions, "export", export, "write the questions that were judged as a set for evaluate"
        )
    )
