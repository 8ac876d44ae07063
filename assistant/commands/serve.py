"""`assistant serve`: index what changed, then open the chat."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.parsing import (
    Commands,
    Parser,
    add_command,
    add_data,
    add_model,
    add_reranker,
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
    parser.add_argument(
        "--proxy",
        metavar="ADDRESS",
        help="address of a proxy with TLS that lets others in; everybody signs in then",
    )
    parser.add_argument(
        "--watch",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="notice by itself when files are added, changed, moved or removed (default: --watch)",
    )
    add_data(parser)
    add_model(parser)
    add_reranker(parser)


def run(arguments: argparse.Namespace) -> None:
    """Carry the command out."""
    # Light: a host is refused before anything is read.
    from assistant.accounts.users import USERS_FILE, Users
    from assistant.ui.guard import check_host, check_proxy

    settings = settings_of(arguments)
    proxy = check_proxy(arguments.proxy) if arguments.proxy else None
    users = Users(settings.data_folder / USERS_FILE)
    shared = check_host(arguments.host, users, proxy)
    from contextlib import ExitStack

    from assistant.answering.assistant import Assistant
    from assistant.collection.uploads import Uploads
    from assistant.library.sources import absolute, find_articles
    from assistant.terminal import progress_bar
    from assistant.ui.server import serve
    from assistant.ui.services import open_services
    from assistant.ui.sign_in import SignIn

    with ExitStack() as opened:
        if arguments.paths:
            assistant = opened.enter_context(Assistant(settings))
        else:
            assistant = opened.enter_context(open_existing(arguments))
        uploads = Uploads(settings.data_folder)
        served = [root for root in assistant.roots() if uploads.owner(absolute(root)) is None]
        roots = arguments.paths or served
        find_articles(arguments.paths)  # a path without articles is a slip, and empties nothing
        known = {entry.root for entry in assistant.entries()}
        if arguments.watch and roots and known.issuperset(map(absolute, roots)):
            # The page need not wait: what has changed since is read as any later change is.
            if arguments.paths:
                assistant.ask_only(roots)
            print(f"{len(assistant.entries())} articles; those that have changed are read now")
        elif roots:
            with progress_bar("Indexing") as progress:
                read = assistant.index if arguments.paths else assistant.update
                report = read(roots, progress=progress)
            print_report(report, assistant.store)
        services = opened.enter_context(open_services(assistant, roots, watch=arguments.watch))
        sign_in = None
        if shared:
            sign_in = SignIn.opened(settings.data_folder)
            opened.callback(sign_in.close)
        serve(
            services,
            host=arguments.host,
            port=arguments.port,
            sign_in=sign_in,
            proxy=proxy,
            open_browser=arguments.open,
        )
