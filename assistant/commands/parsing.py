"""What several commands share: their options, and how they open and report."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, get_args

from assistant.errors import AssistantError, StoreError
from assistant.places import Place, place_of
from assistant.settings import Settings, Style

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant
    from assistant.library.indexer import IndexReport
    from assistant.library.store import Store


class Parser(argparse.ArgumentParser):
    """An argument parser that says in one line what is wrong.

    Some words are commands of their own where they come first: argparse has sub-commands or
    positional arguments, not either.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._words: dict[str, Parser] = {}

    def add_word(self, word: str, *, description: str) -> Parser:
        """A parser for what follows a first argument of this very spelling."""
        self._words[word] = Parser(prog=f"{self.prog} {word}", description=description)
        return self._words[word]

    def parse_known_args(  # type: ignore[override]  # its overloads differ in the namespace alone
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """What argparse does, by the parser of the first word if it has one."""
        if args and (word := self._words.get(args[0])):
            return word.parse_known_args(args[1:], namespace)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong with the command, and where help is."""
        self.exit(2, f"{self.prog}: {message}: see {self.prog} --help\n")


# What argparse calls the set of commands that a new one is added to.
Commands = argparse._SubParsersAction


def add_command(
    commands: Commands[Parser],
    name: str,
    run: Callable[[argparse.Namespace], int | None],
    summary: str,
) -> Parser:
    """A parser for one command; `run` carries it out and returns an exit code other than 0."""
    parser = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:])
    parser.add_argument(
        "--store",
        type=_place,
        default=Settings().store,
        metavar="PLACE",
        help="folder of the index, or address of a Chroma server, such as http://127.0.0.1:8000 "
        "(default: %(default)s)",
    )
    parser.set_defaults(command=run)
    return parser


def _place(given: str) -> Place:
    try:
        return place_of(given)
    except StoreError as exc:
        raise argparse.ArgumentTypeError(str(exc)) from exc


def add_data(parser: argparse.ArgumentParser) -> None:
    """The option that names the folder of what users keep."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="folder of conversations, uploads and users (default: userdata beside the index, or "
        "here where that is on a server)",
    )


def add_sources(parser: argparse.ArgumentParser) -> None:
    """The option that names single articles."""
    parser.add_argument(
        "--source",
        action="append",
        metavar="FILE",
        help="ask this article only, named as `assistant status` names it; may be repeated",
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    """The options that say who answers, and how."""
    settings = Settings()
    parser.add_argument(
        "--llm",
        metavar="SPEC",
        default=settings.llm,
        help="chat model that answers: none (the built-in reader), smollm2, gguf:/path.gguf, or "
        "provider:model such as openai:NAME, anthropic:NAME, ollama:NAME (default: %(default)s, "
        "from ASSISTANT_LLM); keys come from the environment",
    )
    parser.add_argument(
        "--llm-url",
        metavar="URL",
        default=settings.llm_url,
        help="address of the model's server, such as http://127.0.0.1:8080/v1 with openai:NAME "
        "(default: %(default)s, from ASSISTANT_LLM_URL)",
    )
    parser.add_argument(
        "--style",
        choices=get_args(Style),
        default=settings.style,
        help="prose: the model's statements with their quotes; quotes: only the quotes it chose; "
        "auto: quotes for small local models (default: %(default)s)",
    )
    parser.add_argument(
        "--show-marked",
        action="store_true",
        help="show statements that their quotes do not back too, marked as such",
    )


def add_reranker(parser: argparse.ArgumentParser) -> None:
    """The option that names a cross-encoder."""
    parser.add_argument(
        "--reranker",
        metavar="NAME",
        default=Settings().reranker,
        help="cross-encoder that puts what was found in order, slowly: none, a folder, or a name "
        "on the hub (default: %(default)s, from ASSISTANT_RERANKER)",
    )


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings that the options of a command say."""
    data, reranker = getattr(arguments, "data", None), getattr(arguments, "reranker", None)
    if "llm" not in arguments:  # a command that asks no model needs none to be there
        return Settings(store=arguments.store, data=data, reranker=reranker, llm="none")
    return Settings(
        store=arguments.store,
        data=data,
        reranker=reranker,
        llm=arguments.llm,
        llm_url=arguments.llm_url,
        style=arguments.style,
        strict=not arguments.show_marked,
    )


def open_existing(arguments: argparse.Namespace, *, to_ask: bool = False) -> Assistant:
    """The assistant over the index of `--store`; raises StoreError if there is nothing in it.

    If it is opened `to_ask`, its model is loaded at once, while all else is imported.
    """
    from assistant.library.opening import has_index
    from assistant.models.embeddings import Encoder

    if not has_index(arguments.store):
        raise StoreError(f"no index in {arguments.store}: make one with assistant index PATH")
    settings = settings_of(arguments)
    encoder = Encoder(settings.model)
    if to_ask:
        encoder.warm_up()
    from assistant.answering.assistant import Assistant

    assistant = Assistant(settings, encoder=encoder)
    if not assistant.entries():
        assistant.close()
        raise StoreError(f"the index in {arguments.store} is empty: assistant index PATH")
    return assistant


def print_report(report: IndexReport, store: Store) -> None:
    """What an indexing run did, and on stderr what it could not read, or should be done now."""
    from assistant.answering.calibration_standing import read_standing

    for failure in report.failed:
        print(f"not read: {failure.source} {failure.reason}", file=sys.stderr)
    for source, warning in report.warnings:
        print(f"note: {source}: {warning}", file=sys.stderr)
    print(
        f"{len(store.catalog.entries())} articles in {store.place}: {len(report.added)} added, "
        f"{len(report.updated)} updated, {len(report.removed)} removed, "
        f"{len(report.unchanged)} unchanged, {len(report.failed)} not read "
        f"({report.seconds:.1f} s)"
    )
    standing = read_standing(store.notes, store.catalog.meta(), store.catalog.entries())
    if standing.stale:
        print(f"note: {standing.sentence(store.place)}", file=sys.stderr)


def keep_apart(file: Path, option: str, given: Path, what: str) -> None:
    """Refuse to write over what was given to be read. Raises AssistantError."""
    if file.exists() and given.exists() and file.samefile(given):
        raise AssistantError(f"--{option} {file} is {what}: give another file")


def check_writable(file: Path, option: str = "json") -> None:
    """Say now rather than after the work that a file cannot be written; what is in it stays.

    Raises AssistantError.
    """
    known = os.path.lexists(file)
    try:
        file.open("ab").close()
        if not known:
            file.unlink()
    except OSError as exc:
        raise _unwritable(file, option, exc) from exc


def write(file: Path, text: str, option: str = "json") -> None:
    """Write a file that an option named, UTF-8. Raises AssistantError."""
    # A file's name may hold bytes that are no letters: in JSON they stay what they are.
    encoded = text.encode("utf-8", "backslashreplace")
    try:
        file.write_bytes(encoded)
    except OSError as exc:
        raise _unwritable(file, option, exc) from exc


def _unwritable(file: Path, option: str, error: OSError) -> AssistantError:
    return AssistantError(
        f"cannot write {file} ({error.strerror}): give another file with --{option}"
    )
