"""`assistant calibrate`: fit confidence and thresholds to the articles at hand."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.commands.parsing import (
    Commands,
    Parser,
    add_command,
    add_reranker,
    check_writable,
    write,
)
from assistant.settings import Settings


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = add_command(
        commands, "calibrate", run, "fit confidence and thresholds to the articles at hand"
    )
    parser.add_argument(
        "--articles", type=Path, metavar="PATH", help="bring the index up to date with these first"
    )
    parser.add_argument(
        "--questions",
        type=Path,
        metavar="FILE",
        help="questions with answers or evidence (default: made from the articles' sentences)",
    )
    parser.add_argument(
        "--risk",
        type=float,
        default=0.05,
        help="share of answers, 0 to 1, that may hold nothing of what was asked (default: "
        "%(default)s)",
    )
    parser.add_argument("--limit", type=int, help="ask only so many, drawn at random (seeded)")
    parser.add_argument(
        "--llm",
        metavar="SPEC",
        default="none",
        help="a chat model writes questions too, as with `assistant ask` (default: %(default)s)",
    )
    parser.add_argument("--llm-url", metavar="URL", default=Settings().llm_url)
    add_reranker(parser)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here")
    parser.add_argument(
        "--forget", action="store_true", help="go back to what is built in, and measure nothing"
    )


def run(arguments: argparse.Namespace) -> None:
    """Carry the command out."""
    from assistant.answering.calibration import forget_calibration
    from assistant.library.opening import opened_notes

    store = arguments.store
    if arguments.forget:
        with opened_notes(store) as notes:
            gone = forget_calibration(notes)
        print(f"{store}: " + ("the calibration is gone" if gone else "there is no calibration"))
        return
    from assistant.evaluation.calibrating.report import format_report
    from assistant.evaluation.calibrating.session import Wanted, run_calibration
    from assistant.terminal import progress_bar

    wanted = Wanted(
        arguments.risk,
        arguments.questions,
        arguments.articles,
        arguments.limit,
        arguments.llm,
        arguments.llm_url,
    )
    wanted.check()
    settings = Settings(store=arguments.store, reranker=arguments.reranker, llm="none")
    if arguments.json:  # said now rather than when all questions have been asked
        check_writable(arguments.json)
    with progress_bar("Indexing") as indexing, progress_bar("Asking") as asking:
        report = run_calibration(wanted, settings, indexing, asking)
    print(format_report(report))
    print(f"\nKept in {store}; assistant calibrate --forget goes back to what is built in.")
    if arguments.json:
        write(arguments.json, json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n")
