"""`assistant evaluate compare`: what rose and fell between two evaluations."""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

from assistant.commands.parsing import Parser, keep_apart, write


def register(evaluate: Parser) -> None:
    """Add the command, as a word that comes first among the arguments of `evaluate`."""
    parser = evaluate.add_word(
        "compare",
        description="What rose and fell between two evaluations of the same questions. Exit code 0 "
        "if nothing fell too far, 1 if something did, 2 if they cannot be compared. Unless told "
        "otherwise, recall@1, answer@1, answer@3, auroc, false_answers and false_refusals may "
        "each lose .01, and more if that may be chance; verbatim may lose nothing.",
    )
    parser.add_argument("before", type=Path, metavar="A.json", help="what evaluate --json wrote")
    parser.add_argument("after", type=Path, metavar="B.json", help="the same, to be judged")
    parser.add_argument(
        "--loss",
        type=_loss,
        action="append",
        default=[],
        metavar="FIGURE=AMOUNT",
        help="exit with 1 if this figure loses more than so much, chance or not: answer@1=0.02, "
        "p95=50 (milliseconds); may be repeated",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the comparison here")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write it here as Markdown")
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; the exit code says whether something fell too far."""
    from assistant.evaluation.comparing.comparison import compare, fallen
    from assistant.evaluation.comparing.report import as_markdown, as_text, to_dict
    from assistant.evaluation.comparing.results import read_results

    for option in ("json", "markdown"):
        if file := getattr(arguments, option):
            for given in (arguments.before, arguments.after):
                keep_apart(file, option, given, "what is compared")
    comparison = compare(read_results(arguments.before), read_results(arguments.after))
    falls = fallen(comparison, dict(arguments.loss))
    print(as_text(comparison, falls), end="")
    if arguments.json:
        text = json.dumps(to_dict(comparison, falls), ensure_ascii=False, indent=2)
        write(arguments.json, text + "\n")
    if arguments.markdown:
        write(arguments.markdown, as_markdown(comparison, falls), "markdown")
    return 1 if falls else 0


def _loss(text: str) -> tuple[str, float]:
    """A figure and how much of it may be lost, from `answer@1=0.02`."""
    name, _, amount = text.partition("=")
    try:
        allowed = float(amount)
    except ValueError:
        allowed = math.nan
    if not name or not 0 <= allowed < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no loss: write one as answer@1=0.02")
    return name, allowed
