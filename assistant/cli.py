"""The command line: index, ask, chat, serve, check, evaluate, status.

Exit code 0, or 2 with one line on stderr that names what is wrong and what to do. What takes
seconds to import is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, get_args

from assistant.errors import AssistantError, StoreError
from assistant.settings import Settings, Style

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant
    from assistant.library.indexer import IndexReport
    from assistant.library.store import Store

_EPILOG = """\
examples:
  assistant index seeds/articles
  assistant ask "Why did IBM leave facial recognition?"
  assistant serve ~/articles --port 8000
  assistant ask "Why did IBM leave facial recognition?" --llm smollm2
  assistant check draft.txt --articles seeds/articles
  assistant evaluate seeds/questions.jsonl --articles seeds/articles

The index is kept in the folder `vectorstore`; another one is named with --store.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a letter that a terminal lacks is spelled out
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    try:
        command: Callable[[argparse.Namespace], None] = arguments.command
        command(arguments)
        sys.stdout.flush()
    except AssistantError as exc:
        print(f"assistant: {' '.join(str(exc).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong with the command, and where help is."""
        self.exit(2, f"{self.prog}: {message}: see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="assistant",
        description="Ask a folder of articles. Every answer is made of their own sentences, "
        "quoted word for word.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=f"assistant {metadata.version('quoting-assistant')}"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    index = _command(commands, "index", _index, "bring the index up to date with articles")
    index.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a folder of .txt, .md and .html files, or one such file; the index mirrors it: "
        "new and changed files go in, vanished ones go out, other paths stay",
    )
    index.add_argument("--rebuild", action="store_true", help="empty the index first")
    index.add_argument(
        "--forget", action="store_true", help="drop these paths from the index instead"
    )

    ask = _command(commands, "ask", _ask, "answer one question")
    ask.add_argument("question", help="what you want to know, in quotation marks")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    _add_sources(ask)
    _add_model(ask)

    chat = _command(commands, "chat", _chat, "ask in the terminal, with follow-up questions")
    _add_sources(chat)
    _add_model(chat)

    serve = _command(commands, "serve", _serve, "index what changed, then open the chat")
    serve.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="articles to index and ask (default: those indexed before)",
    )
    serve.add_argument("--host", default="127.0.0.1", help="address of this machine to listen on")
    serve.add_argument("--port", type=int, default=7860, help="port to listen on, 0 for any")
    serve.add_argument("--open", action="store_true", help="open the page in a browser")
    _add_model(serve)

    check = _command(commands, "check", _check, "check statements against quotes or articles")
    check.add_argument(
        "text",
        metavar="PAIRS.jsonl | TEXT",
        help='pairs, one {"id", "statement", "quotes"} a line; with --articles a text to check '
        "sentence by sentence: a file, - for standard input, or the text itself",
    )
    check.add_argument("--articles", type=Path, help="check a text against this file or folder")
    check.add_argument("--json", type=Path, metavar="FILE", help="write what was found here")

    evaluate = _command(commands, "evaluate", _evaluate, "measure the answers to a question set")
    evaluate.add_argument(
        "questions",
        type=Path,
        help="JSONL, SQuAD 1.1 or 2.0 JSON, or a BEIR folder; the last two bring their articles",
    )
    evaluate.add_argument(
        "--articles", type=Path, help="ask this file or folder, from a throw-away index"
    )
    evaluate.add_argument("--limit", type=int, help="ask only so many, drawn at random (seeded)")
    evaluate.add_argument("--json", type=Path, metavar="FILE", help="write all figures here")
    _add_model(evaluate)

    status = _command(commands, "status", _status, "what the index holds, and what failed")
    status.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _command(
    commands: argparse._SubParsersAction[_Parser],
    name: str,
    run: Callable[[argparse.Namespace], None],
    summary: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:])
    parser.add_argument(
        "--store",
        type=Path,
        default=Settings().store,
        metavar="DIR",
        help="folder of the index (default: %(default)s)",
    )
    parser.set_defaults(command=run)
    return parser


def _add_sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source",
        action="append",
        metavar="FILE",
        help="ask this article only, named as `assistant status` names it; may be repeated",
    )


def _add_model(parser: argparse.ArgumentParser) -> None:
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


def _settings(arguments: argparse.Namespace) -> Settings:
    if "llm" not in arguments:  # a command that asks no model needs none to be there
        return Settings(store=arguments.store, llm="none")
    return Settings(
        store=arguments.store,
        llm=arguments.llm,
        llm_url=arguments.llm_url,
        style=arguments.style,
        strict=not arguments.show_marked,
    )


def _index(arguments: argparse.Namespace) -> None:
    from assistant.answering.assistant import Assistant
    from assistant.library.indexer import find_articles
    from assistant.terminal import progress_bar

    if arguments.forget:
        with _open_existing(arguments) as assistant:
            _print_report(assistant.forget(arguments.paths), assistant.store)
        return
    find_articles(arguments.paths)  # a wrong path must not empty the index
    with Assistant(_settings(arguments), rebuild=arguments.rebuild) as assistant:
        with progress_bar("Indexing") as progress:
            report = assistant.index(arguments.paths, progress=progress)
        _print_report(report, assistant.store)


def _print_report(report: IndexReport, store: Store) -> None:
    for failure in report.failed:
        print(f"not read: {failure.source} {failure.reason}", file=sys.stderr)
    for source, warning in report.warnings:
        print(f"note: {source}: {warning}", file=sys.stderr)
    print(
        f"{len(store.catalog.entries())} articles in {store.folder}: {len(report.added)} added, "
        f"{len(report.updated)} updated, {len(report.removed)} removed, "
        f"{len(report.unchanged)} unchanged, {len(report.failed)} not read "
        f"({report.seconds:.1f} s)"
    )


def _open_existing(arguments: argparse.Namespace) -> Assistant:
    from assistant.answering.assistant import Assistant
    from assistant.library.catalog import CATALOG_FILE

    if not (arguments.store / CATALOG_FILE).exists():
        raise StoreError(f"no index in {arguments.store}: make one with assistant index PATH")
    assistant = Assistant(_settings(arguments))
    if not assistant.entries():
        assistant.close()
        raise StoreError(f"the index in {arguments.store} is empty: assistant index PATH")
    return assistant


def _ask(arguments: argparse.Namespace) -> None:
    from assistant.terminal import format_answer

    with _open_existing(arguments) as assistant:
        answer = assistant.ask(arguments.question, sources=arguments.source)
    if arguments.json:
        print(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    else:
        print(format_answer(answer))


def _chat(arguments: argparse.Namespace) -> None:
    from assistant.terminal import chat

    with _open_existing(arguments) as assistant:
        chat(assistant, arguments.source)


def _serve(arguments: argparse.Namespace) -> None:
    from assistant.ui.guard import check_host  # light: a host is refused before anything is read

    check_host(arguments.host)
    from assistant.answering.assistant import Assistant
    from assistant.terminal import progress_bar
    from assistant.ui.server import serve

    opened = Assistant(_settings(arguments)) if arguments.paths else _open_existing(arguments)
    with opened as assistant:
        if paths := arguments.paths or assistant.roots():
            with progress_bar("Indexing") as progress:
                report = assistant.index(paths, progress=progress)
            _print_report(report, assistant.store)
        serve(assistant, host=arguments.host, port=arguments.port, open_browser=arguments.open)


def _check(arguments: argparse.Namespace) -> None:
    from assistant.checking.pairs import check_pairs
    from assistant.terminal import format_checks

    if arguments.json:
        _write(arguments.json, "")
    if arguments.articles is None:
        checks = check_pairs(Path(arguments.text))
    else:
        from assistant.answering.proofreading import check_text, read_text

        checks = check_text(read_text(arguments.text), arguments.articles, _settings(arguments))
    print(format_checks(checks))
    if arguments.json:
        found = [check.to_dict() for check in checks]
        _write(arguments.json, json.dumps(found, ensure_ascii=False, indent=2) + "\n")


def _evaluate(arguments: argparse.Namespace) -> None:
    from assistant.evaluation.report import table
    from assistant.evaluation.session import run_evaluation
    from assistant.terminal import progress_bar

    if arguments.json:  # said now rather than when all questions have been asked
        _write(arguments.json, "")
    with progress_bar("Indexing") as indexing, progress_bar("Asking") as asking:
        evaluation = run_evaluation(
            arguments.questions,
            articles=arguments.articles,
            settings=_settings(arguments),
            limit=arguments.limit,
            indexing=indexing,
            asking=asking,
        )
    print(table(evaluation))
    if arguments.json:
        text = json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2)
        _write(arguments.json, text + "\n")


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as exc:
        raise AssistantError(
            f"cannot write {file} ({exc.strerror}): give another file with --json"
        ) from exc


def _status(arguments: argparse.Namespace) -> None:
    from assistant.library.status import format_status, read_status

    status = read_status(arguments.store)
    print(
        json.dumps(status.to_dict(), ensure_ascii=False, indent=2)
        if arguments.json
        else format_status(status)
    )
