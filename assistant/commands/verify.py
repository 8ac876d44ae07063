"""`assistant verify`: check a receipt against the articles' files; needs no index and no model."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.parsing import Commands, Parser
from assistant.errors import ArticleError, AssistantError


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    summary = "check a receipt against the articles' files"
    parser = commands.add_parser(
        "verify",
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}. Exit code 0 if every quote stands, 1 if "
        "one does not, 2 if nothing could be checked.",
    )
    parser.add_argument(
        "receipt", nargs="?", type=Path, metavar="RECEIPT", help="the receipt, .json or .html"
    )
    parser.add_argument("--articles", type=Path, metavar="PATH", help="their folder, or one file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--script",
        type=Path,
        metavar="FILE",
        help="write the script here that checks receipts without this program",
    )
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; the exit code says whether every quote stands."""
    from assistant import verify_receipt
    from assistant.library.loaders import extractor

    if arguments.script:
        _write_script(arguments.script, Path(verify_receipt.__file__))
    if arguments.receipt is None:
        if arguments.script:
            return 0
        raise AssistantError("no receipt to check: assistant verify RECEIPT, or --script FILE")
    try:
        text, code = verify_receipt.run(
            arguments.receipt, arguments.articles, arguments.json, _read_text, extractor
        )
    except verify_receipt.ReceiptError as exc:
        raise AssistantError(str(exc)) from exc
    print(text)
    return code


def _write_script(file: Path, script: Path) -> None:
    try:
        file.write_bytes(script.read_bytes())
    except OSError as exc:
        reason = f"cannot write {file} ({exc.strerror})"
        raise AssistantError(f"{reason}: give another file with --script") from exc


def _read_text(path: Path, data: bytes) -> str:
    """The text that offsets count; raises ValueError, as the check wants it."""
    from assistant.library.loaders import extract_file

    try:
        return extract_file(path, data).text
    except ArticleError as exc:
        raise ValueError(str(exc)) from exc
