"""`assistant check`: check statements against quotes or articles."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.commands.parsing import (
    Commands,
    Parser,
    add_command,
    check_writable,
    settings_of,
    write,
)


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = add_command(commands, "check", run, "check statements against quotes or articles")
    parser.add_argument(
        "text",
        metavar="PAIRS.jsonl | TEXT",
        help='pairs, one {"id", "statement", "quotes"} a line; with --articles a text to check '
        "sentence by sentence: a file, - for standard input, or the text itself",
    )
    parser.add_argument("--articles", type=Path, help="check a text against this file or folder")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was found here")


def run(arguments: argparse.Namespace) -> None:
    """Carry the command out."""
    from assistant.checking.pairs import check_pairs
    from assistant.terminal import format_checks

    if arguments.json:
        check_writable(arguments.json)
    if arguments.articles is None:
        checks = check_pairs(Path(arguments.text))
    else:
        from assistant.answering.proofreading import check_text, read_text

        checks = check_text(read_text(arguments.text), arguments.articles, settings_of(arguments))
    print(format_checks(checks))
    if arguments.json:
        found = [check.to_dict() for check in checks]
        write(arguments.json, json.dumps(found, ensure_ascii=False, indent=2) + "\n")
