"""`assistant user`: who may sign in to a page that is served to others."""

from __future__ import annotations

import argparse
import getpass
import sys
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.commands.parsing import Commands, Parser, add_command, add_data, settings_of
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.accounts.users import Users

_Run = Callable[[argparse.Namespace], None]


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    summary = "who may sign in where the page is served to others"
    parser = commands.add_parser("user", help=summary, description=summary.capitalize())
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    _action(actions, "list", _list, "print the names, one a line")
    for name, run, about in (
        ("add", _add, "let somebody sign in; asks for a password"),
        ("password", _set_password, "set another password; ends the user's sessions"),
    ):
        action = _action(actions, name, run, about)
        action.add_argument("name", metavar="NAME", help="letters, digits, dots, hyphens, _")
        action.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from the first line of standard input instead",
        )
        if name == "add":
            action.add_argument(
                "--keep",
                action="store_true",
                help="with the conversations and uploads of an earlier user of this name",
            )
    action = _action(actions, "remove", _remove, "let somebody sign in no more; ends the sessions")
    action.add_argument("name", metavar="NAME")
    action.add_argument(
        "--forget", action="store_true", help="delete the user's conversations and uploads too"
    )


def _action(actions: Commands[Parser], name: str, run: _Run, about: str) -> argparse.ArgumentParser:
    parser = add_command(actions, name, run, about)
    add_data(parser)
    return parser


def _list(arguments: argparse.Namespace) -> None:
    for name in _users(arguments).names():
        print(name)


def _add(arguments: argparse.Namespace) -> None:
    from assistant.accounts.users import check_name
    from assistant.commands.belongings import Belongings

    users = _users(arguments)
    check_name(arguments.name)  # nobody should think up a password in vain
    if arguments.name in users.names():
        raise AssistantError(
            f"there is a user {arguments.name} already: set another password with "
            f"assistant user password {arguments.name}"
        )
    left = Belongings(settings_of(arguments).data_folder, arguments.name)
    if left.any() and not arguments.keep:
        raise AssistantError(
            f"conversations or uploads of an earlier {arguments.name} are kept: add --keep to hand "
            f"them over, or delete them with assistant user remove {arguments.name} --forget"
        )
    users.add(arguments.name, _password(arguments))
    print(f"{arguments.name} may sign in now")


def _set_password(arguments: argparse.Namespace) -> None:
    users = _users(arguments)
    users.check_known(arguments.name)
    users.set_password(arguments.name, _password(arguments))
    print(f"{arguments.name} has another password now, and has to sign in anew everywhere")


def _remove(arguments: argparse.Namespace) -> None:
    from assistant.commands.belongings import Belongings

    users, left = _users(arguments), Belongings(settings_of(arguments).data_folder, arguments.name)
    if arguments.name in users.names() or not (arguments.forget and left.any()):
        users.remove(arguments.name)
    if arguments.forget:
        left.forget()
        print(f"{arguments.name} may not sign in any more, and nothing of theirs is kept")
    else:
        print(
            f"{arguments.name} may not sign in any more; conversations and uploads are kept, until "
            f"assistant user remove {arguments.name} --forget"
        )


def _users(arguments: argparse.Namespace) -> Users:
    from assistant.accounts.users import USERS_FILE, Users

    return Users(settings_of(arguments).data_folder / USERS_FILE)


def _password(arguments: argparse.Namespace) -> str:
    """A password that is good enough, from a terminal that does not show it. Raises AssistantError.

    Never from the command line, which other users of the machine can see.
    """
    from assistant.accounts.passwords import encoded

    password = _line() if arguments.password_stdin else _asked(f"Password for {arguments.name}: ")
    encoded(password)
    if not arguments.password_stdin and _asked("The same again: ") != password:
        raise AssistantError("the two passwords differ: try again")
    return password


def _line() -> str:
    try:
        return sys.stdin.readline(10_000).rstrip("\r\n")
    except UnicodeDecodeError as exc:
        raise AssistantError("standard input is not text: give a password in UTF-8") from exc


def _asked(prompt: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would show what is typed
            return getpass.getpass(prompt)
    except (getpass.GetPassWarning, EOFError, OSError) as exc:
        raise AssistantError(
            "there is no terminal to ask for a password: give it with --password-stdin"
        ) from exc
