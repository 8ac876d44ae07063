"""What users said of answers, written as a question set: for two commands."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.parsing import add_data, settings_of
from assistant.errors import RecordsError, StoreError
from assistant.places import Place


def add_export(parser: argparse.ArgumentParser) -> None:
    """The file, and whose verdicts go into it."""
    parser.add_argument("file", type=Path, metavar="FILE.jsonl", help="written anew")
    add_data(parser)
    parser.add_argument("--user", metavar="NAME", help="only what this user said")


def export(arguments: argparse.Namespace) -> None:
    """Write the questions that were judged; behind those of the file if `append` is set."""
    from assistant.evaluation.question_sets.lines import merge_lines, read_lines, write_lines
    from assistant.records.conversations import Conversations
    from assistant.records.database import RECORDS_FILE, Database
    from assistant.records.question_sets import question_lines

    folder = settings_of(arguments).data_folder
    if not (folder / RECORDS_FILE).is_file():
        raise RecordsError(
            f"nothing is kept in {folder}: name the folder of assistant serve with --data"
        )
    old = read_lines(arguments.file) if getattr(arguments, "append", False) else []
    with Database(folder) as database:
        conversations = Conversations(database)
        if arguments.user and not conversations.list(arguments.user, limit=1):
            raise RecordsError(
                f"{folder} has no conversation of a user {arguments.user!r}: check the name"
            )
        found = question_lines(conversations, arguments.user, _sources(arguments.store))
    lines = merge_lines(old, found.lines)
    write_lines(arguments.file, lines)
    added = f" ({len(lines) - len(old)} of them new)" if old else ""
    print(
        f"{len(lines)} questions in {arguments.file}{added}; left out, as they do not say what "
        f"should have been answered: {found.left_out}"
    )


def _sources(store: Place) -> list[str]:
    """The articles of the index; those that answers name do without one."""
    from assistant.library.status import read_status

    try:
        return [entry.source for entry in read_status(store).articles]
    except StoreError:
        return []
