"""`assistant feedback export`: what users said of answers, as a question set."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.commands.parsing import Commands, Parser, add_command, add_data, settings_of
from assistant.errors import AssistantError, RecordsError, StoreError


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    summary = "what users said of answers"
    parser = commands.add_parser("feedback", help=summary, description=summary.capitalize())
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    export = add_command(
        actions, "export", run, "write the questions that were judged as a set for evaluate"
    )
    export.add_argument("file", type=Path, metavar="FILE.jsonl", help="written anew")
    add_data(export)
    export.add_argument("--user", metavar="NAME", help="only what this user said")


def run(arguments: argparse.Namespace) -> None:
    """Carry the command out."""
    from assistant.records.conversations import Conversations
    from assistant.records.database import RECORDS_FILE, Database
    from assistant.records.question_sets import question_lines

    folder = settings_of(arguments).data_folder
    if not (folder / RECORDS_FILE).is_file():
        raise RecordsError(
            f"nothing is kept in {folder}: name the folder of assistant serve with --data"
        )
    with Database(folder) as database:
        conversations = Conversations(database)
        if arguments.user and not conversations.list(arguments.user, limit=1):
            raise RecordsError(
                f"{folder} has no conversation of a user {arguments.user!r}: check the name"
            )
        found = question_lines(conversations, arguments.user, _sources(arguments.store))
    lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in found.lines)
    try:
        arguments.file.write_text("".join(lines), encoding="utf-8", newline="\n")
    except OSError as exc:
        raise AssistantError(
            f"cannot write {arguments.file} ({exc.strerror}): give another file"
        ) from exc
    print(
        f"{len(found.lines)} questions in {arguments.file}; left out, as they do not say what "
        f"should have been answered: {found.left_out}"
    )


def _sources(store: Path) -> list[str]:
    """The articles of the index; those that answers name do without one."""
    from assistant.library.status import read_status

    try:
        return [entry.source for entry in read_status(store).articles]
    except StoreError:
        return []
