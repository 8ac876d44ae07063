"""`assistant evaluate`: measure the answers to a question set, or compare two measurements."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from assistant.commands import compare
from assistant.commands.parsing import (
    Commands,
    Parser,
    add_command,
    add_model,
    add_reranker,
    check_writable,
    keep_apart,
    settings_of,
    write,
)


def register(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = add_command(commands, "evaluate", run, "measure the answers to a question set")
    parser.add_argument(
        "questions",
        type=Path,
        help="JSONL, SQuAD 1.1 or 2.0 JSON, or a BEIR folder; the last two bring their articles. "
        "Or: compare A.json B.json, see assistant evaluate compare --help (a set of that name is "
        "./compare)",
    )
    parser.add_argument(
        "--articles", type=Path, help="ask this file or folder, from a throw-away index"
    )
    parser.add_argument("--limit", type=int, help="ask only so many, drawn at random (seeded)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here")
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write a page here, with plots (one HTML file)"
    )
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write the same figures here as Markdown"
    )
    parser.add_argument(
        "--baseline",
        action="store_true",
        help="also measure, on the same articles, the retrieval that the usual LangChain tutorial "
        "builds, and BM25 alone",
    )
    add_model(parser)
    add_reranker(parser)
    compare.register(parser)


def run(arguments: argparse.Namespace) -> None:
    """Carry the command out."""
    from assistant.evaluation.reporting.terminal import baseline_lines, table
    from assistant.evaluation.session import run_evaluation
    from assistant.terminal import progress_bar

    outputs = ("json", "report", "markdown")
    for option in outputs:  # said now rather than when all questions have been asked
        if file := getattr(arguments, option):
            keep_apart(file, option, arguments.questions, "the question set")
            check_writable(file, option)
    with progress_bar("Indexing") as indexing, progress_bar("Asking") as asking:
        evaluation = run_evaluation(
            arguments.questions,
            articles=arguments.articles,
            settings=settings_of(arguments),
            limit=arguments.limit,
            baseline=arguments.baseline,
            indexing=indexing,
            asking=asking,
            not_read=lambda source, reason: print(f"not read: {source} {reason}", file=sys.stderr),
        )
    print(table(evaluation) + baseline_lines(evaluation))
    if arguments.json:
        text = json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2)
        write(arguments.json, text + "\n")
    if arguments.report:
        from assistant.evaluation.reporting.page import report_page

        write(arguments.report, report_page(evaluation), "report")
    if arguments.markdown:
        from assistant.evaluation.reporting.markdown import report_markdown

        write(arguments.markdown, report_markdown(evaluation), "markdown")
