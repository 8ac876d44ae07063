"""`assistant evaluate`: measure the answers to a question set."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.commands.parsing import (
    Commands,
    Parser,
    add_command,
    add_model,
    add_reranker,
    settings_of,
    write,
)


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = add_command(commands, "evaluate", run, "measure the answers to a question set")
    parser.add_argument(
        "questions",
        type=Path,
        help="JSONL, SQuAD 1.1 or 2.0 JSON, or a BEIR folder; the last two bring their articles",
    )
    parser.add_argument(
        "--articles", type=Path, help="ask this file or folder, from a throw-away index"
    )
    parser.add_argument("--limit", type=int, help="ask only so many, drawn at random (seeded)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here")
    add_model(parser)
    add_reranker(parser)


def run(arguments: argparse.Namespace) -> None:
    """Carry the command out."""
    from assistant.evaluation.report import table
    from assistant.evaluation.session import run_evaluation
    from assistant.terminal import progress_bar

    if arguments.json:  # said now rather than when all questions have been asked
        write(arguments.json, "")
    with progress_bar("Indexing") as indexing, progress_bar("Asking") as asking:
        evaluation = run_evaluation(
            arguments.questions,
            articles=arguments.articles,
            settings=settings_of(arguments),
            limit=arguments.limit,
            indexing=indexing,
            asking=asking,
        )
    print(table(evaluation))
    if arguments.json:
        text = json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2)
        write(arguments.json, text + "\n")
