"""What a library of 1,000, 10,000 and 100,000 chunks costs on one machine.

    python benchmarks/scale.py TEXT... [--sizes 1000 10000 100000] [--work FOLDER] [--json FILE]
        [--plot FILE.svg] [--questions 100] [--clock wall|cpu]

TEXT are question sets (their articles and questions), files or folders. Libraries of each size are
put together from their sentences (`made_library.py` says how, and what the vectors are) and go
through the real indexer into the real store. Each step runs in a process of its own, so that its
memory is its own: indexing, opening with the first answer, answering, answering of some articles
only, then a run without changes, with one changed file and with one file gone.

On a machine that does other things at the time, `--clock cpu` counts what the processor did.
The exponent between two sizes is log(cost ratio) / log(chunks ratio): 1 is linear.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from machine import machine
from made_library import encode_sentences, read_texts, real_paragraphs, write_articles
from scale_plot import plot
from scale_steps import STEPS

Figures = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1000, 10_000, 100_000])
    parser.add_argument("--work", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--clock", choices=["wall", "cpu"], default="wall")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.work or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        articles, questions = read_texts(arguments.texts)
        paragraphs = real_paragraphs(articles)
        asked = questions or [lines[0] for lines in paragraphs]
        (folder / "questions.json").write_text(
            json.dumps(asked[:: max(1, len(asked) // arguments.questions)])
        )
        encode_sentences(paragraphs, folder)
        sizes: list[Figures] = []
        for size in arguments.sizes:
            made = folder / str(size)
            figures: Figures = {"files": write_articles(paragraphs, size, made / "articles")}
            for step in STEPS:
                figures |= run(step, made, arguments.clock)
                print(f"{size}: {step} done", file=sys.stderr)
            sizes.append(figures)
            if arguments.json:  # what there is, should a larger one be too much for the machine
                report = {
                    "machine": machine(),
                    "clock": arguments.clock,
                    "sizes": sizes,
                    "exponents": exponents(sizes),
                }
                arguments.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(table(sizes))
    if arguments.plot:
        arguments.plot.write_text(plot(sizes), encoding="utf-8")


def run(step: str, folder: Path, clock: str) -> Figures:
    """The figures of one step, from a process of its own."""
    steps = Path(__file__).with_name("scale_steps.py")
    program = [sys.executable, str(steps), step, str(folder), clock]
    done = subprocess.run(  # noqa: S603 - our own command
        program, check=True, stdout=subprocess.PIPE, env=os.environ
    )
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def exponents(sizes: Sequence[Figures]) -> list[Figures]:
    """By which power of the number of chunks each figure grew, from each size to the next."""
    return [
        {
            name: round(math.log(after[name] / before[name]) / ratio, 2)
            for name in after
            if before.get(name, 0) > 0 and after[name] > 0
        }
        for before, after in pairwise(sizes)
        if (ratio := math.log(after["chunks"] / before["chunks"]))
    ]


def table(sizes: Sequence[Figures]) -> str:
    """All figures as a table in Markdown, with the exponent between the last two sizes."""
    last: dict[str, Any] = exponents(sizes)[-1] if len(sizes) > 1 else {}
    rows = [
        f"| {name} | {' | '.join(f'{figures[name]:,g}' for figures in sizes)} | "
        f"{last.get(name, '')} |"
        for name in sizes[0]
    ]
    return "\n".join([f"| |{' |' * len(sizes)} exponent |", f"|{'---|' * (len(sizes) + 2)}", *rows])


if __name__ == "__main__":
    main()
