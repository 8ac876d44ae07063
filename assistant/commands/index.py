"""`assistant index`: bring the index up to date with articles."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.parsing import (
    Commands,
    Parser,
    add_command,
    open_existing,
    print_report,
    settings_of,
)


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = add_command(commands, "index", run, "bring the index up to date with articles")
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a folder of articles (text, Markdown, web pages, PDF, Word, EPUB and others), or "
        "one of them; the index mirrors it: new and changed files go in, vanished ones go out, "
        "other paths stay",
    )
    parser.add_argument("--rebuild", action="store_true", help="empty the index first")
    parser.add_argument(
        "--forget", action="store_true", help="drop these paths from the index instead"
    )


def run(arguments: argparse.Namespace) -> None:
    """Carry the command out."""
    from assistant.answering.assistant import Assistant
    from assistant.library.sources import find_articles
    from assistant.terminal import progress_bar

    if arguments.forget:
        with open_existing(arguments) as assistant:
            print_report(assistant.forget(arguments.paths), assistant.store)
        return
    find_articles(arguments.paths)  # a wrong path must not empty the index
    with Assistant(settings_of(arguments), rebuild=arguments.rebuild) as assistant:
        with progress_bar("Indexing") as progress:
            report = assistant.index(arguments.paths, progress=progress)
        print_report(report, assistant.store)
