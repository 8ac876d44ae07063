"""`assistant serve`: index what changed, then open the chat."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.parsing import (
    Commands,
    Parser,
    add_command,
    add_model,
    open_existing,
    print_report,
    settings_of,
)


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = add_command(commands, "serve", run, "index what changed, then open the chat")
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="articles to index and ask (default: those indexed before)",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address of this machine to listen on")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on, 0 for any")
    parser.add_argument("--open", action="store_true", help="open the page in a browser")
    add_model(parser)


def run(arguments: argparse.Namespace) -> None:
    """Carry the command out."""
    from assistant.ui.guard import check_host  # light: a host is refused before anything is read

    check_host(arguments.host)
    from assistant.answering.assistant import Assistant
    from assistant.terminal import progress_bar
    from assistant.ui.server import serve

    opened = Assistant(settings_of(arguments)) if arguments.paths else open_existing(arguments)
    with opened as assistant:
        if paths := arguments.paths or assistant.roots():
            with progress_bar("Indexing") as progress:
                report = assistant.index(paths, progress=progress)
            print_report(report, assistant.store)
        serve(assistant, host=arguments.host, port=arguments.port, open_browser=arguments.open)
